"""The working types of the stage: a mention of a meeting, and a meeting made of mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.record import Level


class Part(NamedTuple):
    """Somebody at a meeting: the ``side`` (entity id of the party), the ``entity`` named, its half-open tokens."""

    side: str
    entity: str
    first: int
    last: int


class Where(NamedTuple):
    """A place: city, ISO country, GeoNames id, venue, and the half-open tokens that say so."""

    name: str | None
    country: str | None
    geonames: int | None
    venue: str | None
    first: int
    last: int


@dataclass(slots=True, eq=False)
class Mention:
    """Words that tell of a meeting.

    ``head`` is the noun or verb, ``first``/``last`` its half-open token range as evidence. ``status`` is None where
    the words say nothing of it. ``pair`` says that the parties were named by a word like "the two sides". ``newness``
    is ``next`` or ``earlier`` for words such as "a further round", ``definite`` for "the meeting", "Monday's dialogue".
    """

    head: int
    first: int
    last: int
    kind: str
    verb: bool
    rule: str
    weak: bool = False
    parties: list[Part] = field(default_factory=list)
    hosts: list[Part] = field(default_factory=list)
    mediators: list[Part] = field(default_factory=list)
    observers: list[Part] = field(default_factory=list)
    pair: bool = False
    unknown: bool = False
    rank: Level | None = None
    status: str | None = None
    status_rule: str = ""
    past_before: bool = False
    newness: str = ""
    definite: bool = False
    ordinal: int | None = None
    when: int | None = None
    edge: str = ""
    until: int | None = None
    duration: int | None = None
    where: Where | None = None
    chain: tuple[int, ...] = ()
    title: bool = False
    quoted: bool = False
    linked: Mention | None = None
    meeting: Meeting | None = None

    @property
    def sides(self) -> frozenset[str]:
        """The ids of the parties that the words name."""
        return frozenset(p.side for p in self.parties)


@dataclass(slots=True, eq=False)
class Meeting:
    """The mentions of one meeting."""

    mentions: list[Mention] = field(default_factory=list)
    parties: dict[str, Part] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    open: bool = True
    status: str | None = None
    earlier: bool = False
    earliest: str | None = None
    latest: str | None = None
    follows: Meeting | None = None

    @property
    def sides(self) -> frozenset[str]:
        """The ids of its parties."""
        return frozenset(self.parties)

    @property
    def first(self) -> int:
        """Its first token in the text."""
        return min(m.head for m in self.mentions)
