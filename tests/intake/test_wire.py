"""Wire copy."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

FIRST = "LOME, Togo (AFP) _ Delegations of Togo and Benin left the hotel on\r\nThursday after nine hours of talks about the border."
SECOND = "``We shall come back,'' a minister said."


def anpa(number: int = 123, year: str = "09") -> bytes:
    return (
        f"\x16\x16\x01a{number:04d}\x1f-----\r\nr i\x13\x11 BC-Togo-Benin-Talks   06-04 0212\r\n"
        f"\x02BC-Togo-Benin-Talks,0212<\r\n^Talks in Lome end<\r\n^By AFI K.=\r\n^Agence France Presse=\r\n"
        f"   {FIRST}\r\n   {SECOND}\r\n\x03AP-NY-06-04-{year} 1712GMT<\r\n\x04"
    ).encode("latin-1")


def iptc(number: int = 45, year: str = "09") -> bytes:
    return (
        f"\x01AFP{number:04d} 4 I 212 Togo-Benin-talks\r\n\x02Talks in Lome end\r\n\r\n   {FIRST}\r\n   {SECOND}\r\n\x03\r\n041712 GMT JUN {year}\r\n\x04"
    ).encode("latin-1")


def telex(number: int = 45) -> bytes:
    return f"ZCZC AFP{number:04d}\r\nTogo-Benin-talks\r\n\r\nTalks in Lome end\r\n\r\n   {FIRST}\r\n   {SECOND}\r\n041712 GMT JUN 09\r\nNNNN\r\n041712 GMT JUN 09\r\n".encode(
        "latin-1"
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (anpa(), "anpa-1312"),
        (iptc(), "iptc-7901"),
        (telex(), "iptc-7901"),
        (anpa().replace(b"\r\n", b"\n"), "anpa-1312"),
        (b"\r\n" + iptc(), "iptc-7901"),
    ],
)
def test_messages(data: bytes, kind: str) -> None:
    (document,) = read_bytes(data, "x")
    assert (document.format, document.title, document.part) == (kind, "Talks in Lome end", None)
    body = kinds(document)["body"]
    assert "left the hotel on Thursday after nine hours" in body
    assert "“We shall come back,” a minister said." in body
    (witness,) = document.witnesses
    assert (witness.kind, witness.value) == ("header-field", "2009-06-04")
    assert document.text[witness.start : witness.end] == witness.text
    assert document.byline == ("AFI K." if kind == "anpa-1312" else None)
    assert "\x02" not in document.text
    assert_sound(document)


def test_many_messages_in_one_file() -> None:
    found = read_all(anpa(1) + b"\r\n" + anpa(2, "98") + b"\x16\x16\x01a0003\x1f---\r\n\x02\r\n\x03\r\n\x04", "x")
    assert [d.part for d in found.documents] == [1, 2]
    assert found.documents[1].witnesses[0].value == "1998-06-04"
    assert [(f.source, f.code) for f in found.failures] == [("x, message 3", "empty")]


def test_a_message_that_breaks_off_is_read() -> None:
    (document,) = read_bytes(anpa()[:-60], "x")
    assert "Delegations" in document.text
    assert not document.witnesses


@pytest.mark.parametrize("data", [b"ZCZC is how telexes begin.\n\nThe ministers met.", b"The ministers met.\nNNNN\n"])
def test_other_texts_are_no_wire_copy(data: bytes) -> None:
    assert read_bytes(data, "x")[0].format == "text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x01AFP0045 4 I 212 x\r\n\x02\r\n\x03", "empty"),
        (b"\x01garbage\x02\x03" * 99, "binary"),
        (b"ZCZC\r\n\r\nNNNN\r\n", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


PIECES = [
    "\x16\x16\x01",
    "\x01",
    "\x02",
    "\x03",
    "\x04",
    "a0123\x1f---",
    "AFP0045 4 I 212 x",
    "\r\n",
    "^Title<",
    "^By X=",
    "   Text.",
    "ZCZC ",
    "NNNN",
    "AP-NY-06-04-09 1712GMT",
    "041712 GMT JUN 99",
    "\x1e",
    "``''",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40))
def test_any_pieces_are_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_all(("\x01AFP0045 4 I 212 x\r\n\x02" + "".join(parts)).encode("utf-8", "replace"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
