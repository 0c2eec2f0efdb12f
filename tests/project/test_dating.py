"""An undated report is dated by a dated one of the same meeting, with that as its evidence; and never without."""

import pytest

from dragoman.project import Project
from tests.project.build import Draft

PARTIES = ("Peru", "Bolivia")


def dated(project: Project, day: str = "2012-03-07", met: str = "2012-03-06") -> None:
    draft = Draft(
        f"Peru and Bolivia met in Lima on {met}. Rosa Quintana led the Peruvians.", day=day, outlet="The Wire"
    )
    draft.meets("met", PARTIES, day=met, place="Lima", heads={"Peru": "Rosa Quintana"})
    draft.into(project, "dated.txt")


def undated(project: Project, words: str, shift: str) -> None:
    draft = Draft(f"Peru and Bolivia met in Lima {words}. Rosa Quintana led the Peruvians, who were tired.")
    draft.weekday(words, shift)
    draft.meets("met", PARTIES, when=words, place="Lima", heads={"Peru": "Rosa Quintana"})
    draft.into(project, "undated.txt")


@pytest.mark.parametrize(
    ("words", "shift", "earliest", "latest"),
    [
        ("on Tuesday", "?w2", "2012-03-06", "2012-03-12"),
        ("yesterday", "D-1", "2012-03-07", "2012-03-07"),
        ("two days ago", "-P2D", "2012-03-08", "2012-03-08"),
    ],
)
def test_a_relative_day_settles_or_bounds_the_date(
    project: Project, words: str, shift: str, earliest: str, latest: str
) -> None:
    dated(project)
    undated(project, words, shift)
    project.settle()
    (document,) = project.documents([2])
    assert earliest <= (document.earliest or "") <= (document.latest or "") <= latest
    assert document.status == "unknown"  # what the report itself says stays what it says
    assert document.redated is not None
    assert "report 1 (The Wire)" in document.redated
    assert words in document.redated


def test_another_weekday_is_another_meeting(project: Project) -> None:
    dated(project)
    undated(project, "on Friday", "?w5")
    project.settle()
    assert project.documents([2])[0].redated is None
    assert len(project.meetings()) == 2


def test_the_date_goes_when_its_witness_goes(project: Project) -> None:
    dated(project)
    undated(project, "on Tuesday", "?w2")
    project.settle()
    assert project.documents([2])[0].redated
    project.remove([1])
    project.settle()
    assert project.documents([2])[0].redated is None


def test_a_dated_report_is_left_alone(project: Project) -> None:
    dated(project)
    project.settle()
    assert project.documents([1])[0].published == "2012-03-07"
    assert project.documents([1])[0].redated is None
