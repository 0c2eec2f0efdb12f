"""``dragoman read`` on one file, several, and bad ones."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

REPORT = """OSLO, May 3 (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday.

"We will open the border," Norway's foreign minister told reporters after the talks.
"""
run = CliRunner()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_json_is_one_object_and_the_same_twice(report: Path) -> None:
    first = run.invoke(app, ["read", str(report), "--format", "json"])
    second = run.invoke(app, ["read", str(report), "--format", "json"])
    assert first.exit_code == 0
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["document"]["text"] == REPORT


def test_the_brief_is_plain_when_piped(report: Path) -> None:
    result = run.invoke(app, ["read", str(report)])
    assert "\x1b[" not in result.stdout
    assert "SENTENCES" in result.stdout


def test_a_page_is_self_contained_and_escaped(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(
        REPORT + '\nThe minister said "</script><img src=x onerror=alert(1)>" to the press in Oslo.\n', encoding="utf-8"
    )
    out = tmp_path / "page.html"
    assert run.invoke(app, ["read", str(path), "-o", str(out)]).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "<img" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("</script>") == 2


def test_one_bad_file_never_stops_the_others(report: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x00\x01" * 500)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    out = tmp_path / "out"
    result = run.invoke(app, ["read", str(bad), str(report), str(empty), "-o", str(out)])
    assert result.exit_code == 1
    assert [p.name for p in out.iterdir()] == ["report.json"]
    assert "bad.bin: this is a binary file" in result.stderr
    assert "2 of 3 files could not be read" in result.stderr


def test_a_folder_is_read_in_order_and_names_stay_apart(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/.hidden.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, encoding="utf-8")
    out = tmp_path / "out"
    assert run.invoke(app, ["read", str(tmp_path / "in"), "-o", str(out)]).exit_code == 0
    assert sorted(str(p.relative_to(out)) for p in out.rglob("*.json")) == ["a/x.json", "b/x.json"]


def test_several_reports_print_a_line_each(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(REPORT.replace("Chad", "Niger"), encoding="utf-8")
    result = run.invoke(app, ["read", str(report), str(other), "-f", "json"])
    assert [json.loads(line)["document"]["source"] for line in result.stdout.splitlines()] == [str(report), str(other)]


def test_standard_input() -> None:
    result = run.invoke(app, ["read", "-", "-f", "json"], input=REPORT)
    assert json.loads(result.stdout)["document"]["source"] == "stdin"


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "nowhere.txt"],
        ["read"],
        ["read", "-", "--published", "May"],
        ["read", "-", "--published", "2007-02-30"],
        ["read", "-", "--model", "xx_none"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert run.invoke(app, arguments, input=REPORT).exit_code == 2


BAD = {
    "one line of 5 MB": b"word " * 1_000_000,
    "a recipe": b"Beat the eggs with the sugar until they are pale. Add the flour and bake for an hour. Serve warm with cream.\n",
    "another language": "Die Minister haben sich am Montag in Genf getroffen, und sie werden sich im Mai wieder treffen, wie es hieß.".encode(),
    "wrong encoding": ("The minister’s office said “no comment” – twice. " * 3).encode("cp1252"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_record_with_words_about_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(BAD[name])
    result = run.invoke(app, ["read", str(path), "-f", "json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["warnings"]


def test_a_file_of_many_reports_gives_one_record_each_and_names_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(
        "".join(
            f"\n{n} of 3 DOCUMENTS\n\nThe Fjord\n\nMay {n}, 2011\n\nTalks end\n\nLENGTH: 20 words\n\n{REPORT}\n"
            for n in (1, 3)
        ),
        encoding="utf-8",
    )
    out = tmp_path / "out"
    result = run.invoke(app, ["read", str(path), "-o", str(out)])
    assert sorted(p.name for p in out.iterdir()) == ["export.1.json", "export.2.json"]
    assert result.exit_code == 1
    assert "missing 2" in result.stderr
    record = json.loads((out / "export.2.json").read_text(encoding="utf-8"))
    assert (record["document"]["part"], record["published"]["value"]) == (3, "2011-05-03")
    printed = run.invoke(app, ["read", str(path), "-f", "json"])
    assert len(printed.stdout.splitlines()) == 2
