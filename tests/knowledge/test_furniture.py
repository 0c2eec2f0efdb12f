"""Lists of furniture become patterns that find the longest form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.furniture import any_of, furniture


@given(st.lists(st.text("ab .(", min_size=1, max_size=5)), st.text("ab .(", max_size=8))
def test_the_longest_form_at_a_place_is_found(forms: list[str], line: str) -> None:
    match = re.compile(any_of(forms)).match(line)
    expected = max((f for f in forms if line.startswith(f)), key=len, default=None)
    assert (match.group() if match else None) == expected


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Copyright 2014 The Daily", "copyright 20"),
        ("RELATED STORIES: Rebels leave", "related stories:"),
        ("Photo: Ana Ruiz", "photo:"),
        ("Posted in World", "posted in"),
        ("Posted inside the camp, the men", "posted"),
        ("Comments by the minister angered Seoul", None),
        ("Share prices fell in Santiago", None),
        ("Follow-up talks open in Lusaka", None),
    ],
)
def test_common_words_open_no_furniture(line: str, form: str | None) -> None:
    match = furniture().opening.match(line)
    assert (match.group().casefold() if match else None) == form


def test_common_words_are_furniture_alone() -> None:
    whole = furniture().whole
    assert [whole[w] for w in ("share", "comments", "world", "advertisement")] == [
        "share",
        "comments",
        "section",
        "advert",
    ]
