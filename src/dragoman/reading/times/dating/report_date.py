"""The report's own date: known, bounded or unknown, with what speaks for it and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reading.draft import Draft
from dragoman.reading.times import calendar as cal
from dragoman.reading.times.dating.claim import FIRST, LAST, Claim
from dragoman.reading.times.dating.filing import Lead, filed_days, later, lead_weekday
from dragoman.reading.times.dating.holders import holder_claims, named_holders
from dragoman.reading.times.dating.page_witnesses import Around, Stated, around, near
from dragoman.reading.times.dating.page_words import Page
from dragoman.reading.times.dating.text_witnesses import (
    anniversary,
    elapsed,
    latest_event,
    report_end,
    sentences_with_years,
    weekday_and_day,
)
from dragoman.reading.times.dating.weigh import Agreement, agree
from dragoman.reading.times.stretches import stretches
from dragoman.record import Evidence, Published, Rejection, TimeExpression, Warning_, rule

_READ = frozenset({"title", "body", "caption"})
_SHOWN = 8


def report_date(draft: Draft, times: Sequence[TimeExpression]) -> tuple[Published, tuple[Warning_, ...]]:
    """Weigh all witnesses. ``times`` are the report's expressions, of which only absolute ones are looked at."""
    claims = text_claims(draft, times)
    inner = agree(claims)
    outer = around(draft)
    if draft.settings.published:
        return given(draft.settings.published, inner)
    return decide(draft, inner, outer, lead_weekday(draft, times)), ()


def text_claims(draft: Draft, times: Sequence[TimeExpression]) -> list[Claim]:
    """What the report's own words claim about its day."""
    dated = sentences_with_years(times, draft.parse, draft.blocks, draft.dateline)
    page = Page(draft.text, stretches(draft, _READ))
    end = report_end(draft.text, draft.blocks)
    claims = holder_claims(named_holders(page), draft.text, dated, end)
    latest = latest_event(times, draft.parse, end)
    if latest is not None:
        claims.append(latest)
    claims += elapsed(draft.text, times, dated)
    claims += anniversary(draft.text, draft.blocks)
    claims += weekday_and_day(times, dated, end)
    return claims


def _evidence(claims: Sequence[Claim]) -> list[Evidence]:
    ordered = sorted(claims, key=lambda c: (c.anchor.start if c.anchor else -1, c.rule))
    return [Evidence(rule=c.rule, says=c.says, earliest=c.earliest, latest=c.latest, anchor=c.anchor) for c in ordered]


def _stated(item: Stated) -> Evidence:
    return Evidence(rule=item.rule, says=item.says, earliest=item.value, latest=item.value, anchor=item.anchor)


def _against(value: str, inner: Agreement) -> str:
    """Who contradicts a day, in words."""
    against = [c for c in inner.backing if not c.allows(value, value)]
    names = [c.short for c in sorted(against, key=lambda c: -c.weight) if c.short][:_SHOWN]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""


def _outliers(inner: Agreement) -> list[Rejection]:
    out = []
    for claim in inner.outliers[:_SHOWN]:
        low, high = claim.intervals[0][0], claim.intervals[-1][1]
        value = f"{'..' if low == FIRST else low}/{'..' if high == LAST else high}"
        out.append(
            Rejection(
                value=value,
                rule=claim.rule,
                says=f"{claim.says} The other witnesses do not fit that; it was set aside.",
                anchor=claim.anchor,
            )
        )
    return out


@rule("times.given-date")
def given(value: str, inner: Agreement) -> tuple[Published, tuple[Warning_, ...]]:
    """A date of publication that the user gives settles it; what contradicts it is reported."""
    known = cal.bounds(value)
    if known is None:
        says = f"The date given ({value}) is no calendar date; it was not used."
        return decide_unknown(inner), (Warning_(rule=given.id, says=says),)
    warnings: tuple[Warning_, ...] = ()
    names = (
        _against(value, inner) if not any(a <= known.latest and known.earliest <= b for a, b in inner.regions) else ""
    )
    if names:
        warnings = (
            Warning_(
                rule=given.id, says=f"The date given ({value}) does not fit the people and events named: {names}."
            ),
        )
    evidence = Evidence(
        rule=given.id, says=f"The date was given: {value}.", earliest=known.earliest, latest=known.latest, anchor=None
    )
    published = Published(
        value=known.edtf,
        earliest=known.earliest,
        latest=known.latest,
        status="known",
        evidence=(evidence, *_evidence([c for c in inner.backing if c.allows(known.earliest, known.latest)])),
        rejected=tuple(_outliers(inner)),
    )
    return published, warnings


def decide_unknown(inner: Agreement) -> Published:
    """What the report's words alone leave."""
    if not inner.bounded:
        return Published(
            value=None,
            earliest=None,
            latest=None,
            status="unknown",
            reason="nothing in the report or around it says when it was published",
        )
    return _bounded(inner.earliest, inner.latest, _evidence(inner.backing), _outliers(inner))


def _bounded(low: str, high: str, evidence: list[Evidence], rejected: list[Rejection]) -> Published:
    if low == FIRST and high == LAST:
        return Published(
            value=None,
            earliest=None,
            latest=None,
            status="unknown",
            evidence=tuple(evidence),
            rejected=tuple(rejected),
            reason="nothing in the report or around it says when it was published",
        )
    value = f"{'..' if low == FIRST else low}/{'..' if high == LAST else high}"
    if low == FIRST or high == LAST:
        reason = "only one end of the time of publication could be told"
    else:
        reason = "the witnesses bound the date of publication but do not give the day"
    return Published(
        value=value,
        earliest=None if low == FIRST else low,
        latest=None if high == LAST else high,
        status="bounded",
        evidence=tuple(evidence),
        rejected=tuple(rejected),
        reason=reason,
    )


def _known(value: str, evidence: list[Evidence], rejected: list[Rejection]) -> Published:
    return Published(
        value=value, earliest=value, latest=value, status="known", evidence=tuple(evidence), rejected=tuple(rejected)
    )


def decide(draft: Draft, inner: Agreement, outer: Around, lead: Lead | None) -> Published:
    """Known when two independent witnesses agree on a day and none contradicts it; else bounded; else unknown."""
    inner = yielding(inner, outer)
    evidence = _evidence(inner.backing)
    rejected = _outliers(inner)
    low, high = inner.earliest, inner.latest
    fitting: list[Stated] = []
    for item in outer.stated:
        reason = contradicted(item, inner, outer)
        if reason:
            rejected.append(
                Rejection(value=item.value, rule=item.rule, says=f"{item.says} {reason}", anchor=item.anchor)
            )
        else:
            fitting.append(item)
    for header in outer.headers:
        if confirmed_by_dateline(header, outer, lead) and any(a <= header.value <= b for a, b in inner.regions):
            fitting.append(header)
            continue
        low, high = _masthead(header, inner, low, high, evidence, rejected)
    for item in outer.never:
        rejected.append(Rejection(value=item.value, rule=item.rule, says=item.says, anchor=item.anchor))
    day = settled(fitting, inner, outer, lead)
    if day is not None:
        agreeing = [s for s in fitting if _apart(s.value, day) <= 2]
        for other in fitting:
            if other not in agreeing:
                says = f"{other.says} Better witnesses give {day}."
                rejected.append(Rejection(value=other.value, rule=other.rule, says=says, anchor=other.anchor))
        return _known(day, [*map(_stated, agreeing), *evidence], rejected)
    low, high = clipped(inner, low, high)
    filed = filed_days(draft, outer.filed, inner, low, high, lead)
    if filed is not None:
        evidence.insert(0, filed.evidence)
        if filed.sure:
            return _known(filed.days[0], evidence, rejected)
        low = max(low, filed.days[0]) if low != FIRST else low
        high = min(high, filed.latest) if high != LAST else high
    for item in (*fitting, *outer.not_later):
        if low <= item.value < high:
            says = f"{item.says} The report is not later, but no second witness confirms the day."
            high = item.value
            evidence.append(Evidence(rule=item.rule, says=says, earliest=None, latest=item.value, anchor=item.anchor))
    return _bounded(low, high, evidence, rejected)


def clipped(inner: Agreement, low: str, high: str) -> tuple[str, str]:
    """The bounds drawn in to the first and the last stretch of days that the report's words leave."""
    regions = [(max(a, low), min(b, high)) for a, b in inner.regions if a <= high and low <= b]
    return (regions[0][0], regions[-1][1]) if regions else (low, high)


def yielding(inner: Agreement, outer: Around) -> Agreement:
    """What the tense of a sentence alone suggests yields to a day that is stated around the report."""
    soft = [c for c in inner.backing if c.rule in _SOFT]
    if not soft or not outer.stated:
        return inner
    against = [c for c in soft if not any(c.allows(s.value, s.value) for s in outer.stated)]
    if not against:
        return inner
    kept = agree([c for c in (*inner.backing, *inner.outliers) if c not in against])
    return replace(kept, outliers=(*kept.outliers, *against))


_SOFT = frozenset({"times.latest-event", "times.elapsed-since", "times.anniversary", "times.weekday-and-day"})


def contradicted(item: Stated, inner: Agreement, outer: Around) -> str | None:
    """Why a stated day cannot be that of the report, in a sentence, or None."""
    if not any(a <= item.value <= b for a, b in inner.regions):
        names = _against(item.value, inner)
        return (
            f"That does not fit the report's own words: {names}."
            if names
            else "That does not fit the report's own words."
        )
    if outer.filed and item.group != "dateline" and not near(item.value, outer.filed, late=7):
        return "The dateline names another day of the year."
    return None


def _masthead(
    header: Stated, inner: Agreement, low: str, high: str, evidence: list[Evidence], rejected: list[Rejection]
) -> tuple[str, str]:
    """A header's date is an upper bound where it fits, and is rejected with the names of those who contradict it."""
    if any(a <= header.value <= b for a, b in inner.regions):
        says = f"{header.says} A page header dates the page and not the report, which is not later."
        evidence.append(Evidence(rule=header.rule, says=says, earliest=None, latest=header.value, anchor=header.anchor))
        return low, min(high, header.value)
    names = _against(header.value, inner)
    says = f"{header.says} It dates the page and not the report, whose words do not fit that day: {names}."
    rejected.append(Rejection(value=header.value, rule=header.rule, says=says, anchor=header.anchor))
    return low, high


@rule("times.page-header-and-dateline")
def confirmed_by_dateline(header: Stated, outer: Around, lead: Lead | None) -> bool:
    """A page header's date counts only when the dateline names the same day of the year, or the day before.

    The weekday in the report's lead must go with it: a page may be shown on the same day of another year.
    """
    if outer.filed is None or not near(header.value, outer.filed, late=1):
        return False
    return _goes_with(header.value, lead)


def _apart(one: str, other: str) -> int:
    a, b = cal.day(one), cal.day(other)
    return abs((a - b).days) if a and b else 99_999


def settled(fitting: Sequence[Stated], inner: Agreement, outer: Around, lead: Lead | None) -> str | None:
    """The day on which two independent witnesses agree, the better one's own where they differ by a day."""
    order = {"field": -1, "line": 0, "markup": 1, "address": 2, "dateline": 3}
    best: tuple[int, int, str] | None = None
    for item in fitting:
        groups = {s.group for s in fitting if _apart(s.value, item.value) <= 1}
        support = len(groups) + (item.group == "field" or (item.group == "dateline" and outer.agency))
        if outer.filed and near(item.value, outer.filed) and _goes_with(item.value, lead):
            support += 1
        support += _inner_support(item.value, inner, lead)
        if support < 2:
            continue
        rank = (-support, order.get(item.group, 9), item.value)
        if best is None or rank < best:
            best = rank
    return best[2] if best else None


TENURES_TELL = 8
"""Years: office-holders confirm a stated day when they leave less than this and the lead's weekday goes with it.

Measured on 300 texts (our gold, templates with real tenures, TimeBank and AQUAINT), each stated with its true day and
with 40 days of reprints up to 19 years later. One holder and 8 years with the weekday: 52 % of the true days are known,
1.5 % of the reprints. Two holders and 6 years without it: 46 % and 1.8 %; one holder and 10 years: 55 % and 1.9 %; any
tenure of one holder without the weekday: 60 % and 4.3 %.
"""


def _goes_with(value: str, lead: Lead | None) -> bool:
    """Whether a report of that day, or of the evening before, can have such a lead."""
    return lead is None or any(lead.fits(later(value, -days)) for days in (0, 1))


def _inner_support(value: str, inner: Agreement, lead: Lead | None) -> int:
    """One when the report's own words put it near the day: office-holders, or else a year told of as just past."""
    if not any(c.rule == "times.office-held" for c in inner.backing):
        return int(inner.earliest != FIRST and int(value[:4]) - int(inner.earliest[:4]) <= 1)
    if inner.latest == LAST or inner.earliest == FIRST:
        return 0
    if not _goes_with(value, lead):
        return 0
    return int(_apart(inner.earliest, inner.latest) < 366 * TENURES_TELL)
