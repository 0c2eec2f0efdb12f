"""OpenDocument texts."""

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

CONTENT = '<o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">{}</o:d>'


def packed(body: str) -> bytes:
    return made.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": CONTENT.format(body)}, 0)


def test_paragraphs_and_the_day_of_change() -> None:
    (document,) = read_bytes(made.odt(), "x")
    assert document.text == "\n\n".join(made.PARAGRAPHS) + "\n"
    assert (document.format, document.title) == ("odt", None)
    assert [(w.kind, w.value) for w in document.witnesses] == [("modified", "2009-06-05")]
    assert_sound(document)


def test_the_one_heading_of_the_first_level_is_the_title() -> None:
    assert read_bytes(made.odt(titled=True), "x")[0].title == made.PARAGRAPHS[0]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<text:p>One<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four</text:p>', "One two\tthree\nfour\n"),
        ("<text:p>One <text:note><text:p>a note</text:p></text:note>two</text:p>", "One two\n"),
        ("<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>new words</text:p>", "new words\n"),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Host</text:p></table:table-cell><table:table-cell>"
            "<text:p>Togo</text:p></table:table-cell></table:table-row></table:table>",
            "Host\tTogo\n",
        ),
        ("<text:list><text:list-item><text:p>One <text:a>linked</text:a> word</text:p></text:list-item></text:list>", "One linked word\n"),
    ],
)  # fmt: skip
def test_content(body: str, text: str) -> None:
    assert read_bytes(packed(body), "x")[0].text == text


def test_a_nexis_export_is_divided() -> None:
    found = read_all(made.odt(exported.nexis_new(3)), "x")
    assert [d.format for d in found.documents] == ["nexis (odt)"] * 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(""), "empty"),
        (packed("<text:p>"), "markup"),
        (made.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, 0), "damaged"),
        (made.odt()[:200], "damaged"),
    ],
)
def test_broken_files_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


TAGS = ["<text:p>", "</text:p>", "Words ", "<text:s text:c='9999999999'/>", "<table:table-row>", "</table:table-row>", "<table:table-cell>",
        "</table:table-cell>", "<o:annotation>", "</o:annotation>", "<text:h>", "</text:h>"]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_tags_are_read_or_refused(tags: list[str]) -> None:
    try:
        found = read_all(packed("".join(tags)), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
