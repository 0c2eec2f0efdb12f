"""The text cut into units: paragraphs where it is prose, lines where it is a page's furniture."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_CHUNK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_WRAP_LEAST, _WRAP_MOST = 45, 120
"""Code points of a line that was broken by a typewriter's margin and not by its writer."""
_INDENT = re.compile(r"(?: {2,}|\t)\S")


class Unit(NamedTuple):
    """A paragraph or a line: half-open offsets without surrounding white space, and its words on one line."""

    start: int
    end: int
    text: str

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: long, and with the end of a sentence in it."""
        return len(self.text) >= 60 and bool(_SENTENCE_END.search(self.text))


_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)")
_SPACE = re.compile(r"\s+")


def units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """Cut ``text[start:end]`` into units, in order.

    Blank lines part chunks. Within a chunk, lines that fill a margin are one paragraph (a new one at each indent);
    other lines stand alone.
    """
    end = len(text) if end is None else end
    found: list[Unit] = []
    at = start
    for match in _CHUNK.finditer(text, start, end):
        found.extend(_chunk(text, at, match.start()))
        at = match.end()
    found.extend(_chunk(text, at, end))
    return found


def _chunk(text: str, start: int, end: int) -> list[Unit]:
    lines: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            lines.append((at, stop))
        at = stop + 1
    if len(lines) > 1 and _wrapped([text[a:b] for a, b in lines]):
        groups: list[tuple[int, int]] = []
        for a, b in lines:
            if groups and not _INDENT.match(text[a : a + 40]):
                groups[-1] = (groups[-1][0], b)
            else:
                groups.append((a, b))
        lines = groups
    return [unit for a, b in lines if (unit := _unit(text, a, b)) is not None]


def _wrapped(lines: list[str]) -> bool:
    # Every line but the last must fill the margin, or end a paragraph that the next line's indent opens.
    full = 0
    for line, following in pairwise(lines):
        length = len(line.rstrip())
        if _WRAP_LEAST <= length <= _WRAP_MOST:
            full += 1
        elif not _INDENT.match(following):
            return False
    if not full:
        return False
    # Lines that all end a sentence were ended by their writer.
    ended = sum(1 for line in lines[:-1] if line.rstrip().endswith((".", "?", "!", "”", '."')))
    return ended < len(lines) - 1 or (len(lines) == 2 and not ended)


def _unit(text: str, start: int, end: int) -> Unit | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return Unit(start, end, _SPACE.sub(" ", text[start:end]))
