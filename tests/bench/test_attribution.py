"""The scorer of attributions, on texts of our own."""

from __future__ import annotations

import pytest

from bench.attribution import Attribution, Figures, Words, _annotations, jaccard, score
from dragoman.reading.parse import Parse

TEXT = "Chad said the road was long."
PARSE = Parse(
    TEXT,
    words=["Chad", "said", "the", "road", "was", "long", "."],
    heads=[1, 1, 3, 4, 1, 4, 1],
    starts=[0, 5, 10, 14, 19, 23, 27],
    ends=[4, 9, 13, 18, 22, 27, 28],
)
GOLD = Attribution(((0, 4),), ((5, 9),), ((10, 27),))


@pytest.mark.parametrize(
    ("found", "strict", "lenient"),
    [
        (GOLD, 100.0, 100.0),
        (Attribution(((0, 4),), ((5, 9),), ((14, 27),)), 0.0, 100.0),
        (Attribution((), ((5, 9),), ((10, 27),)), 0.0, 0.0),
        (Attribution(((0, 4),), ((5, 9),), ((10, 13),)), 0.0, 0.0),
    ],
)
def test_strict_and_lenient(found: Attribution, strict: float, lenient: float) -> None:
    figures = Figures()
    score(figures, TEXT, PARSE, [GOLD], [found])
    assert figures.prf("hit strict")[2] == pytest.approx(strict)
    assert figures.prf("hit lenient")[2] == pytest.approx(lenient)


def test_standoff_with_pieces() -> None:
    lines = "\n".join(
        [
            "T1\tSource 0 4\tChad",
            "T2\tCue 5 9\tsaid",
            "T3\tContent 10 13;14 18\tthe road",
            "T4\tAttribution 5 9\tsaid",
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        ]
    )
    assert _annotations(lines) == [Attribution(((0, 4),), ((5, 9),), ((10, 13), (14, 18)))]


def test_words_and_sets() -> None:
    words = Words("The U.S. said “no-one’s” here")
    assert words.of([(4, 8)]) == {1}
    assert jaccard(frozenset(), frozenset()) == 1.0
