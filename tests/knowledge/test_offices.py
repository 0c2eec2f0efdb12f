"""Tenures and the words by which texts name people and offices."""

from __future__ import annotations

import pytest

from dragoman.knowledge import offices


def test_there_are_tenures_enough_and_none_ends_before_it_begins() -> None:
    found = offices.tenures()
    assert len(found) >= 1_500
    for tenure in found:
        assert len(tenure.earliest) == 10, tenure
        assert tenure.latest is None or tenure.earliest <= tenure.latest, tenure


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2007", "2007-01-01", "2007-12-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2008-02-03", "2008-02-03", "2008-02-03"),
    ],
)
def test_dates_cut_short_are_widened(value: str, first: str, last: str) -> None:
    assert (offices.first_day(value), offices.last_day(value)) == (first, last)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jens Stoltenberg", ("jens", "stoltenberg")),
        ("Ban Ki-moon", ("ban", "ki", "moon")),
        ("Lula da Silva’s", ("lula", "da", "silva", "s")),
        ("José Ramos-Horta", ("jose", "ramos", "horta")),
        ("U.N.", ("u", "n")),
    ],
)
def test_words_are_compared_without_accents_hyphens_and_dots(text: str, words: tuple[str, ...]) -> None:
    assert offices.plain(text) == words


def test_a_full_name_leads_to_one_person_and_a_surname_to_all_who_bear_it() -> None:
    forms = dict(offices.full_names()["margaret"])
    assert forms[("margaret", "thatcher")] == {"margaret-thatcher"}
    assert {"george-h-w-bush", "george-w-bush"} <= offices.short_names()[("bush",)]


def test_a_title_below_an_office_is_not_the_office() -> None:
    ending = dict(offices.titles()["minister"])
    assert ending[("foreign", "minister")] == "foreign-minister"
    assert ending.get(("deputy", "foreign", "minister")) in (None, "deputy-foreign-minister")
