"""The texts without talks are many, different, filled, and the same for the same seed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from bench import notalks

TEXTS = notalks.generate()
TEMPLATES = yaml.safe_load(notalks.TEMPLATES.read_text(encoding="utf-8"))["templates"]


def test_a_hundred_different_texts_from_enough_templates() -> None:
    assert len(TEXTS) == len(dict(TEXTS)) == len({text for _, text in TEXTS}) == 100
    assert len({t["id"] for t in TEMPLATES}) == len(TEMPLATES) >= 25
    assert {name[4:] for name, _ in TEXTS} == {t["id"] for t in TEMPLATES}


def test_the_same_seed_gives_the_same_texts() -> None:
    assert notalks.generate(0) == TEXTS
    assert notalks.generate(1) != TEXTS


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[n for n, _ in TEXTS])
def test_a_text_is_filled_and_short(name: str, text: str) -> None:
    assert not re.search(r"[{}\[\]|#]", text)
    assert 50 <= len(text.split()) <= 150


def test_every_kind_has_several_templates() -> None:
    kinds = [t["kind"] for t in TEMPLATES]
    assert {k for k in kinds if kinds.count(k) >= 2} >= {
        "sports",
        "markets",
        "weather",
        "courts",
        "cooking",
        "celebrity",
    }


def test_score_counts_texts_with_meetings() -> None:
    name = TEXTS[0][0]
    records = {name: {"meetings": [{"evidence": [{"start": 0, "end": 3, "text": "met"}]}, {"evidence": []}]}}
    figures = notalks.score(records)
    assert (figures["texts"], figures["false"], figures["percent"], figures["meetings"]) == (100, 1, 1.0, 2)
    assert figures["named"] == [f"{name}: ['met']"]


def test_the_command_fails_above_the_ceiling(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for i, (name, _) in enumerate(TEXTS):
        meetings = [{"evidence": []}] if i < 3 else []
        (tmp_path / f"{name}.json").write_text(json.dumps({"meetings": meetings}), encoding="utf-8")
    assert notalks.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("3 of 100 texts (3.0 %) were given 3 meetings")
    (tmp_path / f"{TEXTS[0][0]}.json").write_text('{"meetings": []}', encoding="utf-8")
    assert notalks.main([str(tmp_path)]) == 0
    (tmp_path / f"{TEXTS[0][0]}.json").unlink()
    assert notalks.main([str(tmp_path)]) == 2


def test_the_command_writes_the_texts(tmp_path: Path) -> None:
    assert notalks.main(["--write", str(tmp_path / "out")]) == 0
    assert {p.stem: p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir()} == dict(TEXTS)
