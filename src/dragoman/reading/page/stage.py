"""The page stage: blocks of the text, title, dateline, agency."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dragoman.reading.draft import Draft
from dragoman.record import Block

_BREAK = re.compile(r"\n[ \t\r]*\n\s*")


def read_page(draft: Draft) -> Draft:
    """Tell the report from what stands around it."""
    text = draft.text
    blocks = draft.document.blocks
    if not blocks:
        cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
        blocks = tuple(Block(kind="body", start=a, end=b) for a, b in pairwise(cuts) if b > a)
    return replace(draft, blocks=blocks, title=draft.document.title, language="en")
