"""Source, cue and content of common constructions, and texts in which nobody says anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.record import Statement

Read = Callable[[str], tuple[Statement, ...]]

SAID: list[tuple[str, list[tuple[str | None, str | None, str]]]] = [
    (
        "The minister said on Tuesday that the border would stay shut.",
        [("The minister", "said", "that the border would stay shut")],
    ),
    ("“We will not sign,” the envoy told reporters.", [("the envoy", "told", "“We will not sign,”")]),
    ("The envoy said: “We will not sign.”", [("The envoy", "said", "“We will not sign.”")]),
    ('"We will not sign," said the envoy.', [("the envoy", "said", '"We will not sign,"')]),
    ("‘We will not sign,’ said the envoy.", [("the envoy", "said", "‘We will not sign,’")]),
    ("«We will not sign», said the envoy.", [("the envoy", "said", "«We will not sign»")]),
    (
        "“We will not sign,” said Anna Lund, who leads the delegation. “The text is old.”",
        [("Anna Lund, who leads the delegation", "said", "“We will not sign,” … “The text is old.”")],
    ),
    ("Kenya, the governor said, would open the road.", [("the governor", "said", "Kenya … would open the road")]),
    ("Peru was accused by Chile of moving the buoys.", [("Chile", "was accused", "Peru … of moving the buoys")]),
    ("The union called for new talks.", [("The union", "called for", "new talks")]),
    ("She urged the council to lift the ban.", [("She", "urged", "the council to lift the ban")]),
    ("They called for the road to be closed.", [("They", "called for", "the road to be closed")]),
    ("Chad called on both sides to lift the ban.", [("Chad", "called on", "both sides to lift the ban")]),
    ("The talks are expected to resume on Monday.", [(None, "are expected", "The talks … to resume on Monday")]),
    ("Chad described the talks as fruitful.", [("Chad", "described", "the talks as fruitful")]),
    ("Chad called the plan “a joke”.", [("Chad", "called", "the plan “a joke”")]),
    ("The envoy declined to comment on the rumours.", [("The envoy", "declined to comment on", "the rumours")]),
    ("It was agreed that the road should be closed.", [(None, "was agreed", "that the road should be closed")]),
    (
        "Norway said the ferry would stop, adding that fuel was short.",
        [("Norway", "said", "the ferry would stop"), ("Norway", "adding", "that fuel was short")],
    ),
    (
        "Norway said the ferry would stop, while Chad said it had no boats.",
        [("Norway", "said", "the ferry would stop"), ("Chad", "said", "it had no boats")],
    ),
]


def outline(statements: tuple[Statement, ...]) -> list[tuple[str | None, str | None, str]]:
    return [
        (s.source and s.source.text, s.cue and s.cue.text, " … ".join(a.text for a in s.content))
        for s in statements
        if s.parent is None
    ]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_who_said_what(read: Read, text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert outline(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The delegations ate lunch in the garden.",
        "The talks lasted four hours.",
        "A so-called “green line” divides the town.",
        "The ministers' cars and the envoys' tents stood in the yard.",
        "",
        "”””“““",
    ],
)
def test_nobody_says_anything(read: Read, text: str) -> None:
    assert read(text) == ()


def test_what_is_reported_inside_a_report_has_it_as_parent(read: Read) -> None:
    outer, inner = read("The envoy said that Peru had denied all charges.")
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert inner.source is not None
    assert (inner.source.text, inner.act, inner.standing) == ("Peru", "deny", "denied")


def test_a_quotation_that_nobody_is_known_to_have_said_yields_nothing(read: Read) -> None:
    assert read("“I think they want the valley.”\n\nThe ferry sank.") == ()
