"""What the reviews say of the program: precision, recall and F of every field, and how far its rules can be relied on.

Precision counts what people judged. Recall needs to know what was missed, so it counts only reports that a reviewer has
finished. Reliability asks a rule's record elsewhere: the share of right items that the rules behind an item made in the
other reports is the forecast, and a curve compares forecast and outcome.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.record import Record
from dragoman.review.consensus import Settled, settle
from dragoman.review.entries import Entry
from dragoman.review.items import FIELDS, KINDS, Item, Kind
from dragoman.review.opinions import Opinion, same_value

BINS = 10
_SPANS = ("span", "spans")


class Score(msgspec.Struct, kw_only=True):
    """Counts of one kind (``field`` is ``exists``) or one field. ``missed`` counts in finished reports only."""

    kind: Kind
    field: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    right_finished: int = 0

    @property
    def precision(self) -> float | None:
        """Share of right values among those judged."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of what is there, in finished reports, that the program had right."""
        return _ratio(self.right_finished, self.right_finished + self.missed)

    @property
    def f(self) -> float | None:
        """Harmonic mean of the two."""
        p, r = self.precision, self.recall
        return None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Items of a kind with a forecast between ``low`` and ``high``: how many, what was forecast, what came out.

    ``worst`` and ``best`` bound the outcome (Wilson's interval, 95 %).
    """

    kind: Kind
    low: float
    high: float
    items: int
    forecast: float
    right: float
    worst: float
    best: float


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """The whole. ``apart`` says whether forecasts came from other reports, or, with a single report, other items."""

    reports: int
    finished: int
    judged: int
    open: int
    scores: tuple[Score, ...]
    bins: tuple[Bin, ...]
    apart: str


def evaluate(reviewed: Iterable[tuple[Record, tuple[Entry, ...]]], who: tuple[str, ...] | None = None) -> Evaluation:
    """Score the program by the reviews of its records. ``who`` names the reviewers heard; all where not given."""
    settled = [s for record, entries in reviewed if (s := settle(record, entries, who)).held or s.open]
    scores: dict[tuple[str, str], Score] = {}
    for report in settled:
        for opinion in report.held.values():
            _count(scores, report, opinion)
    bins, apart = _reliability(settled)
    order = {kind: n for n, kind in enumerate(KINDS)}
    fields = {(kind, name): n for kind, names in FIELDS.items() for n, name in enumerate(("exists", *names))}
    listed = sorted(scores.values(), key=lambda s: (order[s.kind], fields.get((s.kind, s.field), 99)))
    return Evaluation(
        reports=len(settled),
        finished=sum(1 for s in settled if s.complete),
        judged=sum(len(s.held) for s in settled),
        open=sum(len(s.open) for s in settled),
        scores=tuple(listed),
        bins=tuple(bins),
        apart=apart,
    )


def _count(scores: dict[tuple[str, str], Score], report: Settled, opinion: Opinion) -> None:
    if opinion.verdict is None or (opinion.item is None and opinion.verdict != "added"):
        return
    kind = opinion.kind

    def score(field: str) -> Score:
        return scores.setdefault((kind, field), Score(kind=kind, field=field))

    if opinion.verdict == "added":
        if report.complete:
            score("exists").missed += 1
            for name in FIELDS[kind]:
                if opinion.fields.get(name):
                    score(name).missed += 1
        return
    if opinion.verdict == "rejected":
        score("exists").wrong += 1
        return
    assert opinion.item is not None
    _right(score("exists"), report)
    for name in FIELDS[kind]:
        own = opinion.item.fields.get(name)
        held = opinion.values().get(name)
        if name == "same_as":
            if held:
                score("exists").wrong += 1
            continue
        if not own and not held:
            continue
        if same_value(own, held):
            _right(score(name), report)
            continue
        if own:
            score(name).wrong += 1
        if held and report.complete:
            score(name).missed += 1


def _right(score: Score, report: Settled) -> None:
    score.right += 1
    if report.complete:
        score.right_finished += 1


def _reliability(settled: list[Settled]) -> tuple[list[Bin], str]:
    judged: list[tuple[int, Item, bool]] = []
    for n, report in enumerate(settled):
        for opinion in report.held.values():
            if opinion.item is not None and opinion.verdict is not None:
                judged.append((n, opinion.item, opinion.verdict == "accepted"))
    by_report = len(settled) > 1
    total = _tally((item, right) for _, item, right in judged)
    own: dict[int, dict[Any, list[int]]] = {}
    if by_report:
        for n in range(len(settled)):
            own[n] = _tally((item, right) for m, item, right in judged if m == n)
    forecasts: dict[Kind, list[tuple[float, bool]]] = {}
    for n, item, right in judged:
        less = own[n] if by_report else _tally([(item, right)])
        forecast = _forecast(item, total, less)
        if forecast is not None:
            forecasts.setdefault(item.kind, []).append((forecast, right))
    bins = []
    for kind in KINDS:
        found = sorted(forecasts.get(kind, ()))
        for at in range(BINS):
            low, high = at / BINS, (at + 1) / BINS
            here = [(f, r) for f, r in found if low <= f < high or (at == BINS - 1 and f == 1.0)]
            if here:
                right_count = sum(r for _, r in here)
                worst, best = wilson(right_count, len(here))
                bins.append(
                    Bin(
                        kind=kind, low=low, high=high, items=len(here), right=right_count / len(here),
                        worst=worst, best=best,
                        forecast=sum(f for f, _ in here) / len(here),
                    )
                )  # fmt: skip
    return bins, "reports" if by_report else "items"


def _tally(judged: Iterable[tuple[Item, bool]]) -> dict[Any, list[int]]:
    """Right and all, by kind and by rule of that kind."""
    out: dict[Any, list[int]] = {}
    for item, right in judged:
        for key in (item.kind, *((item.kind, rule) for rule in item.rules)):
            count = out.setdefault(key, [0, 0])
            count[0] += right
            count[1] += 1
    return out


def _forecast(item: Item, total: dict[Any, list[int]], less: dict[Any, list[int]]) -> float | None:
    """Mean over the item's rules of their share of right items elsewhere, each drawn towards the kind's own share."""

    def rest(key: Any) -> tuple[int, int]:
        own, gone = total.get(key, [0, 0]), less.get(key, [0, 0])
        return own[0] - gone[0], own[1] - gone[1]

    right, count = rest(item.kind)
    if not count:
        return None
    base = (right + 1) / (count + 2)
    rates = []
    for rule in item.rules:
        r, n = rest((item.kind, rule))
        # two items' worth of the kind's own share: a rule seen once tells little
        rates.append((r + 2 * base) / (n + 2))
    return sum(rates) / len(rates) if rates else base


def wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's score interval of a share, 95 % (E. B. Wilson, JASA 22, 1927)."""
    z = 1.96
    share = right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    below = 1 + z * z / count
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
