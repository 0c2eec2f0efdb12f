"""Names of one person are one entity, those of two are two, and each speaks for its own side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.cast import Cast


def _side(cast: Cast, name: str) -> str | None:
    found = cast.named(name)
    assert found is not None, [e.name for e in cast.entities]
    return cast.by_id[found.side].name if found.side else None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Omar al-Basri came. Al-Basri spoke. Later Basri left.", ["Omar al-Basri"]),
        ("Omar al- Basri came. al-Basri spoke.", ["Omar al-Basri"]),
        ("Hamid Qurbani came. Qorbani left.", ["Hamid Qurbani"]),
        ("Ban Ki-moon met Kim Jong Un. Ban left; Kim stayed.", ["Ban Ki-moon", "Kim Jong Un"]),
        (
            "Prince Mohammed bin Salman met Jan van der Berg. Bin Salman left.",
            ["Mohammed bin Salman", "Jan van der Berg"],
        ),
        ("Imran Malik shouted and Asad Malik wrote. Imran Malik left.", ["Imran Malik", "Asad Malik"]),
        ("Mr Bill Costa and Mrs Ana Costa came. Mrs Costa left.", ["Bill Costa", "Ana Costa"]),
        ("John F. Fox Jr. came. Fox left.", ["John F. Fox Jr."]),
        ("Foreign Minister Don Fraser came. Fraser left.", ["Don Fraser"]),
        ("Nora O'Brien came. O'Brien left.", ["Nora O'Brien"]),
    ],
)
def test_people(text: str, names: list[str], cast_of: Callable[[str], Cast]) -> None:
    assert [e.name for e in cast_of(text).entities if e.kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("President Luis Abad of Ecuador met President Marta Rey of Cuba.", {"Luis Abad": "Ecuador", "Marta Rey": "Cuba"}),
        ("Karim Benali, Minister of Foreign Affairs of Tunisia, opened the session.", {"Karim Benali": "Tunisia"}),
        ("Washington's ambassador to Mali Tom Blake, who came late, spoke.", {"Tom Blake": "United States"}),
        ("The foreign ministers of Ghana and Togo, Ama Mensah and Kofi Adjo, met.", {"Ama Mensah": "Ghana", "Kofi Adjo": "Togo"}),
        ("Georgia's deputy premier for reintegration, Nino Lomidze, came.", {"Nino Lomidze": "Georgia"}),
        ("Egypt's Hisham Badr and Ethiopia's Alemu Tessema argued.", {"Hisham Badr": "Egypt", "Alemu Tessema": "Ethiopia"}),
        ("Viktor Orlov, Russia's envoy to the United Nations, voted no.", {"Viktor Orlov": "Russia"}),
        ("UN special envoy Greta Holm briefed the Security Council.", {"Greta Holm": "United Nations"}),
        ("Hamas official Khaled Nasser said the group was ready.", {"Khaled Nasser": "Hamas"}),
        ("Mustafa Hadi, a member of the Houthi delegation, spoke.", {"Mustafa Hadi": "Houthis"}),
        ("A delegation headed by Ana Rojas of the Peruvian foreign ministry came.", {"Ana Rojas": "Peru"}),
        ("Former Finnish president Matti Virtanen mediated.", {"Matti Virtanen": "Finland"}),
        ("Ana Rojas, an adviser to the African Union, spoke.", {"Ana Rojas": "African Union"}),
        ("The Israeli prime minister's spokesman, Dan Perl, denied it.", {"Dan Perl": "Israel"}),
        ("Chief negotiator Michel Brun of the European Union came.", {"Michel Brun": "European Union"}),
    ],
)  # fmt: skip
def test_sides(text: str, sides: dict[str, str], cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of(text)
    assert {name: _side(cast, name) for name in sides} == sides


def test_two_ambassadors_of_the_two_countries(cast_of: Callable[[str], Cast]) -> None:
    cast = cast_of(
        "Peru and Chile met in Nairobi. Peru's ambassador to Kenya Ana Rojas led the talks. "
        "The two countries' ambassadors to Kenya, Rojas and Luis Soto, shook hands."
    )
    assert (_side(cast, "Ana Rojas"), _side(cast, "Luis Soto")) == ("Peru", "Chile")
    soto = cast.named("Luis Soto")
    assert soto is not None
    assert [(r.office, r.of and cast.by_id[r.of].name) for r in soto.roles] == [("ambassador", "Chile")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Peruvian Foreign Minister Ana Rojas spoke.", "current"),
        ("Former Peruvian foreign minister Ana Rojas spoke.", "former"),
        ("Peru's then-foreign minister Ana Rojas spoke.", "former"),
        ("Acting Peruvian Foreign Minister Ana Rojas spoke.", "acting"),
        ("Peruvian president-elect Ana Rojas spoke.", "elect"),
        ("The late Peruvian president Ana Rojas had agreed.", "late"),
    ],
)
def test_states_of_tenure(text: str, state: str, cast_of: Callable[[str], Cast]) -> None:
    found = cast_of(text).named("Ana Rojas")
    assert found is not None
    assert [r.state for r in found.roles] == [state]


def test_tenure_dates_come_from_the_office_holders(cast_of: Callable[[str], Cast]) -> None:
    found = cast_of("French President Jacques Chirac left.").named("Jacques Chirac")
    assert found is not None
    (role,) = found.roles
    assert (role.office, role.from_, role.to, role.known_from) == ("president", "1995-05-17", "2007-05-16", "text")
