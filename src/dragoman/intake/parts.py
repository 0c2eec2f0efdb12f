"""Cutting one text that holds several reports into documents, with offsets that begin anew in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from dragoman.intake.outcome import Count, Failure, Item
from dragoman.record import Block, Document
from dragoman.record.document import BlockKind


class Line(NamedTuple):
    """A line with its half-open offsets (line end included) and its words without surrounding white space."""

    start: int
    end: int
    text: str


class Mark(NamedTuple):
    """A stretch of a text and its kind. Marks may leave white space between them."""

    kind: BlockKind
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text, in order; they cover it."""
    found: list[Line] = []
    at = 0
    marked = "\ufeff" in text
    for raw in text.split("\n"):
        end = at + len(raw) + 1
        if marked:
            raw = raw.replace("\ufeff", "")
        found.append(Line(at, end, " ".join(raw.split())))
        at = end
    # the last piece has no line end
    last = found.pop()
    if last.end - 1 > last.start:
        found.append(last._replace(end=last.end - 1))
    return found


def chunks_of(lines: Sequence[Line], opens: Callable[[str], bool], alone: Callable[[str], bool]) -> list[Line]:
    """Runs of lines between blank ones, each as one chunk. A line that ``opens`` begins a chunk, one that is ``alone``
    is a chunk of its own. In a text almost without blank lines every line is a chunk: there the line ends part it."""
    blank = sum(1 for line in lines if not line.text)
    tight = blank * 8 < len(lines)
    found: list[Line] = []
    pieces: list[str] = []
    open_ = False
    for line in lines:
        if not line.text:
            open_ = False
        elif open_ and not opens(line.text):
            pieces.append(line.text)
            found[-1] = Line(found[-1].start, line.end, "")
        else:
            if pieces:
                found[-1] = found[-1]._replace(text=" ".join(pieces))
            found.append(line)
            pieces = [line.text]
            open_ = not tight and not alone(line.text)
    if pieces:
        found[-1] = found[-1]._replace(text=" ".join(pieces))
    return found


def covering(marks: Sequence[Mark], start: int, end: int) -> tuple[Block, ...]:
    """Blocks over ``[start, end)``, counted from ``start``; what lies between marks goes to the one before it."""
    inside = [m for m in marks if m.start < m.end]
    if not inside:
        return (Block(kind="body", start=0, end=end - start),) if end > start else ()
    edges = [start, *(m.start for m in inside[1:]), end]
    return tuple(
        Block(kind=mark.kind, start=a - start, end=b - start)
        for mark, (a, b) in zip(inside, pairwise(edges), strict=True)
        if b > a
    )


def cut(whole: Document, part: int, start: int, end: int, marks: Sequence[Mark], **fields: object) -> Document:
    """The report at ``whole.text[start:end]`` as a document of its own; ``marks`` and pages are moved with it."""
    pages = tuple(
        msgspec.structs.replace(p, start=max(p.start, start) - start, end=min(p.end, end) - start)
        for p in whole.pages
        if p.start < end and p.end > start
    )
    return msgspec.structs.replace(
        whole, text=whole.text[start:end], blocks=covering(marks, start, end), pages=pages, part=part, **fields
    )


def compared(source: str, stated: int, found: int, detail: str) -> Iterable[Item]:
    """The count of a file that states one, and a failure that names the places when it differs."""
    yield Count(source, stated, found)
    if stated != found:
        says = f"the file states {stated:,} reports but {found:,} were found in it"
        yield Failure(source, "count", f"{says}: {detail}" if detail else says)


def gaps(numbers: Sequence[int], last: int) -> str:
    """What is missing from, or twice in, numbers that should run from 1 to ``last``, in words.

    Runs in the length of ``numbers`` whatever ``last`` is.
    """
    said: list[str] = []
    missing: list[str] = []
    before = 0
    for number in [*sorted({n for n in numbers if n <= last}), last + 1]:
        if number > before + 1:
            first, final = before + 1, number - 1
            missing.append(str(first) if first == final else f"{first}–{final}")
        before = number
    if missing:
        said.append("missing " + _listed(missing))
    twice = sorted({a for a, b in pairwise(sorted(numbers)) if a == b})
    if twice:
        said.append("twice " + _listed([str(n) for n in twice]))
    beyond = sorted({n for n in numbers if n > last})
    if beyond:
        said.append("beyond the last " + _listed([str(n) for n in beyond]))
    return "; ".join(said)


def _listed(items: list[str]) -> str:
    return ", ".join(items[:20]) + (f" and {len(items) - 20} more places" if len(items) > 20 else "")
