"""How far two reviewers agree: their judgements side by side, and Krippendorff's alpha.

A unit is one field of one item, with the values that the two hold; or the question whether the item is there at all. An
item that one of them did not judge is a missing value, not a disagreement. Alpha is nominal (K. Krippendorff, Content
Analysis, 4th ed. 2019, ch. 12), computed by the package of that name: 1 is full agreement, 0 what chance would give.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.review.items import FIELDS, Item, Kind
from dragoman.review.opinions import Opinion, View, same_value

_ENOUGH = 0.5
"""Share of the longer one's words that two added items must have in common to be one item."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that both may have an opinion on. ``values`` are in the order of the reviewers; None is "not judged".

    ``field`` is ``exists`` (values "yes", "no") or a field's name (values as JSON text).
    """

    key: str
    kind: Kind
    field: str
    values: tuple[str | None, ...]

    @property
    def agree(self) -> bool | None:
        """Whether all who judged it hold the same; None where fewer than two did."""
        held = [v for v in self.values if v is not None]
        return len(set(held)) == 1 if len(held) > 1 else None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One item as the reviewers hold it, for a page that shows them side by side."""

    key: str
    kind: Kind
    item: Item | None
    opinions: tuple[Opinion | None, ...]
    units: tuple[Unit, ...]

    @property
    def agree(self) -> bool | None:
        """Whether they agree on all of it; None where fewer than two judged it."""
        found = [u.agree for u in self.units if u.agree is not None]
        return all(found) if found else None


class Alpha(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement over a set of units. ``alpha`` is None with a ``reason`` where it cannot be computed."""

    name: str
    units: int
    agreed: int
    alpha: float | None
    reason: str = ""


def side_by_side(found: tuple[Item, ...], views: tuple[View, ...]) -> tuple[Pair, ...]:
    """All items that at least one reviewer judged, in the order of the record, added ones last."""
    pairs = []
    for item in found:
        opinions = tuple(_judged(v.opinions.get(item.key)) for v in views)
        if any(o is not None for o in opinions):
            pairs.append(_pair(item.key, item.kind, item, opinions, views))
    for group in _added_groups(views):
        first = next(o for o in group if o is not None)
        pairs.append(_pair(first.key, first.kind, None, group, views))
    return tuple(pairs)


def alphas(pairs: Iterable[Pair]) -> tuple[Alpha, ...]:
    """Alpha over "is it there", and over each field of each kind that two reviewers judged.

    Fields are not pooled: what one field says cannot be confused with what another says, so pooling them would make
    chance look smaller, and agreement larger, than it is.
    """
    units = [u for pair in pairs for u in pair.units if u.agree is not None]
    groups: dict[str, list[Unit]] = {"exists": [u for u in units if u.field == "exists"]}
    for unit in units:
        if unit.field != "exists":
            groups.setdefault(f"{unit.kind} {unit.field}", []).append(unit)
    return tuple(alpha(name, group) for name, group in groups.items() if group)


def alpha(name: str, units: list[Unit]) -> Alpha:
    """Krippendorff's alpha of units judged by two or more."""
    agreed = sum(1 for u in units if u.agree)
    if not units:
        return Alpha(name=name, units=0, agreed=0, alpha=None, reason="nobody judged the same items")
    labels = sorted({v for u in units for v in u.values if v is not None})
    if len(labels) < 2:
        return Alpha(
            name=name,
            units=len(units),
            agreed=agreed,
            alpha=None,
            reason="all judged alike: there is nothing to tell from chance",
        )
    number = {label: float(n) for n, label in enumerate(labels)}
    reviewers = len(units[0].values)
    data = [[math.nan if (v := u.values[r]) is None else number[v] for u in units] for r in range(reviewers)]
    import krippendorff

    value = float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
    return Alpha(name=name, units=len(units), agreed=agreed, alpha=None if math.isnan(value) else round(value, 4))


def _judged(opinion: Opinion | None) -> Opinion | None:
    return opinion if opinion is not None and opinion.verdict is not None else None


def _pair(
    key: str, kind: Kind, item: Item | None, opinions: tuple[Opinion | None, ...], views: tuple[View, ...]
) -> Pair:
    exists = tuple(_exists(o, item is None, v.finished) for o, v in zip(opinions, views, strict=True))
    units = [Unit(key=key, kind=kind, field="exists", values=exists)]
    both = [o for o in opinions if o is not None and o.verdict != "rejected"]
    if len(both) > 1:
        for name in FIELDS[kind]:
            values = [o.values().get(name) if o in both else _ABSENT for o in opinions]
            if all(v is _ABSENT or not v for v in values):
                continue
            units.append(Unit(key=key, kind=kind, field=name, values=_alike(values)))
    return Pair(key=key, kind=kind, item=item, opinions=opinions, units=tuple(units))


_ABSENT = object()


def _exists(opinion: Opinion | None, added: bool, finished: bool) -> str | None:
    if opinion is None:
        # who has finished and not added what another added says that it is not there
        return "no" if added and finished else None
    return "no" if opinion.verdict == "rejected" else "yes"


def _alike(values: list[Any]) -> tuple[str | None, ...]:
    """Values as text, the same text where they say the same."""
    out: list[str | None] = []
    for n, value in enumerate(values):
        if value is _ABSENT:
            out.append(None)
            continue
        same = next((out[m] for m in range(n) if values[m] is not _ABSENT and same_value(values[m], value)), None)
        out.append(same if same is not None else msgspec.json.encode(value).decode())
    return tuple(out)


def _added_groups(views: tuple[View, ...]) -> list[tuple[Opinion | None, ...]]:
    """Added items, those of several reviewers on the same words brought together."""
    groups: list[list[Opinion | None]] = []
    for n, view in enumerate(views):
        for opinion in view.added:
            for group in groups:
                first = next(o for o in group if o is not None)
                if group[n] is None and first.kind == opinion.kind and _share(first, opinion) >= _ENOUGH:
                    group[n] = opinion
                    break
            else:
                fresh: list[Opinion | None] = [None] * len(views)
                fresh[n] = opinion
                groups.append(fresh)
    return [tuple(g) for g in groups]


def _share(one: Opinion, other: Opinion) -> float:
    if not one.spans or not other.spans:
        return 0.0
    a, b = min(s for s, _ in one.spans), max(e for _, e in one.spans)
    c, d = min(s for s, _ in other.spans), max(e for _, e in other.spans)
    return max(0, min(b, d) - max(a, c)) / max(b - a, d - c, 1)
