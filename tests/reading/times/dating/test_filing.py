"""A dateline with day and month but no year, and the weekday in the report's lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft
from dragoman.reading.times.dating.filing import Lead, later
from dragoman.record import Anchor, Published

TAIL = "\n\nThe German Chancellor, Angela Merkel, was told of it. British Prime Minister Gordon Brown was not.\n"
"""Both held their office from June 2007 to May 2010."""


def wire(read: Callable[..., Draft], lead: str, line: str = "KHARTOUM, Feb 17 (Reuters) - ") -> Published:
    return read(f"{line}{lead}{TAIL}").published


def rules(published: Published) -> set[str]:
    return {e.rule for e in published.evidence}


@pytest.mark.parametrize(
    ("line", "lead", "day"),
    [
        # 17 February was a Sunday, a Tuesday and a Wednesday in 2008, 2009 and 2010
        ("KHARTOUM, Feb 17 (Reuters) - ", "Envoys met on Saturday, a spokesman said.", "2008-02-17"),
        ("KHARTOUM, 17 February (AFP) – ", "Envoys met on Friday, a spokesman said.", "2008-02-17"),
        # 12 March was a Wednesday, a Thursday and a Friday
        ("KHARTOUM, March 12 (AP) - ", "The envoys reached a truce on Friday.", "2010-03-12"),
        # 28 Bahman was 17 February 2008, 16 February 2009 and 17 February 2010
        ("KABUL, 28 Bahman (AFP) - ", "The envoys left without a word on Wednesday.", "2010-02-17"),
        # 29 February exists once
        ("KHARTOUM, Feb 29 (dpa) - ", "The envoys left without a word on Friday.", "2008-02-29"),
        ("KHARTOUM, Tuesday, Feb 17 (Reuters) - ", "Envoys met behind closed doors.", "2009-02-17"),
    ],
)
def test_one_year_left_is_known(read: Callable[..., Draft], line: str, lead: str, day: str) -> None:
    published = wire(read, lead, line)
    assert (published.status, published.value) == ("known", day)
    (evidence,) = [e for e in published.evidence if e.rule == "times.dateline-day-in-tenures"]
    assert day[:4] in evidence.says
    assert evidence.anchor is not None


def test_several_years_left_bound_the_day(read: Callable[..., Draft]) -> None:
    published = wire(read, "Envoys met on Tuesday, a spokesman said.")
    assert (published.status, published.value) == ("bounded", "2009-02-17/2010-02-20")
    (evidence,) = [e for e in published.evidence if e.rule == "times.dateline-day-in-tenures"]
    assert "2009 and 2010" in evidence.says


def test_without_a_weekday_the_bounds_are_the_first_and_last_such_day(read: Callable[..., Draft]) -> None:
    assert wire(read, "Envoys met behind closed doors.").value == "2008-02-17/2010-02-20"


@pytest.mark.parametrize(
    "lead",
    [
        "Envoys will meet on Saturday, a spokesman said.",
        "Envoys had met on Saturday, a spokesman said.",
        "Envoys met behind closed doors. " + "They drank tea, and they spoke of wells and roads. " * 6 + "It broke off on Saturday.",
    ],
)  # fmt: skip
def test_a_weekday_that_is_no_news_tells_nothing(read: Callable[..., Draft], lead: str) -> None:
    assert wire(read, lead).value == "2008-02-17/2010-02-20"


def test_a_dateline_without_agency_is_bounded(read: Callable[..., Draft]) -> None:
    published = wire(read, "Envoys met on Saturday, a spokesman said.", "KHARTOUM, Feb 17 – ")
    assert (published.status, published.value) == ("bounded", "2008-02-17/2008-02-20")


def test_one_open_end_stays_open(read: Callable[..., Draft]) -> None:
    text = "KHARTOUM, Feb 17 (Reuters) - Former US President Bill Clinton met envoys on Tuesday.\n"
    published = read(text).published
    assert (published.status, published.earliest, published.latest) == ("bounded", "2004-02-17", None)


def test_a_reprint_is_not_dated_by_its_page(read: Callable[..., Draft]) -> None:
    head = "Wednesday, March 4, 2015\n\nEnvoys meet in the capital\n\n"
    published = wire(read, "Envoys met on Saturday, a spokesman said.", head + "KHARTOUM, Feb 17 (Reuters) - ")
    assert published.value == "2008-02-17"
    assert [r.value for r in published.rejected] == ["2015-03-04"]


def test_a_page_shown_on_the_same_day_of_another_year_dates_nothing(read: Callable[..., Draft]) -> None:
    text = "Friday, February 17, 2012\n\nEnvoys meet in the capital\n\nKHARTOUM, Feb 17 (Reuters) - Envoys met on {}.\n"
    assert read(text.format("Friday")).published.value == "2012-02-17"
    published = read(text.format("Saturday")).published
    assert (published.status, published.latest) == ("bounded", "2008-02-20")


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("They met on Tuesday, 4 March.", "1996-12-19", "1997-09-20"),
        ("The next round will open on Thursday, May 28.", "1997-11-09", "1998-06-18"),
        # a year beside it tells more than the weekday
        ("They met on Tuesday, 4 March 1997.", "1997-03-04", "2001-01-23"),
        ("They met on 4 March.", "1993-01-17", "2001-01-23"),
    ],
)
def test_a_weekday_beside_a_day_leaves_few_years(
    read: Callable[..., Draft], sentence: str, earliest: str, latest: str
) -> None:
    published = read(f"US President Bill Clinton drank tea in the old fort. {sentence} They hope.\n").published
    assert (published.earliest, published.latest) == (earliest, latest)


def test_a_weekday_beside_a_day_alone_bounds_nothing(read: Callable[..., Draft]) -> None:
    published = read("Elders drank tea in the old fort. They met on Tuesday, 4 March. They hope.\n").published
    assert published.status == "unknown"


@pytest.mark.parametrize(
    ("filed", "weekday", "fits"),
    [
        ("2009-02-17", 2, True),
        ("2009-02-17", 1, True),
        ("2009-02-17", 7, True),
        ("2009-02-17", 6, False),
        ("2009-02-17", 3, False),
        ("2009-02-16", 5, True),  # a Monday tells of Friday
        ("2009-02-30", 5, False),
    ],
)
def test_which_weekdays_a_day_of_filing_goes_with(filed: str, weekday: int, fits: bool) -> None:
    lead = Lead(weekday, Anchor(0, 6, "Monday"))
    assert lead.fits(filed) is fits


def test_a_later_day_stays_in_the_calendar() -> None:
    assert later("2008-02-28", 2) == "2008-03-01"
    assert later("9999-12-31", 3) == "9999-12-31"
