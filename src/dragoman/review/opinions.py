"""What each reviewer holds of a report: the log folded over the record's items.

The record is never changed: a person's values stand beside the program's. An entry whose words the record no longer
has, or whose text has moved, is fitted again or kept as ``loose``; it is never dropped.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from dragoman.record import Record
from dragoman.review.entries import Entry, active
from dragoman.review.items import KINDS, Item, Kind, Span, items, make_key

Verdict = Literal["accepted", "changed", "rejected", "added"]
Fit = Literal["exact", "moved", "loose"]
_ENOUGH = 0.5
"""Share of the words (of the longer of two hulls) that a moved item must have in common with the one judged."""


class Opinion(msgspec.Struct, kw_only=True):
    """One person's view of one item. ``fields`` are that person's values where they differ from the program's.

    ``item`` is the program's item now; None when it has none (added by the person, or ``loose``). ``spans`` are the
    person's words as they stand in the present text.
    """

    who: str
    key: str
    kind: Kind
    verdict: Verdict | None = None
    fields: dict[str, Any] = {}
    item: Item | None = None
    judged: Item | None = None
    spans: tuple[Span, ...] = ()
    fit: Fit = "exact"
    notes: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def values(self) -> dict[str, Any]:
        """All field values as this person holds them."""
        base = self.item or self.judged
        return {**(base.fields if base else {}), **self.fields}


class View(msgspec.Struct, frozen=True, kw_only=True):
    """All opinions of one person on one report. ``finished`` once they have said that they are done."""

    who: str
    opinions: dict[str, Opinion]
    finished: bool

    def of(self, item: Item) -> Opinion | None:
        """The opinion on an item of the record."""
        return self.opinions.get(item.key)

    @property
    def loose(self) -> tuple[Opinion, ...]:
        """Opinions whose words or item are no longer there."""
        return tuple(o for o in self.opinions.values() if o.fit == "loose")

    @property
    def added(self) -> tuple[Opinion, ...]:
        """Items that only this person has."""
        return tuple(o for o in self.opinions.values() if o.verdict == "added" and o.fit != "loose")


def reviewers(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Who has a standing judgement on the report, in order of first entry."""
    judging = ("accept", "reject", "change", "add")
    return tuple(dict.fromkeys(e.who for e in active(entries) if e.action in judging))


def view(record: Record, entries: tuple[Entry, ...], who: str, found: tuple[Item, ...] | None = None) -> View:
    """What ``who`` holds of the report. ``found`` are its items, where they are at hand."""
    present = found if found is not None else items(record)
    fitter = _Fitter(record, present)
    opinions: dict[str, Opinion] = {}
    finished = False
    for entry in active(tuple(e for e in entries if e.who == who)):
        if entry.action in ("finish", "reopen"):
            finished = entry.action == "finish"
            continue
        after = entry.after if isinstance(entry.after, dict) else {}
        key = after.get("item")
        if entry.action not in ("accept", "reject", "change", "add", "note") or not isinstance(key, str):
            continue
        fitted = fitter.fit(entry, key)
        if fitted is None:
            continue
        opinion = opinions.setdefault(fitted.key, fitted)
        opinion.entries = (*opinion.entries, entry)
        _apply(opinion, entry, after)
    return View(who=who, opinions=opinions, finished=finished)


def decisions(record: Record, entries: tuple[Entry, ...], found: tuple[Item, ...] | None = None) -> dict[str, Opinion]:
    """What an adjudicator decided, item by item; the last decision on an item stands."""
    present = found if found is not None else items(record)
    fitter = _Fitter(record, present)
    decided: dict[str, Opinion] = {}
    for entry in active(entries):
        after = entry.after if isinstance(entry.after, dict) else {}
        if entry.action != "decide" or not isinstance(after.get("item"), str):
            continue
        opinion = fitter.fit(entry, after["item"])
        if opinion is None:
            continue
        verdict = after.get("verdict")
        opinion.verdict = verdict if verdict in ("accepted", "changed", "rejected", "added") else None
        opinion.fields = dict(after.get("fields") or {})
        opinion.entries = (entry,)
        decided[opinion.key] = opinion
    return decided


def _apply(opinion: Opinion, entry: Entry, after: dict[str, Any]) -> None:
    if entry.why:
        opinion.notes = (*opinion.notes, entry.why)
    if entry.action == "accept":
        opinion.verdict = "added" if opinion.verdict == "added" else "changed" if opinion.fields else "accepted"
    elif entry.action == "reject":
        opinion.verdict = "rejected"
    elif entry.action == "change" and isinstance(after.get("field"), str):
        opinion.fields = {**opinion.fields, after["field"]: after.get("value")}
        if opinion.item is not None:
            own = opinion.item.fields
            opinion.fields = {k: v for k, v in opinion.fields.items() if not same_value(own.get(k), v)}
        if opinion.verdict != "added":
            opinion.verdict = "changed" if opinion.fields else "accepted"
    elif entry.action == "add":
        opinion.verdict = "added"
        opinion.fields = dict(after.get("fields") or {})


def same_value(one: Any, other: Any) -> bool:
    """Whether two field values say the same: absent, false, empty and null are one; lists in any order."""
    if not one and not other:
        return True
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().casefold() == other.strip().casefold()
    return bool(one == other)


class _Fitter:
    """Finds the present item that an entry was about."""

    def __init__(self, record: Record, present: tuple[Item, ...]) -> None:
        self.text = record.document.text
        self.by_key = {i.key: i for i in present}
        self.by_kind: dict[str, list[Item]] = {}
        for item in present:
            self.by_kind.setdefault(item.kind, []).append(item)

    def fit(self, entry: Entry, key: str) -> Opinion | None:
        """An empty opinion on the item that fits ``entry``; None when the entry makes no sense at all."""
        judged = _item(entry, key)
        kind = key.partition(":")[0].partition("@")[0].partition("#")[0]
        if kind not in KINDS:
            return None
        here = self.by_key.get(key)
        if here is not None and (judged is None or not judged.words or self._same_words(judged, here)):
            return self._on(entry, here, judged, "exact")
        if judged is None:
            return Opinion(who=entry.who, key=key, kind=kind, fit="loose")
        spans = self._where(judged)
        if spans is None:
            return Opinion(who=entry.who, key=key, kind=judged.kind, judged=judged, fit="loose")
        if entry.action == "add" or _was_added(judged):
            moved: Fit = "exact" if spans == judged.spans else "moved"
            return Opinion(who=entry.who, key=key, kind=judged.kind, judged=judged, spans=spans, fit=moved)
        best = max(self.by_kind.get(judged.kind, ()), key=lambda i: _overlap(i, spans), default=None)
        if best is None or _overlap(best, spans) < _ENOUGH:
            return Opinion(who=entry.who, key=key, kind=judged.kind, judged=judged, spans=spans, fit="loose")
        return self._on(entry, best, judged, "moved")

    def _on(self, entry: Entry, item: Item, judged: Item | None, fit: Fit) -> Opinion:
        return Opinion(who=entry.who, key=item.key, kind=item.kind, item=item, judged=judged, spans=item.spans, fit=fit)

    def _same_words(self, judged: Item, here: Item) -> bool:
        start, end = judged.spans[0]
        return self.text[start:end] == judged.words[0]

    def _where(self, judged: Item) -> tuple[Span, ...] | None:
        """The judged words in the present text: at the same place, else at the nearest place that has them."""
        out = []
        shift = 0
        for (start, end), words in zip(judged.spans, judged.words, strict=False):
            if self.text[start:end] == words:
                out.append((start, end))
                continue
            at = _nearest(self.text, words, start + shift)
            if at is None:
                return None
            shift = at - start
            out.append((at, at + len(words)))
        return tuple(out)


def _item(entry: Entry, key: str) -> Item | None:
    """The item as the entry keeps it."""
    source = entry.before.get("item") if isinstance(entry.before, dict) else None
    if entry.action == "add" and isinstance(entry.after, dict):
        source = entry.after
    if not isinstance(source, dict):
        return None
    try:
        spans = tuple((int(s), int(e)) for s, e in source.get("spans", ()))
        return Item(
            id="",
            key=key,
            kind=source["kind"],
            spans=spans,
            words=tuple(str(w) for w in source.get("words", ())),
            fields=dict(source.get("fields") or {}),
            rules=tuple(source.get("rules") or ()),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _was_added(judged: Item) -> bool:
    return "+" in judged.key


def _nearest(text: str, words: str, near: int) -> int | None:
    if not words:
        return None
    after = text.find(words, max(0, near))
    before = text.rfind(words, 0, max(0, near) + len(words))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: (abs(at - near), at)) if found else None


def _overlap(item: Item, spans: tuple[Span, ...]) -> float:
    """Share of the longer hull that both have in common."""
    if not item.spans or not spans:
        return 1.0 if item.spans == spans else 0.0
    a, b = min(s for s, _ in item.spans), max(e for _, e in item.spans)
    c, d = min(s for s, _ in spans), max(e for _, e in spans)
    return max(0, min(b, d) - max(a, c)) / max(b - a, d - c, 1)


def added_key(kind: str, spans: tuple[Span, ...], number: int) -> str:
    """The key of an item that a person adds; the plus keeps it apart from the program's."""
    return f"{make_key(kind, spans)}+{number}"
