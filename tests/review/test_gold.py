"""Agreement, consensus, gold and evaluation."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.record import Record
from dragoman.review import Entry, alphas, evaluate, gold, items, settle, side_by_side, view
from dragoman.review.evaluation import wilson
from dragoman.review.gold import bounds


def _pairs(record: Record, log: Any) -> Any:
    found = items(record)
    return side_by_side(found, tuple(view(record, log.all, who, found) for who in ("Ana", "Ben")))


def test_alpha_by_hand(record: Record, log: Any) -> None:
    # "is it there" of four items: yes-yes, yes-yes, no-no, yes-no
    for item, ana, ben in [("s0", "accept", "accept"), ("e0", "accept", "accept"), ("s1", "reject", "reject")]:
        log.write("Ana", ana, item)
        log.write("Ben", ben, item)
    log.write("Ana", "accept", "e1")
    log.write("Ben", "reject", "e1")
    found = {a.name: a for a in alphas(_pairs(record, log))}
    exists = found["exists"]
    assert (exists.units, exists.agreed) == (4, 3)
    # 5 times yes, 3 times no; observed disagreement 2 of 8 pairs, expected 2 * 5 * 3 of 8 * 7
    expected = 1 - (2 / 8) / (2 * 5 * 3 / (8 * 7))
    assert exists.alpha == pytest.approx(expected, abs=1e-3)


def test_what_one_did_not_judge_is_no_disagreement(record: Record, log: Any) -> None:
    log.write("Ana", "accept", "s0")
    (pair,) = _pairs(record, log)
    assert pair.agree is None
    assert alphas([pair]) == ()


def test_full_agreement_on_one_value_has_no_alpha_and_says_why(record: Record, log: Any) -> None:
    for who in ("Ana", "Ben"):
        log.write(who, "reject", "s0")
        log.write(who, "reject", "s1")
    (exists,) = alphas(_pairs(record, log))
    assert exists.alpha is None
    assert exists.reason


def _added(number: int, who: str, record: Record, words: str, **fields: Any) -> Entry:
    start = record.document.text.index(words)
    return Entry(
        id=number, at="", who=who, action="add", subject="r",
        after={
            "item": f"statement:{start}-{start + len(words)}+{number}", "kind": "statement", "fields": fields,
            "spans": [[start, start + len(words)]], "words": [words],
        },
    )  # fmt: skip


def test_added_on_the_same_words_is_one_item(record: Record, log: Any) -> None:
    log.entries += [
        _added(1, "Ana", record, "thanked Bolivia", act="praise"),
        _added(2, "Ben", record, "Peru thanked Bolivia", act="welcome"),
    ]
    (pair,) = _pairs(record, log)
    assert {u.field: u.agree for u in pair.units}["exists"] is True
    assert {u.field: u.agree for u in pair.units}["act"] is False


def test_consensus_needs_agreement_or_a_decision(record: Record, log: Any) -> None:
    log.write("Ana", "accept", "s0")
    log.write("Ben", "change", "s0", field="act", value="promise")
    log.write("Ana", "accept", "s1")
    settled = settle(record, log.all)
    keys = {i.id: i.key for i in items(record)}
    assert settled.open == (keys["s0"],)
    assert settled.held[keys["s1"]].verdict == "accepted"
    log.write("Cleo", "decide", "s0", verdict="changed", fields={"act": "promise"})
    settled = settle(record, log.all)
    assert settled.open == ()
    assert settled.held[keys["s0"]].fields == {"act": "promise"}


def test_gold_is_a_record(record: Record, log: Any) -> None:
    log.write("Ana", "change", "s0", field="source", value="Bolivia")
    log.write("Ana", "reject", "s1")
    log.write("Ana", "change", "published", field="value", value="2015-03-04")
    log.entries.append(_added(9, "Ana", record, "thanked Bolivia", source="Peru", act="praise", target="Bolivia"))
    made = gold(record, log.all)
    assert Record.from_json(made.to_json()) == made
    assert [s.act for s in made.statements] == ["assert", "praise"]
    names = {e.id: e.name for e in made.entities}
    assert names[made.statements[0].source.entity] == "Bolivia"  # type: ignore[union-attr, index]
    assert names[made.statements[1].target.entity] == "Bolivia"  # type: ignore[union-attr, index]
    assert (made.published.status, made.published.earliest) == ("known", "2015-03-04")
    assert made.times == ()  # nobody judged it
    assert gold(record, log.all, unjudged=True).times == record.times
    for statement in made.statements:
        for anchor in statement.content:
            assert made.document.text[anchor.start : anchor.end] == anchor.text


def test_gold_without_reviews(record: Record) -> None:
    assert gold(record, ()).statements == ()
    assert gold(record, (), unjudged=True) == record


def test_merged_entities_are_one(record: Record, log: Any) -> None:
    log.write("Ana", "change", "e2", field="same_as", value="Peru")
    log.write("Ana", "accept", "e0")
    made = gold(record, log.all)
    (peru,) = [e for e in made.entities if e.name == "Peru"]
    assert [m.text for m in peru.mentions] == ["Peru", "Peru", "Bolivia"]
    assert "Bolivia" in peru.aliases


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2015-03-04", "2015-03-04", "2015-03-04"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-03-04/2015-04", "2015-03-04", "2015-04-30"),
        ("2015?", "2015-01-01", "2015-12-31"),
        ("201X", None, None),
        ("2015-13", None, None),
        (None, None, None),
    ],
)
def test_bounds_of_dates(edtf: str | None, earliest: str | None, latest: str | None) -> None:
    assert bounds(edtf) == (earliest, latest)


def test_scores_count_what_was_judged(record: Record, log: Any) -> None:
    log.write("Ana", "accept", "s0")
    log.write("Ana", "change", "s1", field="source", value="Peru")
    log.write("Ana", "reject", "e2")
    log.entries.append(_added(20, "Ana", record, "thanked Bolivia", source="Peru", act="praise"))
    unfinished = {(s.kind, s.field): s for s in evaluate([(record, log.all)]).scores}
    assert unfinished["statement", "exists"].precision == 1.0
    assert unfinished["statement", "exists"].recall is None
    log.write("Ana", "finish")
    found = {(s.kind, s.field): s for s in evaluate([(record, log.all)]).scores}
    assert found["statement", "exists"].recall == pytest.approx(2 / 3)
    assert found["statement", "source"].precision == pytest.approx(1 / 2)
    assert found["statement", "source"].recall == pytest.approx(1 / 3)
    assert found["entity", "exists"].precision == 0.0
    assert found["statement", "act"].f == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_reliability_comes_from_other_reports(record: Record, log: Any) -> None:
    log.write("Ana", "accept", "s0")
    log.write("Ana", "reject", "s1")
    one = evaluate([(record, log.all)])
    assert one.apart == "items"
    two = evaluate([(record, log.all), (record, log.all)])
    assert two.apart == "reports"
    assert sum(b.items for b in two.bins if b.kind == "statement") == 4
    for b in two.bins:
        assert b.low <= b.forecast <= b.high
        assert 0 <= b.worst <= b.right <= b.best <= 1
    # the rule that only the rejected one has is relied on less
    low = min(two.bins, key=lambda b: b.forecast)
    assert low.right == 0.0


def test_wilson() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
