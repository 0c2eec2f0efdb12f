"""``dragoman evaluate`` and ``dragoman serve`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.intake import read_bytes
from dragoman.project import Project
from dragoman.reading.reader import Reader
from dragoman.record import Record
from dragoman.review import items, subject_of

TEXT = b"""OSLO, June 3, 2015 (Reuters) - The foreign ministers of Norway and Chad met in Oslo on Wednesday.

"We agreed on fishing rights," Norwegian Foreign Minister Borge Brende told reporters.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one report, nothing judged."""
    path = tmp_path / "a.dragoman"
    reader = Reader()
    with Project.open(path, create=True) as opened:
        opened.add(TEXT, "a.txt", [(d, reader.read(d)) for d in read_bytes(TEXT, "a.txt")])
    return path


def test_nothing_reviewed_is_said(project: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(project)])
    assert result.exit_code == 1
    assert "nothing is reviewed" in result.stderr


def test_scores_and_gold(project: Path, tmp_path: Path) -> None:
    with Project.open(project) as opened:
        (document,) = opened.documents()
        about = subject_of(document.sha256, document.part)
        for item in items(opened.record(document.id)):
            if item.kind == "statement":
                opened.log("Ana", "accept", about, after={"item": item.key})
        opened.log("Ana", "finish", about, after={})
    gold = tmp_path / "gold.jsonl"
    result = CliRunner().invoke(app, ["evaluate", str(project), "-f", "json", "--gold", str(gold)])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    exists = next(s for s in found["scores"] if (s["kind"], s["field"]) == ("statement", "exists"))
    assert exists["precision"] == 1.0
    record = Record.from_json(gold.read_bytes())
    assert len(record.statements) == exists["right"]
    table = CliRunner().invoke(app, ["evaluate", str(project)])
    assert "statement" in table.stdout
    nobody = CliRunner().invoke(app, ["evaluate", str(project), "--reviewer", "Ben"])
    assert nobody.exit_code == 1


@pytest.mark.parametrize("command", ["evaluate", "serve"])
def test_what_is_no_project_is_said(tmp_path: Path, command: str) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("no project at all, only some words that are longer than nothing", encoding="utf-8")
    result = CliRunner().invoke(app, [command, str(other)])
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", str(tmp_path / "p.dragoman"), "--port", str(port)])
    assert result.exit_code == 1
    assert "another --port" in result.stderr
