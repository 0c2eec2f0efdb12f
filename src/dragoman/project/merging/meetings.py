"""When two reports tell of one meeting: parties, day, place, heads, level, length, and words that were copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dragoman.knowledge.tables import rows
from dragoman.project.names import plain

APART = 3
"""Days by which two reports may differ on the day of one meeting, if all else agrees."""
AHEAD = 60
"""Days by which a meeting without a day of its own may be announced before it is held."""
WITHIN = 21
"""Days before its own date within which a report's undated past meeting is sought; and after it, an undated plan."""
_PLANNED = ("planned", "proposed", "postponed")
_PAST = ("held", "ongoing", "background", "refused", "denied", "cancelled")


class Sight(NamedTuple):
    """A meeting as one report tells it, with what it is compared by.

    ``parties`` are actor ids (or plain names), ``heads`` pairs of party and person; ``low``/``high`` the days it was on
    by the report's own words, ``near_low``/``near_high`` by the report's date alone; ``weekday`` is 1 (Monday) to 7.
    ``words`` is the paragraph, ``titled`` whether that is the headline; ``came`` are the content words of the
    outcomes. ``places`` are all that sights already found to be one meeting name, in comparable form.
    """

    document: int
    lineage: int
    status: str
    kind: str
    level: str
    parties: frozenset[str]
    others: frozenset[str]
    heads: frozenset[tuple[str, str]]
    low: str | None
    high: str | None
    near_low: str | None
    near_high: str | None
    weekday: int | None
    place: str | None
    places: frozenset[str]
    named: frozenset[str]
    country: str | None
    venue: str | None
    duration: str | None
    words: str
    titled: bool
    published: str | None
    came: frozenset[str]
    names: tuple[tuple[str, str], ...]

    @property
    def on_a_day(self) -> bool:
        """Whether the report's own words give the day, give or take two."""
        return bool(self.low and self.high and days(self.low, self.high) <= 3)


def days(first: str, last: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def shifted(day: str, by: int) -> str:
    """An ISO day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


class Likeness(NamedTuple):
    """How much speaks for one meeting, and what."""

    score: float
    evidence: tuple[str, ...]


NEVER = Likeness(-1.0, ())


def likeness(a: Sight, b: Sight) -> Likeness:
    """How much speaks for it that two reports (or two places of one) tell of one meeting."""
    says: list[str] = []
    score = _parties(a, b, says)
    if score < 0:
        return NEVER
    when = _when(a, b, says)
    where = _where(a, b, says)
    who = _heads(a, b, says)
    if when is None or where is None:
        return NEVER
    # a day that differs is borne only where the people agree, and a place that differs where day and people do
    if when < 0 and (where < 0 or who <= 0):
        return NEVER
    if where < 0 and (when < 0.3 or who < 0):
        return NEVER
    score += when + where + who
    if a.duration and a.duration == b.duration:
        score += 0.1
        says.append(f"both say that it lasted {a.duration}")
    if "unknown" not in (a.level, b.level) and a.level != b.level:
        score -= 0.15
        says.append(f"but one of {a.level}, the other of {b.level}")
    if a.others & b.others:
        score += 0.1
        says.append("the same hosts or mediators")
    if len(a.came & b.came) >= 2 and len(a.came & b.came) >= 0.5 * min(len(a.came), len(b.came)):
        score += 0.15
        says.append("the same outcome: " + " ".join(sorted(a.came & b.came)[:6]))
    if (a.kind == "call") != (b.kind == "call"):
        score -= 0.3
    if a.lineage == b.lineage and a.document != b.document and a.words and a.words == b.words:
        score += 0.5
        says.append("one report copied the other's words")
    if a.document == b.document:
        if a.titled != b.titled and not (a.low and b.low):
            score += 0.1
            says.append("one is the headline's")
        elif not (a.low and b.low) and where == 0 and a.place != b.place and a.place and b.place:
            score += 0.1
            says.append(f"one names the city, the other the building: {a.place}, {b.place}")
        else:  # the reader of that report told them apart, and only a like day and place say otherwise
            score -= 0.25
    if (a.status in _PAST) != (b.status in _PAST):
        says.append("announced in one, past in the other")
    return Likeness(round(min(score, 1.0), 3), tuple(says))


def together(sights: Sequence[Sight], low: str | None, high: str | None) -> Sight:
    """Sights that were found to be one meeting as one sight, on the days ``low`` to ``high``."""
    first = next((s for s in sights if s.low), sights[0])
    past = next((s for s in sights if s.status not in _PLANNED), first)
    counts = Counter(party for s in sights for party in s.parties)
    most = max(counts.values(), default=0)
    parties = frozenset(p for p, n in counts.items() if 2 * n >= most)
    lows = [s.near_low for s in sights if s.near_low]
    highs = [s.near_high for s in sights if s.near_high]
    return first._replace(
        status=past.status,
        level=next((s.level for s in sights if s.level != "unknown"), "unknown"),
        parties=parties,
        others=frozenset().union(*(s.others for s in sights)) - parties,
        heads=frozenset().union(*(s.heads for s in sights)),
        low=low,
        high=high,
        near_low=max(lows, default=None) if len(lows) == len(sights) else None,
        near_high=min(highs, default=None) if len(highs) == len(sights) else None,
        place=next((s.place for s in sights if s.place), None),
        places=frozenset().union(*(s.places for s in sights)),
        named=frozenset().union(*(s.named for s in sights)),
        country=next((s.country for s in sights if s.country), None),
        duration=next((s.duration for s in sights if s.duration), None),
        came=frozenset().union(*(s.came for s in sights)),
        names=tuple(sorted({pair for s in sights for pair in s.names})),
        published=min((s.published for s in sights if s.published), default=None),
    )


def _parties(a: Sight, b: Sight, says: list[str]) -> float:
    shared = a.parties & b.parties
    # one report's party is another's host or mediator
    near = shared | (a.parties & b.others) | (a.others & b.parties)
    fewest = min(len(a.parties), len(b.parties))
    if not shared or (len(near) < 2 <= fewest):
        return -1.0
    named = dict(a.names) | dict(b.names)
    says.append("the same parties: " + ", ".join(sorted(named.get(p, p) for p in near)))
    if len(shared) >= 2:
        return 0.4 if len(a.parties | b.parties) == len(shared) else 0.25
    if len(near) >= 2:  # all of one report's parties are among the other's parties, hosts and mediators
        return 0.3 if near in (a.parties, b.parties) else 0.2
    return 0.2  # one of them names a single party


def _when(a: Sight, b: Sight, says: list[str]) -> float | None:
    if a.low and b.low and a.high and b.high:
        gap = max(days(a.high, b.low), days(b.high, a.low))
        if gap <= 0:
            if a.on_a_day and b.on_a_day:
                says.append(f"both on {max(a.low, b.low)}")
                return 0.4
            says.append(f"the days fit: {_span(a.low, a.high)} and {_span(b.low, b.high)}")
            return 0.25
        if gap <= APART and a.on_a_day and b.on_a_day:
            says.append(f"but one on {_span(a.low, a.high)}, the other on {_span(b.low, b.high)}")
            return -0.1
        return None
    for one, other in ((a, b), (b, a)):
        if one.on_a_day and not other.low and other.weekday:
            assert one.low
            assert one.high
            if any(_weekday(shifted(one.low, n)) == other.weekday for n in range(days(one.low, one.high) + 1)):
                if not _near(one, other):
                    return None
                says.append(f"{one.low} was the weekday that the undated report names")
                return 0.3
            return None
    if not _near(a, b):
        return None
    for one, other in ((a, b), (b, a)):
        if one.on_a_day and one.low and not other.low and other.published and other.status in ("held", "ongoing"):
            if 0 <= days(one.low, other.published) <= APART:
                says.append(f"it was on {one.low}, and the other report is of {other.published}")
                return 0.3
        if one.on_a_day and one.low and not other.low and other.published and other.status in _PLANNED:
            if 0 <= days(other.published, one.low) <= AHEAD:
                says.append(f"it was on {one.low}, {days(other.published, one.low)} days after it was announced")
                return 0.2
    if all(((s.low or s.near_low) and (s.high or s.near_high)) for s in (a, b)):
        says.append("told of in the same weeks")
        return 0.15
    return 0.05


def _near(a: Sight, b: Sight) -> bool:
    """Whether the spans in which two sights may lie meet, as far as they are known."""
    low_a, high_a = a.low or a.near_low, a.high or a.near_high
    low_b, high_b = b.low or b.near_low, b.high or b.near_high
    return not ((high_a and low_b and high_a < low_b) or (high_b and low_a and high_b < low_a))


def _weekday(day: str) -> int:
    return date.fromisoformat(day).isoweekday()


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _where(a: Sight, b: Sight, says: list[str]) -> float | None:
    if a.places & b.places:
        named = [x for x in (a.place, a.venue, b.place, b.venue) if x and plain(x) in a.places & b.places]
        says.append(f"both in {named[0] if named else min(a.places & b.places)}")
        return 0.2
    shared = (a.places & b.named) | (b.places & a.named)
    if shared:
        says.append(f"both reports name {min(shared)}")
        return 0.15
    if not a.place or not b.place:
        return 0.0
    if a.country and a.country == b.country and (a.place in venues() or b.place in venues()):
        return 0.0  # the one may lie in the other
    if a.country and a.country == b.country:
        says.append(f"but one in {a.place}, the other in {b.place}")
        return -0.05
    if a.country and b.country:
        says.append(f"but one in {a.place}, the other in {b.place}")
        return -0.2
    return 0.0


@cache
def venues() -> frozenset[str]:
    """Buildings and grounds that reports name in place of their city."""
    return frozenset(row.form for row in rows("places") if row.kind == "venue")


def _heads(a: Sight, b: Sight, says: list[str]) -> float:
    shared = {p for _, p in a.heads} & {p for _, p in b.heads}
    if shared:
        named = dict(a.names)
        says.append("the same heads: " + ", ".join(sorted(named.get(p, p) for p in shared)))
        return 0.25 if len(shared) > 1 else 0.2
    parties = {party for party, _ in a.heads} & {party for party, _ in b.heads}
    if parties:
        says.append("but other heads")
        return -0.15
    return 0.0
