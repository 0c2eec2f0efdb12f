"""Several readings of one large file: together they give each report once."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from dragoman.intake import Failure, opened
from dragoman.record import Document

TEXTS = [f"The ministers of Norway and Chad met in Oslo for round {n} of their talks." for n in range(7)]


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n, text in enumerate(TEXTS):
            archive.writestr(f"{n}.txt", text)
        archive.writestr("bad.bin", b"\0\1\2" * 900)
    return packed.getvalue()


def tarred() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for n, text in enumerate(TEXTS):
            info = tarfile.TarInfo(f"{n}.txt")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


def lines() -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in TEXTS).encode()


def table() -> bytes:
    return ("date,title,text\n" + "".join(f'2009-05-0{n + 1},Talks {n},"{t}"\n' for n, t in enumerate(TEXTS))).encode()


def mailbox() -> bytes:
    head = "From a@b.org Thu Jan  1 00:00:00 2009\nFrom: a@b.org\nTo: c@d.org\nSubject: Talks\n\n"
    return "\n".join(f"{head}{text}\n" for text in TEXTS).encode()


@pytest.mark.parametrize(
    ("data", "readings"),
    [(zipped(), 3), (tarred(), 3), (lines(), 3), (gzip.compress(lines()), 3), (table(), 3), (mailbox(), 3)],
    ids=["zip", "tar.gz", "json", "json.gz", "csv", "mbox"],
)
def test_each_report_is_in_one_reading(tmp_path: Path, data: bytes, readings: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    whole = list(opened(path)[1])
    shares = [list(opened(path, share=(k, readings))[1]) for k in range(readings)]
    assert sum(isinstance(item, Document) for item in whole) == len(TEXTS)
    for kind in (Document, Failure):
        together = [
            item.source + str(getattr(item, "text", "")) for s in shares for item in s if isinstance(item, kind)
        ]
        assert sorted(together) == sorted(i.source + str(getattr(i, "text", "")) for i in whole if isinstance(i, kind))
    sizes = [sum(isinstance(item, Document) for item in s) for s in shares]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("text", ["<html><body><p>One page of words on the talks.</p></body></html>", "One report."])
def test_what_is_one_report_goes_to_the_first_reading(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    assert [len(list(opened(path, share=(k, 3))[1])) for k in range(3)] == [1, 0, 0]
