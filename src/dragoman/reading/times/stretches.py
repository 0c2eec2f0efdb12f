"""Which stretches of a document are read for times."""

from __future__ import annotations

from dragoman.reading.draft import Draft

SHORT = 400
"""Code points: a block this short is read whether or not it was parsed (a dateline, a title in capitals)."""
LONG = 6_000


def stretches(draft: Draft, kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Half-open stretches of the blocks of some kinds, in order.

    What the language stage left out as holding no sentences, or as too long, is left out here: a megabyte of signs or
    of figures would cost seconds and give nothing. Of a very long block only the parsed pieces are read.
    """
    parse = draft.parse
    pieces: dict[int, list[tuple[int, int]]] = {}
    for segment in parse.segments:
        if segment.last > segment.first:
            pieces.setdefault(segment.block, []).append((parse.starts[segment.first], parse.ends[segment.last - 1]))
    out: list[tuple[int, int]] = []
    for index, block in enumerate(draft.blocks):
        if block.kind not in kinds:
            continue
        parsed = pieces.get(index, [])
        if block.end - block.start <= SHORT or (parsed and block.end - block.start <= LONG):
            out.append((block.start, block.end))
        else:
            out += parsed
    return out
