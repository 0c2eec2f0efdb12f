"""The brief: what a person sees first."""

import pytest

from dragoman.export.brief import brief
from dragoman.export.sentences import sentence_span
from dragoman.intake import read_text
from dragoman.reading.reader import Reader

REPORT = """Saturday, June 3, 2023

Norway and Chad end talks

OSLO (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday.

Norwegian Foreign Minister Jonas Gahr Store said that the talks had been useful. Chad reportedly accused Norway of spying.

"There is no deal," said Mr. Store, who spoke after U.S. President Barack Obama had called him.
"""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [str(line) for line in brief(Reader().read(read_text(REPORT)))]


def test_title_first_then_how_sure_the_date_is(lines: list[str]) -> None:
    assert lines[0] == "Norway and Chad end talks"
    assert any(line.startswith("published between") for line in lines)
    assert any(line.strip().startswith("not 2023-06-03") for line in lines)


def test_the_meeting_and_what_cannot_be_known(lines: list[str]) -> None:
    assert any(line.startswith("Held") and "Norway" in line and "Chad" in line for line in lines)
    assert any("not resolved" in line and "Monday" in line for line in lines)


def test_every_footnote_has_its_sentence(lines: list[str]) -> None:
    at = lines.index("SENTENCES")
    marks = {word for line in lines[:at] for word in line.split() if word.startswith("[") and word.endswith("]")}
    assert marks
    assert marks == {line.split()[0] for line in lines[at + 1 :]}


def test_hedges_are_shown(lines: list[str]) -> None:
    assert any("spying" in line and "reportedly" in line for line in lines)


def test_a_sentence_is_not_cut_at_an_abbreviation() -> None:
    record = Reader().read(read_text(REPORT))
    at = record.document.text.index("no deal")
    start, end = sentence_span(record, at, at + 7)
    assert record.document.text[start:end].startswith('"There is')
    assert record.document.text[start:end].endswith("called him.")
