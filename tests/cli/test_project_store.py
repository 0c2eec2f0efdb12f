"""dragoman add, update, remove, status and search from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from tests.project.conftest import LONGER, OTHER, WIRE

run = CliRunner()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three reports, one of which extends another."""
    folder = tmp_path_factory.mktemp("filled")
    reports = folder / "reports"
    reports.mkdir()
    for name, text in (("wire", WIRE), ("longer", LONGER), ("other", OTHER)):
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    result = run.invoke(app, ["add", str(folder / "talks.dragoman"), str(reports)])
    assert result.exit_code == 0, result.output
    assert "3 files: 3 added" in result.stderr
    assert result.stdout == ""
    return folder / "talks.dragoman"


def test_adding_again_changes_nothing(filled: Path) -> None:
    result = run.invoke(app, ["add", str(filled), str(filled.parent / "reports")])
    assert result.exit_code == 0
    assert "3 already there" in result.stderr


def test_status_counts_copies_once(filled: Path) -> None:
    result = run.invoke(app, ["status", str(filled)])
    assert "3 reports, 2 independent" in result.stdout
    data = json.loads(run.invoke(app, ["status", str(filled), "--format", "json"]).stdout)
    assert data["status"]["lineages"] == 2
    assert [bool(d["copy_of"]) for d in data["documents"]].count(True) == 1


def test_a_bad_file_is_named_and_never_stops_the_others(filled: Path, tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    good = tmp_path / "good.txt"
    good.write_text("Talks between Chad and Niger on the lake ended in Niamey, officials said.\n", encoding="utf-8")
    project = tmp_path / "new.dragoman"
    result = run.invoke(app, ["add", str(project), str(bad), str(huge), str(good)])
    assert result.exit_code == 1
    assert "1 added" in result.stderr
    assert "empty.txt: the file is empty" in result.stderr
    assert "huge.txt: the file has 2,147,483,648 bytes" in result.stderr


def test_standard_input(tmp_path: Path) -> None:
    project = tmp_path / "stdin.dragoman"
    assert run.invoke(app, ["add", str(project), "-"], input=WIRE.encode()).exit_code == 0
    assert "stdin" in run.invoke(app, ["status", str(project), "--list"]).stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["berths"], 1),
        (["berths OR lorries"], 1),
        (["port NOT berths"], 1),
        (["demand*", "--speaker", "Arce"], 1),
        (["--act", "assert", "--speaker", "quintana"], 1),
        (["--outlet", "reuters", "sea"], 1),
        (["zebra"], 0),
        (["--in", "text", "lorries"], 1),
        (["--until", "1999-01-01", "--in", "text", '"behind closed doors"'], 0),
        (["--in", "text", '"behind closed doors"'], 1),
    ],
)
def test_search(filled: Path, arguments: list[str], expected: int) -> None:
    result = run.invoke(app, ["search", str(filled), *arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert bool(found["total"]) == bool(expected), found
    assert len(found["hits"]) == found["total"]


def test_search_prints_tables_for_people_and_csv_for_spreadsheets(filled: Path) -> None:
    table = run.invoke(app, ["search", str(filled), "port"])
    assert "speaker" in table.stdout.splitlines()[0]
    assert "[port]" in table.stdout
    rows = list(csv.DictReader(io.StringIO(run.invoke(app, ["search", str(filled), "port", "-f", "csv"]).stdout)))
    assert rows[0]["snippet"]
    first = json.loads(run.invoke(app, ["search", str(filled), "port", "-n", "1", "-f", "json"]).stdout)
    second = json.loads(run.invoke(app, ["search", str(filled), "port", "-n", "1", "-p", "2", "-f", "json"]).stdout)
    assert first["hits"] != second["hits"]


@pytest.mark.parametrize(
    ("words", "says"),
    [("(port", "not closed"), ("NOT port", "NOT needs"), ("port OR", "missing"), ("port)", "closing")],
)
def test_a_query_that_makes_no_sense(filled: Path, words: str, says: str) -> None:
    result = run.invoke(app, ["search", str(filled), words])
    assert result.exit_code == 1
    assert says in result.stderr


def test_update_reads_again_and_remove_removes(tmp_path: Path) -> None:
    report = tmp_path / "wire.txt"
    report.write_text(WIRE, encoding="utf-8")
    project = tmp_path / "p.dragoman"
    run.invoke(app, ["add", str(project), str(report), "--published", "2009-03-03"])
    assert "nothing to do" in run.invoke(app, ["update", str(project)]).stderr
    assert "1 read again" in run.invoke(app, ["update", str(project), "--all"]).stderr
    listed = json.loads(run.invoke(app, ["status", str(project), "-f", "json"]).stdout)
    assert listed["documents"][0]["published"] == "2009-03-03"
    assert run.invoke(app, ["remove", str(project), "7"]).exit_code == 1
    assert run.invoke(app, ["remove", str(project), str(report)]).exit_code == 0
    assert "0 reports" in run.invoke(app, ["status", str(project)]).stdout


def test_no_project_is_a_sentence(tmp_path: Path) -> None:
    result = run.invoke(app, ["status", str(tmp_path / "none.dragoman")])
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert run.invoke(app, ["status"]).exit_code == 2
