"""Quantities in running text."""

import pytest

from dragoman.project.numbers import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an exchange of 42 prisoners was agreed", [(42, "prison")]),
        ("Twenty-four prisoners will go home", [(24, "prison")]),
        ("some two hundred lorries used to pass", [(200, "lorry")]),
        ("two hundred and five wanted traffickers", [(205, "traffick")]),
        ("1,200 displaced people", [(1200, "people")]),
        ("three million refugees", [(3_000_000, "refuge")]),
        ("two dozen boats", [(24, "boat")]),
        ("talked for three hours", []),
        ("in 2012 the ministers met", []),
        ("the first of ten years", []),
        ("at 10 Downing Streets", []),
        ("one man", []),
        ("eighteen and twenty boats", [(20, "boat")]),
        ("", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str]]) -> None:
    found = quantities(text)
    assert [(q.value, q.noun) for q in found] == expected
    for q in found:
        assert text[q.start : q.end].split()
