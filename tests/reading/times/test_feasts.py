"""Days of holidays, against days that are on record."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.knowledge.tables import rows
from dragoman.reading.times.feasts import days


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("--12-25", "2011-12-25"),
        ("easter", "2011-04-24"),
        ("easter-2", "2013-03-29"),
        ("orthodox-easter", "2013-05-05"),
        ("nth:11:4:thu", "2013-11-28"),
        ("last:5:mon", "2013-05-27"),
        ("after:11-1:tue", "2016-11-08"),
        ("before:5-25:mon", "2015-05-18"),
        ("hebrew:1:15", "2013-03-26"),
        ("hebrew:3:6", "2013-05-15"),
        ("hebrew:7:1", "2013-09-05"),
        ("hebrew:7:10", "2013-09-14"),
        ("hebrew:9:25", "2013-11-28"),
        ("hebrew:9:25", "2012-12-09"),
        ("hebrew:12:14", "2013-02-24"),
        ("chinese:1:1", "1998-01-28"),
        ("chinese:1:1", "2007-02-18"),
        ("chinese:1:1", "2013-02-10"),
        ("chinese:1:1", "2024-02-10"),
    ],
)
def test_a_feast_falls_on_its_day(rule: str, on: str) -> None:
    day = date.fromisoformat(on)
    assert days(rule, day.year) == (day,)


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("islamic:10:1", "2013-08-08"),
        ("islamic:12:10", "2013-10-15"),
        ("islamic:1:10", "2013-11-14"),
        ("islamic:10:1", "2007-10-13"),
    ],
)
def test_islamic_feasts_are_within_a_day(rule: str, on: str) -> None:
    day = date.fromisoformat(on)
    assert min(abs((d - day).days) for d in days(rule, day.year)) <= 1


def test_two_islamic_new_years_can_fall_in_one_year() -> None:
    assert len(days("islamic:1:1", 2008)) == 2


@pytest.mark.parametrize("rule", ["", "nonsense", "nth:13:1:mon", "chinese:8:15", "--02-30", "easter+x", "nth:5:9:mon"])
def test_what_is_no_rule_has_no_day(rule: str) -> None:
    assert days(rule, 2013) == ()


@pytest.mark.parametrize("year", [1, 1582, 1900, 2099, 9998, 10_000])
def test_every_holiday_of_the_list_can_be_asked_for_in_every_year(year: int) -> None:
    for row in rows("holidays"):
        assert all(d.year in (year, year + 1) for d in days(row.id, year))
