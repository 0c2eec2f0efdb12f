"""Events: what a clause is coded as, who does it to whom, and how sure it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.reader import Reader
from dragoman.record import Document, Event

Run = Callable[[str], tuple[Event, ...]]


@pytest.fixture(scope="module")
def events() -> Run:
    reader = Reader()
    return lambda text: reader.draft(Document(source="t", format="text", text=text, sha256="")).events


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("Norway gave Malawi a grant of ten million dollars.", "AID", "NOR", "MWI"),
        ("Norway will give Malawi a grant of ten million dollars.", "AGREE", "NOR", "MWI"),
        ("Peru expelled two Chilean diplomats.", "SANCTION", "PER", "CHL"),
        ("Eritrea threatened to attack Ethiopia.", "THREATEN", "ERI", "ETH"),
        ("Greece condemned Turkey for the drilling.", "ACCUSE", "GRC", "TUR"),
        ("Sudan demanded that Chad withdraw its troops.", "REQUEST", "SDN", "TCD"),
        ("Armenia rejected a proposal by Azerbaijan.", "REJECT", "ARM", "AZE"),
        ("Colombia released twelve Venezuelan soldiers.", "RETREAT", "COL", "VEN"),
        ("Thailand shelled a Cambodian village.", "ASSAULT", "THA", "KHM"),
    ],
)
def test_code(events: Run, text: str, plover: str, source: str, target: str) -> None:
    found = events(text)
    assert found
    assert found[0].plover == plover
    assert {c[:3] for c in found[0].source_codes} == {source}
    assert {c[:3] for c in found[0].target_codes} == {target}


@pytest.mark.parametrize(
    "text", ["", "It rained in the north.", "The bread is released from its tin.", "Nobody said a word."]
)
def test_nothing(events: Run, text: str) -> None:
    assert not events(text)


def test_a_reported_event_is_no_fact(events: Run) -> None:
    (found,) = [e for e in events("Greece accused Turkey of shelling a Greek island.") if e.plover == "ASSAULT"] or [
        None
    ]
    assert found is None or found.standing != "asserted"
    told = events("Officials in Accra said that Togo had released two Ghanaian sailors.")
    assert [e.standing for e in told if e.plover == "RETREAT"] == ["attributed"]


def test_one_fact_told_twice_is_one_event(events: Run) -> None:
    found = events(
        "Colombia released twelve Venezuelan soldiers on Monday. Colombia has released the Venezuelan soldiers."
    )
    assert len([e for e in found if e.plover == "RETREAT"]) == 1
