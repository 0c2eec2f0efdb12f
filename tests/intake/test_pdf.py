"""PDF: paragraphs from places, pages kept, scans named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
import made
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

LONG = "The third round lasted until the evening because the two delegations could not agree on the order of the points"


def test_one_page_with_a_title_in_large_type() -> None:
    (document,) = read_bytes(made.pdf([made.set_page(made.PARAGRAPHS, title=True)]), "x.pdf")
    assert document.title == made.PARAGRAPHS[0]
    assert kinds(document)["body"].split("\n\n")[:-1] == made.PARAGRAPHS[1:]
    assert [(p.number, p.start, p.end) for p in document.pages] == [(1, 0, len(document.text))]
    assert [(w.kind, w.name, w.value) for w in document.witnesses] == [("modified", "ModDate", "2009-06-05")]
    assert_sound(document)


def test_a_paragraph_runs_over_the_page_and_running_lines_are_set_apart() -> None:
    head = "The Lagoon Gazette"
    pages = [
        made.set_page([*made.PARAGRAPHS[:2], LONG], title=True, number=1, head=head),
        made.set_page(["on which they had to speak.", *made.PARAGRAPHS[2:]], number=2, head=head),
    ]
    (document,) = read_bytes(made.pdf(pages), "x.pdf")
    assert f"{LONG} on which they had to speak." in kinds(document)["body"]
    assert head not in kinds(document)["body"]
    assert "Page 2" in kinds(document)["boilerplate"]
    first, second = document.pages
    assert document.text[second.start :].startswith("on which they had to speak.")
    assert first.end == second.start
    assert_sound(document)


def test_the_title_stays_the_title_when_it_is_the_running_head_as_well() -> None:
    pages = [
        made.set_page(made.PARAGRAPHS[:3], title=True),
        *(made.set_page([LONG + "."], head=made.PARAGRAPHS[0], number=n) for n in (2, 3)),
    ]
    (document,) = read_bytes(made.pdf(pages), "x.pdf")
    assert document.title == made.PARAGRAPHS[0]
    assert kinds(document)["boilerplate"].count(made.PARAGRAPHS[0]) == 2


def test_indents_and_short_lines_part_paragraphs() -> None:
    lines = [
        (72.0, 700.0, 11.0, "The envoys of the two states met in the old customs house on the quay and"),
        (72.0, 686.0, 11.0, "talked until noon."),
        (72.0, 672.0, 11.0, "In the afternoon they went on with their talks in the garden of the ministry,"),
        (72.0, 658.0, 11.0, "where tea was served to them by the minister himself, who was in good spirits"),
        (90.0, 644.0, 11.0, "Nobody would say what had been agreed upon, and the papers had been locked"),
        (72.0, 630.0, 11.0, "away by the evening."),
    ]
    (document,) = read_bytes(made.pdf([lines]), "x.pdf")
    assert [p[:12] for p in document.text.split("\n\n")[:-1]] == ["The envoys o", "In the after", "Nobody would"]


def test_pages_without_text_are_named() -> None:
    (document,) = read_bytes(made.pdf([made.set_page(made.PARAGRAPHS), []]), "x.pdf")
    assert document.warnings == ("Pages without text, which may be scans: 2.",)


def test_a_nexis_export_keeps_its_pages() -> None:
    pages = [made.set_page(exported.nexis_new(2, cover=False)), made.set_page(exported.nexis_new(1, cover=False))]
    found = read_all(made.pdf(pages), "x.pdf")
    assert [(d.format, d.part) for d in found.documents] == [("nexis (pdf)", n) for n in (1, 2, 3)]
    assert [p.number for p in found.documents[2].pages] == [2]
    for document in found.documents:
        assert_sound(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.pdf([[], []]), "scan"),
        (b"%PDF-1.4\nnothing of the sort\n%%EOF", "damaged"),
        (made.pdf([made.set_page(made.PARAGRAPHS)])[:300], "damaged"),
        (b"%PDF-1.7", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x.pdf")
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.integers(9, 2_000), st.binary(min_size=1, max_size=12))
def test_damage_anywhere_is_an_intake_error(at: int, noise: bytes) -> None:
    data = bytearray(made.pdf([made.set_page(made.PARAGRAPHS)], packed=False))
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data), "x")
    except IntakeError as error:
        assert str(error)
        return
    for document in found.documents:
        assert_sound(document)
