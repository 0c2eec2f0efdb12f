"""What a witness says about the day of publication."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record import Anchor

FIRST, LAST = "0001-01-01", "9999-12-31"
"""Open ends of an interval."""

Interval = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A witness: the report's day lies in one of ``intervals`` (inclusive ISO days, in order, not overlapping).

    ``subject`` names what speaks, ``weight`` is how much it counts against others, ``says`` is a sentence for a person,
    ``short`` a few words to be used inside another sentence.
    """

    rule: str
    subject: str
    says: str
    intervals: tuple[Interval, ...]
    anchor: Anchor | None
    weight: float = 1.0
    short: str = ""

    @property
    def earliest(self) -> str | None:
        """First day, or None when the claim sets none."""
        return None if self.intervals[0][0] == FIRST else self.intervals[0][0]

    @property
    def latest(self) -> str | None:
        """Last day, or None when the claim sets none."""
        return None if self.intervals[-1][1] == LAST else self.intervals[-1][1]

    def allows(self, low: str, high: str) -> bool:
        """Whether some day from ``low`` to ``high`` fits."""
        return any(a <= high and low <= b for a, b in self.intervals)


def united(intervals: list[Interval]) -> tuple[Interval, ...]:
    """The same days as intervals in order that do not overlap."""
    out: list[Interval] = []
    for low, high in sorted(intervals):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)
