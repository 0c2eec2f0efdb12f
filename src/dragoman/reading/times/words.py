"""A text as a string of word classes, one character a word: time grammar is written as patterns over classes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.knowledge import solar_hijri
from dragoman.knowledge.tables import table

OTHER = "."
"""The code of a word that no time expression is made of."""

_TOKEN = re.compile(
    r"""(?P<word>[^\W\d_]+(?:['’](?=clock\b)clock)?)
    |(?:[$£€¥]|\bRs\.?)\s?\d[\d,.]*
    |\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])
    |\d{1,4}[/.]\d{1,2}[/.]\d{2,4}(?![\w/])
    |\d{1,2}[:.]\d\d(?::\d\d)?(?![\d:.,]*\d)(?=\s?[ap]\.?m\b)
    |\d{1,2}:\d\d(?::\d\d)?(?![\d:])
    |\d+/\d+
    |['‘’`]?\d0s\b
    |\d{3}0['’]?s\b
    |\d{1,2}(?:st|nd|rd|th)\b
    |\d{1,3}(?:,\d{3})+(?:\.\d+)?
    |\d+\.\d+
    |\d+
    |[^\w\s]""",
    re.X,
)
_HALF_DAY = re.compile(r"([ap])\.\s?m\b\.?|([ap])m\b", re.I)

_PUNCTUATION = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "‐": "HYPHEN", "‑": "HYPHEN", "–": "HYPHEN", "—": "DASH", "/": "SLASH",
    "'": "APOS", "’": "APOS", "‘": "APOS", "`": "APOS", "(": "OPEN", ")": "CLOSE", "%": "PERCENT", ":": "COLON",
}  # fmt: skip
_CAPITAL_NEEDED = frozenset({"WDABBR", "MABBR", "MONTHCAP", "MONTHMAY", "ZONEWORD", "HIJRIMONTH"})
_UPPER_NEEDED = frozenset({"ZONE", "ERA", "FISCALABBR", "QUARTERABBR"})


@lru_cache(maxsize=1)
def lexicon() -> dict[str, dict[str, str]]:
    """Word → class → value, from ``data/time_words.csv`` and the months of Iran's calendar."""
    words: dict[str, dict[str, str]] = {}
    for line in table("time_words"):
        words.setdefault(line["form"], {}).setdefault(line["kind"], line["value"])
    for name, number in solar_hijri.months().items():
        words.setdefault(name, {}).setdefault("HIJRIMONTH", str(number))
    return words


def _digits(word: str) -> frozenset[str]:
    kinds = {"COUNT"} if len(word) <= 4 else {"LONGNUMBER"}
    if len(word) <= 2:
        number = int(word)
        if 1 <= number <= 31:
            kinds.add("DAYNUM")
        if number <= 24:
            kinds.add("HOUR")
        if len(word) == 2:
            kinds.add("YEAR2")
    elif len(word) == 4 and "1000" <= word <= "2199":
        kinds.add("YEAR4")
        if "1400" <= word <= "2100":
            kinds.add("YEARPLAIN")
    if len(word) == 4 and word[:2] <= "24" and word[2:] <= "59":
        kinds.add("HHMM")
    return frozenset(kinds)


def _figure(word: str) -> frozenset[str]:
    """The classes of a word that starts with a digit (or an apostrophe and a digit)."""
    if not word.isascii():
        word = "'" + word[1:] if word[1:].isascii() else "?"
    if word.isdigit():
        return _digits(word)
    if word.endswith(("0s", "0's")):
        return frozenset({"DECADE"})
    if word.endswith(("st", "nd", "rd", "th")):
        day = int(word[:-2])
        return frozenset({"ORDNUM", "DAYORD"} if 1 <= day <= 31 else {"ORDNUM"})
    if "-" in word:
        return frozenset({"ISODATE"})
    if word.count("/") == 2 or word.count(".") == 2:
        return frozenset({"SLASHDATE"})
    if "/" in word:
        return frozenset({"FRACNUM"})
    if ":" in word:
        return frozenset({"CLOCK"})
    if "," in word:
        return frozenset({"BIGNUM"})
    if re.fullmatch(r"\d{1,2}\.[0-5]\d", word):
        return frozenset({"DECIMAL", "DOTCLOCK"})
    return frozenset({"DECIMAL"}) if "." in word else frozenset()


def _kinds(word: str) -> frozenset[str]:
    first = word[0]
    if first.isalpha():
        found = lexicon().get(word.lower().replace("’", "'"))
        if not found:
            return frozenset()
        kinds = frozenset(found)
        if not first.isupper():
            kinds -= _CAPITAL_NEEDED
        if not word.isupper():
            kinds -= _UPPER_NEEDED
        return kinds
    if first.isdigit() or (len(word) > 1 and word[1].isdigit() and first in "'‘’`"):
        return _figure(word)
    if first in _PUNCTUATION and len(word) == 1:
        return frozenset({_PUNCTUATION[first]})
    return frozenset()


@lru_cache(maxsize=1)
def _codes() -> dict[frozenset[str], str]:
    """Every set of classes that a word can have → its code, a character of the private use area."""
    seen: dict[frozenset[str], None] = {frozenset(): None}
    for form in lexicon():
        for shape in (form, form.capitalize(), form.upper()):
            seen.setdefault(_kinds(shape))
    for number in range(2300):
        seen.setdefault(_digits(str(number)))
        seen.setdefault(_digits(f"{number:02d}"))
        seen.setdefault(_digits(f"{number:04d}"))
    samples = (
        "12345", "'80s", "1st", "32nd", "2001-01-01", "1/1/2001", "1/2", "1:00", "1,000", "1.5", "1.25", "0.75",
        "25.61", *_PUNCTUATION,
    )  # fmt: skip
    for sample in samples:
        seen.setdefault(_kinds(sample))
    seen.setdefault(frozenset({"HALFDAY"}))
    codes = {kinds: chr(0xE000 + i) for i, kinds in enumerate(seen)}
    codes[frozenset()] = OTHER
    return codes


@lru_cache(maxsize=65536)
def code_of(word: str) -> str:
    """The code of a word as it is written."""
    return _codes().get(_kinds(word), OTHER)


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Class name → a character set (regular expression) of all codes whose words belong to it."""
    members: dict[str, list[str]] = {}
    for kinds, code in _codes().items():
        for kind in kinds:
            members.setdefault(kind, []).append(code)
    return {kind: f"[{''.join(sorted(codes))}]" for kind, codes in members.items()}


_NAME = re.compile(r"(?<![<?])\b[A-Z][A-Z0-9]+\b")
_MACROS = {
    "NUMBER": r"(?:NUMWORD (?:HYPHEN? NUMWORD)*(?:AND (?:NUMWORD (?:HYPHEN? NUMWORD)*))?|COUNT|BIGNUM)",
    "MONTHS": r"(?:MONTH|MONTHCAP|MONTHMAY|MABBR DOT?)",
    "MDAY": r"(?:DAYNUM|DAYORD|NUMWORD HYPHEN ORDINAL|ORDINAL)",
    "WD": r"(?:WEEKDAY|WDABBR DOT?)",
    "SOMENUMBER": r"(?:NUMBER HYPHEN? AND HYPHEN? ONE HYPHEN? FRACTION|NUMBER FRACNUM|ONE? FRACTION|DECIMAL|FRACNUM|"
    r"NUMBER DOZEN|ONE? DOZEN|NUMBER SCORE|ONE? COUPLE OF?|NUMBER)",
    "SOMEVAGUE": r"(?:ONE? VAGUE|VAGUEMANY OF?)",
    "YEARWORDS": r"(?:NUMWORD NUMWORD(?:HYPHEN? NUMWORD)?)",
    "ORDQ": r"(?P<o>ORDINAL|ORDNUM|DAYORD)",
    "ORD": r"(?:NUMWORD HYPHEN ORDINAL|ORDINAL|ORDNUM|DAYORD)",
}


def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern over word classes. Capital names are classes or the short forms above; white space is free."""
    known = classes()

    def name(match: re.Match[str]) -> str:
        word = match.group()
        if word in _MACROS:
            return _NAME.sub(name, _MACROS[word])
        if word not in known:
            raise ValueError(f"{word} is no word class ({source})")
        return known[word]

    made = "".join(_NAME.sub(name, source).split())
    if left := re.search(r"[A-Z]{2,}", made):
        raise ValueError(f"{left[0]} stands where no word class can stand ({source})")
    return re.compile(made)


@dataclass(slots=True)
class Words:
    """The words of some stretches of text: half-open offsets into the whole text, lower forms, and the code string."""

    text: str
    starts: list[int]
    ends: list[int]
    lowers: list[str]
    codes: str

    def value(self, i: int, kind: str) -> str | None:
        """What word ``i`` contributes as a member of class ``kind``, or None when it is none."""
        return lexicon().get(self.lowers[i], {}).get(kind)

    def surface(self, i: int) -> str:
        """Word ``i`` as written."""
        return self.text[self.starts[i] : self.ends[i]]

    def lower(self, i: int) -> str:
        """Word ``i`` in lower case, or an empty string outside the stretches."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def between(self, i: int, j: int) -> str:
        """The text from word ``i`` up to (without) word ``j``."""
        return self.text[self.starts[i] : self.ends[j - 1]]


BOUNDARY = "\n"
"""The code of the place between two stretches, which no pattern can match; its word is empty."""


@lru_cache(maxsize=65536)
def _read(word: str) -> tuple[str, str]:
    """A word's lower form and its code."""
    return word.lower().replace("’", "'"), code_of(word)


def words(text: str, stretches: Iterable[tuple[int, int]]) -> Words:
    """Split the half-open stretches of a text into words with their codes, with an empty word between two stretches."""
    starts: list[int] = []
    ends: list[int] = []
    lowers: list[str] = []
    codes: list[str] = []
    half_day = _codes()[frozenset({"HALFDAY"})]
    for start, end in stretches:
        skip = start
        for match in _TOKEN.finditer(text, start, end):
            begin, stop = match.span()
            if begin < skip:
                continue
            word = match.group()
            low, code = _read(word)
            if word in _HALVES and (half := _HALF_DAY.match(text, begin, end)) and _after_hour(codes):
                stop = skip = half.end()
                code = half_day
            starts.append(begin)
            ends.append(stop)
            lowers.append(low)
            codes.append(code)
        starts.append(end)
        ends.append(end)
        lowers.append("")
        codes.append(BOUNDARY)
    return Words(text, starts, ends, lowers, "".join(codes))


_HALVES = frozenset({"a", "p", "A", "P", "am", "pm", "AM", "PM"})


def _after_hour(codes: list[str]) -> bool:
    return bool(codes) and codes[-1] in _hours()


@lru_cache(maxsize=1)
def _hours() -> frozenset[str]:
    wanted = {"HOUR", "CLOCK", "DOTCLOCK", "NUMWORD"}
    return frozenset(code for kinds, code in _codes().items() if kinds & wanted)


_TENS = {20, 30, 40, 50, 60, 70, 80, 90}


def number(found: Words, first: int, last: int) -> int | None:
    """The whole number that the words ``first`` to ``last`` (half-open) write, or None."""
    total, current, seen = 0, 0, False
    for i in range(first, last):
        low = found.lowers[i]
        if low in ("-", "‐", "‑", "–", "and", "of"):
            continue
        if low.replace(",", "").isdecimal():
            value = int(low.replace(",", ""))
        elif (word := found.value(i, "NUMWORD") or found.value(i, "DOZEN") or found.value(i, "SCORE")) is not None:
            value = int(word)
        elif (word := found.value(i, "COUPLE") or found.value(i, "ONE")) is not None:
            value = int(word)
            if found.value(i, "COUPLE"):
                current = 0
        else:
            return None
        seen = True
        if value in (100, 12, 20) and found.value(i, "NUMWORD") != "12" and low in ("hundred", "dozen", "score"):
            current = max(current, 1) * value
        elif value == 1000 and low == "thousand":
            total += max(current, 1) * 1000
            current = 0
        else:
            current += value
    return total + current if seen else None


def year_in_words(found: Words, first: int, last: int) -> int | None:
    """A year as it is spoken: "nineteen ninety-seven", "two thousand", "twenty ten"; None when it is none."""
    values = [int(v) for i in range(first, last) if (v := found.value(i, "NUMWORD"))]
    if not values:
        return None
    if 1000 in values:
        year = number(found, first, last)
        return year if year and 1000 <= year <= 2100 else None
    if values[0] not in (15, 16, 17, 18, 19, 20) or len(values) < 2 or 100 in values:
        return None
    tens, rest = values[1], values[2:]
    if tens in _TENS:
        low = tens + (rest[0] if rest and rest[0] < 10 else 0)
    elif 10 <= tens <= 19 and not rest:
        low = tens
    else:
        return None
    return values[0] * 100 + low


def ordinal(found: Words, first: int, last: int) -> int | None:
    """The number of an ordinal ("third", "21st", "twenty-first"), or None."""
    low = found.lowers[last - 1]
    if low[:-2].isdecimal():
        return int(low[:-2])
    word = found.value(last - 1, "ORDINAL")
    if word is None:
        return int(low) if low.isdecimal() else None
    tens = found.value(first, "NUMWORD") if last - first > 1 else None
    return int(word) + (int(tens) if tens and int(tens) in _TENS else 0)
