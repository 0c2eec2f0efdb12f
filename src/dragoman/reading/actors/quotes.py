"""Which words stand within quotation marks."""

from __future__ import annotations

from dragoman.reading.parse import Parse

_OPENS = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c"}


def quoted(parse: Parse) -> list[bool]:
    """For every token whether it is inside double quotation marks; a mark left open ends with its paragraph."""
    inside = [False] * len(parse)
    for segment in parse.segments:
        closing = ""
        for i in range(segment.first, segment.last):
            word = parse.words[i]
            if closing:
                if word == closing or (closing == "''" and word in ("''", '"')):
                    closing = ""
                else:
                    inside[i] = True
            elif word in _OPENS:
                closing = _OPENS[word]
            elif word in ('"', "``"):
                closing = "''"
    return inside
