"""Exports of ProQuest as text: records of labelled fields between lines of underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.intake.dates import any_day
from dragoman.intake.outcome import Failure, Item
from dragoman.intake.parts import Line, Mark, compared, cut, gaps, lines_of
from dragoman.knowledge.calendar import day_of
from dragoman.knowledge.databases import agency_behind, labels, language_named
from dragoman.record import Dateline, Document, Witness
from dragoman.record.document import BlockKind

_SIGN = re.compile(r"^[ \t]*ProQuest document ID:", re.M | re.I)
_RULE = re.compile(r"_{20,}|\*{30,}")
_NUMBERED = re.compile(r"Document (\d{1,7}) of (\d{1,7})")
_LISTED = re.compile(r"(\d{1,6})\.\s+\S")
_CONTENTS = re.compile(r"table of contents", re.I)
_INFO_DAY = re.compile(r"(\d{1,2} [A-Z][a-z]{2,8} \d{4})\b")
_LONGEST_LABEL = 30


def _label(text: str) -> tuple[str, str] | None:
    """Label as printed and what it labels, of a line ``Publication date: …``."""
    name, colon, _ = text[: _LONGEST_LABEL + 1].partition(":")
    means = labels("proquest").get(name.rstrip().casefold()) if colon else None
    return (name, means) if means else None


def sniff(text: str) -> bool:
    """Whether a text is such an export: it names a ProQuest document ID, and a title or full text."""
    if not _SIGN.search(text):
        return False
    seen = {found[1] for line in lines_of(text[:4_000_000]) if len(line.text) < 50_000 and (found := _label(line.text))}
    return "id" in seen and bool(seen & {"body", "title", "outlet"})


class _Field(NamedTuple):
    name: str
    means: str
    start: int
    end: int
    value: str


def read(whole: Document) -> Iterator[Item]:
    """The records of an export. Their number is checked against "Document 3 of 40", or the table of contents."""
    lines = lines_of(whole.text)
    numbers: list[int] = []
    stated: int | None = None
    listed = 0
    found = 0
    for piece in _pieces(lines):
        for line in piece:
            if match := _NUMBERED.fullmatch(line.text):
                numbers.append(int(match[1]))
                stated = max(stated or 0, int(match[2]))
        if not any(_label(line.text) for line in piece):
            if any(_CONTENTS.fullmatch(line.text) for line in piece):
                listed = sum(1 for line in piece if _LISTED.match(line.text))
            continue
        found += 1
        fields = _fields(whole.text, piece)
        if any(f.means in ("body", "title", "other") and f.value for f in fields):
            yield _document(whole, found, piece, fields)
        else:
            yield Failure(f"{whole.source}, record {found}", "empty", "the record has neither title nor text")
    if stated is not None:
        yield from compared(whole.source, stated, found, gaps(numbers, stated))
    elif listed:
        yield from compared(whole.source, listed, found, "the number stated is that of the table of contents")


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches between rules; a file without rules is parted at "Document N of M", or is one record."""
    ruled = any(_RULE.fullmatch(line.text) for line in lines)
    piece: list[Line] = []
    for line in lines:
        if ruled and _RULE.fullmatch(line.text):
            yield piece
            piece = []
            continue
        if not ruled and _NUMBERED.fullmatch(line.text):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _fields(text: str, piece: Sequence[Line]) -> list[_Field]:
    """The fields of a record in order; what stands before the first label is the title that the record opens with."""
    fields: list[_Field] = []
    for line in piece:
        found = _label(line.text)
        # inside the text only labels that can follow it end it: "Title: …" may open a paragraph of a review
        if found:
            fields.append(_Field(*found, line.start, line.end, line.text.partition(":")[2].strip()))
        elif fields and fields[-1].means != "number":
            last = fields[-1]
            fields[-1] = last._replace(end=line.end, value=f"{last.value} {line.text}".strip()[:4_000])
        elif line.text:
            means = "number" if _NUMBERED.fullmatch(line.text) else "opening"
            fields.append(_Field("", means, line.start, line.end, line.text))
    return fields


_KINDS: dict[str, BlockKind] = {"opening": "title", "body": "body", "byline": "byline"}


def _document(whole: Document, number: int, piece: Sequence[Line], fields: Sequence[_Field]) -> Document:
    start, end = piece[0].start, piece[-1].end
    value: dict[str, str] = {}
    for field in fields:
        if field.value:
            value.setdefault(field.means, field.value)
    marks: list[Mark] = []
    witnesses: list[Witness] = []
    dateline = None
    opened = any(f.means == "opening" for f in fields)
    for field in fields:
        kind = _KINDS.get(field.means, "header-field")
        at = field.start
        if field.means == "title" and not opened:
            kind = "title"
        if kind in ("title", "body") and field.name:
            at = _behind_label(whole.text, field)
            marks.append(Mark("header-field", field.start, at))
        marks.append(Mark(kind, at, field.end))
        day = None
        if field.means in ("date", "modified"):
            day = any_day(field.value)
        elif field.means == "info" and "date" not in value and (match := _INFO_DAY.search(field.value)):
            day = any_day(match[1])
        elif field.means == "dateline":
            dateline = _dateline(whole.text, start, field)
        if day:
            shown = whole.text[field.start : field.end].partition("\n")[0].rstrip()
            witnesses.append(
                Witness(
                    kind="modified" if field.means == "modified" else "header-field",
                    name=field.name,
                    text=field.value[:120],
                    value=day,
                    start=field.start - start,
                    end=field.start - start + len(shown),
                )
            )
    notes = list(whole.warnings)
    if "body" not in value:
        notes.append(f"Record {number} of the export has no full text.")
    if not any(w.kind == "header-field" for w in witnesses):
        notes.append(f"Record {number} of the export states no date of publication.")
    outlet = (value.get("outlet") or value.get("info", "")).partition(";")[0].strip()[:200] or None
    return cut(
        whole,
        number,
        start,
        end,
        marks,
        format=f"proquest ({whole.format})",
        title=(value.get("title") or value.get("opening") or "")[:500] or None,
        outlet=outlet,
        agency=agency_behind(outlet),
        byline=value.get("byline", "")[:200] or None,
        section=value.get("section", "")[:200] or None,
        language=language_named(value.get("language", "")),
        address=value.get("address"),
        dateline=dateline,
        witnesses=tuple(witnesses),
        warnings=tuple(notes),
    )


def _behind_label(text: str, field: _Field) -> int:
    stretch = text[field.start : field.end]
    at = stretch.find(":") + 1
    return field.start + at + len(stretch[at:]) - len(stretch[at:].lstrip())


def _dateline(text: str, base: int, field: _Field) -> Dateline | None:
    start = _behind_label(text, field)
    end = field.start + len(text[field.start : field.end].rstrip())
    if start >= end:
        return None
    place = field.value.partition(",")[0].strip()
    return Dateline(
        place=place.title() if place.isupper() else place or None,
        date=day_of(field.value),
        start=start - base,
        end=end - base,
        text=text[start:end],
    )
