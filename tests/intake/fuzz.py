"""Broken files by the thousand: ``python -m tests.intake.fuzz --seconds 600`` damages good files of every format.

Anything but documents or an IntakeError is a fault of the program, as are an input that takes long and memory that
grows. The input at hand is kept in a file, so that a crash of native code leaves it behind.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import resource
import struct
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import exported
import made
import ole
import test_feed
import test_mail
import test_mhtml
import test_newsml
import test_rows
import test_warc
import test_wire
from checks import assert_sound
from test_archives import MIXED, tar

from dragoman.intake import IntakeError, read_all


def part_of(archive: bytes, name: str) -> bytes:
    """A member of a zip file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


SEEDS: dict[str, list[bytes]] = {
    "text": ["\n\n".join(made.PARAGRAPHS).encode(), "\n\n".join(made.PARAGRAPHS).encode("utf-16")],
    "html": [exported.factiva_html(2).encode(), test_mail.PAGE.encode()],
    "nexis": [exported.nexis_old(2).encode(), "\n".join(exported.nexis_new(2)).encode(), exported.nexis_old(2, word="de").encode()],
    "factiva": [exported.factiva_coded(2).encode(), "\n".join(exported.factiva_plain(2)).encode()],
    "proquest": [exported.proquest(2).encode(), exported.proquest(2, numbered=False).encode()],
    "pdf": [made.pdf([made.set_page(made.PARAGRAPHS, title=True, number=1)], packed=False), made.pdf([made.set_page(made.PARAGRAPHS), []])],
    "rtf": [made.rtf(), made.rtf(exported.nexis_new(2)), made.rtf([], [("HD", "a"), ("PD", "b"), ("TD", "c\nd")])],
    "docx": [made.docx(titled=True), made.docx([], [("a", "b\nc")])],
    "odt": [made.odt(titled=True)],
    "eml": [test_mail.letter(), test_mail.letter("Short.", test_mail.PAGE), test_mail.letter(attached={"a.docx": ("application/zip", made.docx())})],
    "mbox": [b"From desk@afp.example Fri Jun  5 00:30:00 2009\n" + test_mail.letter() + b"\n\nFrom x Fri Jun  5 00:30:00 2009\n" + test_mail.letter()],
    "msg": [ole.message(subject="S", body="\n\n".join(made.PARAGRAPHS), sender="A", sent=10**17, attachments={"a.txt": b"Words."}),
            ole.message(subject="S", packed=bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"))],
    "mhtml": [test_mhtml.archive()],
    "feed": [feed.encode() for feed in test_feed.FEEDS.values()],
    "newsml": [item.encode() for item in test_newsml.G2.values()],
    "nitf": [test_newsml.NITF.encode()],
    "wire": [test_wire.anpa(), test_wire.iptc(), test_wire.telex()],
    "json": [test_rows.FORMS["json list"], test_rows.FORMS["json lines"], json.dumps(list(test_rows.NINJS.values())).encode()],
    "csv": [test_rows.FORMS["csv"], test_rows.FORMS["tabs"], test_rows.FORMS["utf-16"]],
    "parquet": [test_rows.as_parquet()],
    "warc": [test_warc.WHOLE, gzip.compress(test_warc.INFO) + gzip.compress(test_warc.record("response", test_warc.http()))],
    "zip": [made.zipped(MIXED), made.zipped({"a.zip": made.zipped({"b.txt": b"Words."})}, 0)],
    "tar": [tar(MIXED)],
    "compressed": [gzip.compress(exported.nexis_old(2).encode()), bz2.compress(b"Words. " * 90), lzma.compress(b"Words. " * 90)],
}  # fmt: skip
"""Good files by format, from which the broken ones are made."""
WRAPPED: dict[str, tuple[list[bytes], Callable[[bytes], bytes]]] = {
    "docx body": ([part_of(made.docx([], [("a", "b\nc")]), "word/document.xml"), part_of(made.docx(titled=True), "word/document.xml")], lambda body: made.zipped({"word/document.xml": body})),
    "odt body": ([part_of(made.odt(titled=True), "content.xml")], lambda body: made.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": body}, 0)),
    "page in warc": ([test_warc.PAGE, test_mail.PAGE.encode()], lambda page: test_warc.INFO + test_warc.record("response", test_warc.http(page))),
    "page in mail": ([test_mail.PAGE.encode()], lambda page: b"From: a@b.example\nMessage-ID: <1>\nContent-Type: text/html; charset=utf-8\n\n" + page),
    "rtf in msg": ([made.rtf()], lambda text: ole.message(subject="S", packed=struct.pack("<IIII", len(text) + 12, len(text), 0x414C454D, 0) + text)),
    "json lines": ([json.dumps(row).encode() for row in test_rows.ROWS], lambda line: line + b"\n" + json.dumps(test_rows.ROWS[0]).encode() + b"\n" + line),
}  # fmt: skip
"""Parts that are damaged and then packed whole, where damage to the package would only ever hit its checksums."""
TOKENS = [b"\0", b"\xff" * 4, b"\r\n", b"\n\n", b"<", b">", b"{", b"}", b'"', b"--", b"%PDF", b"PK\x03\x04", b"End of Document", b"1 of 2 DOCUMENTS", b"\x7f\xff\xff\xff",
          b"\x80", b"-1", b"99999999999999999999", b"<!ENTITY a 'b'>", b"&a;", b"\\bin", b"boundary=", b"charset=utf-7", b"=?utf-8?Q?", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"]]>", b"endobj"]  # fmt: skip
SLOW = 10.0
"""Seconds for one damaged file of some kilobytes; good ones take hundredths."""


def damaged(rng: random.Random, seeds: list[bytes]) -> bytes:
    """One of the seeds with one to eight changes: bytes turned, cut, doubled, moved, spliced, replaced by tokens."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        if not data:
            break
        at = rng.randrange(len(data))
        size = rng.choice((1, 1, 2, 4, 16, 64, 500))
        what = rng.randrange(8)
        if what == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif what == 1:
            del data[at : at + size]
        elif what == 2:
            data[at:at] = data[at : at + size] * rng.choice((1, 2, 40))
        elif what == 3:
            data[at : at + size] = rng.randbytes(size)
        elif what == 4:
            data[at:at] = rng.choice(TOKENS) * rng.choice((1, 1, 3, 300))
        elif what == 5:
            other = rng.choice(seeds)
            start = rng.randrange(len(other))
            data[at:at] = other[start : start + rng.choice((20, 400, 4_000))]
        elif what == 6:
            del data[at:]
        else:
            data[at : at + size] = rng.choice(TOKENS)
    return bytes(data[:400_000])


def made_broken(rng: random.Random, name: str) -> bytes:
    """A damaged file of a format, or a whole one with a damaged part."""
    if name in SEEDS:
        return damaged(rng, SEEDS[name])
    parts, wrap = WRAPPED[name]
    return wrap(damaged(rng, parts))


def tried(data: bytes) -> str:
    """What came of one input: ``read``, or the code of the IntakeError. Anything else is raised."""
    try:
        found = read_all(data, "x")
    except IntakeError as error:
        assert str(error)
        return error.code
    for document in found.documents:
        assert_sound(document)
    return "read"


def main() -> int:
    """Damage files for the time given, format by format in turn; exit code 1 when a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    kept = Path(tempfile.mkdtemp(prefix="dragoman-fuzz-"))
    print("inputs are kept in", kept, flush=True)
    names = chosen.only or [*SEEDS, *WRAPPED]
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    faults = 0
    slowest = (0.0, "")
    end = time.monotonic() + chosen.seconds
    while time.monotonic() < end:
        for name in names:
            data = made_broken(rng, name)
            (kept / "now").write_bytes(data)
            start = time.monotonic()
            try:
                counts[name][tried(data)] += 1
            except KeyboardInterrupt:
                raise
            except BaseException:  # a panic of native code is no Exception
                faults += 1
                (kept / f"fault-{faults}-{name}").write_bytes(data)
                if faults <= 30:
                    print(f"FAULT {faults} {name}\n{traceback.format_exc(limit=-4)}", flush=True)
            took = time.monotonic() - start
            slowest = max(slowest, (took, name))
            if took > SLOW:
                faults += 1
                (kept / f"slow-{faults}-{name}").write_bytes(data)
                print(f"SLOW {faults} {name} {took:.1f} s", flush=True)
    for name, count in counts.items():
        print(f"{name:13} {sum(count.values()):7,} {dict(count.most_common(6))}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{faults} faults, slowest {slowest[0]:.2f} s ({slowest[1]}), peak {peak} MB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
