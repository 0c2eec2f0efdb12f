"""Wire copies: copies, extended and shortened versions are one lineage; reports that share only quotations are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.project import Project
from dragoman.project.copies import Text, bands, likeness
from dragoman.record import Block
from tests.project.build import Draft

WIRE = (
    "The envoys of Peru and Bolivia ended two days of talks on the port of Ilo with a joint paper but without a date for "
    "the opening of the free zone, officials of both countries said late on Thursday.\n\n"
    "The paper asks engineers of the two countries to measure the harbour basin before the rainy season and to report to "
    "the ministers by the end of the year. Fishermen blocked the coastal road for an hour.\n\n"
)
MORE = (
    "In the market of Ilo stall holders followed the news on their radios and argued about what a free zone would do to the "
    "price of fish, rice and cement, which has doubled since the bridge was washed away.\n\n"
)
QUOTE = '"We want what was promised to our grandparents, a port of our own, and we will not stop asking for it until we have it," the envoy told reporters from both countries. '
FIRST = (
    QUOTE
    + "He looked tired after a night without sleep and left the ministry by the back door with his two advisers.\n"
)
SECOND = (
    "The Bolivian delegation spoke to the press in the garden of the embassy as the rain began to fall over the city.\n\n"
    + QUOTE
    + "\n"
)


def text(words: str) -> Text:
    return Text(words, [Block("body", 0, len(words))])


@pytest.mark.parametrize(
    ("first", "second", "agency", "relation"),
    [
        (WIRE, WIRE, None, "copy"),
        (WIRE.replace("Thursday", "Friday").replace("joint paper", "common paper"), WIRE, None, "copy"),
        (WIRE + MORE, WIRE, None, "extended"),
        (WIRE[: len(WIRE) * 2 // 3], WIRE + MORE, None, "shortened"),
        (MORE, WIRE, "AP", None),
        (FIRST, SECOND, None, None),
        (FIRST, SECOND, "AP", None),
        ("Short words.", "Short words.", None, None),
    ],
)
def test_likeness(first: str, second: str, agency: str | None, relation: str | None) -> None:
    found = likeness(text(first), text(second), agency)
    assert (found.relation if found else None) == relation


def test_an_agency_that_both_credit_lowers_the_bar() -> None:
    half = WIRE[:150] + MORE
    assert likeness(text(half), text(WIRE), None) is None
    found = likeness(text(half), text(WIRE), "Reuters")
    assert found is not None
    assert "both credit Reuters" in found.says


def test_quotations_do_not_count_unless_they_are_all() -> None:
    one = text(FIRST)
    assert sum(one.compared) < len(one.words)
    only = text(QUOTE)
    assert sum(only.compared) == len(only.words)


@given(st.text(max_size=400))
def test_any_text_is_its_own_copy_and_costs_no_error(words: str) -> None:
    one = text(words)
    assert len(one.words) == len(one.quoted)
    assert one.shared_with(one) in (0.0, 1.0) or len(one.words) < 8
    assert len(bands(one)) in (0, 64)


def test_lineages_split_when_what_joined_them_goes(project: Project) -> None:
    for n, words in enumerate((WIRE, WIRE + MORE, MORE + "The price of rice rose again on Monday.\n")):
        Draft(words, day=f"2010-05-0{n + 1}").into(project, f"r{n}.txt")
    lines = project.lineages()
    assert [line.documents for line in lines] == [(1, 2, 3)]
    assert {c.document for c in lines[0].copies} == {2, 3}
    project.remove([2])
    assert [line.documents for line in project.lineages()] == [(1,), (3,)]


def test_the_order_of_adding_makes_no_other_lineages(project: Project, tmp_path: Path) -> None:
    texts = [WIRE, WIRE + MORE, FIRST, SECOND, WIRE[:250]]
    for n, words in enumerate(texts):
        Draft(words, day="2010-05-01").into(project, f"r{n}.txt")
    with Project.open(tmp_path / "other.dragoman", create=True) as other:
        for n, words in reversed(list(enumerate(texts))):
            Draft(words, day="2010-05-01").into(other, f"r{n}.txt")

        def groups(opened: Project) -> set[frozenset[str]]:
            names = {d.id: d.source for d in opened.documents()}
            return {frozenset(names[d] for d in line.documents) for line in opened.lineages()}

        assert groups(project) == groups(other)
        assert len(groups(project)) == 3
    assert {c.of for line in project.lineages() for c in line.copies} <= {1, 5}


def test_repeated_statements_are_searched_once(project: Project) -> None:
    for n, words in enumerate((WIRE, WIRE + MORE)):
        draft = Draft(words, day=f"2010-05-0{n + 1}")
        draft.says(None, "Fishermen blocked the coastal road")
        draft.into(project, f"r{n}.txt")
    assert project.search("coastal").total == 1
    from dragoman.project import Query

    assert project.search("coastal", query=Query(copies=True)).total == 2
