"""Exports of Nexis and LexisNexis, old ("3 of 40 DOCUMENTS") and new ("End of Document"), as text of any origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dragoman.intake.nexis_article import article, is_date, label_of, line_kind
from dragoman.intake.outcome import Failure, Item, Note
from dragoman.intake.parts import Line, compared, gaps, lines_of
from dragoman.knowledge.databases import labels
from dragoman.record import Document

_NUMBER = r"(\d{1,3}(?:[,. \u00a0]\d{3}|\d){0,9})"
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
        yield article(whole, number, lines[first], inside, ())
    yield from compared(whole.source, stated, len(found), gaps(found, stated))


def _preamble(whole: Document, lines: list[Line]) -> Iterable[Note]:
    words = sum(len(line.text.split()) for line in lines)
    if words > 60:
        yield Note(whole.source, f"The file begins with {words} words that belong to no article; they were not read.")


def _ended(whole: Document, lines: list[Line]) -> Iterator[Item]:
    """Articles that each end with "End of Document", after a cover that may list them."""
    ends = [i for i, line in enumerate(lines) if line_kind(line.text) == "end"]
    if not ends:
        yield whole
        return
    stated, listed, first = _cover(lines, ends[0])
    number = 0
    titles: set[str] = set()
    for end in ends:
        inside = lines[first:end]
        first = end + 1
        if not any(line.text for line in inside):
            continue
        number += 1
        found = article(whole, number, None, inside, ())
        titles.add(_folded(found.title or ""))
        yield found
    rest = lines[first:]
    if sum(len(line.text.split()) for line in rest) > 40 or any(label_of(line.text) for line in rest):
        number += 1
        cut_off = "This article is the last of its file and does not end as the others do; it may be cut off."
        found = article(whole, number, None, rest, (cut_off,))
        titles.add(_folded(found.title or ""))
        yield found
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
        if is_date(lines[i].text):
            return stated, listed, chunks[max(0, at - 2)]
    return stated, listed, last
