"""The rulebook: found by words, complete, each with a sentence and an id of its own."""

from collections import Counter

from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.reading.rulebook import rulebook


def test_a_stranger_finds_the_rule_about_page_header_dates() -> None:
    result = CliRunner().invoke(app, ["rules", "page", "header", "date"])
    assert result.exit_code == 0
    assert "header-date" in result.stdout.splitlines()[0]


def test_ids_are_well_formed_and_claims_are_sentences() -> None:
    for entry in rulebook():
        room, _, name = entry.id.partition(".")
        assert room.isalpha(), entry
        assert name, entry
        assert entry.id == entry.id.lower()
        assert entry.says.endswith("."), entry


def test_an_id_names_one_rule() -> None:
    assert [i for i, n in Counter(e.id for e in rulebook()).items() if n > 1] == []


def test_words_that_no_rule_has() -> None:
    assert CliRunner().invoke(app, ["rules", "xyzzy"]).exit_code == 1
