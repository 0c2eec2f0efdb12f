"""The issues of a project, gathered from what each report calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import Connection, bindparam, delete, select, update

from dragoman.project import schema as t
from dragoman.project.bulk import insert_rows, next_ids
from dragoman.project.content import small_words, stem
from dragoman.project.merging.cluster import Link, group
from dragoman.project.merging.decide import assign, decisions, write
from dragoman.project.merging.units import pairs, rows, units_of
from dragoman.project.names import fillers, words

_AFTER_HEAD = ("of", "for", "to", "on", "between")


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return small_words() | fillers()


class Form(NamedTuple):
    """An issue as its content words, without inflection, in no order."""

    stems: frozenset[str]
    head: str


def form_of(name: str) -> Form:
    """The comparable form of an issue's name; numbers and small words are left out."""
    kept = [w for w in words(name) if w not in _small() and not w.isdigit()]
    if not kept:
        kept = list(words(name)) or [name]
    head = kept[-1]
    for small in _AFTER_HEAD:  # the head of "the release of prisoners" stands before "of"
        before = [w for w in words(name.lower().split(f" {small} ")[0]) if w in kept] if f" {small} " in name else []
        if before:
            head = before[-1]
            break
    return Form(frozenset(stem(w) for w in kept), stem(head))


def likeness(a: Form, b: Form) -> tuple[float, str] | None:
    """How alike two issues are, with a sentence, or None."""
    if a.stems == b.stems:
        return 0.95, "the same words"
    small, large = sorted((a.stems, b.stems), key=len)
    shared = small & large
    if len(shared) == len(small) and len(small) >= 2:
        return 0.85, "one name holds all words of the other: " + " ".join(sorted(shared))
    if len(shared) >= 2 and len(shared) / len(a.stems | b.stems) >= 0.5:
        return 0.7, "most words are the same: " + " ".join(sorted(shared))
    if len(small) == 1 and shared and a.head == b.head:
        return 0.65, f"one is a kind of {a.head}"
    if len(small) == len(large) == 1 and fuzz.ratio(min(small), min(large)) >= 88:
        return 0.8, "the names differ in a letter or two"
    return None


def merge_issues(connection: Connection) -> None:
    """Group the issues of all reports, write the merges, and give each item its issue."""
    i, d = t.issue_items.c, t.documents.c
    items: Sequence[Any] = connection.execute(
        select(i.id, i.key, i.name, i.issue, i.document, d.lineage)
        .join(t.documents, d.id == i.document)
        .order_by(i.document, i.start, i.id)
    ).all()
    keys = [item.key for item in items]
    decided = decisions(connection, "issue")
    units = units_of(keys, [form_of(item.name) for item in items], decided)
    apart, together = pairs(units, keys, decided)
    by_stem: dict[str, list[int]] = {}
    for n, unit in enumerate(units):
        for word in unit.form.stems:
            by_stem.setdefault(word, []).append(n)
    links: dict[tuple[int, int], Link] = {}
    for word in sorted(by_stem):
        sharing = by_stem[word]
        if len(sharing) > 300:  # a word that nearly every issue has tells nothing
            continue
        for at, n in enumerate(sharing):
            for m in sharing[at + 1 :]:
                if (n, m) not in links and (found := likeness(units[n].form, units[m].form)):
                    links[n, m] = Link(n, m, found[0], (found[1],))
    grouping = group(len(units), links.values(), apart, together)
    write(connection, "issue", keys, rows(grouping, units, keys, "the same words"))
    groups = [sorted(x for n in g for x in units[n].items) for g in grouping.groups]
    old = {n: item.issue for n, item in enumerate(items)}
    kept = assign(old, groups)
    fresh = iter(next_ids(connection, t.issues, sum(number is None for number in kept)))
    names = {row.id: row.name for row in connection.execute(select(t.issues))}
    new, again, moves = [], [], []
    for members, number in zip(groups, kept, strict=True):
        name = _name([items[n] for n in members])
        if number is None:
            number = next(fresh)
            new.append({"id": number, "name": name})
        elif names[number] != name:
            again.append({"row": number, "new": name})
        moves += [{"row": items[n].id, "issue": number} for n in members if items[n].issue != number]
    insert_rows(connection, t.issues, new)
    if again:
        connection.execute(
            update(t.issues).where(t.issues.c.id == bindparam("row")).values(name=bindparam("new")), again
        )
    if moves:
        row = t.issue_items.c.id == bindparam("row")
        connection.execute(update(t.issue_items).where(row).values(issue=bindparam("issue")), moves)
    used = select(i.issue).where(i.issue.is_not(None))
    connection.execute(delete(t.issues).where(t.issues.c.id.not_in(used)))


def _name(items: Sequence[Any]) -> str:
    """What most lineages call it, the shortest among equals."""
    votes: Counter[str] = Counter(name for _, name in {(item.lineage, item.name) for item in items})
    return min(votes, key=lambda n: (-votes[n], len(n), n))
