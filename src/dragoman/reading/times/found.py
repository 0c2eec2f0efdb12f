"""What a rule of the time grammar finds, before it is counted from a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from dragoman.reading.times.words import Words, pattern

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Base = Literal["published", "previous"]


@dataclass(slots=True)
class Found:
    """Words ``first`` to ``last`` (half-open) as a time expression.

    Either ``value`` is a TIMEX3 value that needs nothing else, or ``shift`` a symbol (see ``shift``) that is counted
    from ``base``. ``directed`` says that a day's direction is still to be told from the clause. ``then`` is a second
    expression that the same words hold ("May 3-5"), ``like`` the one whose place in the sentence tells the direction.
    """

    first: int
    last: int
    type: Kind
    rule: str
    value: str | None = None
    shift: str | None = None
    base: Base = "published"
    direction: Literal["past", "future", "same"] | None = None
    directed: bool = False
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    grain: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    reason: str | None = None
    then: Found | None = None
    like: Found | None = None


RuleFunction = Callable[[Words, "re.Match[str]"], Found | None]


class Production(NamedTuple):
    """A pattern over word classes and the rule that reads what it matches."""

    pattern: re.Pattern[str]
    rule: RuleFunction


def production(source: str, rule: Any) -> Production:
    """Compile one line of the grammar."""
    return Production(pattern(source), rule)
