"""Calendar arithmetic and what TIMEX3 values cover."""

from __future__ import annotations

import pytest

from dragoman.reading.times import calendar as cal
from dragoman.reading.times.shift import solve, symbolic


@pytest.mark.parametrize(
    ("value", "edtf", "earliest", "latest"),
    [
        ("2004", "2004", "2004-01-01", "2004-12-31"),
        ("2004-02", "2004-02", "2004-02-01", "2004-02-29"),
        ("2004-02-29", "2004-02-29", "2004-02-29", "2004-02-29"),
        ("2004-W53", "2004-12-27/2005-01-02", "2004-12-27", "2005-01-02"),
        ("2004-W01-WE", "2004-01-03/2004-01-04", "2004-01-03", "2004-01-04"),
        ("2004-Q4", "2004-10/2004-12", "2004-10-01", "2004-12-31"),
        ("2004-H1", "2004-01/2004-06", "2004-01-01", "2004-06-30"),
        ("2004-WI", "2004-24", "2004-12-01", "2005-02-28"),
        ("200", "200X", "2000-01-01", "2009-12-31"),
        ("19", "19XX", "1900-01-01", "1999-12-31"),
        ("2004-02-29TMO", "2004-02-29", "2004-02-29", "2004-02-29"),
        ("2004-02-29T09:05", "2004-02-29T09:05:00", "2004-02-29", "2004-02-29"),
    ],
)
def test_what_a_value_covers(value: str, edtf: str, earliest: str, latest: str) -> None:
    assert cal.bounds(value) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    "value", ["2003-02-29", "2004-13", "2004-W60", "2004-Q9", "XXXX-05", "PAST_REF", "", "P3D", "0000"]
)
def test_what_covers_nothing(value: str) -> None:
    assert cal.bounds(value) is None


@pytest.mark.parametrize(
    ("symbol", "base", "direction", "value"),
    [
        ("Y-1", "2011-03-16", None, "2010"),
        ("Y-1/Q3", "2011-03-16", None, "2010-Q3"),
        ("M+1", "2011-12-16", None, "2012-01"),
        ("W-1/D2", "2011-03-16", None, "2011-03-08"),
        ("Q-1", "2011-01-16", None, "2010-Q4"),
        ("E-1", "2011-03-16", None, "200"),
        ("C+0", "2011-03-16", None, "20"),
        ("-P3D", "2011-03-01", None, "2011-02-26"),
        ("-P6W", "2011-03-16", None, "2011-W05"),
        ("-P1Y", "2011-Q3", None, "2010-Q3"),
        ("?w3", "2011-03-16", "past", "2011-03-16"),
        ("?W3", "2011-03-16", "past", "2011-03-09"),
        ("?W3", "2011-03-16", "future", "2011-03-23"),
        ("?m10", "2011-03-16", "past", "2010-10"),
        ("?d02-29", "2011-03-16", "past", None),
        ("?sSU", "2011-03-16", "past", "2010-SU"),
        ("?q4", "2011-01-20", None, "2010-Q4"),
        ("?e8", "2011-01-20", None, "198"),
        ("D+1", "9998-12-31", None, "9999-01-01"),
        ("Y+1", "9998-12-31", None, None),
        ("M+1", "2004", None, None),
        ("D-1|TMO", "2011-03-16", None, "2011-03-15TMO"),
    ],
)
def test_symbols_count_from_their_base(symbol: str, base: str, direction: str | None, value: str | None) -> None:
    assert solve(symbol, base, direction) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("symbol", "value"),
    [
        ("?w1", "XXXX-WXX-1"),
        ("?w1|TMO", "XXXX-WXX-1TMO"),
        ("?m10", "XXXX-10"),
        ("Y-1/M07", "XXXX-07"),
        ("W+0", "XXXX-WXX"),
    ],
)
def test_symbols_are_shown_as_timex_values(symbol: str, value: str) -> None:
    assert symbolic(symbol) == value
