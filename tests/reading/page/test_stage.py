"""The page stage on whole texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import read_text
from dragoman.reading.draft import Draft
from dragoman.reading.page import read_page

SAVED = """Friday, June 2, 2023
HomeAfricaWorld NewsAngola and rebels sign in Lusaka

Angola and rebels sign in Lusaka

By Ana Ruiz

LUSAKA, Nov 20 (Reuters) - The government of Angola and the UNITA movement signed a protocol here on Sunday.

Photo: Ana Ruiz

The foreign minister said that the guns would be silent from Tuesday.

Related stories

Rebels leave northern town

Copyright 1994 The Post
"""


def kinds(text: str) -> list[tuple[str, str]]:
    draft = read_page(Draft(document=read_text(text)))
    return [(b.kind, " ".join(text[b.start : b.end].split())) for b in draft.blocks]


def test_a_saved_page_is_taken_apart() -> None:
    found = kinds(SAVED)
    assert [k for k, _ in found] == [
        "page-date",
        "navigation",
        "title",
        "byline",
        "dateline",
        "body",
        "caption",
        "body",
        "related",
        "related",
        "boilerplate",
    ]
    draft = read_page(Draft(document=read_text(SAVED)))
    assert draft.title == "Angola and rebels sign in Lusaka"
    assert draft.agency == "Reuters"
    assert draft.byline == "Ana Ruiz"
    assert draft.dateline is not None
    assert draft.dateline.place == "Lusaka"


def test_a_date_above_the_title_is_the_pages_and_below_it_the_reports() -> None:
    body = "The foreign minister of Fiji met her counterpart from Tonga in Suva and spoke with her about fish."
    readout = f"Readout of the minister's meeting with Tonga\n\nMinistry of Foreign Affairs\n4 May 1999\n\n{body}\n"
    assert [k for k, _ in kinds(readout)] == ["title", "header-field", "header-field", "body"]
    page = f"4 May 1999\n\nMinister speaks with Tonga about fish\n\n{body}\n"
    assert [k for k, _ in kinds(page)] == ["page-date", "title", "body"]


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    text = (
        "   Ministers of the two countries met in the capital on Monday for a\n"
        "first round of talks about the river, and they agreed to meet again\n"
        "in the spring.\n"
        "   They said that nothing else had been discussed at the meeting, and\n"
        "that no date was set.\n"
    )
    assert [k for k, _ in kinds(text)] == ["body", "body"]


def test_a_paragraph_a_line_stays_apart() -> None:
    text = "The ministers met in the capital on Monday and agreed on a text.\nThe rebels were not there, and did not sign it.\n"
    assert len(kinds(text)) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Minister haben sich am Montag in Genf getroffen und sie werden im Mai wieder in der Stadt sein, wie es hieß.",
            "de",
        ),
        (
            "Les ministres se sont rencontrés lundi à Genève et ils ont décidé de se revoir au mois de mai dans la ville.",
            "fr",
        ),
        ("Министры встретились в понедельник в Женеве и договорились о новой встрече в мае этого года.", "ru"),
    ],
)
def test_other_languages_are_named_and_warned_of(text: str, language: str) -> None:
    draft = read_page(Draft(document=read_text(text)))
    assert draft.language == language
    assert "page.not-english" in [w.rule for w in draft.warnings]


def test_a_menu_alone_holds_no_report() -> None:
    draft = read_page(Draft(document=read_text("Home\nWorld News\nShare this\n")))
    assert "page.no-body" in [w.rule for w in draft.warnings]


@given(st.text(alphabet=st.sampled_from("aB .,\n\t-–(:)\"'”é1970/|>"), max_size=400))
def test_blocks_cover_any_text_in_order(text: str) -> None:
    draft = read_page(Draft(document=read_text(text)))
    at = 0
    for block in draft.blocks:
        assert block.start == at
        assert block.end > at
        at = block.end
    assert at == len(text)
