"""The date of an undated report from a dated report of the same meeting.

A report that says "on Tuesday" of a meeting which others put on a day was published on a day from which "Tuesday" leads
back to it: within the week that follows. One that tells of a meeting as held, without saying when, was not published
before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from dragoman.project import schema as t
from dragoman.project.merging.meetings import shifted
from dragoman.reading.times.calendar import bounds
from dragoman.reading.times.shift import solve

LONGEST = 45
"""Days around a meeting within which a report with a relative date of it is sought."""


class Redating(NamedTuple):
    """What another report's date of a meeting says of a report's own date."""

    document: int
    earliest: str | None
    latest: str | None
    meeting: int
    from_document: int
    says: str


def undate(connection: Connection) -> None:
    """Forget the dates that were taken from other reports."""
    connection.execute(delete(t.redatings))


def redate(connection: Connection) -> bool:
    """Date the reports that have no date of their own by the meetings that they share with dated ones.

    Returns whether there were any.
    """
    undate(connection)
    found = [row for document in _undated(connection) if (row := _best(document))]
    rows = [
        {
            "document": r.document, "earliest": r.earliest, "latest": r.latest, "meeting": r.meeting,
            "from_document": r.from_document, "says": r.says, "value": edtf(r.earliest, r.latest),
        }
        for r in found
    ]  # fmt: skip
    if rows:
        connection.execute(insert(t.redatings), rows)
    return bool(rows)


def edtf(earliest: str | None, latest: str | None) -> str | None:
    """A day, or an interval with open ends, in EDTF."""
    if earliest and earliest == latest:
        return earliest
    return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else None


def _undated(connection: Connection) -> list[Sequence[Any]]:
    """The items of undated reports that stand in a meeting which a dated report puts on a day, report by report."""
    m, d, g = t.meeting_items, t.documents, t.meetings
    rows = connection.execute(
        select(m, d.c.earliest.label("not_before"), d.c.latest.label("not_after"), g.c.earliest.label("day"), g.c.name)
        .join(d, d.c.id == m.c.document)
        .join(g, g.c.id == m.c.meeting)
        .where(d.c.assumed.is_(None), g.c.earliest.is_not(None), g.c.earliest == g.c.latest)
        .order_by(m.c.document, m.c.start, m.c.id)
    ).all()
    sources = _sources(connection, {row.meeting for row in rows})
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        source = sources.get((row.meeting, row.day))
        if source is not None and source.document != row.document:
            grouped.setdefault(row.document, []).append((row, source))
    return list(grouped.values())


def _sources(connection: Connection, meetings: set[int]) -> dict[tuple[int, str], Any]:
    """For each meeting and day the first dated report that puts it there, by its own words."""
    m, d = t.meeting_items.c, t.documents.c
    found: dict[tuple[int, str], Any] = {}
    query = (
        select(
            m.meeting, m.document, m.earliest, m.latest, m.shift, m.direction, d.assumed, d.outlet, d.agency, d.source
        )
        .join(t.documents, d.id == m.document)
        .where(d.assumed.is_not(None), m.meeting.is_not(None))
        .order_by(m.document)
    )
    for row in connection.execute(query):
        if row.meeting not in meetings:
            continue
        day = row.earliest if row.earliest and row.earliest == row.latest else None
        if day is None and row.shift:
            day = solve(row.shift, row.assumed, row.direction)
        if day:
            found.setdefault((row.meeting, day), row)
    return found


def _best(pairs: Sequence[Any]) -> Redating | None:
    """The narrowest date that the report's own bounds allow."""
    found: list[Redating] = []
    for item, source in pairs:
        span = _span(item)
        if span is None:
            continue
        low, high = span
        low = max(low, item.not_before or low)
        high = min(x for x in (high, item.not_after) if x) if (high or item.not_after) else None
        if high and low > high:
            continue
        told = f" “{item.when_text}”" if item.when_text else ""
        who = source.outlet or source.agency or source.source
        says = f"The meeting that it reports{told} was on {item.day}, by the report {source.document} ({who}); " + (
            f"so it is of {low}." if low == high else f"so it is of {edtf(low, high)}."
        )
        found.append(Redating(item.document, low, high, item.meeting, source.document, says))
    return min(found, key=lambda r: (r.latest is None, _width(r), r.meeting)) if found else None


def _width(row: Redating) -> int:
    from dragoman.project.merging.meetings import days

    return days(row.earliest, row.latest) if row.earliest and row.latest else 99_999


def _span(item: Any) -> tuple[str, str | None] | None:
    """The days of publication from which the item's relative date leads to the meeting's day."""
    if item.shift:
        fits = []
        for by in range(-LONGEST, LONGEST + 1):
            base = shifted(item.day, by)
            value = solve(item.shift, base, item.direction)
            found = bounds(value) if value else None
            if found and found.earliest <= item.day <= found.latest:
                fits.append(base)
        if not fits:
            return None
        wide = fits[0] == shifted(item.day, -LONGEST) or fits[-1] == shifted(item.day, LONGEST)
        if not wide:
            return fits[0], fits[-1]
    if item.status in ("held", "ongoing"):
        return item.day, None
    return None
