"""When a value of a record and a value of the gold are the same: names, topics, dates, durations."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "’": "'"})
_STOP = _set(
    "a an the of in on at by for to from with and or between over about into its their his her our any all some"
    " this that these those as is are was were be been which who whose both"
)
_BREAK = _set("of in on at by for to from with between over about into that which who whose as")
# heads that say nothing without their complement: "the question of X" is about X
_LIGHT = _set(
    "issue question matter topic subject problem status situation future fate implementation case point number list"
    " way means possibility prospect progress development aspect range part end return exchange relation release"
    " use"
)


def fold(text: str) -> str:
    """Lower case, no accents, words and figures only, no leading article."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^a-z0-9]+", " ", plain.replace("'s ", " ").replace("'", "")).strip()
    return plain.removeprefix("the ")


def content(text: str) -> list[str]:
    """Content words in order, plural s off."""
    return [_singular(w) for w in fold(text).split() if w not in _STOP]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word


def head_phrase(text: str) -> list[str]:
    """Content words up to the first preposition; past it while the phrase so far holds light nouns alone."""
    phrase: list[str] = []
    for word in fold(text).split():
        if word in _BREAK and any(w not in _LIGHT for w in phrase):
            break
        if word not in _STOP:
            phrase.append(_singular(word))
    return phrase


def same_topic(a: str, b: str) -> bool:
    """Content-word Jaccard at least 0.5, or one holds the other's head phrase."""
    x, y = content(a), content(b)
    if not x or not y:
        return False
    if len(set(x) & set(y)) / len(set(x) | set(y)) >= 0.5:
        return True
    return _holds(x, head_phrase(b)) or _holds(y, head_phrase(a))


def _holds(words: list[str], phrase: list[str]) -> bool:
    n = len(phrase)
    return n > 0 and any(words[i : i + n] == phrase for i in range(len(words) - n + 1))


_DATE = re.compile(r"(\d{3}X|\d{2}XX|\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?$")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}


def edtf_bounds(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of an EDTF value (dates, decades, seasons, quarters, closed intervals), or None."""
    if "/" in value:
        first, last = (edtf_bounds(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        if "X" in year:
            if month:
                return None
            return dt.date(int(year.replace("X", "0")), 1, 1), dt.date(int(year.replace("X", "9")), 12, 31)
        y, m = int(year), int(month or 0)
        if day:
            exact = dt.date(y, m, int(day))
            return exact, exact
        if m in _SEASONS:
            first_month, last_month = _SEASONS[m]
            until = y + (last_month < first_month)
            return dt.date(y, first_month, 1), dt.date(until, last_month, calendar.monthrange(until, last_month)[1])
        if m:
            return dt.date(y, m, 1), dt.date(y, m, calendar.monthrange(y, m)[1])
        return dt.date(y, 1, 1), dt.date(y, 12, 31)
    except (ValueError, calendar.IllegalMonthError):
        return None


def same_date(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a is b
    return re.sub("[?~%]", "", a) == re.sub("[?~%]", "", b)


_DURATION = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?:(?P<h>[\d.]+)H)?(?:(?P<m>[\d.]+)M)?(?:(?P<s>\d+)S)?)?$"
)


def duration_parts(value: str) -> tuple[float, float] | None:
    """(months, seconds) of an ISO 8601 duration, so that PT90M is PT1H30M; None when it is none."""
    match = _DURATION.fullmatch(value)
    if not match or value in ("P", "PT"):
        return None
    n = {k: float(v or 0) for k, v in match.groupdict().items()}
    seconds = ((n["W"] * 7 + n["D"]) * 24 + n["h"]) * 3600 + n["m"] * 60 + n["s"]
    return n["Y"] * 12 + n["M"], seconds
