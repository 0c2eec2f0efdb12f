"""Eras by name; a name of two eras is the time of both."""

import pytest

from dragoman.reading.parse import Parse
from dragoman.reading.times.recognise import recognise
from dragoman.reading.times.resolve import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met twice during the Chaco dispute.", None),
        ("They met twice during the Kosovo War.", "1998-02-28/1999-06-11"),
        ("They met twice during the Bush administration.", "1989-01-20/2009-01-20"),
        ("They met twice during the second Bush administration.", "2001-01-20/2009-01-20"),
        ("They met twice during the Trump administration.", "2017-01-20/.."),
    ],
)
def test_an_era_is_the_time_that_it_lasted(text: str, value: str | None) -> None:
    items = resolve(recognise(text, [(0, len(text))], Parse(text)), "2011-03-16")
    values = [t.value for t in items if "/" in (t.value or "")]
    assert values == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # an explicit year or decade tells the time better than the era
        ("They had contacts during the Lebanese civil war in the 1980s.", {"the 1980s": "198"}),
        ("They had contacts during the Kosovo War of 1999.", {"1999": "1999"}),
        ("They met under the Obama administration.", {"the Obama administration": "2009-01-20/2017-01-20"}),
        ("It has stood since the fall of the Berlin Wall.", {"the fall of the Berlin Wall": "1989-11-09"}),
        ("They cheered the fall of the Berlin Wall.", {}),
        ("They spoke of the Kosovo War.", {}),
        ("Ties were cut after the 1967 war.", {"1967": "1967"}),
    ],
)
def test_eras_and_events_beside_other_times(text: str, found: dict[str, str]) -> None:
    items = resolve(recognise(text, [(0, len(text))], Parse(text)), "2011-03-16")
    assert {t.text: t.value for t in items} == found
