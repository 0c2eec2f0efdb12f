"""The sentence around an anchor, for footnotes and snippets."""

from __future__ import annotations

import re

from dragoman.record import Record

_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Sgt|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_REACH = 1_500
"""Code points looked at on each side; a longer sentence is cut."""


def sentence_span(record: Record, start: int, end: int) -> tuple[int, int]:
    """Half-open offsets of the sentence (or sentences) that hold ``start`` to ``end``, within its block."""
    text = record.document.text
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    for block in record.document.blocks:
        if block.start <= start < block.end:
            low, high = max(low, block.start), min(high, max(block.end, end))
            break
    first, last = low, high
    for match in _END.finditer(text, low, high):
        if _ABBREVIATION.search(text[max(low, match.start() - 6) : match.start() + 1]):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() + 1 >= end:
            last = match.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
