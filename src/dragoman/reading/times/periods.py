"""Weeks, months, quarters, years and seasons that are counted from the report's day or from another time."""

from __future__ import annotations

import re

from dragoman.reading.times.durations import amount
from dragoman.reading.times.found import Found, Production, production
from dragoman.reading.times.words import Words, number, ordinal, year_in_words
from dragoman.record import rule

Match = re.Match[str]
_STEPS = ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "CURRENT", "LATEST", "THIS", "THAT", "SAME")
_FROM_PREVIOUS = frozenset({"PREVIOUS", "FOLLOWING", "THAT", "SAME"})


def step_of(words: Words, i: int) -> tuple[int, str]:
    """How many periods away the determiner ``i`` points, and its class."""
    for kind in _STEPS:
        if (value := words.value(i, kind)) is not None:
            return int(value), kind
    return 0, "THE"


def unit_of(words: Words, i: int) -> str:
    """The unit letter of a noun (``D W M Q Y E C F``)."""
    return words.value(i, "UNIT") or words.value(i, "UNITS") or words.value(i, "WEEKEND") or "D"


@rule("times.this-last-next")
def this_last_next(words: Words, match: Match) -> Found | None:
    """ "Last week", "this month", "next year" are the calendar periods before, around and after the report's day."""
    step, kind = step_of(words, match.start("s"))
    unit = unit_of(words, match.start("u"))
    if unit == "F":
        return None
    if unit == "WE":
        unit = "N"
    if unit == "D" and kind not in ("THAT", "SAME", "PREVIOUS", "FOLLOWING", "NEXT"):
        return None
    found = Found(*match.span(), "DATE", this_last_next.id, shift=f"{unit}{step:+d}")
    if unit == "Y" and kind == "PAST":
        pass
    elif unit in "EC" and kind == "PAST":
        return Found(*match.span(), "DURATION", this_last_next.id, value="P10Y" if unit == "E" else "P100Y")
    if words.surface(match.start("u"))[:1].isupper() and not words.surface(match.start())[:1].islower():
        return None  # "This Week", the name of a programme
    if kind == "LATEST" and unit == "Q":
        found.shift, found.base, found.grain = "Q-1", "published", "reporting"
        return found
    if kind in _FROM_PREVIOUS or (unit == "D" and kind == "NEXT"):
        found.base = "previous"
        found.grain = unit
    return found


_LENGTH = {"Y": "P1Y", "M": "P1M"}


@rule("times.the-period")
def the_period(words: Words, match: Match) -> Found | None:
    """ "The weekend" is the one nearest to the report; "the quarter", "the year" the one that is being told of."""
    unit = unit_of(words, match.start("u"))
    if unit == "WE":
        found = Found(*match.span(), "DATE", the_period.id, shift="?k")
        found.directed = True
        return found
    after = words.lower(match.end())
    if after in ("ended", "ending", "to", "through") and unit in "YMQ":
        if unit != "Q":
            return Found(*match.span(), "DURATION", the_period.id, value=_LENGTH[unit])
        found = Found(*match.span(), "DATE", the_period.id, shift="Q-1")
        found.grain = "reporting"
        return found
    if unit not in "WQY" or after in ("of", "when", "that", "before", "after", "in", "-", "since", "s", "and", "'"):
        return None
    found = Found(*match.span(), "DATE", the_period.id, shift=f"{unit}+0")
    if words.value(match.start() + 1, "ENTIRE") is None:
        found.base, found.grain = "previous", unit  # "the full year" is the report's own
    return found


@rule("times.quarter")
def quarter(words: Words, match: Match) -> Found | None:
    """ "The third quarter" is that of a year named beside it, else the one nearest in the clause's direction."""
    n = ordinal(words, *match.span("o"))
    if n is None or not 1 <= n <= 4 or words.value(match.end("o") - 1, "NUMWORD"):
        return None
    if words.lowers[match.start()] == "q" and words.ends[match.start()] != words.starts[match.start() + 1]:
        return None
    found = Found(*match.span(), "DATE", quarter.id)
    return _in_year(words, match, found, f"Q{n}", f"?q{n}")


@rule("times.half-year")
def half(words: Words, match: Match) -> Found | None:
    """ "The first half of 1990" is its first six months."""
    low = words.lowers[match.start("o")]
    n = 2 if low in ("last", "second", "latter") else 1 if low == "first" else 0
    if not n:
        return None
    found = Found(*match.span(), "DATE", half.id)
    return _in_year(words, match, found, f"H{n}", f"?h{n}")


def _in_year(words: Words, match: Match, found: Found, part: str, free: str) -> Found:
    names = match.re.groupindex
    if "y" in names and match.start("y") >= 0:
        first, last = match.span("y")
        low = words.lowers[first]
        year = int(low) if low.isdigit() else year_in_words(words, first, last)
        if year is not None:
            found.value = f"{year:04d}-{part}"
            return found
    if "s" in names and match.start("s") >= 0:
        step, _ = step_of(words, match.start("s"))
        found.shift = f"Y{step:+d}/{part}"
        return found
    if "ago" in names and match.start("ago") >= 0:
        found.shift = f"Y-1/{part}"
        return found
    found.shift, found.directed = free, True
    return found


@rule("times.period-of-year")
def period_of_year(words: Words, match: Match) -> Found | None:
    """ "The 1988 quarter" and "the 1988 period" are the quarter told of, in that year."""
    first = match.start("y")
    year = words.lowers[first]
    found = Found(*match.span(), "DATE", period_of_year.id, value=year)
    found.grain = "reporting-year"
    return found


@rule("times.latest-period")
def latest_period(words: Words, match: Match) -> Found | None:
    """ "The latest period" is the quarter that a business report is about."""
    found = Found(*match.span(), "DATE", latest_period.id, shift="Q-1")
    found.grain = "reporting"
    return found


@rule("times.year-ago-period")
def year_ago_period(words: Words, match: Match) -> Found | None:
    """ "The year-ago quarter" and "the corresponding period last year" are those told of, a year back."""
    found = Found(*match.span(), "DATE", year_ago_period.id, shift="-P1Y")
    found.base, found.grain = "previous", "reporting"
    return found


@rule("times.fiscal-year")
def fiscal_year(words: Words, match: Match) -> Found | None:
    """ "Fiscal 1989" is taken as the year that it is named after."""
    if match.start("y") < 0:
        step, _ = step_of(words, match.start("s")) if match.start("s") >= 0 else (0, "")
        return Found(*match.span(), "DATE", fiscal_year.id, shift=f"Y{step:+d}")
    return Found(*match.span(), "DATE", fiscal_year.id, value=words.lowers[match.start("y")])


@rule("times.season")
def season(words: Words, match: Match) -> Found | None:
    """ "Last summer", "this fall", "the winter of 1994" are seasons of the year they are counted from."""
    i = match.start("x")
    value = words.value(i, "SEASON") or words.value(i, "SEASONCAP")
    if value is None:
        return None
    found = Found(*match.span(), "DATE", season.id)
    names = match.re.groupindex
    if "y" in names and match.start("y") >= 0:
        first, last = match.span("y")
        low = words.lowers[first]
        year = int(low) if low.isdigit() else year_in_words(words, first, last)
        if year is None:
            return None
        found.value = f"{year:04d}-{value}"
        return found
    if "s" in names and match.start("s") >= 0:
        step, kind = step_of(words, match.start("s"))
        if kind == "THIS" and match.end("s") - match.start("s") > 1:
            step, kind = step_of(words, match.end("s") - 1)
        if kind == "THAT":
            found.shift, found.base, found.grain = f"Y+0/{value}", "previous", "Y"
            return found
        found.shift = f"?s{value}{'!' * bool(step)}"
        found.direction = "past" if step < 0 else "future" if step > 0 else "same"
        return found
    found.shift, found.directed = f"?s{value}", True
    return found


@rule("times.edge-of-period")
def edge(words: Words, match: Match) -> Found | None:
    """ "Year-end" and "the end of the month" are the last stretch of the period they name."""
    unit = unit_of(words, match.start("u"))
    mod = words.value(match.start("g"), "EDGE")
    names = match.re.groupindex
    step = step_of(words, match.start("s"))[0] if "s" in names and match.start("s") >= 0 else 0
    found = Found(*match.span(), "DATE", edge.id, shift=f"{'N' if unit == 'WE' else unit}{step:+d}", mod=mod)
    return found if unit in "WMYQEC" else None


_AGO_UNITS = {"D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y", "E": "E", "C": "C", "F": "W"}


@rule("times.ago")
def ago(words: Words, match: Match) -> Found | None:
    """ "Three days ago" is counted back from the report's day, "three days later" from the time mentioned last."""
    unit = unit_of(words, match.start("u"))
    i = match.start("d")
    back = any(words.value(i, kind) is not None for kind in ("AGO", "EARLIER", "BEFORE"))
    from_report = words.value(i, "AGO") is not None or words.value(match.end() - 1, "NOW") is not None
    if words.value(match.start("u"), "CUNIT") or words.value(match.start("u"), "CUNITS"):
        return _clock_ago(words, match, back=back, from_report=from_report)
    count = amount(words, *match.span("n"))
    if match.start("n") < 0:
        if words.value(i, "AGO") is None or words.value(match.start("u"), "UNIT"):
            return None
        return Found(*match.span(), "DATE", ago.id, value="PAST_REF")
    if count is not None and count.denominator == 2 and unit in _HALVES:
        count, unit = count * _HALVES[unit][0], _HALVES[unit][1]
    if count is None or count > 99_999 or count.denominator != 1:
        vague = "PAST_REF" if back else "FUTURE_REF"
        return Found(*match.span(), "DATE", ago.id, value=vague)
    if unit == "F":
        count *= 2
    found = Found(*match.span(), "DATE", ago.id, shift=f"{'-' if back else '+'}P{count}{_AGO_UNITS[unit]}")
    if not from_report:
        found.base = "previous"
    if unit == "Y" and count == 1 and back:
        found.grain = "reporting"
    return found


_HALVES = {"Y": (12, "M"), "E": (10, "Y"), "C": (100, "Y")}
"""Units whose halves are counted in a smaller one."""


def _clock_ago(words: Words, match: Match, *, back: bool, from_report: bool) -> Found | None:
    found = Found(*match.span(), "TIME", ago.id, shift="D+0")
    if not from_report:
        found.base = "previous"
    return found


@rule("times.unit-and-a-half-ago")
def year_and_half_ago(words: Words, match: Match) -> Found | None:
    """ "A year and a half ago" is eighteen months back, "a month and a half ago" six weeks."""
    back = {"Y": "-P18M", "M": "-P6W", "E": "-P15Y"}.get(unit_of(words, match.start("u")))
    return Found(*match.span(), "DATE", year_and_half_ago.id, shift=back) if back else None


@rule("times.in-so-long")
def in_so_long(words: Words, match: Match) -> Found | None:
    """ "A week from now" and "in two weeks' time" are counted forward from the report's day."""
    unit = unit_of(words, match.start("u"))
    count = number(words, *match.span("n"))
    if count is None or count > 99_999 or unit == "F":
        return None
    return Found(*match.span(), "DATE", in_so_long.id, shift=f"+P{count}{_AGO_UNITS[unit]}")


_STEP = "LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|CURRENT|LATEST|THIS|THAT"
_BEFORE = "ONE YEARWORD (?:AGO|EARLIER)|OF THE? (?:PREVIOUS|LAST) YEARWORD"
_AWAY = "AGO|EARLIER|LATER|BEFORE(?!UNIT|THE|THIS|THAT|POSS|DEICTIC|WEEKDAY)"
GRAMMAR: tuple[Production, ...] = (
    production(f"(?:THE|THIS)? (?P<s>{_STEP}) CALENDAR? (?P<u>UNIT|WEEKEND)", this_last_next),
    production("THE? (?P<s>THAT|SAME) SAME? (?P<u>UNIT|WEEKEND)", this_last_next),
    production("THE ENTIRE? (?P<u>UNIT|WEEKEND)", the_period),
    production("(?:THE|THIS)? FISCAL? HYPHEN? ORDQ HYPHEN? FISCAL? (?:QUARTER|QUARTERS)", quarter),
    production("THE? ORDQ HYPHEN? QUARTER (?:OF|IN)? (?:FISCAL)? (?P<y>YEAR4|YEARWORDS)", quarter),
    production("THE? ORDQ HYPHEN? QUARTER (?:OF|IN)? (?P<s>LAST|NEXT|THIS) (?:FISCAL)? YEARWORD", quarter),
    production("THE (?P<y>YEAR4) FISCAL? ORDQ HYPHEN? QUARTER", quarter),
    production("(?P<s>LAST|NEXT|THIS) YEARWORD APOS? . ORDQ HYPHEN? QUARTER", quarter),
    production("THE (?P<ago>YEARWORD HYPHEN? (?:AGO|EARLIER)) ORDQ HYPHEN? QUARTER", quarter),
    production("THE? (?P<o>ORDINAL|LAST) HALF (?:OF)? (?:FISCAL)? (?P<y>YEAR4|YEARWORDS)", half),
    production("THE? (?P<o>ORDINAL|LAST) HALF (?:OF)? (?P<s>LAST|NEXT|THIS|THE) YEARWORD", half),
    production("THE (?P<y>YEAR4) (?:QUARTER|PERIOD)", period_of_year),
    production("THE LATEST PERIOD", latest_period),
    production("THE? SIMILAR? YEARWORD HYPHEN? (?:AGO|EARLIER) (?:QUARTER|PERIOD)?", year_ago_period),
    production(f"THE (?:SIMILAR|SAME) (?:QUARTER|PERIOD) (?:LAST YEARWORD|{_BEFORE})", year_ago_period),
    production("LAST YEARWORD APOS . QUARTER", year_ago_period),
    production("(?P<s>THE? CURRENT|THE? LATEST|THIS|LAST|NEXT|THE)? FISCAL (?P<y>YEAR4)", fiscal_year),
    production("(?:THE|THIS)? (?P<s>CURRENT|LATEST|THIS|LAST|NEXT|THE) FISCAL YEARWORD (?P<y>YEAR4)?", fiscal_year),
    production("FISCAL YEARWORD (?P<y>YEAR4)", fiscal_year),
    production("FISCALABBR (?P<y>YEAR4)", fiscal_year),
    production("QUARTERABBR (?P<o>DAYNUM) (?:OF|IN)? (?P<y>YEAR4)?", quarter),
    production("THE? (?P<x>SEASON|SEASONCAP) COMMA? OF? (?P<y>YEAR4|YEARWORDS)", season),
    production("(?P<s>THAT) (?P<x>SEASON|SEASONCAP)", season),
    production("(?P<s>LAST|NEXT|THIS (?:PAST|COMING)|THIS) (?P<x>SEASON|SEASONCAP)", season),
    production("(?:THE) (?P<x>SEASON)", season),
    production("(?P<x>SEASON)", season),
    production("(?P<u>UNIT) (?:APOS . |HYPHEN)? (?P<g>EDGE)", edge),
    production("THE (?P<g>EDGE) OF (?P<s>THE CURRENT|THIS|LAST|NEXT|THE) (?P<u>UNIT|WEEKEND)", edge),
    production(f"(?P<n>SOMENUMBER|SOMEVAGUE|ONE)? MORE? (?P<u>UNIT|UNITS|CUNIT|CUNITS) (?:OR SO)? (?P<d>{_AWAY})", ago),
    production("ONE (?P<u>UNIT) AND ONE FRACTION (?P<d>AGO)", year_and_half_ago),
    production("(?P<n>SOMENUMBER|ONE) (?P<u>UNIT|UNITS) (?:FROM NOW|HENCE|FROM DEICTIC)", in_so_long),
)  # fmt: skip
