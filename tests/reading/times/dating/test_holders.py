"""People named with an office, and what that says of the report's day."""

from __future__ import annotations

import pytest

from dragoman.reading.times.dating.holders import holder_claims, named_holders
from dragoman.reading.times.dating.page_words import Page


def holders(text: str) -> list[tuple[str, str]]:
    return [(n.tenures[0].name, n.state) for n in named_holders(Page(text, [(0, len(text))]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("British Prime Minister Tony Blair said so.", [("Tony Blair", "current")]),
        ("Prime Minister Blair of Britain said so.", [("Tony Blair", "current")]),
        ("France's President Jacques Chirac said so.", [("Jacques Chirac", "current")]),
        ("Jacques Chirac, the French president, said so.", [("Jacques Chirac", "current")]),
        ("the president of France, Jacques Chirac, said so.", [("Jacques Chirac", "current")]),
        ("former French President Jacques Chirac said so.", [("Jacques Chirac", "former")]),
        ("ex-President Jacques Chirac said so.", [("Jacques Chirac", "former")]),
        ("then-President Jacques Chirac said so.", [("Jacques Chirac", "then")]),
        ("the late French President François Mitterrand", [("François Mitterrand", "late")]),
        ("President-elect Barack Obama said so.", [("Barack Obama", "elect")]),
        ("South Korean President Roh Moo-hyun said so.", [("Roh Moo-hyun", "current")]),
        ("South Korea's President Roh said so.", [("Roh Moo-hyun", "current")]),
        (
            "the leaders of France and Germany, Jacques Chirac and Gerhard Schröder, met.",
            [("Jacques Chirac", "current"), ("Gerhard Schröder", "current")],
        ),
        # no office, another office, a namesake, a candidate
        ("Jacques Chirac said so.", []),
        ("the footballer Tony Blair said so.", []),
        ("Blair said so.", []),
        ("British Prime Minister Jacques Chirac said so.", []),
        ("President John Chirac said so.", []),
        ("French presidential candidate Jacques Chirac said so.", []),
        ("the president said so.", []),
        ("", []),
    ],
)
def test_who_is_named_with_which_office(text: str, expected: list[tuple[str, str]]) -> None:
    assert holders(text) == expected


@pytest.mark.parametrize(
    ("text", "rule", "earliest", "latest"),
    [
        ("French President Jacques Chirac", "times.office-held", "1995-05-14", "2007-05-19"),
        ("former French President Jacques Chirac", "times.former-holder", "2007-05-13", None),
        ("then-President Jacques Chirac", "times.then-holder", "1995-05-17", None),
        ("President-elect Barack Obama", "times.holder-elect", "2007-12-17", "2009-01-23"),
    ],
)
def test_what_a_tenure_says_of_the_day(text: str, rule: str, earliest: str, latest: str | None) -> None:
    (claim,) = holder_claims(named_holders(Page(text, [(0, len(text))])), text, [])
    assert (claim.rule, claim.earliest, claim.latest) == (rule, earliest, latest)


def test_a_surname_shared_by_two_holders_allows_both_their_times() -> None:
    text = "US President Bush spoke."
    (claim,) = holder_claims(named_holders(Page(text, [(0, len(text))])), text, [])
    assert len(claim.intervals) == 2


def test_a_holder_in_a_sentence_about_a_past_year_says_nothing_of_the_day() -> None:
    text = "In 1996 French President Jacques Chirac ended the tests."
    dated = [(0, len(text), "1996-01-01", "1996-12-31")]
    assert holder_claims(named_holders(Page(text, [(0, len(text))])), text, dated) == []
