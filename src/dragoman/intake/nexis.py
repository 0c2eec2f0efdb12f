"""Exports of Nexis and LexisNexis, old ("3 of 40 DOCUMENTS") and new ("End of Document"), as text of any origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dragoman.intake.dates import worded_day
from dragoman.intake.outcome import Failure, Item, Note
from dragoman.intake.parts import Line, Mark, chunks_of, compared, cut, gaps, lines_of
from dragoman.knowledge.calendar import day_of
from dragoman.knowledge.databases import agency_behind, labels, language_named
from dragoman.record import Dateline, Document, Witness
from dragoman.record.document import BlockKind

_NUMBER = r"(\d{1,3}(?:[,. \u00a0]\d{3}|\d)*)"
_MARKER = re.compile(
    rf"(?:{_NUMBER} of {_NUMBER} DOCUMENTS?|Dokument {_NUMBER} von {_NUMBER}|Document {_NUMBER} de {_NUMBER})"
)
_COVER_COUNT = re.compile(r"Documents? \((\d{1,7})\)", re.I)
_COVER_LINE = re.compile(
    r"(?:Date and Time|Job Number|User Name|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type)\s*:|"
    r"Content Type Narrowed by$|-None-$",
    re.I,
)
_LISTED = re.compile(r"(\d{1,6})\.\s+(\S.*)")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) \d|all rights reserved|tous droits|alle rechte)", re.I)
_EDITION = re.compile(r"\b(?:edition|éditions?|ausgabe|correction appended)\b", re.I)
_PAGE = re.compile(r"Page \d{1,4} of \d{1,4}$", re.I)
_BY = re.compile(r"(?:by|von|par)\s+", re.I)
_LONGEST_LABEL = 24


def _label(text: str) -> tuple[str, str, str] | None:
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
    return _line_kind(text) is not None or _label(text) is not None


def _line_kind(text: str) -> str | None:
    """What a line that is nothing but "Body", "Classification" or "End of Document" says, or None."""
    return labels("nexis-line").get(text.casefold()) if len(text) < 40 else None


def sniff(text: str) -> bool:
    """Whether a text is such an export: a marker or end line, and a field that only these exports have."""
    marked, fielded = _sniffers()
    return bool(marked.search(text) and fielded.search(text))


@cache
def _sniffers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a line that marks an article's start or end, and of a line with a field; both over a whole text."""
    ends = "|".join(re.escape(form) for form, means in labels("nexis-line").items() if means == "end")
    known = {**labels("nexis-head"), **labels("nexis-tail")}
    fields = "|".join(
        re.escape(f) for f, means in known.items() if means in ("length", "modified", "byline", "section")
    )
    blank = r"[ \t\u00a0\ufeff]*"
    return (
        re.compile(rf"^{blank}(?:{_MARKER.pattern}|(?i:{ends})){blank}\r?$", re.M),
        re.compile(rf"^{blank}(?:{fields}){blank}:", re.M | re.I),
    )


def read(whole: Document) -> Iterator[Item]:
    """The articles of an export. The number found is checked against the number stated."""
    lines = lines_of(whole.text)
    starts = [(i, m) for i, line in enumerate(lines) if (m := _MARKER.fullmatch(line.text))]
    if starts:
        yield from _numbered(whole, lines, starts)
    else:
        yield from _ended(whole, lines)


def _numbered(whole: Document, lines: list[Line], starts: list[tuple[int, re.Match[str]]]) -> Iterator[Item]:
    pairs = [tuple(int(re.sub(r"\D", "", g)) for g in m.groups() if g) for _, m in starts]
    stated = max(last for _, last in pairs)
    yield from _preamble(whole, lines[: starts[0][0]])
    found = []
    for i, (first, _) in enumerate(starts):
        number = pairs[i][0]
        until = starts[i + 1][0] if i + 1 < len(starts) else len(lines)
        inside = lines[first + 1 : until]
        if not any(line.text for line in inside):
            says = f"there is nothing between “{lines[first].text}” and what follows it"
            yield Failure(f"{whole.source}, document {number}", "empty", says)
            continue
        found.append(number)
        yield _article(whole, number, lines[first], inside, ())
    yield from compared(whole.source, stated, len(found), gaps(found, stated))


def _preamble(whole: Document, lines: list[Line]) -> Iterable[Note]:
    words = sum(len(line.text.split()) for line in lines)
    if words > 60:
        yield Note(whole.source, f"The file begins with {words} words that belong to no article; they were not read.")


def _ended(whole: Document, lines: list[Line]) -> Iterator[Item]:
    """Articles that each end with "End of Document", after a cover that may list them."""
    ends = [i for i, line in enumerate(lines) if _line_kind(line.text) == "end"]
    stated, listed, first = _cover(lines, ends[0])
    number = 0
    titles: set[str] = set()
    for end in ends:
        inside = lines[first:end]
        first = end + 1
        if not any(line.text for line in inside):
            continue
        number += 1
        article = _article(whole, number, None, inside, ())
        titles.add(_folded(article.title or ""))
        yield article
    rest = lines[first:]
    if sum(len(line.text.split()) for line in rest) > 40 or any(_label(line.text) for line in rest):
        number += 1
        cut_off = "This article is the last of its file and does not end as the others do; it may be cut off."
        article = _article(whole, number, None, rest, (cut_off,))
        titles.add(_folded(article.title or ""))
        yield article
    if stated is not None:
        absent = [f"{i}. {title}" for i, title in enumerate(listed, 1) if _folded(title) not in titles]
        detail = f"the cover lists {len(listed)} titles" if listed else ""
        if absent:
            more = f" and {len(absent) - 10} more" if len(absent) > 10 else ""
            detail += f"; not found are {'; '.join(absent[:10])}{more}"
        yield from compared(whole.source, stated, number, detail)


def _folded(title: str) -> str:
    """A title as it is compared: covers cut long ones short, and print quotation marks otherwise."""
    return "".join(c for c in title.casefold() if c.isalnum())[:60]


def _cover(lines: list[Line], end: int) -> tuple[int | None, list[str], int]:
    """The number of documents that the cover states, the titles it lists, and the line at which the articles begin."""
    stated = None
    listed: list[str] = []
    last = 0
    for i, line in enumerate(lines[:end]):
        if match := _COVER_COUNT.fullmatch(line.text):
            stated = int(match[1])
            last = i + 1
        elif _COVER_LINE.match(line.text):
            last = i + 1
        elif stated is not None and (number := _LISTED.match(line.text)) and int(number[1]) == len(listed) + 1:
            listed.append(number[2])
            last = i + 1
    if not last:
        return None, [], 0
    # The first article's date line has title and outlet above it; what stands between cover and title is the cover's.
    chunks = [i for i in range(last, end) if lines[i].text]
    for at, i in enumerate(chunks):
        if _is_date(lines[i].text):
            return stated, listed, chunks[max(0, at - 2)]
    return stated, listed, last


def _is_date(text: str) -> bool:
    return len(text) <= 90 and not text.endswith(".") and bool(worded_day(text)) and not _label(text)


class _Head(NamedTuple):
    """Where an article's parts stand among its chunks: date line, first chunk of the body, first chunk behind it."""

    date: int | None
    body: int
    tail: int


def _shape(chunks: list[Line]) -> _Head:
    date = next((i for i, c in enumerate(chunks[:9]) if _is_date(c.text) and not _COPYRIGHT.match(c.text)), None)
    body = next((i + 1 for i, c in enumerate(chunks[:60]) if _line_kind(c.text) == "body"), None)
    if body is None:
        known = [_label(c.text) for c in chunks[:40]]
        lengths = [i for i, found in enumerate(known) if found and found[1] == "length"]
        heads = [i for i, found in enumerate(known) if found and found[2] == "head" and i < 16]
        body = 1 + max(lengths[:1] or heads[-1:] or [-1 if date is None else date])
        while body < len(known) and (found := known[body]) and found[2] == "head":
            body += 1
    tail = len(chunks)
    for i in range(body, len(chunks)):
        found = _label(chunks[i].text)
        if (found and found[2] == "tail") or _line_kind(chunks[i].text) == "tail":
            tail = i
            break
    while tail > body and _COPYRIGHT.match(chunks[tail - 1].text) and len(chunks[tail - 1].text) < 200:
        tail -= 1
    return _Head(date, body, tail)


def _article(
    whole: Document, number: int, marker: Line | None, inside: list[Line], warnings: tuple[str, ...]
) -> Document:
    while inside and not inside[0].text:
        inside = inside[1:]
    chunks = [
        c for c in chunks_of(inside, _opens, lambda text: _line_kind(text) is not None) if not _PAGE.match(c.text)
    ]
    chunks = [piece for c in chunks for piece in _dated_apart(whole.text, c)]
    start = (marker or inside[0]).start
    end = inside[-1].end
    shape = _shape(chunks)
    fields = _Fields(whole.text, start)
    if marker:
        fields.mark("header-field", marker)
    _read_head(fields, chunks, shape, title_first=marker is None)
    for chunk in chunks[shape.body : shape.tail]:
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
    if 1 < len(lines) <= 4 and any(_is_date(line.text) for line in lines[:2]):
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
        elif fields.labelled(chunk) or _COPYRIGHT.match(chunk.text) or _line_kind(chunk.text):
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
        found = _label(chunk.text)
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
