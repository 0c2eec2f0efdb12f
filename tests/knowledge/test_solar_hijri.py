"""Days of Iran's calendar: pairs of days that almanacs give, leap years, and what is no day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge import solar_hijri
from dragoman.knowledge.calendar import day_of


@pytest.mark.parametrize(
    ("year", "month", "day", "ours"),
    [
        (1357, 11, 22, date(1979, 2, 11)),
        (1358, 8, 13, date(1979, 11, 4)),
        (1368, 3, 14, date(1989, 6, 4)),
        (1386, 1, 1, date(2007, 3, 21)),
        (1399, 1, 1, date(2020, 3, 20)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1400, 1, 1, date(2021, 3, 21)),
        (1403, 12, 30, date(2025, 3, 20)),
    ],
)
def test_days(year: int, month: int, day: int, ours: date) -> None:
    assert solar_hijri.gregorian(year, month, day) == ours


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1400, 12, 30), (1386, 7, 31), (1386, 13, 1), (1386, 0, 1), (1386, 1, 0), (9999, 1, 1)]
)
def test_no_days(year: int, month: int, day: int) -> None:
    assert solar_hijri.gregorian(year, month, day) is None


@given(st.integers(1822, 2120))
def test_every_day_but_the_leap_day_falls_once_in_our_year(year: int) -> None:
    for month, day in ((1, 1), (3, 28), (7, 30), (12, 29)):
        assert len(solar_hijri.days_of(year, month, day)) == 1
    assert len(solar_hijri.days_of(year, 12, 30)) <= 1


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("28 Khordad 1386", "2007-06-18"),
        ("Khordad 28, 1386", "2007-06-18"),
        ("22nd Bahman 1357", "1979-02-11"),
        ("28 Khordad", None),
        ("30 Esfand 1400", None),
        ("28 khordad 1386", None),
        ("Mehr 1386", None),
    ],
)
def test_a_day_with_its_year_is_read(words: str, day: str | None) -> None:
    assert day_of(words) == day
