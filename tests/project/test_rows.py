"""Rows of a record: keys that outlive a reading, text that every database takes."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.project import Project
from dragoman.project.rows import Keys, clean
from tests.project.build import Draft


def test_keys_tell_equals_apart_in_order() -> None:
    keys = Keys()
    assert [keys("a"), keys("b"), keys("a"), keys("a")] == ["a", "b", "a+2", "a+3"]


@given(st.text(alphabet=st.characters(), max_size=50))
def test_cleaned_text_keeps_its_length_and_can_be_stored(text: str) -> None:
    found = clean(text)
    assert found is not None
    assert len(found) == len(text)
    assert "\0" not in found
    found.encode("utf-8")


@pytest.mark.parametrize("renumber", [False, True])
def test_what_a_person_decided_outlives_a_new_reading(project: Project, renumber: bool) -> None:
    drafts = []
    for n, words in enumerate(
        ("Envoys of Peru and Bolivia met in Lima.", "In Lima met those of Peru and of Bolivia, twice.")
    ):
        draft = Draft(words, day=f"2012-03-0{n + 7}")
        draft.meets("met", ("Peru", "Bolivia"), day="2012-03-06", place="Lima")
        draft.into(project, f"{n}.txt")
        drafts.append(draft)
    (merge,) = project.merges("meeting")
    project.decide_merge(merge.id, together=False, who="reviewer")
    assert len(project.meetings()) == 2
    if renumber:
        first = drafts[0].meetings[0]
        drafts[0].meetings[0] = msgspec.structs.replace(first, id="m7")
    record = drafts[0].record(pipeline="newer")
    from dragoman.record import Document

    data = drafts[0].text.encode()
    document = Document(source="0.txt", format="text", text=drafts[0].text, sha256="")
    assert project.add(data, "0.txt", [(document, record)]).status == "read-again"
    assert len(project.meetings()) == 2
    assert [m.status for m in project.merges("meeting")] == ["undone"]
