"""Which party wants what on which issue, and how that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.project import schema as t


class Stated(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One stance in one report, with its words. ``statement`` is the record's item; null: the reporter says so."""

    document: int
    lineage: int
    outlet: str | None
    published: str | None
    stance: str
    standing: str
    hedged: bool
    speaker: str | None
    statement: str | None
    start: int | None
    end: int | None
    text: str | None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A party's stances on an issue, oldest first. ``stances`` counts lineages (or reports) by stance.

    ``doubts`` says how many are alleged, denied, planned, hypothetical or hedged. ``changes`` says in a sentence where
    the stance changed from one day to a later one; reports without a day are left out of that.
    """

    party: int | None
    party_name: str
    issue: int
    issue_name: str
    stances: dict[str, int]
    latest: str | None
    changes: tuple[str, ...]
    stated: tuple[Stated, ...]
    doubts: tuple[str, ...] = ()


def positions(connection: Connection, *, reports: bool = False) -> tuple[Cell, ...]:
    """The cells of the matrix that hold something: by party, then by issue, most told of first."""
    p, d, s = t.positions.c, t.documents.c, t.statements.c
    party, speaker, side = t.entities.alias("party"), t.entities.alias("speaker"), t.entities.alias("side")
    actor, spoken, party_of = t.actors.alias("actor"), t.actors.alias("spoken"), t.actors.alias("party_of")
    item = t.issue_items
    query = (
        select(
            p.document, p.stance, p.standing, p.hedges, p.start, p.end, p.text,
            d.lineage, d.outlet, d.agency, d.assumed, s.local, s.repeats,
            party.c.kind.label("party_kind"), party.c.name.label("party_words"),
            actor.c.id.label("actor"), actor.c.name.label("actor_name"),
            party_of.c.id.label("party_of"), party_of.c.name.label("party_of_name"),
            spoken.c.name.label("speaker_name"), speaker.c.name.label("speaker_words"),
            t.issues.c.id.label("issue"), t.issues.c.name.label("issue_name"),
        )
        .join(t.documents, d.id == p.document)
        .join(item, item.c.id == p.item)
        .join(t.issues, t.issues.c.id == item.c.issue)
        .outerjoin(t.statements, s.id == p.statement)
        .outerjoin(party, party.c.id == p.party)
        .outerjoin(actor, actor.c.id == party.c.actor)
        .outerjoin(side, (side.c.document == party.c.document) & (side.c.local == party.c.side))
        .outerjoin(party_of, party_of.c.id == side.c.actor)
        .outerjoin(speaker, speaker.c.id == p.speaker)
        .outerjoin(spoken, spoken.c.id == speaker.c.actor)
        .order_by(func.coalesce(d.assumed, "9999"), p.document, p.start, p.ordinal)
    )  # fmt: skip
    if not reports:
        query = query.where(s.repeats.is_(None))
    cells: dict[tuple[int | str, int], list[Any]] = {}
    for row in connection.execute(query).all():
        number, _ = _party(row)
        cells.setdefault((number, row.issue), []).append(row)
    built = [_cell(rows, reports) for rows in cells.values()]
    weight: dict[str, int] = {}
    issue_weight: dict[int, int] = {}
    for cell in built:
        weight[cell.party_name] = weight.get(cell.party_name, 0) + len(cell.stated)
        issue_weight[cell.issue] = issue_weight.get(cell.issue, 0) + len(cell.stated)
    return tuple(
        sorted(
            built, key=lambda c: (-weight[c.party_name], c.party_name, -issue_weight[c.issue], c.issue_name, c.issue)
        )
    )


def doubts_of(stated: Sequence[Stated]) -> tuple[str, ...]:
    """What keeps stances from being certain, in words: ``alleged`` where all are, ``1 of 3 alleged`` where some are."""
    counted = Counter(s.standing for s in stated if s.standing not in ("asserted", "attributed"))
    counted["hedged"] = sum(1 for s in stated if s.hedged)
    whole = len(stated)
    return tuple(name if n == whole else f"{n} of {whole} {name}" for name, n in sorted(counted.items()) if n)


def _party(row: Any) -> tuple[int | str, str]:
    """A person's position is the party's that it speaks for."""
    if row.party_of is not None and row.party_kind not in ("state", "organisation", "armed-group"):
        return row.party_of, row.party_of_name
    if row.actor is not None:
        return row.actor, row.actor_name
    return row.party_words or "", row.party_words or "(party not named)"


def _cell(rows: list[Any], reports: bool) -> Cell:
    """A cell of its rows in order of time."""
    number, name = _party(rows[0])
    stances: dict[str, set[int]] = {}
    for row in rows:
        stances.setdefault(row.stance, set()).add(row.document if reports else row.lineage)
    changes, last = [], None
    for row in rows:
        if row.assumed and last is not None and row.stance != last.stance and row.assumed > last.assumed:
            changes.append(f"{last.stance} on {last.assumed}, {row.stance} on {row.assumed}")
        if row.assumed:
            last = row
    stated = tuple(
        Stated(
            document=row.document, lineage=row.lineage, outlet=row.outlet or row.agency, published=row.assumed,
            stance=row.stance, standing=row.standing, hedged=row.hedges != "[]",
            speaker=row.speaker_name or row.speaker_words, statement=row.local, start=row.start, end=row.end,
            text=row.text,
        )
        for row in rows
    )  # fmt: skip
    return Cell(
        party=number if isinstance(number, int) else None,
        party_name=name,
        issue=rows[0].issue,
        issue_name=rows[0].issue_name,
        stances={stance: len(units) for stance, units in stances.items()},
        latest=last.stance if last is not None else None,
        changes=tuple(changes),
        stated=stated,
        doubts=doubts_of(stated),
    )
