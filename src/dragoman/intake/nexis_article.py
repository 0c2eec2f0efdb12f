"""One article of a Nexis export: its head read field by field, its body, and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dragoman.intake.dates import worded_day
from dragoman.intake.parts import Line, Mark, chunks_of, cut, lines_of
from dragoman.knowledge.calendar import day_of
from dragoman.knowledge.databases import agency_behind, labels, language_named
from dragoman.record import Dateline, Document, Witness
from dragoman.record.document import BlockKind

_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) \d|all rights reserved|tous droits|alle rechte)", re.I)
_OWNED = re.compile(r"copyright\s+(?:\(c\)|©)?\s*(?:19|20)\d\d\b|©\s*(?:19|20)\d\d\b|all rights reserved\.?$", re.I)
_EDITION = re.compile(r"\b(?:edition|éditions?|ausgabe|correction appended)\b", re.I)
_PAGE = re.compile(r"Page \d{1,4} of \d{1,4}$", re.I)
_BY = re.compile(r"(?:by|von|par)\s+", re.I)
_LONGEST_LABEL = 24


def label_of(text: str) -> tuple[str, str, str] | None:
    """Label as printed, what it labels, and where in an article it stands ("head" or "tail"), of a line ``X: …``."""
    name, colon, _ = text[: _LONGEST_LABEL + 1].partition(":")
    name = name.rstrip()
    if not colon:
        return None
    for place in ("head", "tail"):
        means = labels(f"nexis-{place}").get(name.casefold())
        # "Update: the talks go on" is prose; the labels that are words count in capitals, or hyphenated
        if means and (name.isupper() or place == "head" or "-" in name or means == "language"):
            return name, means, place
    return None


def _opens(text: str) -> bool:
    return _alone(text) or label_of(text) is not None


def _alone(text: str) -> bool:
    return line_kind(text) is not None or (len(text) < 120 and bool(_OWNED.match(text)))


def line_kind(text: str) -> str | None:
    """What a line that is nothing but "Body", "Classification" or "End of Document" says, or None."""
    return labels("nexis-line").get(text.casefold()) if len(text) < 40 else None


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date (with weekday, clock or edition), as the publication's date line is."""
    return len(text) <= 90 and not text.endswith(".") and bool(worded_day(text)) and not label_of(text)


class _Head(NamedTuple):
    """Where an article's parts stand among its chunks: date line, first chunk of the body, first chunk behind it."""

    date: int | None
    body: int
    tail: int


def _shape(chunks: list[Line]) -> _Head:
    date = next((i for i, c in enumerate(chunks[:9]) if is_date(c.text) and not _COPYRIGHT.match(c.text)), None)
    body = next((i + 1 for i, c in enumerate(chunks[:60]) if line_kind(c.text) == "body"), None)
    if body is None:
        # "BODY:" stands alone, or before the first words
        labelled = (i for i, c in enumerate(chunks[:60]) if (found := label_of(c.text)) and found[1] == "body")
        at = next(labelled, None)
        body = None if at is None else at + (not chunks[at].text.partition(":")[2].strip())
    if body is None:
        known = [label_of(c.text) for c in chunks[:40]]
        lengths = [i for i, found in enumerate(known) if found and found[1] == "length"]
        heads = [i for i, found in enumerate(known) if found and found[2] == "head" and i < 16]
        body = 1 + max(lengths[:1] or heads[-1:] or [-1 if date is None else date])
        while body < len(known) and (found := known[body]) and found[2] == "head":
            body += 1
    tail = len(chunks)
    for i in range(body, len(chunks)):
        found = label_of(chunks[i].text)
        if (found and found[2] == "tail") or line_kind(chunks[i].text) == "tail":
            tail = i
            break
    while tail > body and _COPYRIGHT.match(chunks[tail - 1].text) and len(chunks[tail - 1].text) < 200:
        tail -= 1
    return _Head(date, body, tail)


def article(
    whole: Document, number: int, marker: Line | None, inside: list[Line], warnings: tuple[str, ...]
) -> Document:
    """The article that the lines ``inside`` hold, at least one of them filled, as document ``number`` of the export.

    ``marker`` is the line "3 of 40 DOCUMENTS" above it; without one the title stands before outlet and date.
    """
    while inside and not inside[0].text:
        inside = inside[1:]
    shown = [line for line in inside if not _PAGE.match(line.text)]
    chunks = chunks_of(shown, _opens, _alone)
    chunks = [piece for c in chunks for piece in _dated_apart(whole.text, c)]
    start = (marker or inside[0]).start
    end = inside[-1].end
    shape = _shape(chunks)
    fields = _Fields(whole.text, start)
    if marker:
        fields.mark("header-field", marker)
    _read_head(fields, chunks, shape, title_first=marker is None)
    for chunk in chunks[shape.body : shape.tail]:
        found = label_of(chunk.text)
        if found and found[1] == "body":
            at = whole.text.find(":", chunk.start) + 1
            fields.mark("header-field", Line(chunk.start, at, found[0]))
            chunk = Line(at, chunk.end, chunk.text)
        fields.mark("body", chunk)
    for chunk in chunks[shape.tail :]:
        if not fields.labelled(chunk):
            fields.mark("header-field", chunk)
    notes = list(warnings)
    if shape.body >= shape.tail:
        notes.append(f"Document {number} of the export has no text of its own.")
    if not any(w.kind == "header-field" for w in fields.witnesses):
        notes.append(f"Document {number} of the export states no date of publication.")
    return cut(
        whole,
        number,
        start,
        end,
        fields.marks,
        format=f"nexis ({whole.format})",
        title=fields.title,
        outlet=fields.outlet,
        agency=agency_behind(fields.outlet),
        byline=fields.byline,
        section=fields.section,
        language=fields.language,
        dateline=fields.dateline,
        witnesses=tuple(fields.witnesses),
        warnings=(*whole.warnings, *notes),
    )


def _dated_apart(text: str, chunk: Line) -> Iterator[Line]:
    """A chunk whose first or second line is a date line, cut at the line ends around it: the edition stands below."""
    stretch = text[chunk.start : chunk.end]
    short = len(stretch) < 600 and "\n" in stretch.strip()
    lines = [line for line in lines_of(stretch) if line.text] if short else []
    if 1 < len(lines) <= 4 and any(is_date(line.text) for line in lines[:2]):
        for line in lines:
            yield Line(chunk.start + line.start, chunk.start + line.end, line.text)
    else:
        yield chunk


def _read_head(fields: _Fields, chunks: list[Line], shape: _Head, *, title_first: bool) -> None:
    before: list[Line] = []
    after: list[Line] = []
    for i, chunk in enumerate(chunks[: shape.body]):
        if i == shape.date:
            fields.dated(chunk)
        elif fields.labelled(chunk) or _COPYRIGHT.match(chunk.text) or line_kind(chunk.text):
            fields.mark("header-field", chunk)
        elif shape.date is None or i < shape.date:
            before.append(chunk)
        else:
            after.append(chunk)
    if title_first and before:
        fields.headline(before.pop(0))
    if before:
        fields.outlet = before[0].text[:200]
    for chunk in before:
        fields.mark("header-field", chunk)
    for chunk in after:
        if fields.title is None and not (_EDITION.search(chunk.text) and len(chunk.text) < 60):
            fields.headline(chunk)
        else:
            fields.mark("header-field", chunk)
    fields.marks.sort(key=lambda m: m.start)


class _Fields:
    """What is known of one article so far. ``base`` is where it starts in the export's text."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.marks: list[Mark] = []
        self.witnesses: list[Witness] = []
        self.title: str | None = None
        self.outlet: str | None = None
        self.byline: str | None = None
        self.section: str | None = None
        self.language: str | None = None
        self.dateline: Dateline | None = None

    def mark(self, kind: BlockKind, line: Line) -> None:
        if not self.marks or self.marks[-1].start != line.start:
            self.marks.append(Mark(kind, line.start, line.end))

    def headline(self, chunk: Line) -> None:
        self.title = chunk.text[:500]
        self.mark("title", chunk)

    def dated(self, chunk: Line) -> None:
        self.mark("header-field", chunk)
        value = worded_day(chunk.text)
        if value:
            self._witness("header-field", "date line", chunk, value)

    def labelled(self, chunk: Line) -> bool:
        """Take in a field ``LABEL: value``; False when the chunk is none."""
        found = label_of(chunk.text)
        if found is None:
            return False
        name, means, _ = found
        value = chunk.text.partition(":")[2].strip()
        if means == "headline":
            if value and self.title is None:
                self.title = value[:500]
        elif means == "byline":
            self.byline = self.byline or _BY.sub("", value, count=1)[:200] or None
        elif means == "section":
            self.section = self.section or value.partition(";")[0].strip()[:200] or None
        elif means == "language":
            self.language = self.language or language_named(value)
        elif means == "dateline":
            self._filed(chunk, value)
        elif means == "modified" and (day := worded_day(value)):
            self._witness("modified", name, chunk, day)
        self.mark("title" if means == "headline" else "header-field", chunk)
        return True

    def _witness(self, kind: str, name: str, chunk: Line, value: str) -> None:
        start, end = self._tight(chunk)
        self.witnesses.append(Witness(kind=kind, name=name, text=chunk.text[:120], value=value, start=start, end=end))

    def _filed(self, chunk: Line, value: str) -> None:
        start, end = self._tight(Line(self.text.find(":", chunk.start) + 1, chunk.end, value))
        if start < end:
            place = value.partition(",")[0].strip()
            words = self.text[self.base + start : self.base + end]
            self.dateline = Dateline(
                place=place.title() if place.isupper() else place or None,
                date=day_of(value),
                start=start,
                end=end,
                text=words,
            )

    def base_offset(self, start: int, end: int) -> int:
        """Where the first word of ``text[start:end]`` stands, counted from the article's start."""
        stretch = self.text[start:end]
        return start + len(stretch) - len(stretch.lstrip()) - self.base

    def _tight(self, chunk: Line) -> tuple[int, int]:
        stretch = self.text[chunk.start : chunk.end]
        end = chunk.start + len(stretch.rstrip())
        return self.base_offset(chunk.start, chunk.end), end - self.base
