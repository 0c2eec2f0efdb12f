"""The working type of the stage: a statement while its parts are being found, in tokens and code points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.reading.parse import Parse


class Range(NamedTuple):
    """A half-open range of tokens."""

    first: int
    last: int


@dataclass(slots=True)
class Found:
    """A cue with what belongs to it.

    ``key`` is the token that makes it a cue, ``cue`` the tokens of the cue, ``source`` the tokens of the source
    phrase (None when nobody is named), ``source_head`` its head token, ``content`` half-open code-point ranges in
    text order. ``frame`` names the construct (see docs of ``cue_verbs.csv``), ``complement`` the head token of the
    content when there is one, ``verb`` the verb whose subject the source is (the key itself, or a light verb),
    ``noun`` the object noun that says more of the act ("expressed regret"), ``follows`` the key of the statement that a
    sentence without a cue goes on with.
    """

    key: int
    lemma: str
    pos: str
    frame: str
    cue: Range
    source: Range | None = None
    source_head: int | None = None
    content: list[tuple[int, int]] = field(default_factory=list)
    complement: int | None = None
    passive: bool = False
    negated: bool = False
    rules: list[str] = field(default_factory=list)
    quoted: bool = False
    verb: int | None = None
    noun: int | None = None
    follows: int | None = None


def span(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """Code points of a half-open token range."""
    return parse.starts[first], parse.ends[last - 1]


def join(ranges: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Code-point ranges in order, those that touch or overlap (but for white space) made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
