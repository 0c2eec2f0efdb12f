"""Titles, nouns and pronouns find whom they mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.cast import Cast


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Peruvian Foreign Minister Ana Rojas met Luis Soto. The foreign minister left.", "The foreign minister", "Ana Rojas"),
        ("Iraqi Prime Minister Nuri Amin spoke. The Iraqi premier left.", "The Iraqi premier", "Nuri Amin"),
        ("US Secretary of State Jane Doe spoke. The top US diplomat left.", "The top US diplomat", "Jane Doe"),
        ("EU trade commissioner Eva Lind spoke. The commissioner left.", "The commissioner", "Eva Lind"),
        ("Ana Rojas came. She spoke.", "She", "Ana Rojas"),
        ("Luis Soto met Ana Rojas. He spoke.", "He", "Luis Soto"),
        ("Ana Rojas told Luis Soto that she would come.", "she", "Ana Rojas"),
        ("Luis Soto met Omar Said. He and Said spoke.", "He", "Luis Soto"),
        ("Peru sent its army to Chile.", "its", "Peru"),
        ("Israel says Hamas must give up its tunnels.", "its", "Hamas"),
        ("Peruvian officials came. They spoke.", "They", "Peruvian officials"),
        ("Ana Rojas, whose party lost, spoke.", "whose", "Ana Rojas"),
        ("The rebels, who came late, spoke.", "who", "rebels"),
        ("Peruvian envoy Ana Rojas said her country would pay.", "her country", "Peru"),
        ("Saudi Arabia and Yemen met. The kingdom will pay.", "The kingdom", "Saudi Arabia"),
        ("Iran and Iraq met. The Islamic republic will pay.", "The Islamic republic", "Iran"),
        ("They met in Lima. He left the city.", "the city", "Lima"),
        ("Pakistan and Peru met. He saw the Peruvian capital.", "the Peruvian capital", "Lima"),
    ],
)  # fmt: skip
def test_reference(text: str, words: str, name: str, cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of(text)
    found = [e.name for e in cast.entities if any(m.text == words for m in e.mentions)]
    assert found == [name]


@pytest.mark.parametrize(
    "text", ["It is clear that Peru will pay.", "Peru paid. It took three hours.", "It rained in Peru."]
)
def test_it_that_means_nothing(text: str, cast_of: Callable[[str], Cast]) -> None:
    assert not any(m.text == "It" for e in cast_of(text).entities for m in e.mentions)


def test_unnamed_sources_keep_what_is_said_of_them(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of("A senior Peruvian diplomat said no. Another Peruvian diplomat said yes. Observers warned of war.")
    sources = [(e.says, e.kind) for e in cast.entities if e.kind == "unnamed-source"]
    assert sources == [
        ("A senior Peruvian diplomat", "unnamed-source"),
        ("Another Peruvian diplomat", "unnamed-source"),
        ("Observers", "unnamed-source"),
    ]


def test_the_two_sides_are_one_group(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of("Peru and Chile met. The two sides agreed. Both countries will sign. The two parties smiled.")
    groups = [[m.text for m in e.mentions] for e in cast.entities if e.kind == "group"]
    assert groups == [["The two sides", "Both countries", "The two parties"]]


def test_counterpart_has_the_same_office(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of("Peruvian Defence Minister Ana Rojas met her Chilean counterpart, Luis Soto, in Lima.")
    soto = cast.named("Luis Soto")
    assert soto is not None
    assert soto.side is not None
    assert cast.by_id[soto.side].name == "Chile"
    assert [r.office for r in soto.roles] == ["defence-minister"]
