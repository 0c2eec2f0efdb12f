"""The command reads a file."""

from pathlib import Path

from typer.testing import CliRunner

from dragoman.cli.app import app


def test_read_prints_a_brief(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "OSLO, May 3 (Reuters) - The ministers of Norway and Chad met in Oslo on Monday.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["read", str(report)])
    assert result.exit_code == 0
