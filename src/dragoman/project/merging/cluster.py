"""From links with scores to groups, under what a reviewer decided. The same links give the same groups in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

DONE = 0.8
"""From this score on a merge is done; figures of the matchers are set so that this holds for all kinds."""
PROPOSED = 0.6
"""From this score on it is proposed to a person."""


class Link(NamedTuple):
    """Two units that may be one; ``evidence`` is a sentence a feature."""

    first: int
    second: int
    score: float
    evidence: tuple[str, ...]


class Grouping(NamedTuple):
    """The groups as lists of units in rising order, the links that made them, and those that are only proposed."""

    groups: list[list[int]]
    done: list[Link]
    proposed: list[Link]


def group(
    count: int,
    links: Iterable[Link],
    forbidden: set[tuple[int, int]],
    required: Iterable[tuple[int, int]] = (),
    clash: Callable[[int, int], bool] | None = None,
) -> Grouping:
    """Join ``count`` units by their best links first.

    Two groups are never joined when a pair across them is ``forbidden`` (as ordered pairs, smaller first) or clashes.
    ``required`` pairs are joined before all others; what a person put together may clash with the rest of its group,
    which would otherwise fall apart around it.
    """
    must = list(required)
    decided = {unit for pair in must for unit in pair}
    parent = list(range(count))
    members: dict[int, list[int]] = {i: [i] for i in range(count)}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(a: int, b: int) -> None:
        low, high = min(a, b), max(a, b)
        parent[high] = low
        members[low] += members.pop(high)

    def apart(a: int, b: int) -> bool:
        return any(
            (min(x, y), max(x, y)) in forbidden
            or (clash is not None and x not in decided and y not in decided and clash(x, y))
            for x in members[a]
            for y in members[b]
        )

    for first, second in must:
        a, b = root(first), root(second)
        if a != b:
            join(a, b)
    done: list[Link] = []
    proposed: list[Link] = []
    ordered = sorted(links, key=lambda link: (-link.score, link.first, link.second))
    for link in ordered:
        a, b = root(link.first), root(link.second)
        if a == b:
            continue
        if link.score >= DONE and not apart(a, b):
            join(a, b)
            done.append(link)
        elif link.score >= PROPOSED and (min(link.first, link.second), max(link.first, link.second)) not in forbidden:
            proposed.append(link)
    kept: list[Link] = []
    seen: set[tuple[int, int]] = set()
    for link in proposed:
        a, b = sorted((root(link.first), root(link.second)))
        # one proposal for two groups is enough, the best
        if a != b and (a, b) not in seen:
            seen.add((a, b))
            kept.append(link)
    groups = sorted((sorted(found) for found in members.values()), key=lambda g: g[0])
    return Grouping(groups, done, kept)


def parents(group_: Sequence[int], done: Iterable[Link]) -> dict[int, Link]:
    """For each unit of a group but its first, the link by which it hangs on the others: a tree around the first."""
    inside = set(group_)
    near: dict[int, list[Link]] = {}
    for link in done:
        if link.first in inside:
            near.setdefault(link.first, []).append(link)
            near.setdefault(link.second, []).append(link)
    found: dict[int, Link] = {}
    todo = [group_[0]] if group_ else []
    reached = set(todo)
    while todo:
        unit = todo.pop()
        for link in near.get(unit, ()):
            other = link.second if link.first == unit else link.first
            if other not in reached:
                reached.add(other)
                found[other] = Link(other, unit, link.score, link.evidence)
                todo.append(other)
    return found
