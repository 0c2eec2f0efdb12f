"""What is parsed, how it is cut, and what is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake import read_text
from dragoman.reading.draft import Draft
from dragoman.reading.language import NoModelError, language_stage, load_parser
from dragoman.reading.language.stage import LONGEST_SEGMENT, LONGEST_TEXT, no_words
from dragoman.reading.parse import edges
from dragoman.record import Block


def draft(*parts: tuple[str, str]) -> Draft:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words)))  # type: ignore[arg-type]
        text += words
    return Draft(document=read_text(text), blocks=tuple(blocks), language="en")


def run(given: Draft) -> Draft:
    return language_stage(load_parser)(given)


def test_only_blocks_with_sentences_are_parsed() -> None:
    found = run(draft(("navigation", "Menu one. "), ("body", "The talks ended."))).parse
    assert found.words == ["The", "talks", "ended", "."]
    assert {s.kind for s in found.segments} == {"body"}


def test_a_name_with_an_open_hyphen_stays_in_its_sentence() -> None:
    found = run(draft(("body", "The envoy met Mustafa al- Sadr in Kufa on Friday."))).parse
    assert len(found.sents) == 1


def test_a_long_block_is_cut_at_white_space() -> None:
    found = run(draft(("body", "The two sides met again and spoke of peace. " * 400))).parse
    assert len(found.segments) > 1
    assert all(found.ends[s.last - 1] - found.starts[s.first] <= LONGEST_SEGMENT for s in found.segments)


def test_a_text_too_long_for_a_report_is_cut_with_a_warning() -> None:
    text = ("x" * 5_998 + " ") * (LONGEST_TEXT // 5_999 + 2)
    assert "language.text-too-long" in [w.rule for w in run(draft(("body", text))).warnings]


@pytest.mark.parametrize(
    ("piece", "fires"),
    [('"' * 900, True), ("1 2 3, 4; " * 200, True), ("The talks went on. " * 40, False), ("123", False)],
)
def test_stretches_without_words(piece: str, fires: bool) -> None:
    assert no_words(piece) is fires


def test_a_missing_model_names_the_command_that_installs_one() -> None:
    with pytest.raises(NoModelError, match="pip install"):
        load_parser("xx_no_such_model")


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_edges_hold_every_descendant(raw: list[int]) -> None:
    heads = [min(h, i) for i, h in enumerate(raw)]  # heads that point left make a forest
    left, right = edges(heads)
    for i in range(len(heads)):
        j = i
        while heads[j] != j:
            assert left[j] <= i < right[j]
            j = heads[j]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_tokens_stand_at_their_offsets(text: str) -> None:
    found = run(draft(("body", text))).parse
    for word, start, end in zip(found.words, found.starts, found.ends, strict=True):
        assert text[start:end] == word
