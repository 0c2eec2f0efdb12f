"""The log folded over a record: verdicts, changes, undo, and work that outlives a re-reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Record
from dragoman.review import Entry, active, items, to_redo, to_undo, view


def test_keys_are_distinct_and_name_the_words(record: Record) -> None:
    found = items(record)
    assert len({i.key for i in found}) == len(found)
    for item in found:
        assert tuple(record.document.text[s:e] for s, e in item.spans) == item.words


def test_verdicts(record: Record, log: Any) -> None:
    log.write("Ana", "accept", "s0")
    log.write("Ana", "reject", "s1")
    log.write("Ana", "change", "e1", field="country", value="ARG")
    seen = view(record, log.all, "Ana")
    by_id = {i.id: seen.of(i) for i in items(record)}
    assert by_id["s0"].verdict == "accepted"
    assert by_id["s1"].verdict == "rejected"
    assert by_id["e1"].verdict == "changed"
    assert by_id["e1"].values()["country"] == "ARG"
    assert by_id["e1"].item.fields["country"] == "CHL"  # the program's value stands beside it
    assert by_id["e0"] is None


def test_changing_back_is_accepting(record: Record, log: Any) -> None:
    log.write("Ana", "change", "e1", field="country", value="ARG")
    log.write("Ana", "change", "e1", field="country", value="CHL")
    opinion = view(record, log.all, "Ana").of(items(record)[_index(record, "e1")])
    assert opinion is not None
    assert (opinion.verdict, opinion.fields) == ("accepted", {})


def _index(record: Record, id: str) -> int:
    return next(n for n, i in enumerate(items(record)) if i.id == id)


def test_reviewers_do_not_see_each_other(record: Record, log: Any) -> None:
    log.write("Ana", "reject", "s0")
    log.write("Ben", "accept", "s0")
    item = items(record)[_index(record, "s0")]
    ana, ben = view(record, log.all, "Ana").of(item), view(record, log.all, "Ben").of(item)
    assert ana is not None
    assert ben is not None
    assert (ana.verdict, ben.verdict) == ("rejected", "accepted")


def test_undo_and_redo(record: Record, log: Any) -> None:
    first = log.write("Ana", "accept", "s0")
    second = log.write("Ana", "reject", "s0")
    assert to_undo(log.all, "Ana") == second
    log.write("Ana", "undo", entry=second.id)
    assert to_undo(log.all, "Ana") == first
    assert to_redo(log.all, "Ana") == second
    assert to_undo(log.all, "Ben") is None
    log.write("Ana", "redo", entry=second.id)
    assert active(log.all) == (first, second)
    assert to_redo(log.all, "Ana") is None
    log.write("Ana", "undo", entry=second.id)
    log.write("Ana", "note", "s1", why="odd")
    assert to_redo(log.all, "Ana") is None  # something new was entered since


@given(st.lists(st.sampled_from(["accept", "undo", "redo"]), max_size=40))
def test_undoing_all_and_redoing_all_comes_back(actions: list[str]) -> None:
    entries: tuple[Entry, ...] = ()

    def write(action: str, after: Any) -> None:
        nonlocal entries
        entry = Entry(id=len(entries) + 1, at="", who="Ana", action=action, subject="r", after=after)
        entries = (*entries, entry)

    for action in actions:
        if action == "accept":
            write("accept", {"item": "published"})
            continue
        target = (to_undo if action == "undo" else to_redo)(entries, "Ana")
        if target is not None:
            write(action, {"entry": target.id})
    standing = active(entries)
    undone = 0
    while (target := to_undo(entries, "Ana")) is not None:
        write("undo", {"entry": target.id})
        undone += 1
    assert active(entries) == ()
    for _ in range(undone):
        target = to_redo(entries, "Ana")
        assert target is not None
        write("redo", {"entry": target.id})
    assert active(entries) == standing


def test_work_moves_with_its_words(record: Record, log: Any, reread: Callable[..., Record]) -> None:
    log.write("Ana", "reject", "s1")
    moved = reread(prefix="LIMA (AFP) - ")
    found = items(moved)
    item = found[_index(moved, "s1")]
    opinion = view(moved, log.all, "Ana", found).of(item)
    assert opinion is not None
    assert (opinion.verdict, opinion.fit) == ("rejected", "moved")


def test_work_whose_words_are_gone_is_shown_not_dropped(
    record: Record, log: Any, reread: Callable[..., Record]
) -> None:
    log.write("Ana", "change", "s1", field="act", value="assert")
    text = record.document.text.replace("the port had closed on Monday", "the harbour had shut on Monday")
    other = msgspec.structs.replace(
        record,
        document=msgspec.structs.replace(record.document, text=text),
        statements=record.statements[:1],
        times=(),
    )
    seen = view(other, log.all, "Ana")
    (loose,) = seen.loose
    assert loose.fit == "loose"
    assert loose.fields == {"act": "assert"}
    assert loose.judged is not None
    assert "the port had closed on Monday" in loose.judged.words


def test_an_added_item_keeps_its_words(record: Record, log: Any, reread: Callable[..., Record]) -> None:
    start = record.document.text.index("thanked")
    log.entries.append(
        Entry(
            id=1, at="", who="Ana", action="add", subject="r",
            after={
                "item": f"statement:{start}-{start + 15}+1", "kind": "statement", "fields": {"source": "Peru", "act": "praise"},
                "spans": [[start, start + 15]], "words": ["thanked Bolivia"],
            },
        )
    )  # fmt: skip
    moved = reread(prefix="LIMA - ")
    (added,) = view(moved, log.all, "Ana").added
    assert added.spans == ((start + 7, start + 22),)
    assert added.fit == "moved"


def test_entries_that_make_no_sense_are_passed_over(record: Record) -> None:
    strange = [
        Entry(id=1, at="", who="Ana", action="accept", subject="r", after=None),
        Entry(id=2, at="", who="Ana", action="accept", subject="r", after={"item": 7}),
        Entry(id=3, at="", who="Ana", action="change", subject="r", after={"item": "nonsense:1-2"}),
        Entry(id=4, at="", who="Ana", action="undo", subject="r", after={"entry": "x"}),
        Entry(id=5, at="", who="Ana", action="conquer", subject="r", after={"item": "published"}),
    ]
    assert view(record, tuple(strange), "Ana").opinions == {}
