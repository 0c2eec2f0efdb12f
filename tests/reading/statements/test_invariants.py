"""What holds of every text: anchors match, parents are in the record and lead upward, nothing is raised."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.draft import Draft

WORDS = (
    'Chad Peru Lund he they we said told accused denied that whether to not will would “ ” ‘ ’ " , . : ; — ( ) and '
    "while according reportedly claim demand of by for is was the envoy refused confident as which who ? \n\n"
).split(" ")


def check(result: Draft) -> None:
    text = result.text
    ids = {s.id for s in result.statements}
    assert len(ids) == len(result.statements)
    parents = {s.id: s.parent for s in result.statements}
    for s in result.statements:
        anchors = [*s.content, *s.hedges, *([s.cue] if s.cue else [])]
        for ref in (s.source, s.addressee, s.target):
            if ref is not None and ref.start is not None:
                assert text[ref.start : ref.end] == ref.text
        for a in anchors:
            assert text[a.start : a.end] == a.text != ""
        assert s.content
        seen = set()
        up = s.parent
        while up is not None:
            assert up in ids
            assert up not in seen
            seen.add(up)
            up = parents[up]
        assert s.id not in seen


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_string_of_reporting_words(draft: Callable[[str], Draft], words: list[str]) -> None:
    check(draft(" ".join(words)))


@pytest.mark.parametrize(
    "text",
    [
        '"' * 2000,
        "“" * 2000,
        "“‘" * 1000,
        "He said that " * 200 + "it rained.",
        "said " * 1000,
        "reportedly " * 500,
        "“He said ‘" * 300,
        "A: " * 1000,
        "according to " * 400,
    ],
)
def test_hostile_text(draft: Callable[[str], Draft], text: str) -> None:
    check(draft(text))


def test_two_runs_give_the_same(draft: Callable[[str], Draft]) -> None:
    text = "Chad said Peru had denied the claim, adding: “We will not sign.” Lund said so too."
    assert draft(text).statements == draft(text).statements
