"""``dragoman export`` from reports and records, to files and folders."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

run = CliRunner()
REPORT = "OSLO, May 3 (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_record_and_its_report_export_alike(report: Path, tmp_path: Path) -> None:
    record = tmp_path / "a.json"
    assert run.invoke(app, ["read", str(report), "-o", str(record)]).exit_code == 0
    first = run.invoke(app, ["export", str(report), "-f", "webannotation"])
    second = run.invoke(app, ["export", str(record), "-f", "webannotation"])
    assert first.exit_code == second.exit_code == 0
    assert json.loads(first.stdout) == json.loads(second.stdout)


def test_a_folder_appears_whole_and_is_never_overwritten(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert run.invoke(app, ["export", str(report), "-f", "csv", "-o", str(out)]).exit_code == 0
    assert (out / "datapackage.json").exists()
    again = run.invoke(app, ["export", str(report), "-f", "csv", "-o", str(out)])
    assert again.exit_code == 2
    assert not list(tmp_path.glob(".dragoman-*"))


@pytest.mark.parametrize("arguments", [["-f", "nope"], ["-f", "csv"], []])
def test_wrong_usage(report: Path, arguments: list[str]) -> None:
    assert run.invoke(app, ["export", str(report), *arguments]).exit_code == 2


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"schema": "1"}', encoding="utf-8")
    result = run.invoke(app, ["export", str(path), "-f", "jsonl"])
    assert result.exit_code == 2
    assert "required field" in " ".join(result.stderr.replace("│", " ").split())


def test_gold_comes_from_projects_only(report: Path, tmp_path: Path) -> None:
    assert run.invoke(app, ["export", str(report), "-f", "gold"]).exit_code == 2
    project = tmp_path / "a.dragoman"
    assert run.invoke(app, ["add", str(project), str(report)]).exit_code == 0
    nothing = run.invoke(app, ["export", str(project), "-f", "gold"])
    assert nothing.exit_code == 1
    assert "no record" in nothing.stderr
    assert run.invoke(app, ["export", str(project), "-f", "jsonl"]).stdout.count("\n") == 1


def test_a_broken_project_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.dragoman"
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 50)
    result = run.invoke(app, ["export", str(path), "-f", "jsonl"])
    assert result.exit_code == 1
    assert "bad.dragoman" in result.stderr
