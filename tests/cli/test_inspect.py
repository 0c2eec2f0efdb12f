"""``dragoman inspect``: kinds, counts, dates, what would be cut."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

REPORT = """OSLO, May 3 (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday, and spoke of fish.

"We will open the border," Norway's foreign minister told reporters after the talks in the old town hall.

Copyright 2011 The Fjord. All rights reserved.
"""
EXPORT = "".join(
    f"\n{n} of 3 DOCUMENTS\n\nThe Fjord\n\nMay {n}, 2011\n\nTalks end\n\nLENGTH: 20 words\n\n{REPORT}\nLOAD-DATE: May 9, 2011\n"
    for n in (1, 3)
)
run = CliRunner()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(EXPORT, encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x.txt", REPORT)
        archive.writestr("bad.bin", b"\0\1" * 900)
    (tmp_path / "c.zip").write_bytes(packed.getvalue())
    return tmp_path


def test_a_plain_report(files: Path) -> None:
    result = run.invoke(app, ["inspect", str(files / "a.txt")])
    assert result.exit_code == 0
    assert "plain text; utf-8; 1 report" in result.stdout
    assert "Reuters" in result.stdout


def test_an_export_with_a_missing_article(files: Path) -> None:
    result = run.invoke(app, ["inspect", str(files / "b.txt")])
    assert result.exit_code == 1
    assert "nexis (text); utf-8; 2 reports, where the file states 3" in result.stdout
    assert "2011-05-03 (date line); not after 2011-05-09 (LOAD-DATE)" in result.stdout
    assert "missing 2" in result.stderr


def test_json_of_one_and_of_many(files: Path) -> None:
    one = json.loads(run.invoke(app, ["inspect", str(files / "b.txt"), "-f", "json"]).stdout)
    assert (one["kind"], one["stated"], one["found"]) == ("text", 3, 2)
    report = one["reports"][0]
    assert (report["title"], report["outlet"]) == ("Talks end", "The Fjord")
    assert {d["kind"] for d in report["dates"]} == {"header-field", "modified"}
    assert 0 < report["cut"] < 1
    many = json.loads(run.invoke(app, ["inspect", str(files), "-f", "json"]).stdout)
    assert [file["kind"] for file in many] == ["text", "text", "zip"]
    assert [f["code"] for f in many[2]["failures"]] == ["binary"]


def test_what_would_be_cut_is_shown(files: Path) -> None:
    result = run.invoke(app, ["inspect", str(files / "a.txt"), "--cut"])
    assert "boilerplate: Copyright 2011 The Fjord. All rights reserved." in result.stdout


def test_csv_has_a_line_a_report(files: Path) -> None:
    result = run.invoke(app, ["inspect", str(files), "-f", "csv"])
    assert len(result.stdout.splitlines()) == 1 + 4


def test_columns_and_standard_input() -> None:
    table = '{"inhalt": "The ministers met in Oslo and spoke about fish.", "kopf": "Talks"}'
    result = run.invoke(app, ["inspect", "-", "--columns", "text=inhalt,title=kopf", "-f", "json"], input=table)
    assert json.loads(result.stdout)["reports"][0]["title"] == "Talks"
    assert run.invoke(app, ["inspect", "-", "--columns", "nonsense"], input=table).exit_code == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    result = run.invoke(app, ["inspect", str(path)])
    assert result.exit_code == 1
    assert "the PDF is damaged" in result.stderr
