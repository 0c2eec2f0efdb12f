"""Given names and tenures."""

import pytest

from dragoman.knowledge.people import family_offices, given_names, name_key, sole_owners, tenures


@pytest.mark.parametrize(
    ("name", "key"), [("George W. Bush", "george w bush"), ("Ban Ki-moon", "ban ki moon"), ("José María", "jose maria")]
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


def test_tenures_by_any_spelling() -> None:
    assert {t.of for t in tenures()["jacques chirac"]} == {"FRA"}


def test_by_surname_and_office() -> None:
    assert {t.of for t in family_offices()[("yeltsin", "president")]} == {"RUS"}


def test_offices_of_one_owner() -> None:
    assert sole_owners()["secretary-of-state"] == "USA"


def test_given_names_have_a_gender_or_none() -> None:
    assert set(given_names().values()) <= {"male", "female", ""}
    assert len(given_names()) > 1_000
