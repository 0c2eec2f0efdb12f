"""What holds for every text: exact anchors, ordered bounds, and counting again changes nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.parse import Parse
from dragoman.reading.times import resolve
from dragoman.reading.times.recognise import recognise
from dragoman.record import Published, TimeExpression

WORDS = (
    "the a an last next this that past early late mid - Monday Tuesdays Friday May march June 3 28th 1979 1990s '80s of in on "
    "by and to , . ( ) ' s three two dozen few several years weeks day week month quarter half third second century ago "
    "earlier later before after from now every each twice daily noon 10:35 p.m. GMT midnight today yesterday tonight morning "
    "Christmas Easter summer fiscal year-end 1/2 $48 2007-05-28 5/6/2007 99/99/9999 0000 9999 nineteen ninety-seven more than "
    "at least about or so end beginning weekend since until the Cold War"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=200)
DAYS = st.none() | st.dates(min_value=date(1, 1, 1)).map(date.isoformat)


def read(text: str) -> tuple[TimeExpression, ...]:
    return recognise(text, [(0, len(text))], Parse(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS)
def test_anchors_bounds_and_order(text: str, published: str | None) -> None:
    times = resolve(read(text), published)
    for t in times:
        assert text[t.start : t.end] == t.text
        assert t.text[0] not in " ,.;"
        assert t.text[-1] not in " ,;"
        if t.earliest and t.latest:
            assert t.earliest <= t.latest
        assert t.value or t.reason
    assert [t.start for t in times] == sorted(t.start for t in times)
    assert all(a.end <= b.start for a, b in pairwise(times))


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS, DAYS)
def test_counting_again_changes_nothing_and_forgets_the_first_day(text: str, one: str | None, two: str | None) -> None:
    times = read(text)
    once = resolve(times, one)
    assert resolve(once, one) == once
    assert resolve(once, two) == resolve(times, two)


def bounded(earliest: str, latest: str) -> Published:
    return Published(value=f"{earliest}/{latest}", earliest=earliest, latest=latest, status="bounded")


def test_a_bounded_date_resolves_no_weekday_but_bounds_it() -> None:
    (item,) = resolve(read("They met last year."), bounded("2007-03-29", "2009-01-20"))
    assert (item.value, item.earliest, item.latest) == ("XXXX", "2006-01-01", "2008-12-31")
    assert item.reason == "the report's date is only known to lie between 2007-03-29 and 2009-01-20"


def test_a_date_that_becomes_known_resolves_at_once() -> None:
    times = resolve(read("They met on Monday. The next day they parted."), None)
    assert [t.value for t in times] == ["XXXX-WXX-1", "XXXX-XX-XX"]
    assert [t.value for t in resolve(times, "2011-03-16")] == ["2011-03-14", "2011-03-15"]


@pytest.mark.parametrize("published", ["2011-02-30", "", "soon", "0000-00-00", "99999"])
def test_a_date_that_is_none_resolves_nothing(published: str) -> None:
    (item,) = resolve(read("They met yesterday."), published)
    assert item.value == "XXXX-XX-XX"


def test_long_texts_take_time_in_proportion() -> None:
    text = "the last few of the first two or three years " * 4_000
    assert read(text)
