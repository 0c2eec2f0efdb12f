"""Where accounts differ: direct conflicts, omissions, and differences of emphasis, kept apart.

Only lineages are set against each other: a copy can neither confirm nor contradict its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.project import schema as t
from dragoman.project.names import plain
from dragoman.project.views.accounts import Aspect, Told, all_told, aspects
from dragoman.project.views.claims import claims_and_denials
from dragoman.project.views.figures import figures
from dragoman.project.views.sides import Contradiction, Side, sources

Kind = Literal["direct", "omission", "emphasis"]
_DIRECT = ("day", "place", "venue", "duration", "status")
_PLANS = ("planned", "proposed", "postponed")
FULL = 3
"""Aspects beside day, place and heads that an account must speak of for its silence on others to be an omission."""
LEAD = 0.25
"""The part of a report, from its start, in which it says what it thinks most important."""


def contradictions(connection: Connection, kind: Kind | None = None) -> tuple[Contradiction, ...]:
    """What was found when the project was last merged; only of one kind where given."""
    c = t.contradictions.c
    query = select(t.contradictions).order_by(c.id)
    if kind is not None:
        query = query.where(c.kind == kind)
    return tuple(
        Contradiction(
            id=row.id, kind=row.kind, about=row.about, meeting=row.meeting, says=row.says,
            sides=msgspec.json.decode(row.sides, type=tuple[Side, ...]),
        )
        for row in connection.execute(query)
    )  # fmt: skip


def find_contradictions(connection: Connection, changed: set[int] | None = None) -> None:
    """Find all contradictions anew and store them.

    ``changed`` are the lineages whose reports changed, None for all; of claims and denials, which are many, only theirs
    are compared again.
    """
    told = all_told(connection)
    names = {row.id: row.name for row in connection.execute(select(t.meetings.c.id, t.meetings.c.name))}
    of = sources(connection)
    found: list[Contradiction] = []
    for meeting in sorted(told):
        accounts = told[meeting]
        if len(accounts) < 2:
            continue
        past = [_past(x) for x in accounts]
        listed = list(aspects([x for x in past if x.items]))
        found += [
            c for a in listed if not _one_in_the_other(connection, a) and (c := _direct(a, meeting, names[meeting], of))
        ]
        found += _outcomes(listed, meeting, names[meeting], of)
        found += _silences(accounts, listed, meeting, names[meeting], of)
        found += _emphases(listed, meeting, names[meeting], of)
    found += figures(connection, told, of)
    kept = [] if changed is None else _kept_claims(connection, changed, of)
    found += sorted([*kept, *claims_and_denials(connection, of, changed)], key=_lineages)
    order = {"direct": 0, "emphasis": 1, "omission": 2}
    found.sort(key=lambda c: order[c.kind])
    connection.execute(delete(t.contradictions))
    if found:
        connection.execute(
            insert(t.contradictions),
            [
                {
                    "kind": c.kind, "about": c.about, "meeting": c.meeting, "says": c.says,
                    "sides": msgspec.json.encode(c.sides).decode(),
                }
                for c in found
            ],
        )  # fmt: skip


def _kept_claims(connection: Connection, changed: set[int], of: dict[int, Side]) -> list[Contradiction]:
    """The stored claims and denials whose reports are as they were."""
    return [
        c
        for c in contradictions(connection, "direct")
        if c.about == "claim"
        and all(s.document in of and of[s.document].lineage == s.lineage and s.lineage not in changed for s in c.sides)
    ]


def _lineages(one: Contradiction) -> tuple[int, ...]:
    return tuple(s.lineage for s in one.sides)


def _past(told: Told) -> Told:
    """An account without what it only announces: plans change, and that is no contradiction."""
    return told._replace(items=[x for x in told.items if x[1].status not in _PLANS])


def _sides(
    said: Iterable[tuple[int, str, int | None, int | None, str | None]], of: dict[int, Side]
) -> tuple[Side, ...]:
    return tuple(
        msgspec.structs.replace(of[document], value=value, start=start, end=end, text=text)
        for document, value, start, end, text in said
    )


def _one_in_the_other(connection: Connection, aspect: Aspect) -> bool:
    """Whether some account names all the places that differ: a palace in a suburb of a city is all three."""
    if aspect.verdict != "differ" or aspect.name not in ("place", "venue"):
        return False
    wanted = {plain(s.value) for s in aspect.said}
    p = t.passages.c
    documents = sorted({s.document for s in aspect.said})
    texts: dict[int, str] = {}
    for row in connection.execute(select(p.document, p.content).where(p.document.in_(documents)).order_by(p.start)):
        texts[row.document] = f"{texts.get(row.document, '')} {plain(row.content)} "
    return any(all(f" {place} " in content for place in wanted) for content in texts.values())


def _direct(aspect: Aspect, meeting: int, name: str, of: dict[int, Side]) -> Contradiction | None:
    if aspect.verdict != "differ" or not (aspect.name in _DIRECT or aspect.name.startswith("head of")):
        return None
    values = list(dict.fromkeys(s.value for s in aspect.said))
    return Contradiction(
        id=0, kind="direct", about=aspect.name, meeting=meeting,
        says=f"{name}: the {aspect.name} is {' or '.join(values)}.",
        sides=_sides(((s.document, s.value, s.start, s.end, s.text) for s in aspect.said), of),
    )  # fmt: skip


def _outcomes(listed: Sequence[Aspect], meeting: int, name: str, of: dict[int, Side]) -> list[Contradiction]:
    """What one account has as agreed and another as not agreed."""
    from dragoman.project.content import overlap, stems

    agreed = [a for a in listed if a.name.startswith("outcome (agreed)")]
    refused = [a for a in listed if a.name.startswith("outcome (not-agreed)")]
    found = []
    for yes in agreed:
        for no in refused:
            if {s.document for s in yes.said} & {s.document for s in no.said}:
                continue
            one, two = (
                stems(min((s.value for s in a.said), key=len)) - stems("agree agreed fail failed") for a in (yes, no)
            )
            if len(one & two) >= 2 and overlap(one, two) >= 0.6:
                said = [(s.document, s.value, s.start, s.end, s.text) for s in (*yes.said, *no.said)]
                says = f"{name}: agreed by some accounts, not agreed by others."
                found.append(
                    Contradiction(
                        id=0, kind="direct", about="outcome", meeting=meeting, says=says, sides=_sides(said, of)
                    )
                )
    return found


def _silences(
    accounts: Sequence[Told], listed: Sequence[Aspect], meeting: int, name: str, of: dict[int, Side]
) -> list[Contradiction]:
    """What a full account leaves out although others have it."""
    spoken: dict[int, int] = {}
    for aspect in listed:
        if aspect.name in ("day", "place", "status", "level") or aspect.name.startswith("head of"):
            continue
        for document in {s.document for s in aspect.said}:
            spoken[document] = spoken.get(document, 0) + 1
    full = {x.account.document for x in accounts if spoken.get(x.account.document, 0) >= FULL}
    found = []
    for aspect in listed:
        silent = [d for d in aspect.silent if d in full]
        weighty = aspect.name.startswith(("outcome", "not discussed", "member", "mediator", "observer"))
        if silent and weighty:
            said = [(s.document, s.value, s.start, s.end, s.text) for s in aspect.said]
            said += [(d, "", None, None, None) for d in silent]
            says = f"{name}: {aspect.name} is left out by {_reports(silent)}."
            found.append(
                Contradiction(
                    id=0, kind="omission", about=aspect.name, meeting=meeting, says=says, sides=_sides(said, of)
                )
            )
    return found


def _emphases(listed: Sequence[Aspect], meeting: int, name: str, of: dict[int, Side]) -> list[Contradiction]:
    """What one account leads with and another mentions only in its second half."""
    found = []
    for aspect in listed:
        if not aspect.name.startswith(("outcome", "topic")) or len({s.document for s in aspect.said}) < 2:
            continue
        first, last = [], []
        for said in aspect.said:
            length = of[said.document].length
            if said.start is None or not length:
                continue
            if said.start < LEAD * length:
                first.append(said)
            elif said.start > 0.5 * length:
                last.append(said)
        if first and last:
            sides = [(s.document, s.value, s.start, s.end, s.text) for s in (*first, *last)]
            says = f"{name}: {aspect.name} leads in {_reports([s.document for s in first])} and comes late in "
            says += f"{_reports([s.document for s in last])}."
            found.append(
                Contradiction(
                    id=0, kind="emphasis", about=aspect.name, meeting=meeting, says=says, sides=_sides(sides, of)
                )
            )
    return found


def _reports(documents: Sequence[int]) -> str:
    listed = sorted(set(documents))
    return ("report " if len(listed) == 1 else "reports ") + ", ".join(map(str, listed))
