"""Tense, aspect and the words before a day tell whether it lies ahead or behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft

DAY = "2011-03-16"  # a Wednesday
PAST, AHEAD = "2011-03-14", "2011-03-21"


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("The ministers of Norway and Chad met on Monday in Bergen.", PAST, "times.past-tense"),
        ("The ministers had met on Monday in Bergen.", PAST, "times.past-tense"),
        ("The envoy, who was expelled on Monday, left by train.", PAST, "times.past-tense"),
        ("The ministers will meet on Monday in Bergen.", AHEAD, "times.future-tense"),
        ("The minister said he would fly to Bergen on Monday.", AHEAD, "times.future-tense"),
        ("The ministers are meeting on Monday in Bergen.", AHEAD, "times.planned"),
        ("The ministers are scheduled to meet on Monday in Bergen.", AHEAD, "times.planned"),
        ("The ministers plan to meet on Monday in Bergen.", AHEAD, "times.planned"),
        ("The offer had been due to expire on Monday.", PAST, "times.planned"),
        ("The rebels have until Monday to answer the offer.", AHEAD, "times.future-noun"),
        ("The group could leave the valley as early as Monday.", AHEAD, "times.future-noun"),
    ],
)
def test_a_weekday_lies_where_its_clause_puts_it(read: Callable[..., Draft], text: str, value: str, rule: str) -> None:
    (item,) = read(text, DAY).times
    assert (item.text, item.value, item.rule) == ("Monday", value, rule)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The treaty was signed on December 11.", "2010-12-11"),
        ("The king invited them to talks on April 2.", "2011-04-02"),
        ("The conference will open on January 20.", "2012-01-20"),
        ("The conference was held in November.", "2010-11"),
        ("The conference will be held in November.", "2011-11"),
    ],
)
def test_a_day_or_month_without_year_is_a_near_one_in_its_direction(
    read: Callable[..., Draft], text: str, value: str
) -> None:
    (item,) = read(text, DAY).times
    assert item.value == value


def test_today_is_the_day_in_the_dateline(read: Callable[..., Draft]) -> None:
    text = "OSLO, March 15 (AFP) - Norway today welcomed the offer that Chad made on Monday.\n"
    times = read(text, DAY).times
    assert [(t.text, t.value) for t in times] == [
        ("March 15", "2011-03-15"),
        ("today", "2011-03-15"),
        ("Monday", "2011-03-14"),
    ]
    assert times[1].relative_to == "dateline"
