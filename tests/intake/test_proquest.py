"""Exports of ProQuest."""

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
    "numbered": exported.proquest(3),
    "with contents": exported.proquest(3, numbered=False),
    "windows": exported.proquest(3).replace("\n", "\r\n"),
    "without rules": exported.proquest(3).replace("_" * 60, ""),
    "one": exported.proquest(1),
}


@pytest.mark.parametrize("name", FORMS)
def test_records_and_their_fields(name: str) -> None:
    found = read_all(FORMS[name].encode(), "x")
    assert not found.failures
    assert len(found.documents) == (1 if name == "one" else 3)
    for number, document in enumerate(found.documents, 1):
        assert document.title == f"Talks enter day {number} in Oslo"
        assert (document.outlet, document.section, document.language) == ("The Fjord Courier", "World", "en")
        assert [(w.kind, w.value) for w in document.witnesses] == [
            ("header-field", f"2009-03-0{number}"),
            ("modified", f"2011-10-0{number}"),
        ]
        assert kinds(document)["body"].startswith("Delegations")
        assert kinds(document)["title"].strip() == document.title
        assert "Subject" not in kinds(document)["body"]
        assert_sound(document)


@pytest.mark.parametrize(("numbered", "says"), [(True, "missing 4–5"), (False, "table of contents")])
def test_a_count_that_differs_is_reported(numbered: bool, says: str) -> None:
    found = read_all(exported.proquest(3, stated=5, numbered=numbered).encode(), "x")
    assert len(found.documents) == 3
    assert says in found.failures[0].says


def test_a_record_that_breaks_off_keeps_what_it_has() -> None:
    document = read_bytes(exported.proquest(2, cut_off=True).encode(), "x")[-1]
    assert [w.value for w in document.witnesses] == ["2009-03-02"]
    assert document.outlet == "The Fjord Courier"


BROKEN = [
    "ProQuest document ID: 1\n\nFull text:\n",
    "_" * 60 + "\n\nTitle:\n\nProQuest document ID:\n\n" + "_" * 60,
    exported.proquest(2)[:1_300],
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_broken_exports_give_documents_or_say_why(data: str) -> None:
    found = read_all(data.encode(), "x")
    assert found.documents or found.failures
    for document in found.documents:
        assert_sound(document)


PIECES = ["_" * 60, "Document 1 of 2", "Title: A", "Full text: B", "Publication date: Mar 3, 2009", "ProQuest document ID: 1", "", "Text.",
          "Table of contents", "1. A", "Dateline: OSLO", "Publication info: X ; Y 03 Mar 2009: 3.", "Last updated:"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_such_text_is_read_or_refused(parts: list[str], gap: str) -> None:
    try:
        found = read_all(gap.join(parts).encode("utf-8", "replace"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
