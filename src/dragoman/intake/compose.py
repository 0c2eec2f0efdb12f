"""Building a document's text from its paragraphs, with the blocks that cover it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.record import Block
from dragoman.record.document import BlockKind

_FLOWING = ("body", "title")


def composed(lines: Sequence[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """The lines as one text, blank lines around paragraphs, and the blocks that cover it. Empty lines are left out."""
    kept = [(kind, text) for kind, text in lines if text.strip()]
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for i, (kind, text) in enumerate(kept):
        last = i + 1 == len(kept)
        flowing = kind in _FLOWING or (not last and kept[i + 1][0] in _FLOWING)
        piece = text + ("\n" if last else "\n\n" if flowing else "\n")
        parts.append(piece)
        blocks.append(Block(kind=kind, start=at, end=at + len(piece)))
        at += len(piece)
    return "".join(parts), tuple(blocks)


def paragraphs(texts: Iterable[str], kind: BlockKind = "body") -> list[tuple[BlockKind, str]]:
    """Texts as lines of one kind, white space made single."""
    return [(kind, " ".join(text.split())) for text in texts if text.strip()]
