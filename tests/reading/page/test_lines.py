"""Lines of a page, each rule with lines on which it fires and lines on which it must not."""

import pytest

from dragoman.reading.page import lines

TITLE = "Angola and rebels sign in Lusaka"

ONLY_DATES = [
    "Friday, June 2, 2023",
    "3 March 2011",
    "March 3, 2011 - 10:45 GMT",
    "2011-03-04",
    "Sunday 4 Sept. 2016, 7:30 p.m.",
    "(4 May 1999)",
]
NOT_ONLY_DATES = [
    "Talks on Friday, June 2, 2023",
    "Friday",
    "May we go",
    "The 4 May 1999 accord was signed in the capital.",
    "10:45",
]


@pytest.mark.parametrize("line", ONLY_DATES)
def test_header_date_fires(line: str) -> None:
    assert lines.only_a_date(line)


@pytest.mark.parametrize("line", NOT_ONLY_DATES)
def test_header_date_is_silent(line: str) -> None:
    assert not lines.only_a_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 May 2011",
        "Updated 3 May 2011 10:40",
        "BYLINE: Ana Ruiz",
        "Source: Xinhua",
        "Posted on 4 July 2012",
        "24 hours ago",
        "3h ago",
        "Updated 2 days ago",
        "By Ana Ruiz | 5 mins ago",
        "a week ago · World",
    ],
)
def test_header_field_fires(line: str) -> None:
    assert lines.header_field(line)


@pytest.mark.parametrize(
    "line",
    [
        "A year ago the two had met.",
        "Two days ago.",
        "Published reports say that",
        "The source: a diplomat",
        "Chad: no deal",
        "Updated plans",
    ],
)
def test_header_field_is_silent(line: str) -> None:
    assert not lines.header_field(line)


@pytest.mark.parametrize(
    "line",
    [
        "Home > World News > Africa",
        f"HomeAfricaWorld News{TITLE}",
        f"Home » Africa » {TITLE}",
        "Home | Politics | Sports | Opinion",
    ],
)
def test_breadcrumb_fires(line: str) -> None:
    assert lines.breadcrumb(line, TITLE)


@pytest.mark.parametrize(
    "line", [TITLE, "Minister flies home after talks", "Norway, Chad sign | a first", "At home in Oslo."]
)
def test_breadcrumb_is_silent(line: str) -> None:
    assert not lines.breadcrumb(line, TITLE)


@pytest.mark.parametrize(
    "line", ["By Ana Ruiz", "By Ana Ruiz and Tom Lee in Nairobi", "By our diplomatic correspondent"]
)
def test_byline_fires(line: str) -> None:
    assert lines.byline(line)


@pytest.mark.parametrize(
    "line", ["By the end they had agreed on a plan", "By noon nothing was signed.", "Written words"]
)
def test_byline_is_silent(line: str) -> None:
    assert not lines.byline(line)


@pytest.mark.parametrize(
    "line", ["Photo: Ana Ruiz", "The envoys in Lusaka on Monday. (Reuters)", "Delegates arrive / AFP"]
)
def test_caption_fires(line: str) -> None:
    assert lines.caption(line)


@pytest.mark.parametrize("line", ["The envoys met in Lusaka.", "Photographs were not allowed."])
def test_caption_is_silent(line: str) -> None:
    assert not lines.caption(line)


@pytest.mark.parametrize("line", ["(Reporting by A. Ruiz; editing by T. Lee)", "-- Kyodo", "ab/cd/ef", "###"])
def test_sign_off_fires(line: str) -> None:
    assert lines.sign_off(line)


@pytest.mark.parametrize("line", ["They will report by Monday.", "The ends were clear."])
def test_sign_off_is_silent(line: str) -> None:
    assert not lines.sign_off(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Related stories", "related"), ("Copyright 2011 The Post", "copyright"), ("Share this", "share")],
)
def test_furniture_words_fire(line: str, kind: str) -> None:
    assert lines.furniture_words(line) == kind


@pytest.mark.parametrize(
    "line", ["Shares fell in Tokyo after the talks were called off.", "Relations are good", "Copying is bad."]
)
def test_furniture_words_are_silent(line: str) -> None:
    assert lines.furniture_words(line) is None


@pytest.mark.parametrize(
    "line", ["Office of the Spokesperson", "Wellington, New Zealand", "Press Service of the President"]
)
def test_issued_by_fires(line: str) -> None:
    assert lines.issued_by(line)


@pytest.mark.parametrize(
    "line",
    ["The ministers met.", "a subtitle in lower case", "The two sides say that they will meet again in the summer"],
)
def test_issued_by_is_silent(line: str) -> None:
    assert not lines.issued_by(line)


def test_a_date_below_the_title() -> None:
    assert lines.date_below_title("4 May 1999")
    assert not lines.date_below_title("4 May 1999: the accord")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Guardian", "The Guardian"),
        ("Copyright 2011 The Guardian", "The Guardian"),
        ("Source: Le Monde", "Le Monde"),
    ],
)
def test_outlet_line_fires(line: str, outlet: str) -> None:
    assert lines.outlet_line(line) == outlet


@pytest.mark.parametrize("line", ["The guardian of the accord", "Source: a diplomat", "Copyright law was discussed"])
def test_outlet_line_is_silent(line: str) -> None:
    assert lines.outlet_line(line) is None
