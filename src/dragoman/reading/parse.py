"""The view of a parsed text that every stage shares: plain lists by token, nothing of the parser's own types."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.record import Anchor


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that was parsed by itself: one block (or a piece of a very long one).

    ``first``/``last`` are a half-open token range, ``block`` the index of the block in ``Draft.blocks``.
    """

    block: int
    kind: str
    first: int
    last: int


@dataclass(slots=True)
class Parse:
    """Tokens of the parsed blocks, in order, as parallel lists.

    ``starts``/``ends`` are half-open code-point offsets into ``text`` (the document's text). ``heads[i]`` is the index
    of token i's head; a root is its own head. ``tags`` are Penn Treebank tags, ``pos`` universal ones, ``deps``
    ClearNLP labels (``nsubj``, ``ccomp`` ...). ``sents`` are half-open token ranges; ``sent_of[i]`` indexes it.
    ``left``/``right`` are the half-open token range of the subtree of each token.
    """

    text: str
    words: list[str] = field(default_factory=list)
    lowers: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sents: list[tuple[int, int]] = field(default_factory=list)
    sent_of: list[int] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    segment_of_sent: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    _children: list[list[int]] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def children(self) -> list[list[int]]:
        """The direct dependents of every token, in text order."""
        if self._children is None:
            kids: list[list[int]] = [[] for _ in self.heads]
            for i, head in enumerate(self.heads):
                if head != i:
                    kids[head].append(i)
            self._children = kids
        return self._children

    def kids(self, i: int, *deps: str) -> list[int]:
        """The dependents of token ``i`` whose label is one of ``deps`` (all of them when none is named)."""
        return [k for k in self.children[i] if not deps or self.deps[k] in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first dependent of token ``i`` with one of the labels ``deps``, or None."""
        for k in self.children[i]:
            if self.deps[k] in deps:
                return k
        return None

    def descend(self, i: int) -> Iterator[int]:
        """Token ``i`` and everything below it, in no promised order, without recursion."""
        stack = [i]
        while stack:
            j = stack.pop()
            yield j
            stack.extend(self.children[j])

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token ``i``, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def sentence(self, i: int) -> tuple[int, int]:
        """The half-open token range of the sentence of token ``i``."""
        return self.sents[self.sent_of[i]]

    def segment(self, i: int) -> Segment:
        """The segment (paragraph or title) of token ``i``."""
        return self.segments[self.segment_of_sent[self.sent_of[i]]]

    def token_at(self, offset: int) -> int | None:
        """The token that covers the code point ``offset``, or None (white space, or not parsed)."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.ends[i] else None

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that overlap the code points ``start`` to ``end`` (half-open)."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.starts, end - 1) if end > start else first
        return range(first, max(first, last))

    def anchor(self, first: int, last: int) -> Anchor:
        """The anchor of the half-open token range ``first`` to ``last``."""
        start, end = self.starts[first], self.ends[last - 1]
        return Anchor(start, end, self.text[start:end])

    def head_of(self, first: int, last: int) -> int:
        """The token of a half-open range whose head lies outside it (the first such), i.e. the phrase's head."""
        for i in range(first, last):
            head = self.heads[i]
            if head == i or not first <= head < last:
                return i
        return last - 1


def edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Half-open subtree ranges of every token, in linear time and without recursion."""
    n = len(heads)
    left, right = list(range(n)), [i + 1 for i in range(n)]
    pending = [0] * n
    for i, head in enumerate(heads):
        if head != i:
            pending[head] += 1
    leaves = [i for i in range(n) if not pending[i]]
    while leaves:
        i = leaves.pop()
        head = heads[i]
        if head == i:
            continue
        if left[i] < left[head]:
            left[head] = left[i]
        if right[i] > right[head]:
            right[head] = right[i]
        pending[head] -= 1
        if not pending[head]:
            leaves.append(head)
    return left, right
