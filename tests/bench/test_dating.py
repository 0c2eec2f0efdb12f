"""The stress set is the same for the same seed, and the hand-made cases hold."""

from __future__ import annotations

import random

import pytest

from bench import dating
from dragoman.intake import read_text


def test_the_same_seed_makes_the_same_pages() -> None:
    bases = list(dating.case_texts())
    assert list(dating.cases(bases, 40, 3)) == list(dating.cases(bases, 40, 3))
    assert {c.kind for c in dating.cases(bases, 40, 3)} == set(dating.KINDS)
    assert list(dating.template_texts(random.Random(2), 3)) == list(dating.template_texts(random.Random(2), 3))


@pytest.fixture(scope="module")
def outcomes() -> list[dating.Outcome]:
    return dating.run(
        [dating.Case(b.name, "bare", read_text(b.text, b.name), b.published) for b in dating.case_texts()]
    )


@pytest.mark.parametrize("index", range(len(dating.gold_cases())), ids=[c["name"] for c in dating.gold_cases()])
def test_a_case_is_dated_as_a_careful_reader_would(outcomes: list[dating.Outcome], index: int) -> None:
    assert dating.failures(dating.gold_cases()[index], outcomes[index].published) == []


def test_the_stress_set_keeps_its_floors() -> None:
    bases = [*dating.case_texts(), *dating.template_texts(random.Random(5), 40)]
    found = dating.figures(dating.run(list(dating.cases(bases, 140, 5))))
    assert found["coverage"] >= 0.97
    assert found["wrong"] <= 0.02
