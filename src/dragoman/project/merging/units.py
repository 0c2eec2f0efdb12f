"""Items by what they look like: those that look alike are one unit, unless a reviewer told one of them apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from dragoman.project.merging.cluster import Grouping, parents
from dragoman.project.merging.decide import Decision, Wanted

F = TypeVar("F", bound=Hashable)


class Unit(NamedTuple, Generic[F]):
    """Items (their places in the list they came in) of one form; the first stands for all."""

    form: F
    items: list[int]


def units_of(keys: Sequence[str], forms: Sequence[F], decided: Iterable[Decision]) -> list[Unit[F]]:
    """Gather items of one form. An item that a reviewer parted from another of its own form is a unit by itself."""
    place = {key: i for i, key in enumerate(keys)}
    alone = {
        place[d.item]
        for d in decided
        if not d.together
        and d.item in place
        and d.with_item in place
        and forms[place[d.item]] == forms[place[d.with_item]]
    }
    found: dict[tuple[F, int | None], list[int]] = {}
    for i, form in enumerate(forms):
        found.setdefault((form, i if i in alone else None), []).append(i)
    return [Unit(form, items) for (form, _), items in found.items()]


def pairs(
    units: Sequence[Unit[F]], keys: Sequence[str], decided: Iterable[Decision]
) -> tuple[set[tuple[int, int]], list[tuple[int, int]]]:
    """What people decided, as pairs of units (smaller first): those kept apart, those put together."""
    unit_of = {keys[i]: n for n, unit in enumerate(units) for i in unit.items}
    apart: set[tuple[int, int]] = set()
    together: list[tuple[int, int]] = []
    for decision in decided:
        a, b = unit_of.get(decision.item), unit_of.get(decision.with_item)
        if a is None or b is None or a == b:
            continue
        pair = (min(a, b), max(a, b))
        if decision.together:
            apart.discard(pair)
            together.append(pair)
        else:
            apart.add(pair)
            together = [p for p in together if p != pair]
    return apart, together


def rows(grouping: Grouping, units: Sequence[Unit[F]], keys: Sequence[str], same: str) -> list[Wanted]:
    """The merges of a grouping: every item but its group's first hangs on another by a row that says why."""
    wanted: list[Wanted] = []
    for group in grouping.groups:
        hang = parents(group, grouping.done)
        for number in group:
            unit = units[number]
            first = keys[unit.items[0]]
            if number in hang:
                link = hang[number]
                partner = keys[units[link.second].items[0]]
                wanted.append(Wanted(first, partner, "done", link.score, "; ".join(link.evidence), link.evidence))
            wanted += [Wanted(keys[i], first, "done", 1.0, same, (same,)) for i in unit.items[1:]]
    for link in grouping.proposed:
        first, second = (keys[units[n].items[0]] for n in (link.second, link.first))
        wanted.append(Wanted(first, second, "proposed", link.score, "; ".join(link.evidence), link.evidence))
    return wanted
