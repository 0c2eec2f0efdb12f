"""The gold for meetings holds together, and the scorer gives a perfect record 100 and a damaged one less."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import talks
from bench.sameness import duration_parts, edtf_bounds, fold, head_phrase, same_date, same_topic
from bench.talks_gold import FORMATS, KINDS, LEVELS, OUTCOMES, STATUSES, GoldError, Meeting, Report, load

GOLD = load()


def perfect(report: Report, *, optional: bool = True) -> dict[str, Any]:
    """The record that the gold asks for, with or without its optional items."""
    entities: dict[str, dict[str, Any]] = {}

    def entity(name: str) -> str:
        if name not in entities:
            entities[name] = {"id": f"e{len(entities)}", "name": name, "aliases": []}
        return str(entities[name]["id"])

    def anchor(words: str) -> dict[str, Any]:
        start = report.text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    def refs(items: Any) -> list[dict[str, Any]]:
        return [{"entity": entity(i.names[0])} for i in items if optional or not i.optional]

    def spans(items: Any) -> list[dict[str, Any]]:
        return [{"issue": None, **anchor(i.names[0])} for i in items if optional or not i.optional]

    def dated(value: str | None) -> dict[str, Any] | None:
        bounds = edtf_bounds(value) if value else None
        return {"value": value, "earliest": str(bounds[0]), "latest": str(bounds[1])} if bounds else None

    def meeting(m: Meeting) -> dict[str, Any]:
        parties = {*m.heads, *m.members}
        return {
            "id": m.id,
            "status": m.status[0],
            "kind": m.kind[0],
            "format": m.format[0],
            "level": m.level[0],
            "when": dated(m.when[0]),
            "duration": {"value": m.duration[0]} if m.duration[0] else None,
            "place": {"name": m.place[0], "venue": m.venue[0]},
            "parties": refs(m.parties),
            "delegations": [
                {
                    "party": entity(p),
                    "head": entity(m.heads[p].names[0])
                    if p in m.heads and (optional or not m.heads[p].optional)
                    else None,
                    "members": [r["entity"] for r in refs(m.members.get(p, ()))],
                }
                for p in sorted(parties)
            ],
            "hosts": refs(m.hosts),
            "mediators": refs(m.mediators),
            "observers": refs(m.observers),
            "topics": spans(m.topics),
            "topics_excluded": spans(m.topics_excluded),
            "preconditions": spans(m.preconditions),
            "outcomes": [{"kind": o.kinds[0], **anchor(o.text)} for o in m.outcomes if optional or not o.optional],
            "characterised": spans(m.characterised),
            "first_since": {"value": None, **anchor(m.first_since[0])} if m.first_since[0] else None,
            "publicity": anchor(m.publicity) if m.publicity else None,
            "round": m.round,
            "next": m.next,
            "evidence": [anchor(w) for w in m.mentions],
        }

    meetings = [meeting(m) for m in report.meetings if optional or not m.optional]
    positions = [
        {"party": entity(p.party.names[0]), "issue": p.issue, "stance": p.stances[0], "anchor": anchor(p.issue)}
        for p in report.positions
    ]
    warnings = [anchor(t) for m in report.meetings for c in m.conflicts for t in c.texts]
    return {"entities": list(entities.values()), "meetings": meetings, "positions": positions, "warnings": warnings}


PERFECT = {r.name: perfect(r) for r in GOLD}


# ---------------------------------------------------------------- the gold


def test_there_is_enough_of_it() -> None:
    statuses = Counter(m.status[0] for r in GOLD for m in r.meetings if not m.optional)
    assert len(GOLD) >= 44
    assert statuses.total() >= 64
    assert statuses["held"] * 2 <= statuses.total()


@pytest.mark.parametrize(
    ("field", "values"),
    [("status", STATUSES), ("kind", KINDS), ("format", FORMATS[:-1]), ("level", LEVELS)],
)
def test_every_value_occurs_in_both_splits(field: str, values: tuple[str, ...]) -> None:
    for split in ("dev", "check"):
        meetings = [m for r in GOLD if r.split == split for m in r.meetings if not m.optional]
        seen = {v for m in meetings for v in getattr(m, field)}
        assert seen >= set(values), split


def test_every_outcome_occurs() -> None:
    assert {k for r in GOLD for m in r.meetings for o in m.outcomes for k in o.kinds} == set(OUTCOMES)


def test_splits_alternate_by_name() -> None:
    assert [r.split for r in GOLD] == [("dev", "check")[i % 2] for i in range(len(GOLD))]


@pytest.mark.parametrize("report", GOLD, ids=lambda r: r.name)
def test_a_report_is_of_the_agreed_length_and_not_the_seed(report: Report) -> None:
    assert 150 <= len(report.text.split()) <= 350
    assert not re.search(r"Crocker|Qumi|Mottaki|Maliki|Baghdad", report.text)


# ---------------------------------------------------------------- the score


@pytest.mark.parametrize("optional", [True, False])
def test_a_perfect_record_gets_100(optional: bool) -> None:
    figures = talks.score(GOLD, {r.name: perfect(r, optional=optional) for r in GOLD})
    for split in ("all", "dev", "check"):
        assert figures[split]["meetings"]["f"] == 100.0
        assert {k: v["f"] for k, v in figures[split]["f1"].items() if v["f"] != 100.0} == {}
        assert {k: v["accuracy"] for k, v in figures[split]["accuracy"].items() if v["accuracy"] != 100.0} == {}
        assert figures[split]["errors"] == []
    assert figures["all"]["reports"] == figures["dev"]["reports"] + figures["check"]["reports"]


def test_nothing_found_gets_0() -> None:
    figures = talks.score(GOLD, {})["all"]
    assert figures["meetings"]["r"] == figures["meetings"]["f"] == 0.0
    assert len(figures["errors"]) >= sum(not m.optional for r in GOLD for m in r.meetings)


def damaged(name: str, meeting: str, **changes: Any) -> dict[str, Any]:
    records = copy.deepcopy(PERFECT)
    found = next(m for m in records[name]["meetings"] if m["id"] == meeting)
    found.update(changes)
    return talks.score(GOLD, records)["all"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("status", {"status": "held"}),
        ("date", {"when": {"value": "1999-01-01"}}),
        ("date", {"when": None}),
        ("place", {"place": {"name": "Oslo", "venue": "the Grand Hilton hotel"}}),
        ("heads", {"delegations": []}),
        ("kind", {"kind": "visit"}),
        ("format", {"format": "multilateral"}),
        ("level", {"level": "experts"}),
        ("duration", {"duration": {"value": "PT1H"}}),
    ],
)
def test_one_wrong_value_costs_its_field_alone(field: str, changes: dict[str, Any]) -> None:
    figures = damaged("08-korea-cancelled", "m1", **changes)
    assert figures["meetings"]["f"] == 100.0
    assert [k for k, v in figures["accuracy"].items() if v["accuracy"] < 100.0] == [field]
    assert len([e for e in figures["errors"] if ": m1: " + field in e]) >= 1


@pytest.mark.parametrize(("field"), ["parties", "topics", "topics_excluded", "outcomes"])
def test_a_list_left_out_costs_recall_alone(field: str) -> None:
    name, meeting = ("02-nile-dam", "m1") if field == "outcomes" else ("08-korea-cancelled", "m1")
    figures = damaged(name, meeting, **{field: []})
    assert figures["f1"][field]["r"] < 100.0
    assert figures["f1"][field]["p"] == 100.0


def test_a_meeting_too_many_costs_precision() -> None:
    records = copy.deepcopy(PERFECT)
    spare = copy.deepcopy(records["02-nile-dam"]["meetings"][0])
    records["02-nile-dam"]["meetings"].append({**spare, "id": "m9", "status": "planned", "when": None})
    figures = talks.score(GOLD, records)["all"]
    assert figures["meetings"]["fp"] == 1
    assert figures["meetings"]["r"] == 100.0


def test_a_meeting_anchored_elsewhere_with_other_parties_is_no_match() -> None:
    figures = damaged("08-korea-cancelled", "m1", evidence=[], parties=[])
    assert figures["meetings"]["fn"] == figures["meetings"]["fp"] == 1


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_leaving_meetings_out_never_costs_precision(data: st.DataObject) -> None:
    records = {r.name: perfect(r, optional=False) for r in GOLD}
    total = sum(len(r["meetings"]) for r in records.values())
    kept = 0
    for record in records.values():
        record["meetings"] = [m for m in record["meetings"] if data.draw(st.booleans())]
        kept += len(record["meetings"])
    figures = talks.score(GOLD, records)["all"]["meetings"]
    assert (figures["tp"], figures["fp"], figures["fn"]) == (kept, 0, total - kept)


# ---------------------------------------------------------------- sameness


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the status of municipalities in the north", "municipalities in the north", True),
        ("security issues", "the security issues along the border", True),
        ("the release of prisoners", "release of the prisoners held since May", True),
        ("the release of prisoners", "the release of funds", False),
        ("the issue of water", "the issue of land", False),
        ("fishing rights", "land rights", False),
        ("", "water", False),
    ],
)
def test_same_topic(a: str, b: str, same: bool) -> None:
    assert same_topic(a, b) is same
    assert same_topic(b, a) is same


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the status of municipalities in the north", ["status", "municipality"]),
        ("a plan for joint patrols", ["plan"]),
        ("the Kaesong industrial park", ["kaesong", "industrial", "park"]),
    ],
)
def test_head_phrase(phrase: str, head: list[str]) -> None:
    assert head_phrase(phrase) == head


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Ivica Dačić", "ivica dacic"), ("the Polisario Front", "polisario front"), ("Côte d’Ivoire", "cote divoire")],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2013-06-02", "2013-06-02", "2013-06-02"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2007?", "2007-01-01", "2007-12-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2006-02-22/2006-02-23", "2006-02-22", "2006-02-23"),
    ],
)
def test_edtf_bounds(value: str, first: str, last: str) -> None:
    assert tuple(map(str, edtf_bounds(value) or ())) == (first, last)


@pytest.mark.parametrize("value", ["", "soon", "2013-02-30", "2013-13", "2014/2013", "/", "198X-05"])
def test_what_is_no_edtf(value: str) -> None:
    assert edtf_bounds(value) is None


def test_values_written_differently_are_the_same() -> None:
    assert duration_parts("PT90M") == duration_parts("PT1H30M")
    assert duration_parts("P2D") == duration_parts("PT48H")
    assert duration_parts("two hours") is None
    assert same_date("2007?", "2007")
    assert same_date(None, None)
    assert not same_date(None, "2007")


# ---------------------------------------------------------------- loading


TEXT = "Ann Lee of Freedonia met Bo Rask of Sylvania in Geneva on Monday.\n"
MEETING = """
- {id: m1, cue: met, status: held, kind: [talks], format: bilateral, level: officials, when: "2013-06-03",
   duration: null, place: Geneva, venue: null, first_since: null, parties: [Freedonia, Sylvania],
   heads: {Freedonia: Ann Lee}}
"""


def write(folder: Path, gold: str) -> Path:
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.yaml").write_text(gold, encoding="utf-8")
    return folder


def test_a_right_file_loads(tmp_path: Path) -> None:
    (report,) = load(write(tmp_path, f"split: dev\npublished: 2013-06-04\nmeetings:{MEETING}"))
    assert (report.published, report.meetings[0].place, report.meetings[0].parties[0].names) == (
        "2013-06-04",
        ("Geneva",),
        ("Freedonia",),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("cue: met", "cue: talked", "a.yaml: m1.cue: 'talked' is 0 times"),
        ("cue: met", "cue: n", "a.yaml: m1.cue: 'n' is"),
        ("status: held", "status: over", "a.yaml: m1.status: 'over' is not one of"),
        ("venue: null", "venue: the Palais", "a.yaml: m1.venue: 'the Palais' is not in the text"),
        ("heads:", "topics: [water], heads:", "a.yaml: m1.topics: 'water' is not in the text"),
        ("heads:", "outcomes: [{kind: agreed, text: a deal}], heads:", "a.yaml: m1.outcomes[0]: 'a deal' is not"),
        ("Ann Lee", "Cy Orr", "a.yaml: m1.heads: 'Cy Orr' is nobody in the text"),
        ("{Freedonia: Ann", "{Ruritania: Ann", "a.yaml: m1.heads: 'Ruritania' is not among the parties"),
        ('"2013-06-03"', '"June 3"', "a.yaml: m1.when: 'June 3' is not EDTF"),
        ("duration: null", "duration: long", "a.yaml: m1.duration: 'long' is not an ISO 8601 duration"),
        ("level: officials, ", "", "a.yaml: m1.level: is missing"),
        ("heads:", "head: x, heads:", "a.yaml: m1: unknown keys ['head']"),
        ("heads:", "next: m2, heads:", "a.yaml: m1.next: no meeting 'm2'"),
        ("split: dev", "split: test", "a.yaml: split: 'test' is not one of"),
        ("split: dev", "split: [", "a.yaml: not YAML"),
        ("meetings:", "meeting:", "a.yaml: file: needs a list of meetings"),
    ],
)
def test_a_wrong_file_is_named_with_its_item(tmp_path: Path, old: str, new: str, says: str) -> None:
    gold = f"split: dev\npublished: 2013-06-04\nmeetings:{MEETING}"
    assert old in gold
    with pytest.raises(GoldError, match=re.escape(says)):
        load(write(tmp_path, gold.replace(old, new)))


def test_a_text_without_gold_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, f"split: dev\npublished: null\nmeetings:{MEETING}")
    (folder / "texts" / "b.txt").write_text("x", encoding="utf-8")
    with pytest.raises(GoldError, match="b"):
        load(folder)


# ---------------------------------------------------------------- the command


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, record in PERFECT.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    assert talks.main([str(tmp_path), "--errors", "dev"]) == 0
    out = capsys.readouterr()
    assert re.search(r"meetings  P R F +100.0 100.0 100.0", out.out)
    assert out.err == ""
    assert talks.main([str(tmp_path / "none")]) == 2
