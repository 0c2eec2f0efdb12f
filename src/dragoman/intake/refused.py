"""Files of known kinds that hold no report that could be read: they are named instead of being called broken."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.intake.zipped import names_in

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (.doc, .xls, .ppt); save it as .docx, .odt or PDF"),
    (b"\x89PNG", "a picture; its text needs text recognition (OCR) first"),
    (b"\xff\xd8\xff", "a picture; its text needs text recognition (OCR) first"),
    (b"GIF87a", "a picture; its text needs text recognition (OCR) first"),
    (b"GIF89a", "a picture; its text needs text recognition (OCR) first"),
    (b"II*\0", "a picture; its text needs text recognition (OCR) first"),
    (b"MM\0*", "a picture; its text needs text recognition (OCR) first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it, or pack it as zip or tar"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it, or pack it as zip or tar"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"SQLite format 3\0", "a database; export its reports as CSV or JSON lines"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
    (b"OggS\0", "a recording"),
)
_MEMBERS = (
    ("xl/workbook.xml", "a spreadsheet; save it as CSV"),
    ("xl/workbook.bin", "a spreadsheet; save it as CSV"),
    ("ppt/presentation.xml", "a presentation; save it as PDF"),
    ("META-INF/container.xml", "an e-book; save it as a web page or PDF"),
)


def sniff(data: Bytes, job: Job) -> bool:
    """Whether the bytes are of one of these kinds."""
    return _kind(data) is not None


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """Raises :class:`IntakeError` ``format`` with the kind's name and what to do."""
    raise IntakeError("format", f"this is {_kind(data)}")
    yield  # a reader is a generator


def _kind(data: Bytes) -> str | None:
    for magic, says in _MAGIC:
        if data.head.startswith(magic):
            return says
    if data.head.startswith(b"RIFF") and data.head[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return "a recording or a picture"
    if data.head[4:12] in (b"ftypmp42", b"ftypisom", b"ftypM4A ", b"ftypqt  "):
        return "a recording"
    names = names_in(data)
    return next((says for name, says in _MEMBERS if name in names), None)
