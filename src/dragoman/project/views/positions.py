"""Which party wants what on which issue, and how that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

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
    actors = _names(connection, t.actors)
    issues = _names(connection, t.issues)
    cells: dict[tuple[int | str, int], list[Stated]] = {}
    # unpacked at once, since there may be many: attributes of rows would take twice as long
    for (
        document, stance, standing, hedges, start, end, text, lineage, outlet, agency, day, local,
        kind, words, actor, side, speaker, speaker_words, issue,
    ) in _rows(connection, reports):  # fmt: skip
        # a person's position is the party's that it speaks for
        party = side if side is not None and kind not in ("state", "organisation", "armed-group") else actor
        cells.setdefault((party if party is not None else words or "", issue), []).append(
            Stated(
                document=document, lineage=lineage, outlet=outlet or agency, published=day, stance=stance,
                standing=standing, hedged=hedges != "[]", speaker=actors.get(speaker, speaker_words), statement=local,
                start=start, end=end, text=text,
            )
        )  # fmt: skip
    built = [_cell(party, issue, actors, issues, stated, reports) for (party, issue), stated in cells.items()]
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


def _names(connection: Connection, table: Table) -> dict[int, str]:
    return {row[0]: row[1] for row in connection.execute(select(table.c.id, table.c.name)).all()}


def _rows(connection: Connection, reports: bool) -> Sequence[Any]:
    p, d, s = t.positions.c, t.documents.c, t.statements.c
    party, speaker, side = t.entities.alias("party"), t.entities.alias("speaker"), t.entities.alias("side")
    item = t.issue_items
    query = (
        select(
            p.document, p.stance, p.standing, p.hedges, p.start, p.end, p.text,
            d.lineage, d.outlet, d.agency, d.assumed, s.local,
            party.c.kind, party.c.name, party.c.actor, side.c.actor.label("side"), speaker.c.actor.label("speaker"),
            speaker.c.name.label("speaker_words"), item.c.issue,
        )
        .join(t.documents, d.id == p.document)
        .join(item, item.c.id == p.item)
        .outerjoin(t.statements, s.id == p.statement)
        .outerjoin(party, party.c.id == p.party)
        .outerjoin(side, (side.c.document == party.c.document) & (side.c.local == party.c.side))
        .outerjoin(speaker, speaker.c.id == p.speaker)
        .where(item.c.issue.is_not(None))
        .order_by(func.coalesce(d.assumed, "9999"), p.document, p.start, p.ordinal)
    )  # fmt: skip
    if not reports:
        query = query.where(s.repeats.is_(None))
    return connection.execute(query).all()


def doubts_of(stated: Sequence[Stated]) -> tuple[str, ...]:
    """What keeps stances from being certain, in words: ``alleged`` where all are, ``1 of 3 alleged`` where some are."""
    counted = Counter(s.standing for s in stated if s.standing not in ("asserted", "attributed"))
    counted["hedged"] = sum(1 for s in stated if s.hedged)
    whole = len(stated)
    return tuple(name if n == whole else f"{n} of {whole} {name}" for name, n in sorted(counted.items()) if n)


def _cell(
    party: int | str, issue: int, actors: dict[int, str], issues: dict[int, str], stated: list[Stated], reports: bool
) -> Cell:
    """A cell of its stances in order of time."""
    stances: dict[str, set[int]] = {}
    changes: list[str] = []
    last: Stated | None = None
    for one in stated:
        stances.setdefault(one.stance, set()).add(one.document if reports else one.lineage)
        if one.published:
            if last is not None and last.published and one.stance != last.stance and one.published > last.published:
                changes.append(f"{last.stance} on {last.published}, {one.stance} on {one.published}")
            last = one
    name = actors[party] if isinstance(party, int) else party
    return Cell(
        party=party if isinstance(party, int) else None,
        party_name=name or "(party not named)",
        issue=issue,
        issue_name=issues[issue],
        stances={stance: len(units) for stance, units in stances.items()},
        latest=last.stance if last is not None else None,
        changes=tuple(changes),
        stated=tuple(stated),
        doubts=doubts_of(stated),
    )
