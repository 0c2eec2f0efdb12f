"""The reader as a whole: the same record twice, settings that show in the pipeline's id, odd characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake import read_text
from dragoman.reading.reader import Reader
from dragoman.record import Record

TEXT = """LIMA, May 9 (AFP) - Peru and Ecuador held talks in Lima on Sunday on the border.

"We have made progress," Peruvian Foreign Minister Francisco Tudela told reporters. He denied that a text had been signed.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_two_runs_give_the_same_bytes(reader: Reader) -> None:
    assert reader.read(read_text(TEXT)).to_json() == Reader().read(read_text(TEXT)).to_json()


def test_a_record_does_not_depend_on_what_was_read_before(reader: Reader) -> None:
    alone = reader.read(read_text(TEXT)).to_json()
    reader.read(read_text(TEXT.replace("Peru", "Chile")))
    assert reader.read(read_text(TEXT)).to_json() == alone


def test_settings_show_in_the_pipelines_id(reader: Reader) -> None:
    assert Reader(published="1998-05-10").pipeline.id != reader.pipeline.id


def test_halves_of_characters_are_replaced_and_said(reader: Reader) -> None:
    record = reader.read(read_text(TEXT + "\ud800"))
    assert record.document.text.endswith("\ufffd")
    assert any("surrogates" in w.says for w in record.warnings)
    assert Record.from_json(record.to_json()) == record


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Peru ",
                "and Chile ",
                "met ",
                "on Monday ",
                "said ",
                "“",
                "”",
                '"',
                "that ",
                "he ",
                ". ",
                "\n\n",
                "talks ",
                "in Lima ",
                "(Reuters) - ",
                "will not ",
                ", ",
                "the envoy ",
                "1998 ",
                "\u00a0",
                "é",
            ]
        ),
        max_size=60,
    )
)
def test_any_words_make_a_record_whose_anchors_stand(reader: Reader, parts: list[str]) -> None:
    text = "".join(parts)
    record = reader.read(read_text(text))
    for entity in record.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
    for statement in record.statements:
        for anchor in (*statement.content, *statement.hedges):
            assert text[anchor.start : anchor.end] == anchor.text
    for time in record.times:
        assert text[time.start : time.end] == time.text
        if time.earliest and time.latest:
            assert time.earliest <= time.latest
