"""What one says and another denies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from dragoman.project import schema as t
from dragoman.project.content import overlap
from dragoman.project.views.sides import Contradiction, Side

_CLAIMS = ("assert", "agree", "accept", "promise", "propose", "accuse", "expect", "threaten")
_AGREED = ("agree", "accept", "promise")
WITHIN = 60
"""Days between the reports of a claim and of its denial."""
ANY = -1
"""The month of what may be of any."""
COMPANY = 2
"""Actors that two reports must both name for a claim in one and a denial in the other to be of one thing."""
SHARED, SHARE = 3, 0.6
"""Content words that a claim and its denial share at least, and their share of the shorter one."""


def claims_and_denials(
    connection: Connection, of: dict[int, Side], changed: set[int] | None = None
) -> list[Contradiction]:
    """Pairs of lineages of which one reports a claim and the other somebody else's denial of it, once each.

    ``changed`` are lineages; where given, only pairs with one of them are looked for.
    """
    denials = _statements(connection, denied=True)
    if not denials:
        return []
    frequency = Counter(stem for row in denials for stem in row.stems.split())
    every = _Denials(denials)
    fresh = every if changed is None else _Denials([row for row in denials if row.lineage in changed])
    best: dict[tuple[int, int], tuple[float, Any, Any]] = {}
    for claim in _statements(connection, denied=False):
        among = every if changed is None or claim.lineage in changed else fresh
        if not among.rows:
            continue
        told = frozenset(claim.stems.split())
        # who shares three words shares one that is not among the two commonest, which alone bring very many together
        telling = sorted((stem for stem in told if stem in frequency), key=lambda x: (frequency[x], x))[: 1 - SHARED]
        for n in among.near(telling, claim.assumed):
            denial = among.rows[n]
            if len(told & among.words[n]) < SHARED or not _may_contradict(claim, denial):
                continue
            share = overlap(told, among.words[n])
            key = (claim.lineage, denial.lineage)
            if share >= SHARE and (key not in best or share > best[key][0]):
                best[key] = (share, claim, denial)
    cast = _cast(connection, {row.document for _, *pair in best.values() for row in pair})
    return [
        _contradiction(claim, denial, of)
        for _, (_, claim, denial) in sorted(best.items())
        if len(cast[claim.document] & cast[denial.document]) >= COMPANY
    ]


class _Denials:
    """Denials with an index by word and month."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self.words = [frozenset(row.stems.split()) for row in rows]
        self.index: dict[tuple[str, int], list[int]] = {}
        for n, row in enumerate(rows):
            for stem in self.words[n]:
                self.index.setdefault((stem, _month(row.assumed)), []).append(n)
                self.index.setdefault((stem, ANY), []).append(n)

    def near(self, stems: Sequence[str], day: str | None) -> list[int]:
        """The denials of the months around a day (all, for None) that hold one of the words, in their order."""
        months = _months(day)
        return sorted({n for stem in stems for month in months for n in self.index.get((stem, month), ())})


def _month(day: str | None) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) if day else 0


def _months(day: str | None) -> tuple[int, ...]:
    month = _month(day)
    return (0, *range(month - 2, month + 3)) if month else (ANY,)


def _cast(connection: Connection, documents: set[int]) -> dict[int, set[int]]:
    """The actors that each of these reports names."""
    e = t.entities.c
    found: dict[int, set[int]] = {document: set() for document in documents}
    listed = sorted(documents)
    for at in range(0, len(listed), 500):
        some = e.document.in_(listed[at : at + 500])
        query = select(e.document, e.actor).where(some, e.actor.is_not(None), e.kind != "place")
        for row in connection.execute(query).all():
            found[row.document].add(row.actor)
    return found


def _may_contradict(claim: Any, denial: Any) -> bool:
    if claim.lineage == denial.lineage:
        return False
    if claim.actor is not None and claim.actor == denial.actor:
        return False
    if denial.act != "deny" and denial.standing != "denied" and claim.act != denial.act:
        return False  # a plain negation contradicts the same act only
    if claim.assumed and denial.assumed and claim.assumed != denial.assumed:
        return abs((date.fromisoformat(claim.assumed) - date.fromisoformat(denial.assumed)).days) <= WITHIN
    return True


def _statements(connection: Connection, *, denied: bool) -> Sequence[Any]:
    s, d, e, a = t.statements.c, t.documents.c, t.entities.c, t.actors.c
    query = (
        select(
            s.document, s.local, s.act, s.standing, s.negated, s.content, s.stems, s.start, s.end, d.lineage, d.assumed,
            e.actor, a.name.label("speaker"), e.name.label("words"),
        )
        .join(t.documents, d.id == s.document)
        .outerjoin(t.entities, e.id == s.speaker)
        .outerjoin(t.actors, a.id == e.actor)
        .where(s.repeats.is_(None))
        .order_by(s.document, s.id)
    )  # fmt: skip
    if denied:
        query = query.where(or_(s.act == "deny", s.standing == "denied", s.negated & s.act.in_(_AGREED)))
    else:
        query = query.where(s.act.in_(_CLAIMS), s.standing.not_in(("denied", "hypothetical")), s.negated.is_(False))
    return connection.execute(query).all()


def _contradiction(claim: Any, denial: Any, of: dict[int, Side]) -> Contradiction:
    sides = tuple(
        msgspec.structs.replace(
            of[row.document], speaker=row.speaker or row.words, value=value, start=row.start, end=row.end,
            text=row.content,
        )
        for row, value in ((claim, "claimed"), (denial, "denied"))
    )  # fmt: skip
    who = denial.speaker or denial.words or "somebody"
    said = claim.speaker or claim.words or "somebody"
    return Contradiction(
        id=0, kind="direct", about="claim", meeting=None,
        says=f"{who} denies what {said} says: “{claim.content}”.", sides=sides,
    )  # fmt: skip
