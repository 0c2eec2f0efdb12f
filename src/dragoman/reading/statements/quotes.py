"""Quotations: which stretches of the text stand in quotation marks, paragraph by paragraph, whatever the marks."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reading.parse import Parse

_OPENERS = {"“": "”", "«": "»", "„": "“", "‹": "›", "‟": "”"}
_CLOSERS = frozenset("”»›")
_SINGLE_OPEN = frozenset("‘‛‚")
_BREAKS = frozenset(' \t\r\n\xa0([{—–-/:;,“«"')
_AFTER = frozenset(" \t\r\n\xa0.,;:!?)]}—–-/”»\"'’…")
LONGEST_SINGLE = 1500
"""Code points: a single-quoted stretch longer than this is taken for an apostrophe that found no partner."""


@dataclass(slots=True)
class Quote:
    """A quotation. ``start``/``end`` include the marks, ``inner``/``inner_end`` do not (half-open code points).

    ``segment`` is the paragraph's index. ``closed`` says whether a closing mark was found; an unclosed quotation runs
    to its paragraph's end. ``continues`` is true when the paragraph before ended inside the same quotation.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    segment: int
    closed: bool
    single: bool = False
    continues: bool = False


def find_quotes(parse: Parse) -> list[Quote]:
    """The outermost quotations of every paragraph, in order. One pass over the text."""
    quotes: list[Quote] = []
    carried = False
    for index, segment in enumerate(parse.segments):
        if segment.first == segment.last:
            continue
        start, end = parse.starts[segment.first], parse.ends[segment.last - 1]
        found = _paragraph(parse.text, start, end, index)
        if carried and found and found[0].start == start:
            found[0].continues = True
        carried = bool(found) and not found[-1].closed and not found[-1].single
        quotes.extend(found)
    return quotes


def _paragraph(text: str, start: int, end: int, segment: int) -> list[Quote]:
    found: list[Quote] = []
    closes = _single_closers(text, start, end)
    i = start
    while i < end:
        opened = _opens(text, i, start, end)
        if opened is None:
            i += 1
            continue
        mark, width = opened
        single = mark in "’'" and width == 1
        if single:
            stop = closes.get(i)
            if stop is None:
                i += 1
                continue
            found.append(Quote(i, stop + 1, i + 1, stop, segment, True, single=True))
            i = stop + 1
            continue
        stop = _closing(text, i + width, end, mark)
        if stop is None:
            found.append(Quote(i, end, i + width, end, segment, False))
            break
        found.append(Quote(i, stop + len(mark), i + width, stop, segment, True))
        i = stop + len(mark)
    return found


def _opens(text: str, i: int, start: int, end: int) -> tuple[str, int] | None:
    """The mark that would close the quotation opened at ``i``, and the width of the opening mark."""
    c = text[i]
    if c in _OPENERS:
        return (_OPENERS[c], 1) if i + 1 < end else None
    pair = text[i : i + 2]
    if pair in ("''", "``", "‘‘"):
        return ("’’" if pair == "‘‘" else "''"), 2
    if c == '"':
        return ('"', 1) if i + 1 < end and not (text[i + 1].isspace() and i > start) else None
    single = c in _SINGLE_OPEN or (c in "'`’" and (i == start or text[i - 1] in _BREAKS))
    if single and i + 1 < end and not text[i + 1].isspace():
        return ("’" if c in _SINGLE_OPEN or c == "’" else "'"), 1
    return None


def _closing(text: str, i: int, end: int, mark: str) -> int | None:
    """Where the quotation closes, or None. Marks of another kind before that are an inner quotation's.

    Reports mix their marks ("… said.” and “… said."): where the partner is missing, or stands behind a new opening
    mark, the other style's closing mark counts. A paragraph's length bounds the search.
    """
    at = text.find(mark, i, end)
    if mark == '"':
        curly = text.find("”", i, end if at < 0 else at)
        if curly >= 0 and text.find("“", i, curly) < 0:
            return curly
    elif mark == "”":
        straight = text.find('"', i, end if at < 0 else at)
        if straight >= 0 and (at < 0 or text.find("“", straight, at) >= 0) and not text[straight - 1].isspace():
            return straight
    return at if at >= 0 else None


def _single_closers(text: str, start: int, end: int) -> dict[int, int]:
    """For every single mark that may open a quotation, where it closes. Apostrophes inside words pair with nothing.

    Read from the right, so that each opening mark knows the next closing one at once: a plural's apostrophe
    ("envoys' talks") is a closing mark only when an opening one waits for it.
    """
    candidates = [i for i in range(start, end) if text[i] in "'’‘‛‚`"]
    result: dict[int, int] = {}
    waiting: int | None = None
    last = -1
    for i in candidates:
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        curly_open = text[i] in _SINGLE_OPEN
        opens = curly_open or (before in _BREAKS and not after.isspace() and after not in ".,;:!?")
        closes = not curly_open and after in _AFTER and not before.isspace()
        if waiting is not None and i - waiting > LONGEST_SINGLE:
            waiting = None
        if waiting is not None and closes:
            # "envoys' talks ' goes on": a plural's apostrophe closes nothing while a better mark follows punctuation
            if before in "sS" and after == " " and last < i and _later_close(text, i + 1, end):
                continue
            result[waiting] = i
            waiting = None
        elif opens and waiting is None:
            if not curly_open and after.isdigit():
                continue
            waiting = i
    return result


def _later_close(text: str, i: int, end: int) -> bool:
    """Is there, within reach, a single mark after punctuation that closes, before the next one opens?"""
    stop = min(end, i + 400)
    while i < stop:
        c = text[i]
        if c in _SINGLE_OPEN:
            return False
        if c in "'’":
            before = text[i - 1]
            after = text[i + 1] if i + 1 < end else " "
            if after in _AFTER:
                return before in ".,!?" or not (before in "sS" and after == " ")
            if before in _BREAKS:
                return False
        i += 1
    return False
