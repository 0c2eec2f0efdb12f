"""A dateline with day and month but no year: in which years it can have been filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.reading.draft import Draft
from dragoman.reading.parse import Parse
from dragoman.reading.times import calendar as cal
from dragoman.reading.times import feasts
from dragoman.reading.times.dating.claim import FIRST, LAST
from dragoman.reading.times.dating.text_witnesses import weekday_named
from dragoman.reading.times.dating.weigh import Agreement
from dragoman.record import Anchor, Evidence, TimeExpression, rule

LATEST_AFTER_FILING = 3
"""Days after the day in a dateline within which a report is printed."""
LEAD = 250
"""Characters from the report's first word within which its lead stands.

On TimeBank and AQUAINT the first past weekday this near is the report's day or one of the two before it in 65 of 72
texts, the Friday before a Monday in five; further away a sixth are older."""
_YEARS = 200
_SPELT = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """The weekday on which a report's lead says that something happened, or that its dateline names itself."""

    weekday: int
    anchor: Anchor
    exact: bool = False

    def fits(self, day: str) -> bool:
        """Whether a report filed on ``day`` can tell of that weekday as of the news."""
        at = cal.day(day)
        if at is None:
            return False
        back = (at.isoweekday() - self.weekday) % 7
        if self.exact:
            return back == 0
        return back <= 2 or (at.isoweekday() == 1 and self.weekday == 5)


@rule("times.weekday-in-lead")
def lead_weekday(draft: Draft, times: Sequence[TimeExpression]) -> Lead | None:
    """The first past weekday in a report's lead ("said on Tuesday") is the day of filing or one of two before it."""
    line = draft.dateline
    if line is not None and (number := weekday_named(line.text)):
        return Lead(number, Anchor(line.start, line.end, line.text), exact=True)
    start = line.end if line is not None else min((b.start for b in draft.blocks if b.kind == "body"), default=0)
    for item in times:
        if item.start < start:
            continue
        if item.start > start + LEAD:
            return None
        if (item.shift or "")[:2] != "?w" or item.direction != "past" or _pluperfect(draft.parse, item):
            continue
        return Lead(int((item.shift or "")[2]), Anchor(item.start, item.end, item.text))
    return None


def _pluperfect(parse: Parse, item: TimeExpression) -> bool:
    """Whether the weekday's clause tells of something older: "had said on Tuesday"."""
    inside = parse.tokens_in(item.start, item.end)
    if not len(inside):
        return True
    for j in (parse.head_of(inside.start, inside.stop), *parse.ancestors(inside.start)):
        if parse.pos[j] in ("VERB", "AUX"):
            return any(parse.lowers[k] == "had" for k in parse.kids(j, "aux"))
    return False


@dataclass(frozen=True, slots=True)
class Filed:
    """The days on which a dateline can have been filed, in order, and a sentence for a person."""

    days: tuple[str, ...]
    evidence: Evidence
    sure: bool = False

    @property
    def latest(self) -> str:
        """The last day on which the report can have been printed."""
        return later(self.days[-1], LATEST_AFTER_FILING)


def later(value: str, days: int) -> str:
    """The day so many days later, or the day itself where the calendar ends."""
    day = cal.day(value)
    moved = cal.add_days(day, days) if day else None
    return moved.isoformat() if moved else value


@rule("times.dateline-day-in-tenures")
def filed_days(
    draft: Draft, filed: str | None, inner: Agreement, low: str, high: str, lead: Lead | None
) -> Filed | None:
    """A dateline's day and month, and the weekday in its lead, leave few years in the time that the witnesses leave."""
    line = draft.dateline
    if filed is None or line is None or (low == FIRST and high == LAST):
        return None
    first = int(low[:4]) - 1 if low != FIRST else int(high[:4]) - _YEARS
    last = int(high[:4]) if high != LAST else int(low[:4]) + _YEARS
    every = [d.isoformat() for year in range(first, last + 1) for d in feasts.days(filed, year)]
    regions = [(max(a, low), min(b, high)) for a, b in inner.regions if a <= high and low <= b]
    within = [d for d in every if any(a <= later(d, LATEST_AFTER_FILING) and d <= b for a, b in regions)]
    days = [d for d in within if lead is None or lead.fits(d)]
    if not days:
        return None
    two_sided = low != FIRST and high != LAST
    where = "in the time that the other witnesses leave."
    if two_sided and len(days) <= _SPELT:
        years = [d[:4] for d in days]
        often = "only in " + ", ".join(years[:-1]) + (" and " if len(years) > 1 else "") + years[-1]
    else:
        ends = [f"first in {days[0][:4]}"] * (low != FIRST) + [f"last in {days[-1][:4]}"] * (high != LAST)
        often = " and ".join(ends)
    says = f"The dateline “{line.text}” names a day that falls {often} {where}"
    if lead is not None and len(days) < len(within):
        with_what = "the weekday beside it" if lead.exact else f"“{lead.anchor.text}” in the lead"
        says = f"The dateline “{line.text}” names a day that goes with {with_what} {often} {where}"
    evidence = Evidence(
        rule=filed_days.id,
        says=says,
        earliest=days[0] if low != FIRST else None,
        latest=later(days[-1], LATEST_AFTER_FILING) if high != LAST else None,
        anchor=Anchor(line.start, line.end, line.text),
    )
    holders = sum(c.rule == "times.office-held" for c in inner.backing)
    witnesses = holders + (lead is not None)
    sure = two_sided and len(days) == 1 and not inner.outliers and holders > 0 and witnesses > 1
    return Filed(tuple(days), evidence, sure and draft.agency is not None)
