"""Exports of Nexis: articles apart, fields read, the count checked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes


@pytest.mark.parametrize(
    ("word", "language", "load"), [("en", "en", "LOAD-DATE"), ("de", "de", "UPDATE"), ("fr", "fr", "DATE-CHARGEMENT")]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_old_layout_in_three_languages(word: str, language: str, load: str, line_end: str) -> None:
    found = read_all(exported.nexis_old(3, word=word).replace("\n", line_end).encode(), "x.txt")
    assert (len(found.documents), found.stated, found.failures) == (3, 3, ())
    document = found.documents[1]
    assert document.part == 2
    assert document.title == "Talks enter day 2 as ministers wait for an answer from the capitals"
    assert (document.outlet, document.byline, document.section) == ("The Fjord Courier", "Kari Nordmann, Oslo", "WORLD")
    assert document.language == language
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.date) == ("Oslo", "XXXX-03-02")
    assert [(w.kind, w.name, w.value) for w in document.witnesses] == [
        ("header-field", "date line", "2009-03-02"),
        ("modified", load, "2009-03-03"),
    ]
    body = kinds(document)["body"]
    assert body.startswith("Delegations of Norway")
    assert body.rstrip().endswith("both said.")
    assert_sound(document)


OLDEST = """                              2 of 2 DOCUMENTS

                  Copyright 1998 Agence France Presse
                          All Rights Reserved
                    Agence France Presse -- English

                     March 3, 1998, Tuesday, 17:12 GMT

SECTION: International news

LENGTH: 212 words

BYLINE: Kari Nordmann

HEADLINE: Talks enter another
day in Oslo

DATELINE: OSLO, March 3

BODY:{gap}Delegations of Norway and Chad met in Oslo for the second day and spoke about
fishing.

   They meet again in the autumn.

LOAD-DATE: March 4, 1998
"""


@pytest.mark.parametrize("gap", ["\n   ", "\n\n", " "])
def test_the_oldest_layout(gap: str) -> None:
    data = exported.nexis_old(1, stated=2) + "\n" + OLDEST.format(gap=gap)
    found = read_all(data.encode(), "x")
    assert not found.failures
    document = found.documents[1]
    assert (document.title, document.outlet, document.agency) == (
        "Talks enter another day in Oslo",
        "Agence France Presse -- English",
        "AFP",
    )
    assert (document.byline, document.section) == ("Kari Nordmann", "International news")
    assert [w.value for w in document.witnesses] == ["1998-03-03", "1998-03-04"]
    assert kinds(document)["body"].split() == (
        "Delegations of Norway and Chad met in Oslo for the second day and spoke about fishing. They meet again in the autumn.".split()
    )
    assert_sound(document)


def test_the_new_layout_with_a_cover() -> None:
    for data in ("\n\n".join(exported.nexis_new(3)), "\n".join(exported.nexis_new(3))):
        found = read_all(data.encode(), "x.txt")
        assert (len(found.documents), found.stated, found.failures) == (3, 3, ())
        document = found.documents[0]
        assert (document.title, document.agency, document.byline) == (
            "Talks enter day 1 in Oslo",
            "AFP",
            "KARI NORDMANN",
        )
        assert document.outlet == "Agence France Presse -- English"
        assert [w.value for w in document.witnesses] == ["2009-03-01", "2009-03-02"]
        assert "Body" not in kinds(document)["body"]
        assert "Search Terms" not in document.text
        assert_sound(document)


def test_the_new_layout_without_cover_and_cut_off() -> None:
    found = read_all("\n\n".join(exported.nexis_new(3, cover=False, cut_off=True)).encode(), "x.txt")
    assert [d.part for d in found.documents] == [1, 2, 3]
    assert not found.documents[1].warnings
    assert "cut off" in found.documents[2].warnings[0]


def test_a_page_of_nexis() -> None:
    page = (
        "<html><head><title>Nexis</title></head><body>"
        + "".join(f"<p>{p}</p>" for p in exported.nexis_new(4))
        + "</body></html>"
    )
    found = read_all(page.encode(), "x.html")
    assert [d.format for d in found.documents] == ["nexis (html)"] * 4
    for document in found.documents:
        assert_sound(document)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (exported.nexis_old(5, skip=(2,), stated=7), "missing 2, 6–7"),
        (exported.nexis_old(2) + exported.nexis_old(2), "twice 1, 2"),
        ("\n\n".join(exported.nexis_new(3, stated=5)), "states 5 reports but 3"),
        (exported.nexis_old(2, stated=999_999_999), "missing 3–999999999"),
    ],
)
def test_a_count_that_differs_is_reported_with_the_places(data: str, says: str) -> None:
    found = read_all(data.encode(), "x.txt")
    assert found.documents
    assert [f.code for f in found.failures] == ["count"]
    assert says in found.failures[0].says


def test_the_titles_that_the_cover_lists_in_vain_are_named() -> None:
    lines = exported.nexis_new(3)
    start = len(lines) - 1 - lines[::-1].index("Talks enter day 2 in Oslo")
    del lines[start : start + lines[start:].index("End of Document") + 1]
    (failure,) = read_all("\n\n".join(lines).encode(), "x").failures
    assert failure.says.endswith("the cover lists 3 titles; not found are 2. Talks enter day 2 in Oslo")


def test_an_article_without_words_is_a_failure_and_its_neighbours_are_read() -> None:
    data = (
        exported.nexis_old(1, stated=3)
        + "\n\n  2 of 3 DOCUMENTS\n\n\n  3 of 3 DOCUMENTS\n\n"
        + exported.nexis_old(1).split("\n", 5)[5]
    )
    found = read_all(data.encode(), "x.txt")
    assert [d.part for d in found.documents] == [1, 3]
    assert [(f.source, f.code) for f in found.failures] == [("x.txt, document 2", "empty"), ("x.txt", "count")]


@pytest.mark.parametrize(
    "text",
    [
        "The committee has seen 3 of 40 documents.\n\nLENGTH: it took two hours.\n",
        "End of Document is what the envoy called his treaty. Nobody laughed at the talks in Oslo, which went on.\n",
        "BYLINE: one of the talks\n\nThe ministers met in Oslo.\n",
    ],
)
def test_other_texts_are_no_export(text: str) -> None:
    (document,) = read_bytes(text.encode(), "x.txt")
    assert document.format == "text"


BROKEN = {
    "only markers": "1 of 2 DOCUMENTS\n\n2 of 2 DOCUMENTS\n\nLENGTH: 4 words\n",
    "cut in the head": exported.nexis_old(2)[:1_400],
    "no blank lines": exported.nexis_old(2).replace("\n\n", "\n").replace("\n\n", "\n"),
    "fields only": "1 of 1 DOCUMENT\n\nBYLINE: X\n\nLENGTH: 0 words\n\nLOAD-DATE: March 3, 2009\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_exports_give_documents_or_say_why(name: str) -> None:
    found = read_all(BROKEN[name].encode(), "x.txt")
    assert found.documents or found.failures
    for document in found.documents:
        assert_sound(document)


PIECES = ["1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS", "End of Document", "Body", "LENGTH: 3 words", "BYLINE: A", "March 3, 2009",
          "Documents (3)", "1. A", "Load-Date: March 4, 2009", "Text. ", "", "Classification", "© 2009", "DATELINE:", "LANGUAGE: ENGLISH"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_such_text_is_read_or_refused(parts: list[str], gap: str) -> None:
    try:
        found = read_all(gap.join(parts).encode("utf-8", "replace"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
