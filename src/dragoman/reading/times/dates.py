"""Calendar dates: days, months, years, decades, centuries."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.knowledge import solar_hijri
from dragoman.reading.times import calendar as cal
from dragoman.reading.times import feasts
from dragoman.reading.times.found import Found, Production, production
from dragoman.reading.times.words import Words, ordinal, year_in_words
from dragoman.record import rule

Match = re.Match[str]


def month_of(words: Words, i: int) -> int | None:
    """The number of the month that word ``i`` names."""
    for kind in ("MONTH", "MABBR", "MONTHCAP", "MONTHMAY"):
        if (value := words.value(i, kind)) is not None:
            return int(value)
    return None


def _year(words: Words, match: Match, name: str = "y") -> int | None:
    first, last = match.span(name)
    if first < 0:
        return None
    low = words.lowers[first]
    if low.isdigit():
        if len(low) == 2:
            return int(low) + (1900 if int(low) > 40 else 2000)
        return int(low)
    return year_in_words(words, first, last)


def _day(words: Words, match: Match) -> int | None:
    first, last = match.span("d")
    return ordinal(words, first, last)


@rule("times.iso-date")
def iso_date(words: Words, match: Match) -> Found | None:
    """A date written as 2007-05-28 is that day."""
    i = match.start()
    text = words.surface(i).replace(" ", "T")
    if cal.day(text) is None:
        return None
    clock = text[10:16]
    return Found(i, i + 1, "TIME" if clock else "DATE", iso_date.id, value=text[:10] + clock)


@rule("times.numeric-date")
def numeric_date(words: Words, match: Match) -> Found | None:
    """A date in figures (28/05/2007, 5/28/2007, 28.5.2007) is a day when only one reading of it exists."""
    i = match.end() - 1
    parts = re.split(r"[/.]", words.surface(i))
    numbers = [int(p) for p in parts]
    if len(parts[0]) == 4:
        year, month, day = numbers
        return _numeric(i, year, month, day) if len(parts[2]) <= 2 else None
    if len(parts[2]) == 3 or ("." in words.surface(i) and len(parts[2]) != 4) or len(parts[0]) == 3:
        return None
    year = numbers[2] + ((1900 if numbers[2] > 40 else 2000) if len(parts[2]) == 2 else 0)
    day_first, month_first = cal.valid(year, numbers[1], numbers[0]), cal.valid(year, numbers[0], numbers[1])
    if "." in words.surface(i):
        month_first = False
    if day_first and month_first and numbers[0] != numbers[1]:
        found = Found(i, i + 1, "DATE", numeric_date.id, value=f"{year:04d}-XX-XX")
        found.reason = "day and month could be read either way"
        low = sorted((f"{year:04d}-{numbers[1]:02d}-{numbers[0]:02d}", f"{year:04d}-{numbers[0]:02d}-{numbers[1]:02d}"))
        found.earliest, found.latest = low
        return found
    if day_first:
        return _numeric(i, year, numbers[1], numbers[0])
    return _numeric(i, year, numbers[0], numbers[1]) if month_first else None


def _numeric(i: int, year: int, month: int, day: int) -> Found | None:
    if not (cal.valid(year, month, day) and year >= 1000):
        return None
    return Found(i, i + 1, "DATE", numeric_date.id, value=f"{year:04d}-{month:02d}-{day:02d}")


@rule("times.full-date")
def full_date(words: Words, match: Match) -> Found | None:
    """Day, month and year together ("May 28, 2007", "28 May 2007") are that day, if the calendar has it."""
    month, day, year = month_of(words, match.start("m")), _day(words, match), _year(words, match)
    if month is None or day is None or year is None or not cal.valid(year, month, day):
        return None
    return Found(*match.span(), "DATE", full_date.id, value=f"{year:04d}-{month:02d}-{day:02d}")


@rule("times.month-day")
def month_day(words: Words, match: Match) -> Found | None:
    """A day and month without a year ("May 28", "28th of May") are the nearest in the clause's direction."""
    month, day = month_of(words, match.start("m")), _day(words, match)
    if month is None or day is None or not cal.valid(2000, month, day):
        return None
    low = words.lowers[match.start("d")]
    if words.value(match.start("d"), "ORDINAL") and "-" not in words.between(*match.span("d")) and low == "second":
        return None
    return Found(*match.span(), "DATE", month_day.id, shift=f"?d{month:02d}-{day:02d}", directed=True)


@rule("times.month-day-range")
def month_day_range(words: Words, match: Match) -> Found | None:
    """In a range of days ("May 3-5") the second number is a day of the same month."""
    month, day = month_of(words, match.start("m")), _day(words, match)
    first = ordinal(words, *match.span("a"))
    if month is None or day is None or first is None or not first < day or not cal.valid(2000, month, day):
        return None
    year = _year(words, match) if "y" in match.re.groupindex else None
    if year is not None:
        if not cal.valid(year, month, day):
            return None
        begin = Found(match.start(), match.end("a"), "DATE", month_day.id, value=f"{year:04d}-{month:02d}-{first:02d}")
        begin.then = Found(*match.span("e"), "DATE", month_day_range.id, value=f"{year:04d}-{month:02d}-{day:02d}")
        return begin
    begin = Found(
        match.start(), match.end("a"), "DATE", month_day.id, shift=f"?d{month:02d}-{first:02d}", directed=True
    )
    begin.then = Found(*match.span("e"), "DATE", month_day_range.id, shift=f"?d{month:02d}-{day:02d}", directed=True)
    return begin


@rule("times.day-range-month")
def day_range_month(words: Words, match: Match) -> Found | None:
    """In "3-5 May" and "17 and 18 March" both numbers are days of the month."""
    month, day = month_of(words, match.start("m")), _day(words, match)
    first = ordinal(words, *match.span("a"))
    year = _year(words, match)
    if month is None or day is None or first is None or not first < day or not cal.valid(year or 2000, month, day):
        return None
    begin = Found(*match.span("a"), "DATE", day_range_month.id, directed=True)
    end = Found(match.start("d"), match.end(), "DATE", month_day.id, directed=True)
    for item, number in ((begin, first), (end, day)):
        if year is not None:
            item.value, item.directed = f"{year:04d}-{month:02d}-{number:02d}", False
        else:
            item.shift = f"?d{month:02d}-{number:02d}"
    begin.then = end
    return begin


@rule("times.month-year")
def month_year(words: Words, match: Match) -> Found | None:
    """A month with a year ("May 2007", "May of 2007") is that month."""
    month, year = month_of(words, match.start("m")), _year(words, match)
    if month is None or year is None:
        return None
    return Found(*match.span(), "DATE", month_year.id, value=f"{year:04d}-{month:02d}")


@rule("times.month-of-named-year")
def month_of_year(words: Words, match: Match) -> Found | None:
    """A month of this, last or next year ("July last year", "next year's May") is counted from the report's year."""
    month = month_of(words, match.start("m"))
    return Found(
        *match.span(), "DATE", month_of_year.id, shift=f"Y{_step(words, match):+d}/M{month:02d}" if month else None
    )


def _step(words: Words, match: Match) -> int:
    i = match.start("w")
    for kind in ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING"):
        if value := words.value(i, kind):
            return int(value)
    return 0


@rule("times.last-next-month-name")
def last_month_name(words: Words, match: Match) -> Found | None:
    """ "Last May" is the latest May before the report, "next May" the first after it, "this May" that of its year."""
    month = month_of(words, match.start("m"))
    if month is None:
        return None
    step = _step(words, match)
    if "d" in match.re.groupindex:
        day = _day(words, match)
        if day is None or not cal.valid(2000, month, day):
            return None
        found = Found(*match.span(), "DATE", last_month_name.id, shift=f"?d{month:02d}-{day:02d}")
    else:
        found = Found(*match.span(), "DATE", last_month_name.id, shift=f"?{'M' if step else 'm'}{month:02d}")
    found.direction = "past" if step < 0 else "future" if step > 0 else "same"
    return found


_NAMES = frozenset({"may", "march", "april", "june", "august"})
_BEFORE_MONTH = frozenset(
    "in of since until till by last next this early late mid during from to and or through between before after "
    "every each for around about end beginning middle start mid- following previous - over throughout late-".split()
)


@rule("times.month")
def month(words: Words, match: Match) -> Found | None:
    """A month without a year ("in May") is the nearest such month in the clause's direction."""
    i = match.start()
    number = month_of(words, i)
    low = words.lowers[i]
    before = words.lower(i - 1)
    if number is None or _day_like(before) or _day_like(words.lower(match.end())):
        return None  # "June 31" is no day, and not June either
    if low in _NAMES and before not in _BEFORE_MONTH and (low in ("may", "march") or _in_name(words, i, match.end())):
        return None
    if words.value(i, "MABBR") and (match.end() - i == 1 or before not in _BEFORE_MONTH):
        return None
    return Found(*match.span(), "DATE", month.id, shift=f"?m{number:02d}", directed=True)


def _day_like(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _in_name(words: Words, i: int, last: int) -> bool:
    """Whether a word is beside a capital word, as in "April Glaspie" or "Elizabeth May"."""
    for j in (i - 1, last):
        if 0 <= j < len(words.lowers) and words.surface(j)[:1].isupper() and abs(words.starts[j] - words.ends[i]) < 3:
            return True
    return False


@lru_cache(maxsize=1)
def _context() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    from dragoman.knowledge.tables import table

    lines = table("time_year_context")
    return tuple(  # type: ignore[return-value]
        frozenset(line["form"] for line in lines if line["kind"] == kind) for kind in ("opens", "forbids", "counted")
    )


@rule("times.year")
def year(words: Words, match: Match) -> Found | None:
    """A number of four figures is a year where its neighbours fit one ("in 1979"), not "Resolution 1929"."""
    first, last = match.span("y")
    number = _year(words, match)
    if number is None or not 1000 <= number <= 2199:
        return None
    opens, forbids, counted = _context()
    before, after = words.lower(first - 1), words.lower(last)
    if before in forbids or after in counted or after in ("%", "percent"):
        return None
    if before in (".", "#", "/", "-", "+") and words.ends[first - 1] == words.starts[first] and before != "-":
        return None
    if before == "-" and words.lower(first - 2).isdigit() and len(words.lower(first - 2)) != 4:
        return None
    if words.lower(last) in ("-", "/") and words.lower(last + 1).isdigit() and len(words.lower(last + 1)) not in (2, 4):
        return None
    plain = "1800" <= words.lowers[first] <= "2050" or not words.lowers[first].isdigit()
    if before not in opens and not plain:
        return None
    return Found(*match.span(), "DATE", year.id, value=f"{number:04d}")


@rule("times.short-year")
def short_year(words: Words, match: Match) -> Found | None:
    """Two figures after an apostrophe or a year and a dash ("'88", "1986-88") are a year of the same century."""
    low = words.lowers[match.start("s")]
    if "y" in match.re.groupindex:
        first = words.lowers[match.start("y")]
        number = int(first[:2] + low)
        if number <= int(first):
            return None
        begin = Found(*match.span("y"), "DATE", year.id, value=first)
        begin.then = Found(*match.span("s"), "DATE", short_year.id, value=f"{number:04d}")
        return begin
    i = match.start()
    if not 40 <= int(low) <= 99 or words.ends[i] != words.starts[i + 1] or words.lower(i - 1) in ("'", "‘", "`"):
        return None
    if words.lower(match.end())[:1].isalpha() and words.lower(i - 1) not in ("in", "since", "of"):
        return None
    return Found(*match.span(), "DATE", short_year.id, value=f"19{low}")


@rule("times.decade")
def decade(words: Words, match: Match) -> Found | None:
    """ "The 1980s" and "the '80s" are the ten years from 1980 to 1989."""
    i = match.start("n")
    low = words.lowers[i].lstrip("'‘`").rstrip("s").rstrip("'’")
    if word := words.value(i, "DECADEWORD"):
        value = f"19{word}"
    elif len(low) == 4 and "1000" <= low <= "2100":
        value = low[:3]
    elif len(low) == 2 and low[1] == "0":
        if words.lowers[i][0] not in "'‘`" and words.lower(i - 1) not in ("the", "early", "late", "mid", "-"):
            return None
        value = f"{'20' if low in ('00', '10') else '19'}{low[0]}"
    else:
        return None
    if words.lower(i - 1) in ("his", "her", "their", "my"):
        return None
    return Found(*match.span(), "DATE", decade.id, value=value)


@rule("times.century")
def century(words: Words, match: Match) -> Found | None:
    """ "The 20th century" is the hundred years that begin with 19."""
    number = ordinal(words, *match.span("o"))
    if number is None or not 1 < number <= 22:
        return None
    if "b" in match.re.groupindex and match.start("b") >= 0:
        return None
    return Found(*match.span(), "DATE", century.id, value=f"{number - 1:02d}")


@rule("times.nth-of-month")
def nth_of_month(words: Words, match: Match) -> Found | None:
    """ "The first Monday in October" is that day; "the last week of May" is a part of the month."""
    month = month_of(words, match.start("m"))
    n = -1 if words.value(match.start("o"), "LAST") else ordinal(words, *match.span("o"))
    if month is None or n is None or not -1 <= n <= 5:
        return None
    year = _year(words, match)
    if match.start("w") < 0:
        found = Found(
            *match.span(), "DATE", nth_of_month.id, mod="END" if n in (-1, 4, 5) else "START" if n == 1 else "MID"
        )
        if year is not None:
            found.value = f"{year:04d}-{month:02d}"
        else:
            found.shift, found.directed = f"?m{month:02d}", True
        return found
    weekday = words.value(match.start("w"), "WEEKDAY")
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[int(weekday or 1) - 1]
    feast = f"last:{month}:{name}" if n < 0 else f"nth:{month}:{n}:{name}"
    if year is None:
        return Found(*match.span(), "DATE", nth_of_month.id, shift=f"?f{feast}", directed=True)
    on = feasts.days(feast, year)
    return Found(*match.span(), "DATE", nth_of_month.id, value=on[0].isoformat()) if on else None


@rule("times.day-number")
def day_number(words: Words, match: Match) -> Found | None:
    """ "The 28th" alone is a day of the report's own month."""
    day = _day(words, match)
    after = words.lower(match.end())
    if day is None or words.lower(match.start() - 1) not in (
        "on",
        "by",
        "until",
        "since",
        "from",
        "to",
        "before",
        "after",
    ):
        return None
    if after[:1].isalnum() and after not in ("and", "but", "to", "at", "in", "for", "when", "after"):
        return None
    return Found(*match.span(), "DATE", day_number.id, shift=f"?n{day}")


@rule("times.solar-hijri-date")
def solar_hijri_date(words: Words, match: Match) -> Found | None:
    """A day of Iran's calendar ("28 Khordad 1386") is that day of ours; without a year it is the nearest such day."""
    month, day, year = words.value(match.start("m"), "HIJRIMONTH"), _day(words, match), _year(words, match)
    if month is None or day is None or not 1 <= day <= 31:
        return None
    if year is not None:
        on = solar_hijri.gregorian(year, int(month), day)
        return Found(*match.span(), "DATE", solar_hijri_date.id, value=on.isoformat()) if on else None
    return Found(*match.span(), "DATE", solar_hijri_date.id, shift=f"?fsolar-hijri:{month}:{day}", directed=True)


_DAYS = "(?P<a>DAYNUM|DAYORD) (?:HYPHEN|DASH|TO|AND) (?P<d>DAYNUM|DAYORD)"
_YEAR = "(?:COMMA? (?P<y>YEAR4|YEARWORDS))"
_RANGE = "(?P<m>MONTHS) (?P<a>MDAY) (?:HYPHEN{1,2}|DASH|TO|THROUGH|AND)"
GRAMMAR: tuple[Production, ...] = (
    production("ISODATE", iso_date),
    production("(?:WD COMMA?)? SLASHDATE", numeric_date),
    production("(?:WD COMMA?)? (?P<m>MONTHS) THE? (?P<d>MDAY) COMMA? (?:IN|OF)? (?P<y>YEAR4|YEARWORDS)", full_date),
    production("(?:WD COMMA?)? (?:ON? THE)? (?P<d>MDAY) OF? (?P<m>MONTHS) COMMA? (?P<y>YEAR4|YEARWORDS)", full_date),
    production("(?:WD COMMA?)? (?P<m>MONTHS) (?P<d>MDAY)(?!PERCENT|COUNT|NUMWORD|ORDINAL)", month_day),
    production("(?:(?:WD COMMA?)? THE)? (?P<d>MDAY) OF? (?P<m>MONTHS)", month_day),
    production("(?:WD COMMA?)? (?P<d>MDAY) (?P<m>MONTHS)", month_day),
    production(f"{_RANGE} (?P<e>(?P<d>DAYNUM|DAYORD) COMMA (?P<y>YEAR4))", month_day_range),
    production(f"{_RANGE} (?P<e>(?P<d>DAYNUM|DAYORD))(?!PERCENT|COMMA YEAR4)", month_day_range),
    production(f"{_DAYS} OF? (?P<m>MONTHS) {_YEAR}?", day_range_month),
    production("(?P<m>MONTHS) COMMA? OF? (?P<y>YEAR4|YEARWORDS)", month_year),
    production("(?P<m>MONTHS) (?:OF|COMMA)? (?P<w>LAST|NEXT|THIS|PREVIOUS|FOLLOWING) YEARWORD", month_of_year),
    production("(?P<w>LAST|NEXT|THIS) YEARWORD APOS? (?P<m>MONTHS)", month_of_year),
    production("THIS? (?P<w>LAST|NEXT|THIS|PAST|COMING|PREVIOUS) (?P<m>MONTHS)", last_month_name),
    production("(?P<w>LAST|NEXT|THIS) (?P<m>MONTHS) (?P<d>DAYNUM|DAYORD)", last_month_name),
    production("MONTHS", month),
    production("(?P<y>YEAR4|YEARWORDS)", year),
    production("THE YEARWORD (?P<y>YEAR4|YEARWORDS)", year),
    production("(?P<y>YEAR4) (?:HYPHEN|SLASH) (?P<s>YEAR2)(?!HYPHEN)", short_year),
    production("APOS (?P<s>YEAR2)", short_year),
    production("THE? (?P<n>DECADE|DECADEWORD)", decade),
    production("THE? (?P<o>ORD) HYPHEN? CENTURY (?P<b>ERA)?", century),
    production(f"THE (?P<o>ORD|LAST) (?:(?P<w>WEEKDAY)|WEEKWORD) (?:OF|IN) (?P<m>MONTHS) {_YEAR}?", nth_of_month),
    production("(?P<d>DAYNUM|DAYORD) OF? (?P<m>HIJRIMONTH) (?:COMMA? (?P<y>YEAR4))?", solar_hijri_date),
    production("(?P<m>HIJRIMONTH) (?P<d>DAYNUM|DAYORD) (?:COMMA? (?P<y>YEAR4))?", solar_hijri_date),
    production("THE (?P<d>DAYORD)(?!UNIT|UNITS|CENTURY|QUARTER)", day_number),
)  # fmt: skip
