"""What is read for times, and that nothing in a hostile text costs more than its length."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest

from dragoman.intake import read_text
from dragoman.reading.draft import Draft
from dragoman.reading.page import read_page
from dragoman.reading.times.stretches import LONG, SHORT, stretches

KINDS = frozenset({"title", "body", "dateline"})


def test_a_block_of_sentences_is_one_stretch(read: Callable[..., Draft]) -> None:
    draft = read("GENEVA, May 3 (AFP) - They met on Monday.\n\nThey will meet again on Friday.\n")
    texts = [draft.text[a:b].strip() for a, b in stretches(draft, KINDS)]
    assert texts == ["GENEVA, May 3 (AFP) -", "They met on Monday.", "They will meet again on Friday."]


def test_a_short_block_needs_no_parse() -> None:
    draft = read_page(Draft(document=read_text("They met on Monday.\n", "test")))
    assert [draft.text[a:b].strip() for a, b in stretches(draft, KINDS)] == ["They met on Monday."]


def test_what_holds_no_sentences_is_left_out(read: Callable[..., Draft]) -> None:
    assert stretches(read("1999 " * SHORT), KINDS) == []


def test_of_a_long_block_the_parsed_pieces_are_read(read: Callable[..., Draft]) -> None:
    draft = read("They met on Monday. " * (LONG // 10))
    parts = stretches(draft, KINDS)
    assert len(parts) > 1
    assert all(a < b <= c for (a, b), (c, _) in itertools.pairwise(parts))
    assert len(draft.times) == LONG // 10


@pytest.mark.parametrize("text", ["!,.;- " * 150_000, "1999 " * 200_000, "'\"“”’ - " * 110_000])
def test_a_megabyte_of_signs_costs_little(text: str, read: Callable[..., Draft]) -> None:
    begin = time.process_time()
    assert not read(text).times
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    "piece",
    ["the eve of Monday ", "early late mid ", "a year and a half ago of the ", "May 1 to 2 to 3, ", "two or three or "],
)
def test_twice_the_text_costs_about_twice(piece: str) -> None:
    from dragoman.reading.times.recognise import find
    from dragoman.reading.times.words import words

    def seconds(count: int) -> float:
        text = piece * count
        begin = time.process_time()
        find(words(text, [(0, len(text))]))
        return time.process_time() - begin

    seconds(100)
    assert seconds(8_000) < 8 * seconds(2_000) + 0.5
