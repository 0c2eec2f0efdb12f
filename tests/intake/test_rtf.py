"""Rich text."""

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


def test_paragraphs_signs_and_the_day_of_change() -> None:
    (document,) = read_bytes(made.rtf(), "x.rtf")
    assert document.text == "\n\n".join(made.PARAGRAPHS) + "\n"
    assert (document.format, document.title) == ("rtf", None)
    assert [(w.kind, w.value) for w in document.witnesses] == [("modified", "2009-06-05")]
    assert "Page of a paper" not in document.text
    assert_sound(document)


def test_the_title_counts_where_the_text_shows_it() -> None:
    (document,) = read_bytes(made.rtf(["A file", *made.PARAGRAPHS]), "x.rtf")
    assert document.title == "A file"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9 \emdash  \ldblquote x\rdblquote\par", "café — “x”"),
        (rb"{\fonttbl{\f1\fcharset204 A;}}{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}\par", "Привет"),
        (rb"{\fonttbl{\f1\fcharset128 A;}}{\f1 \'93\'fa\'96\'7b}\par", "日本"),
        (rb"\uc1\u1055?\u1088 ?\uc0\u1080\par", "При"),
        (rb"\u-10179?\u-8704?\par", "😀"),
        (
            rb"One{\v hidden}{\*\nobody knows}{\pict 0123456789abcdef}{\field{\*\fldinst HYPERLINK x}{\fldrslt  two}}\par",
            "One two",
        ),
        (rb"\bin5 }}}}}One\line two\~three\_four\-five\par", "One\ntwo three-fourfive"),
        (rb"One\par\par\par Two\page Three\par", "One\n\nTwo\n\nThree"),
        (rb"One\'", "One"),
        (rb"One\\two\{three\}", "One\\two{three}"),
    ],
)
def test_control_words(body: bytes, text: str) -> None:
    (document,) = read_bytes(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}", "x.rtf")
    assert document.text == text + "\n"


def test_table_rows_are_lines_and_an_export_is_divided() -> None:
    rows = [tuple(line.split("\t", 1)) for line in exported.factiva_coded(2).split("\n") if "\t" in line]
    found = read_all(made.rtf([], rows), "x.rtf")
    assert [(d.format, d.title) for d in found.documents] == [
        ("factiva (rtf)", "Talks enter day 1 in Oslo"),
        ("factiva (rtf)", "Talks enter day 2 in Oslo"),
    ]


@pytest.mark.parametrize("stated", [3, 4])
def test_a_nexis_export_in_rtf_is_divided_and_counted(stated: int) -> None:
    found = read_all(made.rtf(exported.nexis_new(3, stated=stated)), "x.rtf")
    assert len(found.documents) == 3
    assert [f.code for f in found.failures] == (["count"] if stated == 4 else [])


def test_a_file_that_is_cut_off_is_read_and_said_to_be() -> None:
    (document,) = read_bytes(made.rtf()[:-60], "x.rtf")
    assert "cut off" in document.warnings[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [(rb"{\rtf1}", "empty"), (rb"{\rtf1{\fonttbl{\f0 Times;}}}", "empty"), (b"{\\rtf1" + b"{" * 9_000, "nested"), (rb"{\rtf1\bin999999999 x}", "empty")],
)  # fmt: skip
def test_broken_files_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x.rtf")
    assert caught.value.code == code


TOKENS = ["{", "}", "\\par", "\\'e9", "\\'", "\\u8212?", "\\u-1", "\\bin3 ", "\\*", "\\fonttbl", "\\f1", "\\fcharset128", "\\ansicpg932", "\\intbl",
          "\\cell", "\\row", "\\trowd", "\\info", "\\title", "\\v", "\\uc9", "\\", "x", " ", "\\~", "\\ansicpg99999999999"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS) | st.binary(max_size=6).map(lambda b: b.decode("latin-1")), max_size=60))
def test_any_tokens_are_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_all(("{\\rtf1 " + "".join(parts)).encode("latin-1"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
