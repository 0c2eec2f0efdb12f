"""When it was said: the time expression that belongs to the cue and not to the content."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.record import TimeExpression, rule

_NEAR = 60
"""Code points on either side of the cue within which a time of saying stands."""


@rule("statements.said-when")
def said_when(context: Context, times: tuple[TimeExpression, ...], found: Found) -> int | None:
    """A time that hangs on the reporting verb, outside the content, is when it was said ("said on Monday")."""
    parse = context.parse
    if found.pos == "mark":
        return None
    key = found.key
    sent = parse.sent_of[key]
    low, high = parse.starts[found.cue.first] - _NEAR, parse.ends[found.cue.last - 1] + _NEAR
    best: tuple[int, int] | None = None
    for index in range(*context.times_between(times, low, high)):
        time = times[index]
        if any(a < time.end and b > time.start for a, b in found.content) or time.type == "DURATION":
            continue
        if found.source is not None:
            a, b = parse.starts[found.source.first], parse.ends[found.source.last - 1]
            if a < time.end and b > time.start:
                continue
        token = parse.token_at(time.start)
        if token is None or parse.sent_of[token] != sent or not _hangs_on(context, token, key):
            continue
        distance = min(abs(time.start - parse.ends[key]), abs(time.end - parse.starts[key]))
        if best is None or distance < best[0]:
            best = (distance, index)
    return None if best is None else best[1]


def _hangs_on(context: Context, token: int, key: int) -> bool:
    """Does the time hang on the cue itself, or on the clause's verb that lends the cue its subject?"""
    parse = context.parse
    for steps, up in enumerate(parse.ancestors(token)):
        if up == key:
            return True
        if steps > 4 or parse.pos[up] in ("VERB", "AUX"):
            return False
    return False
