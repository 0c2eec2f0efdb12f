"""Every rule of the actors fires where it should and is silent where it must be."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

import pytest

import dragoman.reading.actors
from dragoman.record import Rule

TABLE = [
    # rule, a text where it fires, a text where it must not
    ("title-before-name", "Peruvian Foreign Minister Ana Rojas spoke.", "Ana Rojas spoke of foreign ministers."),
    ("titles-before-names", "Presidents Ana Rojas and Luis Soto met.", "President Ana Rojas met Luis Soto."),
    ("title-comma-name", "The Peruvian envoy, Ana Rojas, said no.", "The Peruvian envoy told Ana Rojas no."),
    ("title-after-name", "Ana Rojas, the Peruvian envoy, said no.", "Ana Rojas saw the Peruvian envoy."),
    ("title-after-copula", "Ana Rojas became foreign minister of Peru.", "Ana Rojas met the foreign minister of Peru."),
    (
        "second-title",
        "Ana Rojas, the deputy premier and foreign minister of Peru, said no.",
        "Ana Rojas, the premier of Peru, and the foreign minister said no.",
    ),
    ("noun-for-body", "The M23 attacked. The movement denied it.", "A movement of goods was seen."),
    (
        "own-movement",
        "Hamas official Khaled Nasser said his movement was ready.",
        "Khaled Nasser said a movement rose.",
    ),
    ("force-of-subject", "Brazil moved troops to the border.", "Snow kept troops from the border."),
    ("force-of-side", "Peruvian troops left.", "Peruvian goods left."),
    ("the-city", "Talks in Lima ended. The delegates left the city.", "Talks ended. The delegates left the room."),
    (
        "heads-delegation",
        "Ana Rojas, who heads the Peruvian delegation, spoke.",
        "Ana Rojas saw the Peruvian delegation.",
    ),
    ("represents", "Ana Rojas, who represented Peru at the talks, spoke.", "Ana Rojas, who left Peru, spoke."),
    ("speaks-for", "Ana Rojas speaks for Hamas.", "Ana Rojas speaks for an hour."),
    (
        "delegation-of-head",
        "Foreign Minister Ana Rojas of Peru came. The delegation is headed by Rojas.",
        "The Peruvian delegation is headed by Ana Rojas.",
    ),
    ("office-of", "Peru's foreign minister Ana Rojas spoke.", "Doctor Ana Rojas spoke."),
    ("side-of-office", "Peru's foreign minister Ana Rojas spoke.", "Ana Rojas went to Peru."),
    (
        "counterpart-office",
        "Peruvian Defence Minister Ana Rojas came. She met her Chilean counterpart, Luis Soto, at noon.",
        "Peruvian Defence Minister Ana Rojas came. She met Luis Soto at noon.",
    ),
    (
        "shared-title",
        "Peru and Chile met. The two countries' ambassadors to Kenya, Ana Rojas and Luis Soto, spoke.",
        "Peru's ambassador to Kenya Ana Rojas spoke.",
    ),
    ("group-of-people", "Peruvian officials said no.", "A Peruvian official said no."),
    ("same-noun-again", "Peruvian diplomats came. The diplomats smiled.", "Peruvian diplomats came. Reporters smiled."),
    (
        "title-of-known-person",
        "Peruvian Foreign Minister Ana Rojas came. The foreign minister smiled.",
        "Peruvian Foreign Minister Ana Rojas came. The Chilean foreign minister smiled.",
    ),
    (
        "office-known-beforehand",
        "Silvio Berlusconi came to Paris. The Italian prime minister smiled.",
        "Silvio Berlusconi came to Paris. The Greek prime minister smiled.",
    ),
    (
        "description-of-last",
        "Peruvian Foreign Minister Ana Rojas came. The former general smiled.",
        "Peruvian Foreign Minister Ana Rojas came. A former general smiled.",
    ),
    (
        "counterpart",
        "Peruvian Foreign Minister Ana Rojas met her Chilean counterpart.",
        "Peruvian Foreign Minister Ana Rojas met a Chilean trader.",
    ),
    ("unnamed-office-holder", "The Peruvian president left.", "A Peruvian president may leave."),
    ("unnamed-person", "A Peruvian diplomat said no.", "The Peruvian president said no."),
    ("unnamed-source", "Peruvian officials said no.", "Peruvian officials slept."),
    ("office-of-one-state", "Secretary of State Jane Doe came to Peru.", "Foreign Minister Jane Doe came to Peru."),
    (
        "office-of-home-state",
        "Foreign Minister Ana Rojas said Peru would pay.",
        "Peruvian Foreign Minister Ana Rojas paid.",
    ),
    ("body-of-home-state", "Peru will pay, the Finance Ministry said.", "The Finance Ministry of Peru will pay."),
    ("agency-that-acts", "Ana Rojas told Reuters that Peru would pay.", "LIMA (Reuters) - Peru will pay."),
    ("state-inside-name", "The Iraqi army left.", "The Arab League left."),
    ("known-name", "The African Union met.", "The union met."),
    ("capital-as-government", "Ankara said no.", "It rained in Ankara."),
    ("demonym", "Peruvian officials said no.", "Peru said no."),
    ("known-place", "It rained in Cusco.", "It rained."),
    ("place-word", "They met at Amber Palace.", "They met at noon."),
    ("body-word", "The Amber Council met.", "The amber was sold."),
    ("body-of-state", "The Peruvian Amber Ministry met.", "The Amber Ministry of Trade met Chile."),
    (
        "shared-adjective",
        "Peruvian diplomats and Amber Ministry officials came.",
        "Diplomats and Amber Ministry officials came.",
    ),
    ("short-direction", "North Korea and Japan met. The North said no.", "Peru and Japan met. The North is cold."),
    ("neighbour-for-state", "Peru and Chile met. Peru blamed its neighbour.", "Peru met its neighbours."),
    ("party-as-side", "The Peruvian party agreed.", "The Peruvian ruling party agreed."),
    (
        "shared-owner",
        "Peruvian Defence Minister Ana Rojas and army chief Luis Soto left.",
        "Peruvian Defence Minister Ana Rojas and Chilean army chief Luis Soto left.",
    ),
    (
        "title-before-its-name",
        "Peru's foreign minister is ill. Foreign Minister Ana Rojas of Peru cannot travel.",
        "Foreign Minister Ana Rojas of Peru is ill. Peru's foreign minister cannot travel.",
    ),
    (
        "named-in-next-sentence",
        "Peru's trade envoy arrived on Monday. Luis Soto was tired.",
        "Peru's trade envoy arrived on Monday. Chilean envoy Luis Soto was tired.",
    ),
    ("noun-before-name", "They met the rebel group Polisario Front.", "They met rebels of the Polisario Front."),
    (
        "at-the-head-of",
        "Ana Rojas, the Peruvian diplomat at the head of the OSCE, spoke.",
        "Ana Rojas, the Peruvian diplomat, spoke of the OSCE.",
    ),
    ("movement-of-person", "Ana Rojas spoke. Rojas's Amber Front agreed.", "Ana Rojas spoke of the Amber Front."),
    (
        "unnamed-then-named",
        "A UN spokeswoman said no. Spokeswoman Ana Rojas gave no reason.",
        "A UN spokeswoman said no. Envoy Ana Rojas gave no reason.",
    ),
    ("capital-as-place", "It rained in Ankara.", "Ankara said no."),
    ("both-sides", "Peru and Chile met. The two sides agreed.", "Peru and Chile met. One side agreed."),
    ("the-two", "Ana Rojas met Luis Soto. The two agreed.", "Ana Rojas met Luis Soto. Two days passed."),
    ("two-names", "It was signed by Xqa Zrvol.", "It was signed by Monday."),
    ("given-name", "It was signed by Ana Zrvol.", "It was signed by Zrvol."),
    ("acronym", "The XQZT said no.", "The tax said no."),
    ("article-before-name", "The Zrvol said no.", "Zrvol said no."),
    ("noun-behind-name", "The Zrvol rebels attacked.", "The Peruvian rebels attacked."),
    ("acts-like-person", "Zrvol said no.", "Zrvol fell."),
    ("place-preposition", "They met in Zrvol.", "They met Zrvol."),
    ("full-name", "Ana Rojas came.", "Peru came."),
    ("surname-after-full-name", "Ana Rojas came. Rojas spoke.", "Ana Rojas came. Soto spoke."),
    ("name-before-title", "A Zrvol spokesman said no.", "A Peruvian spokesman said no."),
    ("surname-again", "Grace Otieno came. Otieno and Mary Fox left.", "Grace Otieno came."),
    ("state-before-name", "Peru's Ana Rojas spoke.", "Ana Rojas spoke in Peru."),
    ("relative-pronoun", "Ana Rojas, who came late, spoke.", "Ana Rojas asked who came late."),
    ("he-or-she", "Ana Rojas came. She spoke.", "Peru came. She spoke."),
    ("it", "Peru sent its army.", "It rained."),
    ("they", "Reporters came. They wrote.", "Ana Rojas came. She wrote."),
    ("they-two", "Ana Rojas saw Luis Soto. They agreed.", "Ana Rojas came. They agreed."),
    ("governments-of-several", "The Peruvian and Chilean governments agreed.", "The Peruvian government agreed."),
    ("government-for-state", "The Peruvian government agreed.", "The Peruvian guests agreed."),
    ("country-for-state", "Peru paid. The country is rich.", "Peru paid. A country is rich."),
    (
        "own-country",
        "Peruvian envoy Ana Rojas said her country would pay.",
        "Peruvian envoy Ana Rojas paid for a country.",
    ),
    ("the-government", "Peru fell ill. The government resigned.", "A government resigned."),
    ("state-of-known-holder", "Prime Minister Benjamin Netanyahu left.", "Prime Minister Zrvol Xqa left."),
    ("surname-and-office", "President Yeltsin left.", "President Zrvol left."),
    ("tenure-of-office", "French President Jacques Chirac left.", "French President Ana Rojas left."),
    ("office-from-gazetteer", "Jacques Chirac left France.", "Ana Rojas left France."),
    ("office-of-another-state", "Peruvian President Jacques Chirac left.", "French President Jacques Chirac left."),
]


@pytest.mark.parametrize(("rule", "fires", "silent"), TABLE, ids=[row[0] for row in TABLE])
def test_rule(rule: str, fires: str, silent: str, rules_of: Callable[[str], set[str]]) -> None:
    assert f"actors.{rule}" in rules_of(fires), fires
    assert f"actors.{rule}" not in rules_of(silent), silent


def test_every_rule_is_in_the_table() -> None:
    found = set()
    for module in pkgutil.iter_modules(dragoman.reading.actors.__path__, "dragoman.reading.actors."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule):
                found.add(value.id)
    assert found == {f"actors.{row[0]}" for row in TABLE}


def test_rules_say_one_thing_in_a_sentence() -> None:
    for module in pkgutil.iter_modules(dragoman.reading.actors.__path__, "dragoman.reading.actors."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule):
                assert value.says.strip().endswith("."), value.id
