"""Count relative times from their day: at the first reading, and again whenever a publication date becomes known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from dragoman.reading.times import calendar as cal
from dragoman.reading.times.shift import solve, solve_between, symbolic
from dragoman.record import Published, TimeExpression

NO_DATE = "the report's date is not known"
BOUNDED = "the report's date is only known to lie between {earliest} and {latest}"


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of the day that relative times are counted from."""

    known: str | None = None
    earliest: str | None = None
    latest: str | None = None


def day_of(published: Published | str | None) -> Day:
    """The day behind a :class:`Published`, an ISO date, or nothing. Only a known date resolves anything."""
    if published is None:
        return Day()
    if isinstance(published, str):
        found = cal.bounds(published)
        return Day(published, found.earliest, found.latest) if found else Day()
    known = published.value if published.status == "known" and published.value else None
    if known is not None and cal.bounds(known) is None:
        known = None
    return Day(known, published.earliest, published.latest)


def resolve(times: Iterable[TimeExpression], published: Published | str | None) -> tuple[TimeExpression, ...]:
    """The same expressions counted from ``published``. Nothing is read again, and doing it twice changes nothing."""
    day = day_of(published)
    filed = day
    done: list[TimeExpression] = []
    for item in times:
        if item.shift is None:
            done.append(item)
            continue
        done.append(_one(item, done, filed if item.relative_to == "dateline" else day))
        if item.rule == DATELINE_DAY:
            filed = _filed(done[-1], day)
    return tuple(done)


DATELINE_DAY = "times.dateline-day"
_LATE = 3


def _moved(day: str, days: int) -> str:
    at = cal.day(day) if days else None
    moved = cal.add_days(at, days) if at else None
    return moved.isoformat() if moved else day


def _filed(item: TimeExpression, day: Day) -> Day:
    """The day in the dateline, if it is close enough before the day of publication to be what "today" means."""
    line, known = cal.day(item.value or ""), cal.day(day.known or "")
    if line is None or (known is not None and not 0 <= (known - line).days <= _LATE):
        return day
    return Day(item.value, item.value, item.value)


def _one(item: TimeExpression, done: Sequence[TimeExpression], day: Day) -> TimeExpression:
    shift = item.shift or ""
    base, reason, low, high = day.known, None, day.earliest, day.latest
    if isinstance(item.relative_to, int):
        other = done[item.relative_to] if 0 <= item.relative_to < len(done) else None
        base = other.value if other is not None and other.value and cal.bounds(other.value) else None
        low, high = (other.earliest, other.latest) if other is not None else (None, None)
        reason = f"“{other.text}”, from which it is counted, is not resolved" if other is not None else NO_DATE
    elif base is None:
        reason = BOUNDED.format(earliest=low, latest=high) if low and high else NO_DATE
    value = solve(shift, base, item.direction) if base else None
    if value is not None:
        known = cal.bounds(value)
        loose = 0 if not shift.startswith("?fislamic") else 1
        return msgspec.structs.replace(
            item,
            value=value,
            edtf=cal.qualified(known.edtf, item.mod) if known else None,
            earliest=_moved(known.earliest, -loose) if known else None,
            latest=_moved(known.latest, loose) if known else None,
            reason=None,
        )
    if base is not None:
        reason = "no such date exists counted from that day"
    between = solve_between(shift, low, high, item.direction) if low and high and base is None else None
    return msgspec.structs.replace(
        item,
        value=symbolic(shift),
        edtf=None,
        earliest=between[0] if between else None,
        latest=between[1] if between else None,
        reason=reason,
    )
