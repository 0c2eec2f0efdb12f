"""What a file is, told from its content."""

import io
import zipfile
from pathlib import Path

import pytest

from dragoman.intake import IntakeError, read_all, read_bytes, read_path
from dragoman.intake.html import sniff as looks_like_html


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf<html lang=en>",
        b"<p>One</p><p>Two</p><div>Three",
        "<html>".encode("utf-16"),
    ],
)
def test_pages_are_told_by_their_tags(data: bytes) -> None:
    assert looks_like_html(data)


@pytest.mark.parametrize("data", [b"The <b>talks</b> went on.", b"3 < 4 and 5 > 4", b"A title\n\nA text."])
def test_text_is_no_page(data: bytes) -> None:
    assert not looks_like_html(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n\t ", "empty"), (b"\x00" * 4096, "binary"), (b"<html><script>1</script></html>", "empty")],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(IntakeError):
            read_path(path)


def test_only_the_byte_order_mark_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf One\r\n\r\nTwo \n")
    (document,) = read_path(path)
    assert document.text == " One\r\n\r\nTwo \n"


def test_xml_of_an_unknown_kind_is_read_without_its_structure() -> None:
    prose = "<p>The ministers of Norway and Chad met in <name>Oslo</name> for two hours.</p>\n<p>They spoke about the lake and the fish in it.</p>"
    (document,) = read_bytes(f"<?xml version='1.0'?><TEI><text>{prose}</text></TEI>".encode(), "x.xml")
    assert document.text.startswith("The ministers of Norway and Chad met in Oslo")
    assert "<TEI>" in document.warnings[0]
    with pytest.raises(IntakeError) as caught:
        read_bytes(b"<?xml version='1.0'?><settings><a>1</a></settings>", "x.xml")
    assert caught.value.code == "format"


def test_what_failed_is_said_with_the_first_document() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "The ministers met in Oslo.")
        archive.writestr("bad.bin", b"\0\1\2" * 900)
    (document,) = read_bytes(packed.getvalue(), "x.zip")
    assert "x.zip/bad.bin: this is a binary file" in document.warnings[0]


def test_members_of_a_zip_file_are_read_and_bad_ones_cost_no_neighbour() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The ministers met in Oslo.")
        archive.writestr("bad.bin", b"\0\1\2" * 900)
        archive.writestr("__MACOSX/._a.txt", "x")
        archive.writestr("../../b.html", "<html><body><p>The ministers met in Oslo.</p></body></html>")
    found = read_all(packed.getvalue(), "x.zip")
    assert [d.source for d in found.documents] == ["x.zip/a.txt", "x.zip/b.html"]
    assert [(f.source, f.code) for f in found.failures] == [("x.zip/bad.bin", "binary")]
