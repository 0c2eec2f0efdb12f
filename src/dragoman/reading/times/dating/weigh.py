"""Weigh the witnesses for a report's day: intersect what bounds it, so that no single wrong one sinks the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dragoman.reading.times.dating.claim import FIRST, LAST, Claim, Interval

_MOST = 60
_TIE = 1e-9
RIVAL = 0.6
"""Where witnesses disagree, stretches backed by at least this share of the best one's weight are kept."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The days that the witnesses leave, those who agree with them, and those who do not."""

    earliest: str
    latest: str
    regions: tuple[Interval, ...]
    backing: tuple[Claim, ...]
    outliers: tuple[Claim, ...]

    @property
    def bounded(self) -> bool:
        """Whether at least one end is set."""
        return self.earliest != FIRST or self.latest != LAST


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(1)).isoformat()
    except (ValueError, OverflowError):
        return LAST


def _day_before(day: str) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(1)).isoformat()
    except (ValueError, OverflowError):
        return FIRST


def agree(claims: Sequence[Claim]) -> Agreement:
    """The stretch of days that most witnesses allow. Days between stretches that are backed equally well are kept."""
    claims = sorted(claims, key=lambda c: -c.weight)[:_MOST]
    if not claims:
        return Agreement(FIRST, LAST, ((FIRST, LAST),), (), ())
    cuts = {FIRST}
    for claim in claims:
        for low, high in claim.intervals:
            cuts.add(low)
            if high != LAST:
                cuts.add(_next_day(high))
    starts = sorted(cuts)
    segments = [(a, _day_before(b)) for a, b in pairwise(starts)] + [(starts[-1], LAST)]
    weights = [sum(c.weight for c in claims if c.allows(low, low)) for low, _ in segments]
    best = max(weights)
    total = sum(c.weight for c in claims)
    floor = best - _TIE if best >= total - _TIE else best * RIVAL if best < 2 or total - best > best else best - _TIE
    kept = [s for s, w in zip(segments, weights, strict=True) if w >= floor]
    regions = _regions(kept)
    low, high = regions[0][0], regions[-1][1]
    backing = tuple(c for c in claims if any(c.allows(a, b) for a, b in regions))
    outliers = tuple(c for c in claims if not any(c.allows(a, b) for a, b in regions))
    return Agreement(low, high, regions, backing, outliers)


def _regions(segments: list[Interval]) -> tuple[Interval, ...]:
    out: list[Interval] = []
    for low, high in segments:
        if out and _next_day(out[-1][1]) == low:
            out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return tuple(out)
