"""``dragoman batch``: what it prints and how it ends."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.cli.batch import Pace, duration
from dragoman.scale import run as scale_run
from tests.scale.corpus import in_this_process, plain

run = CliRunner()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are done in this process."""
    monkeypatch.setattr(scale_run, "engine", in_this_process)


def words(output: str) -> str:
    return re.sub(r"[\s│]+", " ", output)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(0.2, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (12_000, "3 h 20 min"), (180_000, "2 days 2 h")],
)
def test_durations(seconds: float, says: str) -> None:
    assert duration(seconds) == says


def test_pace_leaves_out_what_was_there_and_how_long_models_took_to_load() -> None:
    pace = Pace(100.0)
    assert pace.rate() is None
    assert pace.left(130.0, 1000) is None
    pace.note(110.0, 0, 0)
    assert pace.rate() is None
    pace.note(120.0, 2, 20)
    assert pace.rate() == pytest.approx(0.1)
    assert pace.left(120.0, 1000) == pytest.approx(980)
    for second in range(1, 100):
        pace.note(120.0 + second, 2 + second, 20 + 10 * second)
    assert pace.rate() == pytest.approx(1)
    assert pace.left(219.0, 2010) == pytest.approx(100)
    assert pace.left(229.0, 2010) == pytest.approx(90)
    assert pace.left(999.0, 2010) == 0


@pytest.mark.usefixtures("here")
def test_it_says_what_came_of_it(tmp_path: Path) -> None:
    plain(tmp_path / "in", 3)
    done = run.invoke(app, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.startswith("3 reports from 3 files in ")
    (tmp_path / "in" / "noise.bin").write_bytes(b"\0\1\2" * 999)
    done = run.invoke(app, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "1 failures in 1 files, see quarantine.parquet" in done.stderr
    done = run.invoke(app, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--format", "json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout) == json.loads((tmp_path / "out" / "manifest.json").read_text())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere", "-o", "out"], "there is no file"),
        (["in", "-o", "in/r0000.txt"], "cannot be written"),
        (["in", "-o", "in"], "holds other files"),
        (["in", "-o", "out", "--actors", "none.csv"], "none.csv is no file"),
        (["in", "-o", "out", "--published", "yesterday"], "not a day"),
        (["in", "-o", "out", "--model", "no_such_model"], "no_such_model"),
        (["in", "-o", "nosuch://bucket/out"], "nosuch"),
    ],
)
@pytest.mark.usefixtures("here")
def test_wrong_usage_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    plain(tmp_path / "in", 1)
    done = run.invoke(app, ["batch", *arguments])
    assert done.exit_code == 2, done.output
    assert says in words(done.stderr)
    assert "Traceback" not in done.stderr
