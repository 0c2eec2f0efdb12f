"""What holds when all have been heard: an adjudicator's decision, else what the reviewers hold alike."""

from __future__ import annotations

import msgspec

from dragoman.record import Record
from dragoman.review.agreement import side_by_side
from dragoman.review.entries import Entry
from dragoman.review.items import Item, items
from dragoman.review.opinions import Opinion, decisions, reviewers, view


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """``held`` by key of item: accepted, changed, rejected or added. ``open`` are the keys on which reviewers differ.

    ``complete`` says that at least one reviewer has finished the report, so that what they did not add is not there.
    """

    items: tuple[Item, ...]
    held: dict[str, Opinion]
    open: tuple[str, ...]
    complete: bool
    who: tuple[str, ...]


def settle(record: Record, entries: tuple[Entry, ...], who: tuple[str, ...] | None = None) -> Settled:
    """What holds of a report by its log. ``who`` names the reviewers heard; all where it is not given."""
    found = items(record)
    heard = tuple(w for w in reviewers(entries) if who is None or w in who)
    views = tuple(view(record, entries, name, found) for name in heard)
    decided = decisions(record, entries, found) if who is None else {}
    held: dict[str, Opinion] = {}
    unsettled = []
    for pair in side_by_side(found, views):
        decision = decided.pop(pair.key, None)
        judged = [o for o in pair.opinions if o is not None]
        if decision is not None:
            # a decision on an added item keeps its words from the addition
            held[pair.key] = _with_words(decision, judged[0])
        elif not any(unit.agree is False for unit in pair.units):
            held[pair.key] = judged[0]
        else:
            unsettled.append(pair.key)
    held.update(decided)
    return Settled(
        items=found,
        held=held,
        open=tuple(unsettled),
        complete=any(v.finished for v in views),
        who=heard,
    )


def _with_words(decision: Opinion, added: Opinion) -> Opinion:
    if decision.item is not None or decision.spans:
        return decision
    return msgspec.structs.replace(decision, spans=added.spans, judged=added.judged)
