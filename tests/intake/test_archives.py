"""Archives inside archives, and the tricks that are played with them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
import made
import test_warc
from checks import assert_sound

from dragoman.intake import IntakeError, job, opened, read_all, read_bytes
from dragoman.record import Document

TEXT = b"The ministers of Togo and Benin met in Cotonou on Monday and spoke about the port.\n"


def tar(members: dict[str, bytes], kind: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=kind) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


MIXED = {
    "a.txt": TEXT,
    "b/c.docx": made.docx(),
    "d.txt": exported.nexis_old(2).encode(),
    ".hidden": b"x",
    "e.bin": b"\0\1\2" * 900,
}


@pytest.mark.parametrize(
    "packed",
    [
        made.zipped(MIXED),
        tar(MIXED),
        tar(MIXED, "w:gz"),
        tar(MIXED, "w:bz2"),
        tar(MIXED, "w:xz"),
        made.zipped({"x.tar": tar(MIXED)}),
    ],
)
def test_members_of_every_archive_are_read(packed: bytes) -> None:
    found = read_all(packed, "x")
    assert [d.format for d in found.documents] == ["text", "docx", "nexis (text)", "nexis (text)"]
    assert [f.source.rpartition("/")[2] for f in found.failures] == ["e.bin"]
    assert found.stated == 2
    for document in found.documents:
        assert_sound(document)


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT),
        bz2.compress(TEXT),
        lzma.compress(TEXT),
        gzip.compress(TEXT[:40]) + gzip.compress(TEXT[40:]),
        lzma.compress(TEXT[:40]) + lzma.compress(TEXT[40:]),
    ],
)
def test_compressed_files(packed: bytes) -> None:
    (document,) = read_bytes(packed, "x")
    assert document.text == TEXT.decode()


@pytest.mark.parametrize("packed", [gzip.compress(TEXT * 50), bz2.compress(TEXT * 50), lzma.compress(TEXT * 50)])
def test_what_was_unpacked_before_a_file_breaks_off_is_kept(packed: bytes) -> None:
    found = read_all(packed[:-9], "x")
    assert len(found.documents) + len(found.failures) >= 1
    assert found.failures[-1].code == "damaged"


def test_names_cannot_point_elsewhere() -> None:
    found = read_all(
        made.zipped({"../../etc/a.txt": TEXT, "/abs.txt": TEXT, "C:\\x\\b.txt": TEXT, "n\nl.txt": TEXT}), "x.zip"
    )
    assert [d.source for d in found.documents] == [
        "x.zip/etc/a.txt",
        "x.zip/abs.txt",
        "x.zip/C:/x/b.txt",
        "x.zip/n\ufffdl.txt",
    ]


def test_links_in_a_tar_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, name in (
            (tarfile.SYMTYPE, "s"),
            (tarfile.LNKTYPE, "h"),
            (tarfile.CHRTYPE, "c"),
            (tarfile.DIRTYPE, "d"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert [d.source for d in read_bytes(out.getvalue(), "x")] == ["x/a.txt"]


@pytest.mark.parametrize("packed", [gzip.compress(b"0" * 40_000_000), bz2.compress(b"0" * 40_000_000), lzma.compress(b"0" * 40_000_000), made.zipped({"a.txt": b"0" * 40_000_000}),
                                    made.zipped({"a.txt.gz": gzip.compress(b"0" * 40_000_000)})])  # fmt: skip
def test_bombs_are_refused(packed: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(packed, "x")
    assert caught.value.code.startswith("bomb")


def test_a_bomb_costs_none_of_its_neighbours() -> None:
    found = read_all(made.zipped({"a.txt": TEXT, "bomb.txt": b"0" * 40_000_000, "c.txt": TEXT}), "x")
    assert [d.source for d in found.documents] == ["x/a.txt", "x/c.txt"]
    assert [f.code for f in found.failures] == ["bomb-member"]


def test_deep_nests_are_refused() -> None:
    data = TEXT
    for depth in range(9):
        data = made.zipped({f"{depth}.zip": data})
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == "nested"
    data = TEXT
    for _ in range(9):
        data = gzip.compress(data)
    with pytest.raises(IntakeError, match="nested"):
        read_bytes(data, "x")


def test_an_archive_of_too_many_members_is_read_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "MOST_MEMBERS", 3)
    found = read_all(tar({f"{i}.txt": TEXT for i in range(9)}), "x")
    assert len(found.documents) == 3
    assert found.failures[-1].code == "bomb"


def test_members_that_share_bytes_are_refused() -> None:
    data = bytearray(made.zipped({"a.txt": TEXT * 9, "b.txt": TEXT * 9}, zipfile.ZIP_STORED))
    # point the second entry of the directory at the first member
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    found = read_all(bytes(data), "x")
    assert len(found.documents) == 1
    assert found.failures[0].code == "bomb-member"


def test_encrypted_members_are_named() -> None:
    data = bytearray(made.zipped({"a.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        data[place + at] |= 1
    with pytest.raises(IntakeError) as caught:
        read_bytes(bytes(data), "x")
    assert caught.value.code == "encrypted"


def test_a_large_file_inside_gzip_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.intake import compressed

    monkeypatch.setattr(compressed, "LARGEST", 20_000)
    path = tmp_path / "x.tar.gz"
    path.write_bytes(tar({f"{i}.txt": TEXT * 20 for i in range(60)}, "w:gz"))
    kind, items = opened(path)
    assert kind.name == "compressed"
    assert sum(isinstance(item, Document) for item in items) == 60


STREAMED = {
    "warc": (test_warc.INFO + test_warc.record("response", test_warc.http()) * 30, 30),
    "mbox": (
        (b"From desk@afp.example Fri Jun  5 00:30:00 2009\nFrom: a@b.example\nMessage-ID: <1>\n\n" + TEXT * 9 + b"\n")
        * 40,
        40,
    ),
    "json": (b'{"title": "T", "text": "' + TEXT[:-1] * 9 + b'"}\n', 60),
    "csv": (b"title,text\n" + (b'T,"' + TEXT * 9 + b'"\n') * 60, 60),
}


@pytest.mark.parametrize("name", STREAMED)
def test_large_containers_inside_gzip_are_streamed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.intake import compressed

    monkeypatch.setattr(compressed, "LARGEST", 9_000)
    data, count = STREAMED[name]
    found = read_all(gzip.compress(data * 60 if name == "json" else data), "x")
    assert (len(found.documents), found.failures) == (count, ())
    assert {d.format for d in found.documents} == {"eml" if name == "mbox" else name}


@pytest.mark.parametrize(
    "data", [made.docx(), made.pdf([made.set_page(made.PARAGRAPHS)]), made.zipped({"a.txt": TEXT * 20}, 0), TEXT * 900]
)
def test_what_must_be_read_whole_is_refused_when_it_is_too_large(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.intake import compressed, job

    monkeypatch.setattr(compressed, "LARGEST", 500)
    monkeypatch.setattr(job.Bytes.whole, "__defaults__", (500,))
    with pytest.raises(IntakeError) as caught:
        read_bytes(gzip.compress(data), "x")
    assert caught.value.code in ("too-large", "damaged")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.zipped({}), "empty"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (made.zipped({"xl/workbook.xml": b"<w/>"}), "format"),
        (b"\x1f\x8b\x08" + b"x" * 500, "damaged"),
        (b"\x28\xb5\x2f\xfd" + b"x" * 50, "format"),
        (tar({"a.txt": TEXT * 90})[:2_000], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "format"),
    ],
)
def test_broken_files_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


SEEDS = [
    made.zipped({"a.txt": TEXT, "b.html": b"<html><p>x</p></html>"}),
    tar({"a.txt": TEXT, "b.txt": TEXT}),
    gzip.compress(TEXT * 9),
    bz2.compress(TEXT * 9),
    lzma.compress(TEXT * 9),
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 1_500), st.binary(min_size=1, max_size=12), st.integers(0, 3_000))
def test_damage_anywhere_is_an_intake_error(seed: bytes, at: int, noise: bytes, cut: int) -> None:
    data = bytearray(seed)
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data[: len(data) - cut] if cut < 200 else data), "x")
    except IntakeError as error:
        assert str(error)
        return
    for document in found.documents:
        assert_sound(document)


def test_a_member_without_a_name_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        archive.writestr(info, TEXT)
    assert [d.source for d in read_bytes(out.getvalue(), "x")] == ["x/unnamed"]
