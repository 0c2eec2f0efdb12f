"""Weekdays, parts of day, and days counted from the report's own."""

from __future__ import annotations

import re

from dragoman.reading.times.dates import month_of
from dragoman.reading.times.found import Found, Production, production
from dragoman.reading.times.words import Words, ordinal
from dragoman.record import rule

Match = re.Match[str]


def weekday_of(words: Words, i: int) -> int | None:
    """The ISO number (Monday is 1) of the weekday that word ``i`` names."""
    for kind in ("WEEKDAY", "WEEKDAYS", "WDABBR"):
        if (value := words.value(i, kind)) is not None:
            return int(value)
    return None


def part_of(words: Words, match: Match) -> str:
    """The TIMEX3 part of day in the group ``p`` (``TMO``), or an empty string."""
    i = match.start("p") if "p" in match.re.groupindex else -1
    if i < 0:
        return ""
    if clock := words.value(i, "NOON"):
        return clock
    return "T" + (words.value(i, "PART") or words.value(i, "PARTS") or words.value(i, "OVERNIGHT") or "NI")


def _dated(words: Words, match: Match, rule_id: str, shift: str) -> Found:
    part = part_of(words, match)
    return Found(*match.span(), "TIME" if part else "DATE", rule_id, shift=shift + (f"|{part}" if part else ""))


@rule("times.weekday")
def weekday(words: Words, match: Match) -> Found | None:
    """A bare weekday is the nearest such day before or after the report's own, as the tense of its clause says."""
    number = weekday_of(words, match.start("w"))
    found = _dated(words, match, weekday.id, f"?w{number}")
    found.directed = True
    return found


@rule("times.weekday-last-next")
def weekday_last_next(words: Words, match: Match) -> Found | None:
    """ "Last Monday" is a Monday before the report's day, "next" or "this coming Monday" one after it."""
    number = weekday_of(words, match.start("w"))
    step = next(
        (
            int(v)
            for i in range(match.start("s"), match.end("s"))
            for k in ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING")
            if (v := words.value(i, k))
        ),
        0,
    )
    found = _dated(words, match, weekday_last_next.id, f"?w{number}")
    if step:
        found.direction = "past" if step < 0 else "future"
        found.shift = (found.shift or "").replace("?w", "?W", 1)
        if words.value(match.start("s"), "FOLLOWING") or words.lower(match.start("s")) == "previous":
            found.base = "previous"
    else:
        found.directed = True
    return found


@rule("times.weekday-of-week")
def weekday_of_week(words: Words, match: Match) -> Found | None:
    """ "Monday of last week", "a week ago Monday" and "Monday week" are that day of a neighbouring week."""
    number = weekday_of(words, match.start("w"))
    i = match.start("s")
    step = int(words.value(i, "LAST") or words.value(i, "NEXT") or words.value(i, "PREVIOUS") or 0)
    return _dated(words, match, weekday_of_week.id, f"W{step:+d}/D{number}")


@rule("times.deictic-day")
def deictic_day(words: Words, match: Match) -> Found | None:
    """ "Today", "yesterday" and "tomorrow" are counted from the day of the report."""
    i = match.start("t")
    word = words.value(i, "DEICTIC")
    if words.surface(i) == "Today" and words.lower(i - 1) in ("usa", "russia", "psychology"):
        return None
    return _dated(words, match, deictic_day.id, f"D{int(word or 0):+d}")


@rule("times.tonight")
def tonight(words: Words, match: Match) -> Found | None:
    """ "Tonight" is the night of the report's day, "last night" that of the day before."""
    step = -1 if words.value(match.start(), "LAST") else 0
    return Found(*match.span(), "TIME", tonight.id, shift=f"D{step:+d}|TNI")


@rule("times.this-part-of-day")
def this_part(words: Words, match: Match) -> Found | None:
    """ "This morning" is that part of the report's day."""
    return _dated(words, match, this_part.id, "D+0")


@rule("times.that-part-of-day")
def that_part(words: Words, match: Match) -> Found | None:
    """ "That night" and "the next morning" are counted from the day that was mentioned last."""
    i = match.start("s")
    step = 1 if words.value(i, "NEXT") or words.value(i, "FOLLOWING") else -1 if words.value(i, "PREVIOUS") else 0
    if words.lowers[i] == "before":
        if not _phrase_ends(words, match.end()):
            return None
        step = -1
    found = _dated(words, match, that_part.id, f"D{step:+d}")
    found.base = "previous"
    return found


@rule("times.part-of-day")
def bare_part(words: Words, match: Match) -> Found | None:
    """A part of the day alone ("in the morning", "overnight") belongs to the day that is being told of."""
    if words.value(match.start("p"), "OVERNIGHT"):
        if words.lower(match.end()) in ("stay", "trip", "bag", "success", "delivery", "stays"):
            return None
        return Found(*match.span(), "TIME", bare_part.id, shift="D+0|TNI")
    found = _dated(words, match, bare_part.id, "D+0")
    found.base = "previous"
    return found


@rule("times.that-day")
def that_day(words: Words, match: Match) -> Found | None:
    """ "That day", "the same day" and "the next day" are counted from the day that was mentioned last."""
    i = match.start("s")
    step = 0
    if words.value(i, "NEXT") or words.value(i, "FOLLOWING"):
        step = 1
    elif words.value(i, "PREVIOUS"):
        step = -1
    found = Found(*match.span(), "DATE", that_day.id, shift=f"D{step:+d}")
    found.base = "previous"
    return found


def _phrase_ends(words: Words, i: int) -> bool:
    """Whether nothing that "before" or "after" could belong to follows."""
    return not words.lower(i)[:1].isalnum() or words.lower(i) in ("and", "but", "in", "at", "by", "as", "when")


@rule("times.the-day-before")
def the_day_before(words: Words, match: Match) -> Found | None:
    """ "The day before" and "the day after", with nothing behind them, are counted from the day told of."""
    if not _phrase_ends(words, match.end()):
        return None
    step = -1 if words.lowers[match.start("s")] == "before" else 1
    found = Found(*match.span(), "DATE", the_day_before.id, shift=f"D{step:+d}")
    found.base = "previous"
    return found


@rule("times.day-before-after")
def day_before_after(words: Words, match: Match) -> Found | None:
    """ "The day before yesterday" and "the day after tomorrow" are two days from the report's."""
    step = -1 if words.value(match.start("s"), "BEFORE") is not None else 1
    if "t" not in match.re.groupindex:
        return None
    start = int(words.value(match.start("t"), "DEICTIC") or 0)
    return Found(*match.span(), "DATE", day_before_after.id, shift=f"D{step + start:+d}")


@rule("times.earlier-in-the-day")
def in_the_day(words: Words, match: Match) -> Found | None:
    """ "Earlier in the day" and "later in the day" are a part of the day that is being told of."""
    mod = "START" if words.lowers[match.start("e")] in ("early", "earlier") else "END"
    found = Found(*match.span(), "DATE", in_the_day.id, shift="D+0", mod=mod)
    found.base = "previous"
    return found


@rule("times.ordinal-day")
def ordinal_day(words: Words, match: Match) -> Found | None:
    """ "The second day" of something that goes on is not tied to the calendar."""
    if ordinal(words, *match.span("o")) is None:
        return None
    return Found(*match.span(), "DATE", ordinal_day.id, shift="D+0", base="published")


_STEP = "LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|THIS"
GRAMMAR: tuple[Production, ...] = (
    production("(?P<w>WEEKDAY|WDABBR DOT) (?:COMMA? (?P<p>PART|NOON|OVERNIGHT))?", weekday),
    production("(?P<p>OVERNIGHT) (?P<w>WEEKDAY)", weekday),
    production("(?P<w>WEEKDAY)", weekday),
    production(f"(?:THE|THIS)? (?P<s>{_STEP}) (?P<w>WEEKDAY) (?P<p>PART|NOON)?", weekday_last_next),
    production("(?P<w>WEEKDAY) (?P<p>PART)? OF? (?P<s>LAST|NEXT|THIS|PREVIOUS) UNIT", weekday_of_week),
    production("(?P<t>DEICTIC) (?P<p>PART|NOON)?", deictic_day),
    production("(?:MID HYPHEN?)? (?P<p>PART) (?P<t>DEICTIC)", deictic_day),
    production("(?:MID HYPHEN?)? (?P<p>PART) (?P<w>WEEKDAY)", weekday),
    production("TONIGHT", tonight),
    production("(?P<s>LAST) (?P<p>PART)", tonight),
    production("THIS (?P<p>PART)", this_part),
    production("(?P<s>THAT) (?:SAME)? (?P<p>PART)", that_part),
    production("THE (?P<s>NEXT|FOLLOWING|PREVIOUS|SAME) (?P<p>PART)", that_part),
    production("THE? (?P<p>OVERNIGHT)", bare_part),
    production("THE (?P<p>PART)(?!OF)", bare_part),
    production("THE (?P<p>PART) (?P<s>BEFORE)", that_part),
    production("THE DAYWORD (?P<s>BEFORE|AFTER)", the_day_before),
    production("THAT? (?P<s>THAT|SAME) SAME? DAYWORD", that_day),
    production("THE (?P<s>NEXT|FOLLOWING|PREVIOUS|SAME) DAYWORD", that_day),
    production("(?:THE)? DAYWORD (?P<s>BEFORE|AFTER) (?P<t>DEICTIC)", day_before_after),
    production("(?P<e>EARLIER|LATER|EARLY|LATE) (?:IN|ON)? (?:THE|THAT) SAME? DAYWORD", in_the_day),
)  # fmt: skip

__all__ = ["GRAMMAR", "month_of", "part_of", "weekday_of"]
