"""Source, cue and content of common constructions, and texts in which nobody says anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.record import Statement

Read = Callable[[str], tuple[Statement, ...]]

SAID = [
    (
        "The minister said on Tuesday that the border would stay shut.",
        [("The minister", "said", "that the border would stay shut")],
    ),
    (
        "“We will not sign,” the envoy told reporters.",
        [("the envoy", "told", "“We will not sign,”")],
    ),
    (
        "“We will not sign,” said Anna Lund, who leads the delegation. “The text is old.”",
        [("Anna Lund, who leads the delegation", "said", "“We will not sign,” … “The text is old.”")],
    ),
    (
        "Kenya, the governor said, would open the road.",
        [("the governor", "said", "Kenya … would open the road")],
    ),
    (
        "Peru was accused by Chile of moving the buoys.",
        [("Chile", "was accused", "Peru … of moving the buoys")],
    ),
    ("The union called for new talks.", [("The union", "called for", "new talks")]),
    ("She urged the council to lift the ban.", [("She", "urged", "the council to lift the ban")]),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_who_said_what(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    got = [
        (s.source and s.source.text, s.cue and s.cue.text, " … ".join(a.text for a in s.content))
        for s in read(text)
        if s.parent is None
    ]
    assert got == expected


@pytest.mark.parametrize(
    "text",
    [
        "The delegations ate lunch in the garden.",
        "The talks lasted four hours.",
        "A so-called “green line” divides the town.",
        "",
        "”””“““",
    ],
)
def test_nobody_says_anything(read: Read, text: str) -> None:
    assert read(text) == ()
