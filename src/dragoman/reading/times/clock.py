"""Clock times."""

from __future__ import annotations

import re

from dragoman.reading.times.found import Found, Production, production
from dragoman.reading.times.words import Words, number
from dragoman.record import rule

Match = re.Match[str]


def _hour_minute(words: Words, match: Match) -> tuple[int, int | None] | None:
    first, last = match.span("h")
    low = words.lowers[first]
    if ":" in low or "." in low:
        parts = re.split("[:.]", low)
        hour, minute = int(parts[0]), int(parts[1])
    elif low.isdigit() and len(low) == 4:
        hour, minute = int(low[:2]), int(low[2:])
    else:
        value = number(words, first, last)
        if value is None:
            return None
        return (value, None) if value <= 24 else None
    if hour > 24 or (minute or 0) > 59:
        return None
    return hour, minute


@rule("times.clock")
def clock(words: Words, match: Match) -> Found | None:
    """A clock time ("10:35 a.m.", "1430 GMT") belongs to the day named beside it, else the day told of."""
    read = _hour_minute(words, match)
    if read is None:
        return None
    hour, minute = read
    half = words.lower(match.start("a"))[:1] if "a" in match.re.groupindex and match.start("a") >= 0 else ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    part = match.start("p") if "p" in match.re.groupindex else -1
    if part >= 0 and hour < 12 and words.value(part, "PART") in ("AF", "EV", "NI"):
        hour += 12
    value = f"T{hour:02d}:{minute or 0:02d}"
    found = Found(*match.span(), "TIME", clock.id, shift=f"D+0|{value}")
    found.base, found.grain = "previous", "clock"
    return found


_BEFORE_HOUR = frozenset("at until till by around about before after past since".split())


def spoken_clock(words: Words, match: Match) -> Found | None:
    """ "At two in the morning": an hour in words counts only after a preposition."""
    return clock(words, match) if words.lower(match.start() - 1) in _BEFORE_HOUR else None


@rule("times.noon")
def noon(words: Words, match: Match) -> Found | None:
    """ "Noon" is 12:00, "midnight" 24:00 of the day named beside it, else of the day told of."""
    value = words.value(match.start("n"), "NOON")
    if words.lower(match.start() - 1) == "high":
        return None
    found = Found(*match.span(), "TIME", noon.id, shift=f"D+0|{value}")
    found.base, found.grain = "previous", "clock"
    return found


_ZONE = "(?:OPEN ZONE CLOSE|ZONE|ZONEWORD ZONEREST? TIME|LOCAL TIME)"
GRAMMAR: tuple[Production, ...] = (
    production(f"(?P<h>HOUR|CLOCK|DOTCLOCK|NUMWORD) (?P<a>HALFDAY) {_ZONE}?", clock),
    production(f"(?P<h>CLOCK|HHMM) (?:HOURSWORD)? COMMA? {_ZONE}", clock),
    production("(?P<h>CLOCK|HHMM) HOURSWORD", clock),
    production("(?P<h>CLOCK)(?!HYPHEN)", clock),
    production(f"(?P<h>HOUR|NUMWORD) OCLOCK (?:IN THE (?P<p>PART))? {_ZONE}?", clock),
    production("(?P<h>HOUR|CLOCK) (?:IN THE|AT) (?P<p>PART)", clock),
    production("(?P<h>NUMWORD) (?:IN THE|AT) (?P<p>PART)", spoken_clock),
    production(f"(?P<n>NOON) {_ZONE}?", noon),
)  # fmt: skip
