"""Witnesses are intersected, and one that is wrong does not sink the rest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.times.dating.claim import FIRST, LAST, Claim, united
from dragoman.reading.times.dating.weigh import agree


def claim(low: str, high: str, weight: float = 1.0) -> Claim:
    return Claim(rule="r", subject=f"{low}{high}", says="", intervals=((low, high),), anchor=None, weight=weight)


def test_nothing_said_leaves_everything_open() -> None:
    assert not agree([]).bounded


def test_tenures_are_intersected() -> None:
    found = agree([claim("2001-01-20", "2009-01-20"), claim("2006-05-20", "2014-09-08"), claim("1999-01-01", LAST)])
    assert (found.earliest, found.latest, found.outliers) == ("2006-05-20", "2009-01-20", ())


def test_one_wrong_witness_is_an_outlier() -> None:
    wrong = claim("1985-01-01", "1990-01-01")
    found = agree(
        [claim("2001-01-20", "2009-01-20"), claim("2006-05-20", "2014-09-08"), claim("2003-01-01", LAST), wrong]
    )
    assert (found.earliest, found.latest, found.outliers) == ("2006-05-20", "2009-01-20", (wrong,))


def test_two_that_contradict_each_other_leave_both_times() -> None:
    found = agree([claim("1985-01-01", "1990-01-01"), claim("2001-01-20", "2009-01-20")])
    assert (found.earliest, found.latest) == ("1985-01-01", "2009-01-20")


DAYS = st.dates().map(lambda d: d.isoformat())


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda p: claim(min(p), max(p))), max_size=12))
def test_bounds_are_in_order_and_every_claim_is_for_or_against(claims: list[Claim]) -> None:
    found = agree(claims)
    assert FIRST <= found.earliest <= found.latest <= LAST
    assert len(found.backing) + len(found.outliers) == len(claims)
    if claims and not found.outliers:
        common = [max(c.intervals[0][0] for c in claims), min(c.intervals[0][1] for c in claims)]
        if common[0] <= common[1]:
            assert [found.earliest, found.latest] == common


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda p: (min(p), max(p)))))
def test_united_intervals_do_not_overlap(intervals: list[tuple[str, str]]) -> None:
    out = united(intervals)
    assert all(a[1] < b[0] for a, b in pairwise(out))
