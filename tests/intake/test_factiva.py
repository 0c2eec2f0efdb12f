"""Exports of Factiva: with codes and without, as text and as pages."""

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

FORMS = {
    "tabs": exported.factiva_coded(3),
    "blanks": exported.factiva_coded(3, gap="   "),
    "own lines": exported.factiva_coded(3, gap="\n"),
    "page with codes": exported.factiva_html(3),
    "page without codes": exported.factiva_html(3, coded=False),
    "text without codes": "\n\n".join(exported.factiva_plain(3)),
    "tight text without codes": "\n".join(exported.factiva_plain(3)),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_articles(name: str) -> None:
    found = read_all(FORMS[name].encode(), "x")
    assert [d.part for d in found.documents] == [1, 2, 3]
    assert not found.failures
    for number, document in enumerate(found.documents, 1):
        assert document.title == f"Talks enter day {number} in Oslo"
        assert (document.outlet, document.agency, document.byline) == ("Reuters News", "Reuters", "Kari Nordmann")
        assert document.language == "en"
        (witness,) = document.witnesses
        assert (witness.kind, witness.name, witness.value) == ("header-field", "PD", f"2009-03-0{number}")
        assert document.text[witness.start : witness.end] == f"{number} March 2009"
        body = kinds(document)["body"]
        assert body.startswith("Delegations of Norway")
        assert "HD" not in kinds(document)["title"]
        assert "Document LBA" not in body
        assert_sound(document)


def test_a_word_that_looks_like_a_code_stays_in_the_text() -> None:
    for gap in ("\t", "   "):
        document = read_bytes(exported.factiva_coded(1, gap=gap).encode(), "x")[0]
        assert "IN Geneva nobody" in kinds(document)["body"]


@pytest.mark.parametrize(("found", "failures"), [(3, []), (5, ["count"]), (1200, [])])
def test_the_search_summary_is_compared(found: int, failures: list[str]) -> None:
    intake = read_all(exported.factiva_coded(3, found=found).encode(), "x")
    assert [f.code for f in intake.failures] == failures
    assert bool(intake.notes) == (found == 1200)


@pytest.mark.parametrize("gap", ["\t", "\n", " "])
def test_an_article_that_breaks_off_is_said_to(gap: str) -> None:
    documents = read_bytes(exported.factiva_coded(2, gap=gap, cut_off=True).encode(), "x")
    assert not documents[0].warnings
    assert "may be cut off" in documents[1].warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "HD is what they call it.\n\nThe ministers met. PD was there.\n",
        "Document ABC was signed after 400 words.\n\nThe ministers met in Oslo.\n",
    ],
)
def test_other_texts_are_no_export(text: str) -> None:
    (document,) = read_bytes(text.encode(), "x")
    assert document.format == "text"


BROKEN = [
    "HD\t\nPD\t3 March 2009\nSN\tX\nTD\t\nAN\tDocument LBA0000020090303e533000\n",
    "412 words\n\nDocument LBA0000020090303e533000\n\nDocument LBA0000020090303e533001\n",
    exported.factiva_coded(2)[:700],
    exported.factiva_html(2)[:1_500],
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_broken_exports_give_documents_or_say_why(data: str) -> None:
    found = read_all(data.encode(), "x")
    assert found.documents or found.failures
    for document in found.documents:
        assert_sound(document)


PIECES = ["HD\tA", "PD\t3 March 2009", "SN\tX", "TD", "LP\tText.", "AN\tDocument LBA0000020090303e533000", "AN", "IN x", "SE\tY", "412 words",
          "Document LBA0000020090303e533000", "3 March 2009", "English", "(c) 2009 X", "", "Text.", "Search Summary", "Results Found\t9"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_such_text_is_read_or_refused(parts: list[str], gap: str) -> None:
    try:
        found = read_all(gap.join(parts).encode("utf-8", "replace"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
