"""What the report's own words say of its day: the latest year told of as past, time passed since a known year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from dragoman.knowledge.tables import table
from dragoman.reading.parse import Parse
from dragoman.reading.times import calendar as cal
from dragoman.reading.times.dating.claim import FIRST, LAST, Claim, united
from dragoman.reading.times.direction import direction_of
from dragoman.reading.times.shift import NEAR_DAYS
from dragoman.record import Anchor, Block, Dateline, TimeExpression, rule

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile("|".join(_WEEKDAYS), re.I)
_YEARS = re.compile(r"P(\d{1,3})Y$")
_BACK = re.compile(r"\b(?:since|after|of|from)\s+(?:\S+\s+){0,8}$", re.I)
_EARLY, _FAR = 1900, 2100


def sentences_with_years(
    times: Iterable[TimeExpression], parse: Parse, blocks: Sequence[Block], filed: Dateline | None
) -> list[tuple[int, int, str, str]]:
    """Sentences that give an absolute year outside the dateline: half-open offsets, first and last day."""
    out = []
    for item in times:
        if item.shift is not None or item.type not in ("DATE", "TIME") or not item.earliest or not item.latest:
            continue
        if filed is not None and filed.start <= item.start < filed.end:
            continue
        if len(item.edtf or "") < 4 or (item.edtf or "").endswith("X"):
            continue
        token = parse.token_at(item.start)
        if token is not None:
            first, last = parse.sentence(token)
            span = (parse.starts[first], parse.ends[last - 1])
        else:
            span = next(((b.start, b.end) for b in blocks if b.start <= item.start < b.end), (item.start, item.end))
        out.append((*span, item.earliest, item.latest))
    return out


_PROSE_END = re.compile(r"[.!?]['’”\"»)]*\s*$")
_SHORT = 12


def report_end(text: str, blocks: Sequence[Block]) -> int:
    """Where the report surely still goes on: up to the first short line without a full stop that follows its prose.

    Behind such a line ("More from this section", "Ada wrote on 5 March:") teasers and comments may begin.
    """
    prose = 0
    for block in blocks:
        if block.kind == "related" or (block.kind in ("page-date", "boilerplate", "header-field") and prose):
            return block.start
        if block.kind != "body":
            continue
        words = text[block.start : block.end]
        short = len(words.split(maxsplit=_SHORT)) <= _SHORT
        if _PROSE_END.search(words) or not short:
            prose += 1
        elif prose:
            return block.start
    return len(text)


@lru_cache(maxsize=1)
def _page_verbs() -> frozenset[str]:
    return frozenset(line["form"] for line in table("time_page_verbs"))


@rule("times.latest-event")
def latest_event(times: Sequence[TimeExpression], parse: Parse, end: int) -> Claim | None:
    """A report is not earlier than the latest year or day that it tells of as past."""
    best: TimeExpression | None = None
    for item in times:
        if item.shift is not None or item.type not in ("DATE", "TIME") or not item.earliest or not item.edtf:
            continue
        if item.start >= end:
            break
        year = int(item.earliest[:4])
        if not _EARLY <= year < _FAR or item.edtf.endswith("X"):
            continue
        if not _told_as_past(parse, item):
            continue
        if best is None or item.earliest > (best.earliest or ""):
            best = item
    if best is None or best.earliest is None:
        return None
    return Claim(
        rule=latest_event.id,
        subject="latest event",
        says=f"The report tells of “{best.text}” as past.",
        intervals=((best.earliest, LAST),),
        anchor=Anchor(best.start, best.end, best.text),
        weight=0.8,
        short=f"“{best.text}” is told of as past",
    )


_BEFORE = frozenset({"in", "on", "since", "during"})


def _told_as_past(parse: Parse, item: TimeExpression) -> bool:
    """Whether the date belongs to a finite verb in the past tense: "were expelled in 1998", not "notes due 2007"."""
    inside = parse.tokens_in(item.start, item.end)
    if not len(inside):
        return False
    head = parse.head_of(inside.start, inside.stop)
    up = parse.heads[head]
    if parse.deps[head] == "pobj" and parse.lowers[up] in _BEFORE:
        up = parse.heads[up]
    elif parse.deps[head] not in ("npadvmod", "tmod", "advmod"):
        return False
    told = direction_of(parse, item.start, item.end)
    if told is None or told[0] != "past" or parse.pos[up] not in ("VERB", "AUX"):
        return False
    if parse.lemmas[up].lower() in _page_verbs() or parse.kid(up, "nsubj", "nsubjpass", "csubj") is None:
        return False
    return parse.tags[up] == "VBD" or (
        parse.tags[up] == "VBN" and any(parse.lowers[k] in _PAST_AUX for k in parse.kids(up, "aux", "auxpass"))
    )


_PAST_AUX = frozenset({"was", "were", "had", "has", "have", "been"})


@rule("times.elapsed-since")
def elapsed(text: str, times: Sequence[TimeExpression], dated: Sequence[tuple[int, int, str, str]]) -> list[Claim]:
    """ "Almost three decades after 1979" and "20 years since the 1990 war" count to the report's day."""
    out: list[Claim] = []
    for i, item in enumerate(times):
        found = _YEARS.match(item.value or "") if item.type == "DURATION" else None
        if found is None or int(found[1]) < 2:
            continue
        for other in times[i + 1 : i + 3]:
            gap = text[item.end : other.start]
            if len(gap) > 60 or not re.search(r"^\s+(?:since|after|on from)\b", gap) or re.search(r"[.;!?\n]", gap):
                continue
            if other.shift is None and re.fullmatch(r"\d{4}(-\d\d){0,2}", other.value or ""):
                out.append(_counted(item, other, int(found[1])))
    return out


def _counted(item: TimeExpression, other: TimeExpression, years: int) -> Claim:
    start = int((other.value or "0")[:4])
    decade = "decade" in item.text
    low, high = start + years - 1, start + years + 1
    if item.mod == "LESS_THAN":
        low, high = start + years - (5 if decade else 1), start + years
    elif item.mod == "MORE_THAN":
        low, high = start + years, start + years + (9 if decade else 2)
    elif decade or item.mod == "APPROX":
        low, high = start + years - 3, start + years + 4
    return Claim(
        rule=elapsed.id,
        subject="elapsed",
        says=f"“{item.text}” have passed since “{other.text}”.",
        intervals=((f"{low:04d}-01-01", f"{min(high, 9998):04d}-12-31"),),
        anchor=Anchor(item.start, item.end, item.text),
        weight=0.7,
        short=f"“{item.text}” since “{other.text}”",
    )


_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\s+of\s+(?:\S+\s+){0,4}?(1[5-9]\d\d|20\d\d)\b")


@rule("times.anniversary")
def anniversary(text: str, blocks: Sequence[Block]) -> list[Claim]:
    """ "The 50th anniversary of the 1953 coup" falls fifty years later, within a year of the report."""
    out = []
    for block in blocks:
        if block.kind not in ("body", "title"):
            continue
        for found in _ANNIVERSARY.finditer(text, block.start, block.end):
            year = int(found[2]) + int(found[1])
            if not _EARLY <= year < _FAR:
                continue
            out.append(
                Claim(
                    rule=anniversary.id,
                    subject="anniversary",
                    says=f"“{found[0]}” falls in {year}.",
                    intervals=((f"{year - 1}-01-01", f"{year + 1}-12-31"),),
                    anchor=Anchor(found.start(), found.end(), found[0]),
                    weight=0.7,
                    short=f"the {found[1]}th anniversary of {found[2]}",
                )
            )
    return out


def weekday_named(text: str) -> int | None:
    """The ISO number of the first weekday that is spelt out in a text."""
    found = _WEEKDAY.search(text)
    return _WEEKDAYS.index(found[0].lower()) + 1 if found else None


MONTHS_AWAY = 200
"""Days: a day without a year is at most this far from the report that names it."""
_PAIRS = 3


@rule("times.weekday-and-day")
def weekday_and_day(
    times: Sequence[TimeExpression], dated: Sequence[tuple[int, int, str, str]], end: int
) -> list[Claim]:
    """A day named with its weekday but no year ("Monday, May 28") leaves only years in which they go together."""
    out: list[Claim] = []
    for item in times:
        if item.start >= end or len(out) == _PAIRS:
            break
        if (item.shift or "")[:2] != "?d" or (number := weekday_named(item.text)) is None:
            continue
        if any(a <= item.start < b for a, b, _, _ in dated):
            continue
        month, day = map(int, (item.shift or "")[2:7].split("-"))
        on = [date(y, month, day) for y in range(_EARLY, _FAR) if cal.valid(y, month, day)]
        before = timedelta(NEAR_DAYS if item.direction == "past" else MONTHS_AWAY)
        after = timedelta(_JUST_PAST if item.direction == "future" else MONTHS_AWAY)
        spans = [((d - before).isoformat(), (d + after).isoformat()) for d in on if d.isoweekday() == number]
        spans[0], spans[-1] = (FIRST, spans[0][1]), (spans[-1][0], LAST)
        says = f"“{item.text}” is a day of the months around the report; not every year has it on that weekday."
        anchor = Anchor(item.start, item.end, item.text)
        out.append(Claim(weekday_and_day.id, f"pair {month}-{day}", says, united(spans), anchor, 0.7, f"“{item.text}”"))
    return out


_JUST_PAST = 21
"""Days: a plan may be told of shortly after its day ("had been due on Monday, May 28")."""
