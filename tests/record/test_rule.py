"""What marks a rule."""

import pytest

from dragoman.record.rule import first_sentence, rule


def test_a_rule_calls_its_function_and_knows_its_claim() -> None:
    @rule("room.claim")
    def doubled(n: int) -> int:
        """A number counts
        twice. Because it does."""
        return 2 * n

    assert doubled(2) == 4
    assert (doubled.id, doubled.says) == ("room.claim", "A number counts twice.")


def test_a_rule_without_a_claim_is_none() -> None:
    def silent() -> None: ...

    with pytest.raises(TypeError):
        rule("room.silent")(silent)


@pytest.mark.parametrize(
    ("docstring", "sentence"),
    [
        ("One thing. Another.", "One thing."),
        ("A line\n   goes on.\n\nMore.", "A line goes on."),
        ('It reads "Published: …", and stays.', 'It reads "Published: …", and stays.'),
        ("", ""),
    ],
)
def test_first_sentence(docstring: str, sentence: str) -> None:
    assert first_sentence(docstring) == sentence
