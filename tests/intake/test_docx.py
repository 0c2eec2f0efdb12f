"""Word documents."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
import made
from checks import assert_sound

from dragoman.intake import IntakeError, read_all, read_bytes

MAIN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def test_paragraphs_and_the_day_of_change() -> None:
    (document,) = read_bytes(made.docx(), "x")
    assert document.text == "\n\n".join(made.PARAGRAPHS) + "\n"
    assert (document.format, document.title) == ("docx", None)
    assert [(w.kind, w.name, w.value) for w in document.witnesses] == [("modified", "dcterms:modified", "2009-06-05")]
    assert_sound(document)


def test_the_one_paragraph_in_the_style_of_titles_is_the_title() -> None:
    (document,) = read_bytes(made.docx(titled=True), "x")
    assert document.title == made.PARAGRAPHS[0]


def test_table_rows_are_lines() -> None:
    (document,) = read_bytes(made.docx(["Before."], [("Host", "Togo\nand Benin"), ("Guests", "nobody")]), "x")
    assert document.text == "Before.\n\nHost\tTogo\n\nand Benin\n\nGuests\tnobody\n"


@pytest.mark.parametrize(("stated", "failures"), [(4, []), (6, ["count"])])
def test_a_nexis_export_is_divided_and_counted(stated: int, failures: list[str]) -> None:
    found = read_all(made.docx(exported.nexis_new(4, stated=stated)), "x")
    assert [d.format for d in found.documents] == ["nexis (docx)"] * 4
    assert [f.code for f in found.failures] == failures


def test_a_factiva_table_is_divided() -> None:
    rows = [tuple(line.split("\t", 1)) for line in exported.factiva_coded(2).split("\n") if "\t" in line]
    assert [d.part for d in read_bytes(made.docx([], rows), "x")] == [1, 2]


def test_entities_are_not_expanded() -> None:
    doctype = '<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    main = doctype + MAIN.format("<w:p><w:r><w:t>One &a; &f; two three.</w:t></w:r></w:p>")
    try:
        (document,) = read_bytes(made.zipped({"word/document.xml": main}), "x")
    except IntakeError:
        return
    assert "boom" not in document.text
    assert "root:" not in document.text


@pytest.mark.parametrize(
    ("main", "code"),
    [
        ("<w:document>", "markup"),
        (MAIN.format(""), "empty"),
        (MAIN.format("<w:p>" * 5_000), "markup"),
        (b"PK", "markup"),
        (
            "<!DOCTYPE d ["
            + "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 90))
            + "]>"
            + MAIN.format("&e89;"),
            "bomb",
        ),
    ],
)
def test_broken_documents_say_why(main: str | bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(made.zipped({"word/document.xml": main}), "x")
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900), st.binary(max_size=12))
def test_damage_anywhere_is_an_intake_error(at: int, noise: bytes) -> None:
    data = bytearray(made.docx())
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data), "x")
    except IntakeError as error:
        assert str(error)
        return
    for document in found.documents:
        assert_sound(document)


TAGS = [
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>Words ",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:del>",
    "</w:del>",
    "<w:tab/>",
    "<w:br/>",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_tags_are_read_or_refused(tags: list[str]) -> None:
    try:
        found = read_all(made.zipped({"word/document.xml": MAIN.format("".join(tags))}), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
