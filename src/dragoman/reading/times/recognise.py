"""Find the time expressions of a text and say what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.reading.parse import Parse
from dragoman.reading.times import calendar as cal
from dragoman.reading.times import clock, dates, durations, periods, weekdays
from dragoman.reading.times.direction import direction_of
from dragoman.reading.times.eve import eves
from dragoman.reading.times.found import Found, Production
from dragoman.reading.times.modifiers import early_late, edge_of, modifier
from dragoman.reading.times.named import Name, named, names
from dragoman.reading.times.refs import Phrase, phrases, reference
from dragoman.reading.times.resolve import DATELINE_DAY
from dragoman.reading.times.words import Words, words
from dragoman.record import TimeExpression, rule


@lru_cache(maxsize=1)
def productions() -> tuple[Production, ...]:
    """The whole grammar, in order of preference between readings of the same words."""
    return (*dates.GRAMMAR, *weekdays.GRAMMAR, *periods.GRAMMAR, *durations.GRAMMAR, *clock.GRAMMAR)


def find(found: Words) -> list[Found]:
    """The time expressions among the words: the longest reading at each place, in order, not overlapping."""
    candidates: list[tuple[int, int, int, re.Match[str] | None, Production | Name | Phrase]] = []
    codes = found.codes
    for order, line in enumerate(productions()):
        for match in line.pattern.finditer(codes):
            candidates.append((match.start(), -match.end(), order, match, line))
    lowers = found.lowers
    for order, table in ((998, names()), (999, phrases())):
        for i, low in enumerate(lowers):
            if (seconds := table.get(low)) is None:
                continue
            for form in (*seconds.get(found.lower(i + 1), ()), *seconds.get("", ())):
                last = i + len(form.words)
                if tuple(lowers[i:last]) == form.words:
                    candidates.append((i, -last, order, None, form))
                    break
    candidates.sort(key=lambda c: c[:3])
    out: list[Found] = []
    floor = 0
    for first, end, _, hit, source in candidates:
        if first < floor:
            continue
        if isinstance(source, Name):
            item = named(found, first, -end, source)
        elif isinstance(source, Phrase):
            item = reference(found, first, -end, source)
        else:
            item = source.rule(found, hit) if hit is not None else None
        if item is None or item.first < floor:
            continue
        if item.rule:
            out.append(item)
        floor = item.last
        if item.then is not None:
            out.append(item.then)
            floor = item.then.last
    return eves(found, _sharing(found, _joined(found, _extended(found, out))))


def _extended(found: Words, items: list[Found]) -> list[Found]:
    floor = 0
    for item in items:
        early_late(found, item, floor)
        edge_of(found, item, floor)
        modifier(found, item, floor)
        floor = item.last
    return items


def _joined(found: Words, items: list[Found]) -> list[Found]:
    """A clock time and the day beside it are one expression."""
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and last.grain == "clock" and item.type == "DATE" and _in_brackets(found, last, item):
            # "10:35 a.m. (0735 GMT) Friday": both clock times are of the day that follows
            for other in reversed(out[-2:]):
                if other.grain == "clock" and item.shift and "|" not in item.shift:
                    other.shift = f"{item.shift}|{(other.shift or '').partition('|')[2]}"
                    other.base, other.directed, other.direction = item.base, item.directed, item.direction
        elif (
            last is not None and last.grain == "clock" and item.type == "DATE" and _beside(found, last.last, item.first)
        ):
            clock_part = (last.shift or "").partition("|")[2]
            if item.shift and "|" not in item.shift and item.grain != "same":
                item.shift = f"{item.shift}|{clock_part}"
            elif item.value and cal.day(item.value):
                item.value += clock_part
            else:
                out.append(item)
                continue
            item.first, item.type, item.mod = last.first, "TIME", last.mod or item.mod
            out[-1] = item
            continue
        out.append(item)
    return out


def _sharing(found: Words, items: list[Found]) -> list[Found]:
    """The first of two clock times of a sentence is of the day beside the second: "from 9 a.m. to noon on Friday"."""
    told = -1  # where the sentence that holds the last day ends
    for i, item in enumerate(items[:-1]):
        after = items[i + 1]
        if item.grain != "clock":
            told = item.last if item.type in _DATED else told
            continue
        day, bar, _ = (after.shift or "").partition("|")
        if (
            after.type != "TIME"
            or not bar
            or after.grain == "clock"
            or not _one_sentence(found, item.last, after.first)
        ):
            continue
        if told >= 0 and _one_sentence(found, told, item.first):
            continue
        item.shift = f"{day}|{(item.shift or '').partition('|')[2]}"
        item.base, item.directed, item.direction, item.like = after.base, after.directed, after.direction, after
    return items


_SENTENCE_ENDS = frozenset({"", ".", ";", "!", "?"})


def _one_sentence(found: Words, first: int, last: int) -> bool:
    return last - first <= 12 and not _SENTENCE_ENDS.intersection(found.lowers[first:last])


def _in_brackets(found: Words, clock_time: Found, item: Found) -> bool:
    return item.first == clock_time.last + 1 and found.lowers[clock_time.last] == ")" and item.rule == "times.weekday"


def _beside(found: Words, i: int, j: int) -> bool:
    return i == j or (j == i + 1 and found.lowers[i] in (",", "on"))


def recognise(
    text: str, stretches: Iterable[tuple[int, int]], parse: Parse, filed: tuple[int, int] | None = None
) -> tuple[TimeExpression, ...]:
    """The time expressions of the stretches, unresolved: relative ones symbolic. Linear in the length of the text.

    ``filed`` is where the dateline stands, if there is one: half-open offsets.
    """
    out: list[TimeExpression] = []
    found = words(text, stretches)
    for item in find(found):
        out.append(_expression(item, found, parse, out, filed))
    return tuple(out)


@rule(DATELINE_DAY)
def dateline_day(item: Found, start: int, filed: tuple[int, int] | None) -> bool:
    """The day in a dateline is the latest such day before the report's; "today" is counted from it."""
    if filed is None or not filed[0] <= start < filed[1] or not (item.shift or "").startswith(("?d", "?fsolar-hijri")):
        return False
    item.rule, item.direction, item.directed = dateline_day.id, "past", False
    return True


_DATED = ("DATE", "TIME")


def _expression(
    item: Found, found: Words, parse: Parse, before: list[TimeExpression], filed: tuple[int, int] | None
) -> TimeExpression:
    start, end = found.starts[item.first], found.ends[item.last - 1]
    relative: str | int | None = None
    line = dateline_day(item, start, filed)
    direction = item.direction
    rule_id = item.rule
    if item.shift is not None:
        report = "dateline" if filed is not None and not line else "published"
        relative = report
        if item.grain == "reporting":
            index = _reporting(before)
            if index is not None and item.rule != "times.year-ago-period" and item.shift != "-P1Y":
                item.shift = "Q+0"
            relative = index if index is not None else report
        elif item.base == "previous":
            index = _previous(item, before)
            if item.grain == "Q" and (told := _reporting(before)) is not None:
                index = told
            relative = index if index is not None else report
        if item.directed:
            at = item.like or item
            place = found.starts[at.first], found.ends[at.last - 1]
            way = direction_of(parse, *place, is_day=item.shift[:2] in ("?w", "?W", "?d", "?f"))
            if way:
                direction, rule_id = way[0], rule_id if item.like else way[1]
    if item.grain == "reporting-year" and (n := _quarter_number(_reporting(before), before)):
        item.value = f"{item.value}-Q{n}"
    value, edtf, earliest, latest = item.value, item.edtf, item.earliest, item.latest
    if value is not None and item.type in _DATED and edtf is None:
        known = cal.bounds(value)
        if known:
            edtf, earliest, latest = cal.qualified(known.edtf, item.mod), known.earliest, known.latest
    return TimeExpression(
        start=start,
        end=end,
        text=found.text[start:end],
        type=item.type,
        value=value,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        relative_to=relative,
        rule=rule_id,
        reason=item.reason,
        mod=item.mod,
        quant=item.quant,
        freq=item.freq,
        direction=direction,
        shift=item.shift,
    )


def _previous(item: Found, before: list[TimeExpression]) -> int | None:
    """The expression that a time is counted from: the last one that is fine enough, a few back at most."""
    fine = _fineness(item.shift or "")
    for index in range(len(before) - 1, max(-1, len(before) - 6), -1):
        other = before[index]
        if other.type not in _DATED:
            continue
        if other.shift is not None:
            if _fineness(other.shift) >= fine:
                return index
        elif other.value and other.value[:4].isdigit() and _value_fineness(other.value) >= fine:
            return index
    return None


def _reporting(before: list[TimeExpression]) -> int | None:
    """The quarter that a business report is about: the last one mentioned that is not a year-ago one."""
    for index in range(len(before) - 1, max(-1, len(before) - 40), -1):
        other = before[index]
        shift = other.shift or ""
        if other.value in _LONGER:
            return None  # "for the nine months": what follows compares years
        if "-P1Y" in shift or shift.startswith("Y-1") or other.type != "DATE":
            continue
        if shift.startswith(("?q", "Q")) or "/Q" in shift or "-Q" in (other.value or ""):
            return index
    return None


_LONGER = frozenset({"P9M", "P6M"})


def _quarter_number(index: int | None, before: list[TimeExpression]) -> str | None:
    if index is None:
        return None
    told = re.search(r"[?/\-][qQ](\d)", (before[index].shift or "") + " " + (before[index].value or ""))
    return told[1] if told else None


_FINE = {"k": 5, "W": 6, "C": 0, "E": 1, "Y": 2, "H": 3, "Q": 3, "s": 3, "q": 3, "h": 3, "M": 4, "m": 4, "N": 5}


def _fineness(shift: str) -> int:
    """How fine a symbol's value is: 2 for a year, 4 for a month, 6 for a day."""
    body = shift.partition("|")[0]
    if body[:1] in "+-":
        return {"Y": 2, "E": 2, "C": 2, "M": 4, "Q": 3, "W": 5}.get(body[-1:], 6)
    part = body.partition("/")[2]
    if part:
        return 6 if part[0] == "D" else 4 if part[0] == "M" else 3
    kind = body[1:2] if body[:1] == "?" else body[:1]
    if body[:1] == "W":
        return 5
    return 1 if body[:2] == "?e" else _FINE.get(kind, 6)


def _value_fineness(value: str) -> int:
    return {4: 2, 7: 4, 8: 5}.get(len(value), 6) if "-Q" not in value and "-H" not in value else 3
