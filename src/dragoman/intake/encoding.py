"""From bytes to text: declared encodings, detection, and what was lost."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from dragoman.intake.errors import IntakeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DETECT_ON = 200_000
"""Bytes that detection looks at; more does not change its mind and costs time."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.I)
_WEB_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
"""What browsers read under these names (WHATWG Encoding Standard)."""
_NO_TEXTS = frozenset(("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"))
"""Codecs of Python's that no file is written in, and UTF-7, which browsers refuse."""


class Decoded(NamedTuple):
    """Text without its byte order mark, the encoding's name, and sentences about what was doubtful."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a file's bytes.

    A byte order mark wins, then UTF-8 when the bytes are valid UTF-8, then the encoding that is declared (argument,
    ``<meta charset>``, XML declaration), then detection. Raises :class:`IntakeError` ``binary`` when the bytes are no
    text in any encoding.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name, ())
    if _looks_binary(data):
        raise IntakeError("binary", "this is a binary file, not text")
    declared = declared or _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        notes: tuple[str, ...] = ()
        if declared and not data.isascii() and _canonical(declared) not in ("utf-8", None):
            notes = (f"The file declares the encoding {declared} but is valid UTF-8; it was read as UTF-8.",)
        return Decoded(text, "utf-8", notes)
    if declared:
        canonical = _canonical(declared)
        if canonical and canonical != "utf-8":
            try:
                return Decoded(data.decode(canonical), canonical, ())
            except UnicodeDecodeError:
                pass
        return _detected(data, f"The file declares the encoding {declared}, which does not fit its bytes; ")
    return _detected(data, "The file does not state its encoding; ")


def _detected(data: bytes, because: str) -> Decoded:
    sample = data[:_DETECT_ON]
    # Windows-1252 is what undeclared Western text is in practice; detection decides only where its bytes do not fit.
    best = from_bytes(sample).best()
    name = best.encoding if best else "cp1252"
    if name in ("ascii", "utf_8", "latin_1", "iso8859_1"):
        name = "cp1252"
    return _lenient(data, name, (f"{because}it was read as {codecs.lookup(name).name}.",))


def _lenient(data: bytes, name: str, notes: tuple[str, ...]) -> Decoded:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost and lost > 0.2 * len(text):
        raise IntakeError("binary", "this is a binary file, not text")
    if lost:
        notes = (*notes, f"{lost} bytes could not be decoded as {name} and stand as \ufffd.")
    return Decoded(text, name, notes)


def _declared(data: bytes) -> str | None:
    head = data[:4096]
    found = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return found.group(1).decode("ascii") if found else None


def _canonical(name: str) -> str | None:
    """Python's name of an encoding of text; None for what is no encoding, or not one of text (base64, rot13)."""
    name = _WEB_ALIASES.get(name.lower(), name)
    try:
        b"ab".decode(name, "replace")
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if found in _NO_TEXTS else found


def _looks_binary(data: bytes) -> bool:
    head = data[:65_536]
    return len(_CONTROL.findall(head)) > max(min(4, len(head) // 20), len(head) // 200)
