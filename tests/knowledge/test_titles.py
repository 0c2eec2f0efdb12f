"""Titles are found longest first; name parts are known for what they are."""

import pytest

from dragoman.knowledge.titles import name_heads, name_parts, nominals, past_honorifics, plural_noun, titles_at


@pytest.mark.parametrize(
    ("text", "title", "office", "plural"),
    [
        ("Foreign Minister Ana", "Foreign Minister", "foreign-minister", False),
        ("foreign ministers met", "foreign ministers", "foreign-minister", True),
        ("the premier", None, "", False),
        ("premier of Peru", "premier", "prime-minister", False),
        ("PM Ana", "PM", "prime-minister", False),
        ("pm today", None, "", False),
        ("ministerial", None, "", False),
    ],
)
def test_titles_at(text: str, title: str | None, office: str, plural: bool) -> None:
    found = next(titles_at(text.lower(), text, 0), None)
    assert (text[found.start : found.end] if found else None) == title
    if found:
        assert (found.office, found.plural) == (office, plural)


@pytest.mark.parametrize(
    ("noun", "plural"), [("spokesman", "spokesmen"), ("envoy", "envoys"), ("party", "parties"), ("coach", "coaches")]
)
def test_plurals(noun: str, plural: str) -> None:
    assert plural_noun(noun) == plural


@pytest.mark.parametrize(
    ("name", "first"),
    [("Mr Soto", 1), ("Dr Ana Soto", 1), ("Don Fraser", 0), ("Don Diego Vega", 1), ("Ana Soto", 0), ("Mr", 0)],
)
def test_honorifics(name: str, first: int) -> None:
    words = name.split()
    assert past_honorifics(words, 0, len(words)) == first


def test_word_lists() -> None:
    assert name_heads()["Ministry"] == "government-body"
    assert name_parts()["Mrs"] == ("honorific", "female")
    assert {n.kind for n in nominals()["sides"]} >= {"state-side", "pair"}
