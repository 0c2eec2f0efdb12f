"""Numbers that differ: two lineages that tell of one meeting count the same things differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.project import schema as t
from dragoman.project.merging.meetings import days
from dragoman.project.views.accounts import Told
from dragoman.project.views.sides import Contradiction, Side

ROUND = 0.05
"""Share by which two numbers may differ as rounded ones do."""
USUAL = 0.4
"""Share of the reports from which on a word beside their numbers is usual."""
SHARED, APART = 2, 4
"""Content words that the sentences of two numbers must share beside the noun for the numbers to be compared: in reports
of one meeting, and in others."""
WITHIN = 4
"""Days between such reports."""


class Figure(NamedTuple):
    """A number in a report: its value, the noun's stem, the sentence's content words, and where it stands."""

    value: float
    noun: str
    context: frozenset[str]
    document: int
    lineage: int
    start: int
    end: int
    text: str
    day: str | None
    meetings: frozenset[int] = frozenset()


def figures(connection: Connection, told: dict[int, list[Told]], of: dict[int, Side]) -> list[Contradiction]:
    """The numbers on which lineages differ, once each."""
    meetings_of: dict[int, set[int]] = {}
    for meeting, accounts in told.items():
        for x in accounts:
            meetings_of.setdefault(x.account.document, set()).add(meeting)
    found = _all(connection, of)
    usual = _usual(found)
    by_noun: dict[str, list[Figure]] = {}
    for document, listed in found.items():
        for figure in listed:
            by_noun.setdefault(figure.noun, []).append(
                figure._replace(meetings=frozenset(meetings_of.get(document, ())), context=figure.context - usual)
            )
    result = []
    for noun in sorted(by_noun):
        for sides in _differing(by_noun[noun]):
            common = frozenset.intersection(*(f.meetings for f in sides))
            result.append(_contradiction(min(common, default=None), sides, of))
    return result


def _usual(found: dict[int, list[Figure]]) -> frozenset[str]:
    """The words beside numbers in so many reports that sharing them says nothing: the parties' names, the talks."""
    counts = Counter(stem for listed in found.values() for stem in frozenset().union(*(f.context for f in listed)))
    return frozenset(stem for stem, n in counts.items() if n >= 4 and n > USUAL * len(found))


def _all(connection: Connection, of: dict[int, Side]) -> dict[int, list[Figure]]:
    f = t.figures.c
    found: dict[int, list[Figure]] = {}
    # a noun that is counted in one report only has nothing to differ from
    shared = select(f.noun).group_by(f.noun).having(func.count(func.distinct(f.value)) > 1)
    for row in connection.execute(select(t.figures).where(f.noun.in_(shared)).order_by(f.document, f.start)):
        source = of[row.document]
        found.setdefault(row.document, []).append(
            Figure(
                row.value, row.noun, frozenset(row.context.split()) - {row.noun}, row.document, source.lineage,
                row.start, row.end, row.text, source.published,
            )
        )  # fmt: skip
    return found


def _differing(listed: Sequence[Figure]) -> list[list[Figure]]:
    """The figures of a noun that contradict each other: other lineage, other value, sentences about one thing."""
    values: dict[int, set[float]] = {}
    for figure in listed:
        values.setdefault(figure.lineage, set()).add(figure.value)
    dated = sorted((f for f in listed if f.day), key=lambda f: (f.day or "", f.document, f.start))
    found: dict[tuple[float, float], dict[int, Figure]] = {}
    for n, a in enumerate(dated):
        for b in dated[n + 1 :]:
            assert a.day
            assert b.day
            if days(a.day, b.day) > WITHIN:
                break
            # a lineage that has both numbers speaks of two things
            if a.lineage == b.lineage or values[a.lineage] & values[b.lineage]:
                continue
            if abs(a.value - b.value) <= ROUND * max(a.value, b.value):
                continue
            if len(a.context & b.context) >= (SHARED if a.meetings & b.meetings else APART):
                sides = found.setdefault((min(a.value, b.value), max(a.value, b.value)), {})
                sides.setdefault(a.lineage, a)
                sides.setdefault(b.lineage, b)
    for pair, sides in found.items():  # and those that side with either number
        first = min(f.day or "" for f in sides.values())
        for figure in dated:
            if figure.value in pair and figure.day and 0 <= abs(days(first, figure.day)) <= WITHIN:
                sides.setdefault(figure.lineage, figure)
    return [[sides[lineage] for lineage in sorted(sides)] for _, sides in sorted(found.items())]


def _contradiction(meeting: int | None, sides: Sequence[Figure], of: dict[int, Side]) -> Contradiction:
    shown = " or ".join(dict.fromkeys(f"“{f.text}”" for f in sides))
    return Contradiction(
        id=0, kind="direct", about="number", meeting=meeting, says=f"The number differs: {shown}.",
        sides=tuple(
            msgspec.structs.replace(of[f.document], value=f"{f.value:g}", start=f.start, end=f.end, text=f.text)
            for f in sides
        ),
    )  # fmt: skip
