"""Quotations by paragraph: every style of mark, apostrophes, missing and repeated marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.draft import Draft
from dragoman.reading.statements.quotes import find_quotes

FOUND = [
    ("He said “yes” and left.", ["“yes”"]),
    ('He said "yes" and left.', ['"yes"']),
    ("He said ‘yes’ and left.", ["‘yes’"]),
    ("He said 'yes' and left.", ["'yes'"]),
    ("He said «yes» and left.", ["«yes»"]),
    ("He said ''yes'' and left.", ["''yes''"]),
    ("The envoys' cars and the ministers' tents.", []),
    ("It's the envoy's car, isn't it?", []),
    ("He said “it’s ‘ours’ now” and left.", ["“it’s ‘ours’ now”"]),
    ('He said “yes" and left.', ['“yes"']),
    ("He said “we go and left.", ["“we go and left."]),
    ("The '90s were long.", []),
    ("5' 6\" tall", []),
]


@pytest.mark.parametrize(("text", "quotes"), FOUND)
def test_marks(draft: Callable[[str], Draft], text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(draft(text).parse)] == quotes


def test_a_quotation_reopened_in_the_next_paragraph_continues(draft: Callable[[str], Draft]) -> None:
    found = find_quotes(draft("He said: “We came.\n\n“We saw.”").parse)
    assert [(q.closed, q.continues) for q in found] == [(False, False), (True, True)]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="“”‘’\"'«» abS.,\n", max_size=80))
def test_quotations_lie_in_order_inside_the_text(draft: Callable[[str], Draft], text: str) -> None:
    end = 0
    for quote in find_quotes(draft(text).parse):
        assert end <= quote.start < quote.inner <= quote.inner_end <= quote.end <= len(text)
        end = quote.end
