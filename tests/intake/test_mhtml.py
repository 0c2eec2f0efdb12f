"""Web archives."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

PARAGRAPH = (
    "Delegations of Togo and Benin left the hotel on Thursday after nine hours of talks about the border and the port."
)
PAGE = f'<!doctype html><html><head><title>Talks</title><meta property="article:published_time" content="2009-06-04"></head><body><nav class=menu><a>Home</a></nav><article><h1>Talks in Lom=C3=A9</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("nine", "ten")}</p></article></body></html>'.replace(
    "=", "=3D"
).replace("=3DC3=3DA9", "=C3=A9")


def archive(
    page: str = PAGE,
    *,
    head: str = "From: <Saved by Blink>\nSnapshot-Content-Location: https://ledger.example/2009/06/04/talks\n",
    kind: str = "multipart/related",
) -> bytes:
    return (
        f'{head}Subject: Talks\nDate: Mon, 8 Jun 2009 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: {kind}; type="text/html"; boundary="--b"\n\n\n'
        "----b\nContent-Type: text/html; charset=utf-8\nContent-ID: <f@m>\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: https://ledger.example/2009/06/04/talks\n\n{page}\n\n"
        "----b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://ledger.example/x.png\n\niVBORw0KGgo=\n\n----b--\n"
    ).encode()


@pytest.mark.parametrize(
    "head",
    [
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://ledger.example/2009/06/04/talks\n",
        'From: "Saved by Windows Internet Explorer"\n',
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_page_among_its_parts(head: str, line_end: str) -> None:
    (document,) = read_bytes(archive(head=head).replace(b"\n", line_end.encode()), "x.mhtml")
    assert (document.format, document.title) == ("mhtml", "Talks in Lomé")
    assert document.address == "https://ledger.example/2009/06/04/talks"
    found = {(w.kind, w.name, w.value) for w in document.witnesses}
    assert {
        ("meta", "article:published_time", "2009-06-04"),
        ("url", "address", "2009-06-04"),
        ("modified", "Date", "2009-06-08"),
    } <= found
    assert "nine hours" in kinds(document)["body"]
    assert "Home" in kinds(document)["navigation"]
    assert_sound(document)


def test_a_database_page_in_an_archive_is_divided() -> None:
    found = read_all(archive(exported.factiva_html(2).replace("=", "=3D").replace("©", "(c)")), "x")
    assert [d.format for d in found.documents] == ["factiva (mhtml)"] * 2


def test_one_page_alone() -> None:
    data = (
        b"MIME-Version: 1.0\nContent-Location: http://ledger.example/a\nContent-Type: text/html\n\n<html><body><p>"
        + PARAGRAPH.encode()
        + b"</p></body></html>"
    )
    assert read_bytes(data, "x")[0].address == "http://ledger.example/a"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive().replace(b"text/html; charset", b"text/css; charset"), "empty"),
        (archive("")[:700], "empty"),
        (archive("<html><script>1</script></html>"), "empty"),
        (archive().split(b"----b\n")[0], "empty"),
    ],
)
def test_broken_archives_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_500), st.binary(min_size=1, max_size=12))
def test_damage_anywhere_is_an_intake_error(at: int, noise: bytes) -> None:
    data = bytearray(archive())
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
