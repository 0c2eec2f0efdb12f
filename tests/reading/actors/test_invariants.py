"""What holds of every cast, whatever the text."""

from __future__ import annotations

import time
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.cast import Cast

WORDS = (
    "Peru 's the two sides ministers , and Foreign Minister Ali al - Basri of to U.S. he they who which it its President "
    "Kim Jong Un said ( ) . “ ” counterpart his delegation officials ambassadors in Paris Mr. Dr Ministry Party bin one of "
    "rebels government country Oslo both Ana Rojas former Peruvian - led Chile spokesman for \n\n"
).split(" ")

soup = st.lists(st.sampled_from(WORDS), max_size=50).map(" ".join)


def check(text: str, cast: Cast) -> None:
    seen: set[tuple[int, int]] = set()
    first = -1
    for entity in cast.entities:
        spans = [(m.start, m.end) for m in entity.mentions]
        assert all(text[m.start : m.end] == m.text and m.text.strip() for m in entity.mentions)
        assert not seen & set(spans), "a span belongs to one entity"
        seen |= set(spans)
        assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
        if spans:
            assert spans[0][0] >= first, "entities stand in the order of their first mention"
            first = spans[0][0]
        assert entity.side is None or entity.side in cast.by_id
        assert entity.side != entity.id
        assert all(r.of is None or r.of in cast.by_id for r in entity.roles)
        for role in entity.roles:
            assert role.anchor is None or text[role.anchor.start : role.anchor.end] == role.anchor.text
    assert [e.id for e in cast.entities] == [f"e{n}" for n in range(1, len(cast.entities) + 1)]


@settings(max_examples=60, deadline=None)
@given(soup)
def test_word_soup(cast_of: Callable[[str], Cast], text: str) -> None:
    check(text, cast_of(text))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text(cast_of: Callable[[str], Cast], text: str) -> None:
    check(text, cast_of(text))


def test_ten_thousand_names_take_bounded_time(cast_of: Callable[[str], Cast]) -> None:
    consonants, vowels = "bdfgklmnprstvz", "aeiou"

    def name(n: int) -> str:
        out = ""
        for _ in range(4):
            n, c = divmod(n, len(consonants))
            out += consonants[c] + vowels[c % 5]
        return out.capitalize()

    small, large = (
        "\n\n".join(
            " ".join(f"{name(k)} {name(7 * k + 3)} said no." for k in range(j, j + 50)) for j in range(0, count, 50)
        )
        for count in (1_000, 10_000)
    )
    start = time.perf_counter()
    cast_of(small)
    middle = time.perf_counter()
    cast = cast_of(large)
    end = time.perf_counter()
    assert len(cast.entities) > 5_000
    assert end - middle < 25 * (middle - start) + 5
