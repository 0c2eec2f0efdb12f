"""The view commands: tables, JSON and CSV of one project."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.project import Project
from tests.project.build import Draft

run = CliRunner()
VIEWS = ("timeline", "meetings", "people", "positions", "contradictions", "network", "merges")
FIRST = "Envoys of Peru and Bolivia met in Lima on 2012-03-06. Julio Arce said that Peru had promised a road to the coast.\n"
SECOND = (
    "In the end Rosa Quintana got up. The talks of Peru and Bolivia that were held in Lima on 2012-03-06 had lasted too long, "
    "she said, and denied that Peru had promised any road to the coast. Nobody from the other side, Julio Arce least of all, "
    "wished to answer her.\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "talks.dragoman"
    with Project.open(path, create=True) as project:
        first = Draft(FIRST, day="2012-03-07", outlet="=Post")
        arce = first.person("Julio Arce", "Bolivia", "envoy", "envoy")
        first.meets("met", ("Peru", "Bolivia"), day="2012-03-06", place="Lima", duration="PT4H")
        first.says(arce, "Peru had promised a road to the coast", "assert", target=first.state("Peru"))
        first.wants("Bolivia", "road", "demands", "s1", arce)
        first.into(project, "first.txt")
        second = Draft(SECOND, day="2012-03-08", outlet="Herald")
        second.person("Julio Arce", "Bolivia", "envoy", "envoy")
        second.meets("were held", ("Peru", "Bolivia"), day="2012-03-06", place="Lima", duration="PT3H")
        second.says(
            second.person("Rosa Quintana", "Peru"),
            "that Peru had promised any road to the coast",
            "deny",
            standing="denied",
        )
        second.into(project, "second.txt")
        project.settle()
    return path


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_prints_a_table_json_and_csv(filled: Path, view: str) -> None:
    table = run.invoke(app, [view, str(filled)])
    assert table.exit_code == 0, table.output
    assert len(table.stdout.splitlines()) > 2
    assert json.loads(run.invoke(app, [view, str(filled), "--format", "json"]).stdout)
    rows = list(csv.reader(io.StringIO(run.invoke(app, [view, str(filled), "-f", "csv"]).stdout)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_accounts(filled: Path) -> None:
    table = run.invoke(app, ["accounts", str(filled), "1"])
    assert table.exit_code == 0, table.output
    assert "differ" in next(line for line in table.stdout.splitlines() if "duration" in line)
    assert run.invoke(app, ["accounts", str(filled)]).exit_code == 2
    missing = run.invoke(app, ["accounts", str(filled), "77"])
    assert missing.exit_code == 1
    assert "there is no meeting 77" in missing.stderr


def test_cells_are_no_formulas(filled: Path) -> None:
    text = run.invoke(app, ["search", str(filled), "-f", "csv"]).stdout
    assert ",'=Post," in text


def test_contradictions_by_kind(filled: Path) -> None:
    found = json.loads(run.invoke(app, ["contradictions", str(filled), "--kind", "direct", "-f", "json"]).stdout)
    assert sorted(c["about"] for c in found) == ["claim", "duration"]


def test_a_matrix_has_a_column_an_issue(filled: Path) -> None:
    rows = list(csv.reader(io.StringIO(run.invoke(app, ["positions", str(filled), "--matrix", "-f", "csv"]).stdout)))
    assert rows == [["party", "road"], ["Bolivia", "demands (1)"]]


def test_undoing_a_merge_from_the_command_line(filled: Path) -> None:
    (merge,) = json.loads(run.invoke(app, ["merges", str(filled), "--kind", "meeting", "-f", "json"]).stdout)
    result = run.invoke(app, ["merges", str(filled), "--undo", str(merge["id"]), "--why", "two meetings"])
    assert result.exit_code == 0
    assert "undone" in result.stdout
    assert len(json.loads(run.invoke(app, ["meetings", str(filled), "-f", "json"]).stdout)) == 2
    assert run.invoke(app, ["merges", str(filled), "--accept", str(merge["id"])]).exit_code == 0
    assert len(json.loads(run.invoke(app, ["meetings", str(filled), "-f", "json"]).stdout)) == 1
    assert run.invoke(app, ["merges", str(filled), "--undo", "999"]).exit_code == 1
