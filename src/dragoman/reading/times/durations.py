"""How long something takes, and how often it comes."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from dragoman.knowledge.tables import table
from dragoman.reading.times.found import Found, Production, production
from dragoman.reading.times.weekdays import weekday_of
from dragoman.reading.times.words import Words, number, ordinal
from dragoman.record import rule

Match = re.Match[str]
_ISO = {"D": "D", "W": "W", "M": "M", "Q": "M", "Y": "Y", "E": "Y", "C": "Y", "F": "W", "TH": "H", "TM": "M", "TS": "S"}
_TIMES = {"Q": 3, "E": 10, "C": 100, "F": 2}
_HALF = {"Y": (6, "M"), "M": (15, "D"), "D": (12, "TH"), "TH": (30, "TM"), "TM": (30, "TS"), "W": (84, "TH")}


def unit_code(words: Words, i: int) -> str | None:
    """The unit letter of a noun, ``TH``/``TM``/``TS`` for hours, minutes, seconds."""
    for kind in ("UNIT", "UNITS", "CUNIT", "CUNITS"):
        if (value := words.value(i, kind)) is not None:
            return value
    return "D" if words.value(i, "WEEKEND") else None


def amount(words: Words, first: int, last: int) -> Fraction | None:
    """A number with halves and fractions: "2 1/2", "three and a half", "a quarter", "1.5"."""
    low = words.lowers[first:last]
    if not low:
        return None
    tail = Fraction(0)
    if "/" in low[-1] and low[-1] != "/":
        top, bottom = low[-1].split("/")
        if int(bottom) == 0 or int(top) >= int(bottom):
            return None
        tail, last = Fraction(int(top), int(bottom)), last - 1
    elif words.value(last - 1, "FRACTION"):
        tail = Fraction(words.value(last - 1, "FRACTION") or "1/2")
        last -= 1
        while last > first and words.lowers[last - 1] in ("a", "an", "and", "-"):
            last -= 1
    elif re.fullmatch(r"\d+\.\d+", low[-1]):
        return Fraction(low[-1]) if len(low[-1]) < 12 else None
    if last <= first:
        return tail
    whole = number(words, first, last)
    return None if whole is None else whole + tail


def iso(count: Fraction, unit: str) -> str | None:
    """The TIMEX3 duration of so many units; halves become the next smaller unit ("2 1/2 years" is P2Y6M)."""
    if count > 99_999:
        return None
    count *= _TIMES.get(unit, 1)
    clock = "T" if unit.startswith("T") else ""
    letter = _ISO[unit]
    whole = int(count)
    rest = count - whole
    if rest == 0:
        return f"P{clock}{whole}{letter}"
    small = {"Q": "M", "E": "Y", "C": "Y", "F": "W"}.get(unit, unit)
    if rest == Fraction(1, 2) and small in _HALF:
        n, low = _HALF[small]
        low_clock = "T" if low.startswith("T") and not clock else ""
        head = f"P{clock}{whole}{letter}" if whole else f"P{clock}"
        return f"{head}{low_clock}{n}{_ISO[low]}"
    return f"P{clock}{float(count):g}{letter}"


def vague(unit: str) -> str:
    """The TIMEX3 value of an unnumbered amount: ``PXD``, ``PTXH``, ``PXE`` for decades."""
    clock = "T" if unit.startswith("T") else ""
    letter = {"E": "E", "C": "C", "Q": "Q"}.get(unit, _ISO[unit])
    return f"P{clock}X{letter}"


def _found(words: Words, match: Match, rule_id: str, count: Fraction | None) -> Found | None:
    unit = unit_code(words, match.start("u"))
    if unit is None:
        return None
    value = vague(unit) if count is None else iso(count, unit)
    return Found(*match.span(), "DURATION", rule_id, value=value) if value else None


@rule("times.duration")
def duration(words: Words, match: Match) -> Found | None:
    """A number and a unit ("three days", "a quarter century", "2 1/2 hours") is a duration."""
    count = amount(words, *match.span("n"))
    if count is None:
        return None
    unit = unit_code(words, match.start("u"))
    if match.end("n") - match.start("n") == 1 and words.value(match.start("n"), "ONE") and unit == "TS":
        return None  # "a second meeting"
    if unit == "Q" and (words.value(match.start("n"), "ONE") or words.lower(match.end()) == "of"):
        return None
    if words.surface(match.start("u"))[:1].isupper() and words.lower(match.start() - 1) in _QUOTES:
        return None  # the name of a programme
    alone = match.end("n") - match.start("n") == 1 and match.start("n") == match.start()
    if alone and words.value(match.start("n"), "ONE") and _is_rate(words, match.start()):
        return None
    return _found(words, match, duration.id, count)


_QUOTES = frozenset({"'", "`", "‘", "“", '"'})
_MONEY = frozenset("million billion trillion percent % cents dollars euros pounds hours".split())


def _is_rate(words: Words, i: int) -> bool:
    """Whether "a year" at word ``i`` tells a rate: "$2 million a year", "four flights a week"."""
    before = words.lower(i - 1)
    if before[:1].isdigit() or before in _MONEY:
        return True
    return before.endswith("s") and len(before) > 3 and (
        any(words.lower(i - k)[:1].isdigit() or words.value(max(i - k, 0), "NUMWORD") for k in (2, 3))
    )  # fmt: skip


@rule("times.compound-duration")
def compound(words: Words, match: Match) -> Found | None:
    """ "A minute and a half" is one and a half of the unit."""
    unit = unit_code(words, match.start("u"))
    count = amount(words, *match.span("n"))
    if unit is None or count is None:
        return None
    value = iso(count + Fraction(1, 2), unit)
    return Found(*match.span(), "DURATION", compound.id, value=value) if value else None


@rule("times.vague-duration")
def vague_duration(words: Words, match: Match) -> Found | None:
    """ "Several years", "a few days" and "recent weeks" are durations of unknown length."""
    if words.value(match.start("u"), "UNITS") == "Y" and words.value(match.start("u") - 1, "RECENT") is not None:
        return Found(*match.span(), "DATE", vague_duration.id, value="PAST_REF")
    return _found(words, match, vague_duration.id, None)


_AFTER_BARE = frozenset("ago of after before later earlier ahead and or to in from since until".split())
_BEFORE_BARE = frozenset("for in within of after over took take takes taking last lasted through and or spent".split())


@rule("times.bare-units")
def bare_units(words: Words, match: Match) -> Found | None:
    """A bare plural ("for weeks", "months of talks") is a duration of unknown length."""
    before, after = words.lower(match.start() - 1), words.lower(match.end())
    if before not in _BEFORE_BARE and after not in _AFTER_BARE:
        return None
    if before in ("early", "late", "small") and after == "of":
        return None  # "in the early hours of Thursday"
    if words.value(match.start("u"), "QUARTERS") is not None and (before not in ("for", "in") or after == "of"):
        return None
    return _found(words, match, bare_units.id, None)


@rule("times.past-next-span")
def span_of(words: Words, match: Match) -> Found | None:
    """ "The past three months" and "the next two weeks" are durations that end or begin with the report."""
    first, last = match.span("n")
    count = amount(words, first, last) if first >= 0 else None
    if first >= 0 and count is None:
        low = words.lowers[last - 1]
        if low not in ("few", "several", "many"):
            return None
    found = _found(words, match, span_of.id, count)
    if found is not None:
        ahead = any(words.value(i, "NEXT") or words.value(i, "COMING") for i in range(match.start(), match.end()))
        found.direction = "future" if ahead else "past"
    return found


@lru_cache(maxsize=1)
def aged_things() -> frozenset[str]:
    """Nouns whose age is a duration."""
    return frozenset(line["form"] for line in table("time_aged_things"))


def person_age(words: Words, match: Match) -> Found | None:
    """Take the words of an age, so that no duration is found in them."""
    return Found(*match.span(), "DURATION", "", value=None)


@rule("times.hyphen-duration")
def hyphenated(words: Words, match: Match) -> Found | None:
    """ "A four-hour meeting", "a 10-year plan" and "8-month-old" hold a duration."""
    count = amount(words, *match.span("n"))
    if count is None or unit_code(words, match.start("u")) == "Q":
        return None
    if words.lowers[match.end() - 1] == "old" and words.lower(match.end()) not in aged_things():
        return None
    return _found(words, match, hyphenated.id, count)


@rule("times.half-of-a-unit")
def half_of(words: Words, match: Match) -> Found | None:
    """ "Half an hour", "a half-century" and "the past quarter century" are parts of the unit."""
    unit = unit_code(words, match.start("u"))
    part = words.value(match.start("n"), "FRACTION")
    if unit is None or part is None or unit == "Q":
        return None
    value = iso(Fraction(part), unit)
    return Found(*match.span(), "DURATION", half_of.id, value=value) if value else None


@rule("times.long-period")
def long_period(words: Words, match: Match) -> Found | None:
    """ "Decades-long" and "day-long" are durations."""
    if word := words.value(match.start("u"), "LONGWORD"):
        return Found(*match.span(), "DURATION", long_period.id, value=iso(Fraction(1), word))
    plural = words.value(match.start("u"), "UNITS") or words.value(match.start("u"), "CUNITS")
    found = _found(words, match, long_period.id, None if plural else Fraction(1))
    if found is not None:
        found.first = match.start("u")
    return found


@rule("times.every")
def every(words: Words, match: Match) -> Found | None:
    """ "Every year", "each month", "every two weeks" are sets."""
    unit = unit_code(words, match.start("u"))
    first, last = match.span("n")
    count = amount(words, first, last) if first >= 0 else Fraction(1)
    if unit is None or count is None:
        return None
    value = iso(count, unit)
    quant = words.value(match.start("q"), "EVERY") or "EVERY"
    return Found(*match.span(), "SET", every.id, value=value, quant=quant) if value else None


@rule("times.every-other")
def every_other(words: Words, match: Match) -> Found | None:
    """ "Every other day" and "every third year" are sets."""
    unit = unit_code(words, match.start("u"))
    n = 2 if words.lowers[match.start("o")] == "other" else ordinal(words, *match.span("o"))
    value = iso(Fraction(n), unit) if unit and n else None
    return Found(*match.span(), "SET", every_other.id, value=value, quant="EVERY") if value else None


@rule("times.every-weekday")
def every_weekday(words: Words, match: Match) -> Found | None:
    """ "Every Tuesday", "Tuesdays" and "on Sunday nights" are sets of days."""
    n = weekday_of(words, match.start("w"))
    part = ""
    if "p" in match.re.groupindex and match.start("p") >= 0:
        i = match.start("p")
        part = "T" + (words.value(i, "PART") or words.value(i, "PARTS") or "NI")
    quant = words.value(match.start("q"), "EVERY") if "q" in match.re.groupindex and match.start("q") >= 0 else None
    return Found(*match.span(), "SET", every_weekday.id, value=f"XXXX-WXX-{n}{part}", quant=quant or "EVERY", freq="1W")


@rule("times.every-month-name")
def every_month(words: Words, match: Match) -> Found | None:
    """ "Each July" and "every summer" are sets of months or seasons."""
    i = match.start("x")
    for kind in ("MONTH", "MONTHCAP", "MONTHMAY"):
        if value := words.value(i, kind):
            return Found(*match.span(), "SET", every_month.id, value=f"XXXX-{int(value):02d}", quant="EVERY")
    season = words.value(i, "SEASON") or words.value(i, "SEASONCAP") or words.value(i, "SEASONS")
    if season:
        return Found(*match.span(), "SET", every_month.id, value=f"XXXX-{season}", quant="EVERY")
    part = words.value(i, "PART")
    if part:
        return Found(*match.span(), "SET", every_month.id, value=f"XXXX-XX-XXT{part}", quant="EVERY")
    return None


@rule("times.rate")
def rate(words: Words, match: Match) -> Found | None:
    """ "Twice a week" and "three times a year" are sets."""
    unit = unit_code(words, match.start("u"))
    value = iso(Fraction(1), unit) if unit else None
    if value is None:
        return None
    first, last = match.span("n")
    times = words.value(first, "ONCE") or number(words, first, last)
    return Found(*match.span("r"), "SET", rate.id, value=value, freq=f"{times}X" if times else None)


def _capital(words: Words, i: int) -> bool:
    return i < len(words.lowers) and words.surface(i)[:1].isupper()


@rule("times.set-adverb")
def set_adverb(words: Words, match: Match) -> Found | None:
    """ "Daily", "weekly" and "annually" are sets."""
    value = words.value(match.start(), "SETADV")
    before, after = match.start() - 1, words.lower(match.end())
    if (
        before >= 0
        and words.surface(before)[:1].isupper()
        and (not after[:1].isalpha() or _capital(words, match.end()))
    ):
        return None  # "the People's Party daily Rude Pravo"
    if words.lower(before) == "the" and _capital(words, match.end()):
        return None  # "the weekly Cosmos"
    if words.lowers[match.start()] in ("annually", "yearly") and _is_rate(words, match.start()):
        return None  # "sales rose 8.5% annually"
    if words.surface(match.start())[:1].isupper() or words.lowers[match.start()] == "quarterly":
        return None  # a newspaper's name, a dividend
    return Found(*match.span(), "SET", set_adverb.id, value=value) if value else None


_SOME = "(?:SOMEVAGUE|RECENT) MORE?"
_STEP = "(?:LAST|PAST|PREVIOUS|NEXT|COMING|FOLLOWING|LATEST|ORDINAL)"
_N = "(?P<n>SOMENUMBER|ONE)"
_U = "(?P<u>UNIT|UNITS|CUNIT|CUNITS)"
GRAMMAR: tuple[Production, ...] = (
    production(f"THE? {_N} MORE? BUSINESS? (?P<u>UNITS|CUNITS)", duration),
    production("(?:THE? (?:NEXT|LAST|PAST))? (?P<n>NUMBER) (?:TO|OR|HYPHEN) NUMBER (?P<u>UNITS|CUNITS)", duration),
    production(f"{_N} MORE? BUSINESS? (?P<u>UNIT|CUNIT)(?!ORDINAL)", duration),
    production("THE? (?P<n>ONE|ANOTHER) (?P<u>UNIT|CUNIT) AND ONE FRACTION", compound),
    production(f"(?:THE|THESE|THOSE)? {_SOME} BUSINESS? (?P<u>UNITS|CUNITS) (?:(?:AND|OR) UNITS)?", vague_duration),
    production("(?P<u>UNITS|CUNITS) (?:(?:AND|OR) UNITS)?", bare_units),
    production(f"(?:THE|THESE|THIS)? {_STEP} (?P<n>SOMENUMBER|SOMEVAGUE) BUSINESS? (?P<u>UNITS|CUNITS)", span_of),
    production("THE (?:PAST) (?P<n>SOMENUMBER)? (?P<u>UNIT|CUNIT)", span_of),
    production("(?P<n>NUMBER|DECIMAL) HYPHEN (?P<u>UNIT|CUNIT) (?:HYPHEN? OLD|HYPHEN? LONG)?", hyphenated),
    production("(?P<n>NUMBER|DECIMAL) HYPHEN (?P<u>UNITS|CUNITS) HYPHEN (?:OLD|LONG)", hyphenated),
    production("(?P<n>SOMENUMBER) (?:UNIT|UNITS) OLD", person_age),
    production("ONE? (?P<u>UNIT|UNITS|CUNITS|CUNIT) HYPHEN LONG", long_period),
    production("(?P<u>LONGWORD)", long_period),
    production("(?P<n>FRACTION) (?:ONE|HYPHEN) (?P<u>UNIT|CUNIT)", half_of),
    production("ONE (?P<n>FRACTION) HYPHEN (?P<u>UNIT|CUNIT)", half_of),
    production("ONE (?P<n>FRACTION) OF ONE (?P<u>UNIT)", half_of),
    production("THE? PAST (?P<n>FRACTION) HYPHEN? (?P<u>UNIT|CUNIT)", half_of),
    production(f"(?P<q>EVERY) (?P<n>NUMBER|COUPLE OF|VAGUE)? {_U}", every),
    production("EVERY (?P<o>ORDINAL|OTHER) (?P<u>UNIT|CUNIT)", every_other),
    production("(?P<q>EVERY) (?P<w>WEEKDAY) (?P<p>PART)?", every_weekday),
    production("(?P<w>WEEKDAYS) (?P<p>PART|PARTS)?", every_weekday),
    production("(?P<w>WEEKDAY) (?P<p>PARTS)", every_weekday),
    production("EVERY (?P<x>MONTH|MONTHCAP|MONTHMAY|SEASON|SEASONCAP|PART)", every_month),
    production("(?P<n>ONCE|NUMBER TIMES) (?P<r>(?:ONE|EVERY|PER) (?P<u>UNIT|CUNIT))", rate),
    production("SETADV", set_adverb),
)  # fmt: skip
