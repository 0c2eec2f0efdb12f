"""The gold for statements loads, and its scorer gives full marks to the gold itself and takes them off for faults."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import Any

import pytest

from bench import statements as bench

GOLD = bench.load()


def anchored(text: str, span: bench.Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}


def record_of(gold: bench.GoldText) -> dict[str, Any]:
    """A record that says just what the gold says."""
    entities: dict[str, dict[str, Any]] = {}

    def entity(names: tuple[str, ...]) -> str | None:
        if not names:
            return None
        kind = "unnamed-source" if names[0].startswith("unnamed:") else "person"
        entities.setdefault(names[0], {"id": f"e{len(entities)}", "kind": kind, "name": names[0], "aliases": []})
        return str(entities[names[0]]["id"])

    def party(span: bench.Span | None, names: tuple[str, ...]) -> dict[str, Any] | None:
        return None if span is None and not names else {"entity": entity(names), **(anchored(gold.text, span) or {})}

    statements = [
        {
            "id": g.id,
            "parent": g.parent,
            "source": party(g.source, g.speaker),
            "cue": anchored(gold.text, g.cue),
            "content": [anchored(gold.text, c) for c in g.content],
            "quotation": g.quotation,
            "act": g.acts[0],
            "negated": g.negated,
            "hedges": [anchored(gold.text, h) for h in g.hedges],
            "standing": g.standing[0],
            "addressee": party(g.addressee, ()),
            "target": party(None, g.target),
        }
        for g in gold.statements
    ]
    return {"document": {"text": gold.text}, "entities": list(entities.values()), "statements": statements}


RECORDS = {g.name: record_of(g) for g in GOLD}


def figures(value: object) -> list[float]:
    return [float(v) for v in value.values()] if isinstance(value, dict) else [float(value)]  # type: ignore[arg-type]


def test_gold_scores_full_marks_against_itself() -> None:
    for part, result in bench.score(GOLD, RECORDS).items():
        for name, value in result.items():
            if name not in ("gold", "found", "pairs"):
                assert min(figures(value)) == pytest.approx(100), (part, name)


def test_no_records_score_nothing() -> None:
    result = bench.score(GOLD, {})["all"]
    assert result["lenient"]["f"] == result["nested"]["f"] == 0
    assert result["found"] == 0
    assert result["gold"] > 0


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("act", lambda s: s.update(act="none")),
        ("act_first", lambda s: s.update(act="none")),
        ("standing", lambda s: s.update(standing="none")),
        ("quotation", lambda s: s.update(quotation="none")),
        ("polarity", lambda s: s.update(negated=not s["negated"])),
        ("speaker", lambda s: s.update(source=None)),
        ("lenient", lambda s: s.update(source={"entity": None, "start": 0, "end": 1})),
        ("lenient", lambda s: s.update(cue={"start": 0, "end": 1})),
        ("lenient", lambda s: s.update(content=[{"start": 0, "end": 1}])),
        ("strict", lambda s: s["content"][0].update(start=s["content"][0]["start"] + 8)),
        ("nested", lambda s: s.update(parent=None)),
        ("addressee", lambda s: s.update(addressee=None)),
        ("target", lambda s: s.update(target=None)),
        ("negated", lambda s: s.update(negated=False)),
        ("hedge_recall", lambda s: s.update(hedges=[])),
        ("hedge_recall_anywhere", lambda s: s.update(hedges=[])),
    ],
)
def test_a_fault_lowers_its_figure(figure: str, change: Any) -> None:
    records = copy.deepcopy(RECORDS)
    for record in records.values():
        for statement in record["statements"]:
            change(statement)
    assert min(figures(bench.score(GOLD, records)["all"][figure])) < 60


def test_spare_statements_cost_precision_only() -> None:
    records = copy.deepcopy(RECORDS)
    for record in records.values():
        spare = dict(record["statements"][0], id="spare", content=[{"start": 0, "end": 1}])
        record["statements"].append(spare)
    result = bench.score(GOLD, records)["all"]
    assert result["lenient"]["r"] == pytest.approx(100)
    assert result["lenient"]["p"] < 100


def test_the_set_is_large_and_balanced_enough() -> None:
    statements = [s for g in GOLD for s in g.statements]
    assert len(GOLD) >= 40
    assert len(statements) >= 800
    assert sum(s.parent is not None for s in statements) >= 150
    assert abs(sum(g.split == "dev" for g in GOLD) * 2 - len(GOLD)) <= 4
    assert {a for s in statements for a in s.acts[:1]} == set(bench.ACTS)
    assert {t for s in statements for t in s.standing} == set(bench.STANDINGS)
    assert {s.quotation for s in statements} == set(bench.QUOTATIONS)


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.name)
def test_text_is_well_kept(gold: bench.GoldText) -> None:
    assert gold.split == ("check" if hashlib.sha256(gold.name.encode()).digest()[0] % 2 else "dev")
    assert 180 <= len(gold.text.split()) <= 420
    assert not any(line != line.rstrip() for line in gold.text.split("\n"))
    by_id = {s.id: s for s in gold.statements}
    for s in gold.statements:
        if s.parent is not None:
            outer = by_id[s.parent].content
            assert any(a <= s.content[0][0] and s.content[0][1] <= b for a, b in outer), s.id


def write(tmp_path: Path, **fields: object) -> Path:
    (tmp_path / "texts").mkdir(exist_ok=True)
    (tmp_path / "texts" / "t.txt").write_text("Mali said he said no.\n\nThen Chad said no to Mali.\n", encoding="utf-8")
    statement = {
        "id": "s1",
        "par": 2,
        "source": "Chad",
        "cue": "said",
        "content": ["no to Mali"],
        "quotation": "indirect",
    }
    statement |= {"act": "reject", "standing": "attributed"} | fields
    path = tmp_path / "t.yaml"
    path.write_text(bench.yaml.safe_dump({"split": "dev", "statements": [statement]}), encoding="utf-8")
    return path


def test_words_become_offsets(tmp_path: Path) -> None:
    gold = bench.load_text(write(tmp_path))
    (s,) = gold.statements
    assert [gold.text[a:b] for a, b in (*s.content, s.cue or (0, 0), s.source or (0, 0))] == [
        "no to Mali",
        "said",
        "Chad",
    ]
    assert s.cue == (33, 37)
    assert bench.load_text(write(tmp_path, cue="said#2")).statements[0].cue == (13, 17)
    assert bench.load_text(write(tmp_path, content=["no … Mali"])).statements[0].content == s.content


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"content": ["yes to Mali"]}, "t.yaml: s1: content not found in the text: 'yes to Mali'"),
        ({"content": ["o to Mali"]}, "content not found"),
        ({"content": "no"}, "content must be a list"),
        ({"source": "Niger"}, "source not found in the text: 'Niger'"),
        ({"cue": "said#4"}, "cue not found"),
        ({"hedges": ["alleged"]}, "hedges not found"),
        ({"par": 3}, "the text has 2 paragraphs"),
        ({"act": "shout"}, "act is 'shout'"),
        ({"standing": None}, "standing is missing"),
        ({"parent": "s9"}, "its parent 's9'"),
        ({"mood": "bad"}, "unknown field mood"),
    ],
)
def test_faults_of_the_gold_are_named(tmp_path: Path, fields: dict[str, object], says: str) -> None:
    with pytest.raises(bench.GoldError) as caught:
        bench.load_text(write(tmp_path, **fields))
    assert says in str(caught.value)
    assert str(caught.value).startswith("t.yaml: s1: ")


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    for name, record in RECORDS.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    assert bench.main([str(tmp_path)]) == 0
    assert "hedge_recall" in capsys.readouterr().out
    (tmp_path / f"{GOLD[0].name}.json").write_text("{", encoding="utf-8")
    assert bench.main([str(tmp_path)]) == 2
