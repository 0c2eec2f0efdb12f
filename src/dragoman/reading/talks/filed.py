"""Where a report was filed when no dateline says so: a line of place and date above or at the head of the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.knowledge.calendar import day_of
from dragoman.knowledge.cities import city_named
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

_PLACE = re.compile(r"\s*(?:[\w' ]{0,30}\bin )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})\s*[,–—-]\s")
HEAD = 120
"""Characters of a block that may be its place and date."""


class Filed(NamedTuple):
    """A place with its half-open offsets."""

    name: str
    start: int
    end: int


@rule("talks.filed-from")
def filed_from(scene: Scene) -> Filed | None:
    """The report's own meeting took place where the report was filed, if no other place is named: "LIMA, 3 May"."""
    draft = scene.draft
    line = draft.dateline
    if line is not None and line.place:
        return Filed(line.place, line.start, line.end)
    seen = 0
    for block in draft.blocks[:12]:
        if block.kind not in ("header-field", "dateline", "byline", "body"):
            continue
        head = draft.text[block.start : min(block.end, block.start + HEAD)]
        found = _PLACE.match(head)
        if found and day_of(head[found.end(1) : found.end(1) + 40]):
            name = found[1]
            named = city_named(name)
            if named is None and name.isupper():
                name = name.title()
            return Filed(named.name if named else name, block.start + found.start(1), block.start + found.end(1))
        seen += block.kind == "body"
        if seen > 1:
            break
    return None
