"""Bytes to text, and what is said when it is doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError

TEXT = "“Güle güle,” said the envoy – naïve, but kind. "


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b'<meta charset="windows-1254">' + "Ankara’da görüşme".encode("cp1254"), "cp1254"),
        (b"<?xml version='1.0' encoding='iso-8859-2'?>" + "Łódź, Wałęsa".encode("iso-8859-2"), "iso8859-2"),
    ],
)
def test_encodings_are_found(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert "\ufffd" not in decoded.text
    assert not decoded.text.startswith("\ufeff")


def test_undeclared_western_text_is_read_and_said() -> None:
    decoded = decode(("The minister’s café in Málaga was full of journalists. " * 5).encode("cp1252"))
    assert "minister’s café" in decoded.text
    assert "does not state its encoding" in decoded.warnings[0]


def test_a_declaration_that_does_not_fit_is_reported() -> None:
    assert "is valid UTF-8" in decode(b"<meta charset=iso-8859-1>" + TEXT.encode()).warnings[0]
    assert "does not fit" in decode(b"<meta charset=utf-8>caf\xe9 in the town of the talks").warnings[0]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 400, b"\x89PNG\r\n\x1a\n" + b"\x00\x07" * 300]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        decode(data)
    assert caught.value.code == "binary"


@pytest.mark.parametrize("declared", ["utf\0", "", "no-such", "é", "undefined", "base64", "rot13", "idna", "x" * 500])
def test_a_declared_encoding_that_is_none_is_passed_over(declared: str) -> None:
    assert "caf" in decode(b"caf\xe9 in the town of the talks, said the minister", declared).text


@given(st.binary(max_size=2_000))
def test_any_bytes_are_text_or_an_intake_error(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except IntakeError as error:
        assert str(error)
