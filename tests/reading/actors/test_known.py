"""States by all their names are one entity each; cities are places or governments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.cast import Cast


def test_one_state_by_all_its_names(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of(
        "The United States and Norway met in Geneva. Washington said the Norwegian side had left early. "
        "Oslo blamed the American delegation. The US government will wait, the White House said."
    )
    states = {e.name: e for e in cast.entities if e.kind == "state"}
    assert list(states) == ["United States", "Norway"]
    assert [m.text for m in states["United States"].mentions if m.form != "pronoun"] == [
        "United States", "Washington", "American", "The US government", "US", "White House",
    ]  # fmt: skip
    assert states["Norway"].ids["iso3166"] == "NOR"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("They met in Ankara.", True),
        ("They met at the Ankara talks.", True),
        ("He visited Ankara.", True),
        ("He flew to Ankara.", True),
        ("The streets of Ankara were calm.", True),
        ("Ankara said no.", False),
        ("Talks between Ankara and Athens failed.", False),
        ("He blamed Ankara.", False),
        ("A letter to Ankara was sent.", False),
        ("Ankara's ambassador left.", False),
        ("He was pressed by Ankara.", False),
    ],
)
def test_city_or_government(text: str, place: bool, cast_of: Callable[[str], Cast]) -> None:
    (entity,) = [e for e in cast_of(text).entities if any(m.text == "Ankara" for m in e.mentions)]
    assert (entity.kind == "place") is place
    assert entity.country == "TUR"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Amber Ministry met.", "Amber Ministry", "government-body"),
        ("The Amber Party met.", "Amber Party", "organisation"),
        ("The Amber Liberation Front met.", "Amber Liberation Front", "armed-group"),
        ("The Amber Guards met.", "Amber Guards", "armed-force"),
        ("They met at Amber Palace.", "Amber Palace", "place"),
        ("They met in Zrvol.", "Zrvol", "place"),
        ("The ministry of Peru met.", "Peru", "state"),
    ],
)
def test_kinds_of_unknown_names(text: str, name: str, kind: str, cast_of: Callable[[str], Cast]) -> None:
    found = cast_of(text).named(name)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    ["The Amber Agreement holds.", "Operation Desert Fox began.", "The Amber War ended.", "It was Monday in May."],
)
def test_things_are_no_actors(text: str, cast_of: Callable[[str], Cast]) -> None:
    assert [e.name for e in cast_of(text).entities if e.kind in ("person", "organisation", "state")] == []


def test_who_signs_a_report_is_not_in_the_cast(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of("LIMA, May 3 (Reuters) - Peru said no. Peru's envoy told the BBC it was final.")
    names = [e.name for e in cast.entities]
    assert "Reuters" not in names
    assert any("BBC" in n for n in names)
