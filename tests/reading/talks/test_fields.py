"""What a meeting's fields are read from, and two invariants on any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.reading.draft import Draft

Run = Callable[..., Draft]
TALKS = "Kenya and Somalia held talks in Nairobi. "


@pytest.mark.parametrize(
    ("text", "topics", "excluded"),
    [
        (TALKS + "The talks focused on fishing rights and the border.", ["fishing rights", "the border"], []),
        (TALKS + "The delegations did not discuss the sea dispute.", [], ["the sea dispute"]),
        (TALKS + "The weather was fine.", [], []),
    ],
)
def test_topics(draft: Run, text: str, topics: list[str], excluded: list[str]) -> None:
    meeting = draft(text).meetings[0]
    assert [t.text for t in meeting.topics] == topics
    assert [t.text for t in meeting.topics_excluded] == excluded


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Pakistan and India held talks in Delhi. The talks failed to produce a breakthrough.", ["not-agreed"]),
        ("Armenia and Azerbaijan signed a ceasefire agreement after talks in Moscow.", ["agreed"]),
        ("Egypt and Sudan agreed on water quotas at a meeting in Khartoum.", ["agreed"]),
        ("Kenya and Uganda ended talks in Kampala without agreeing on who will police the lake.", ["not-agreed"]),
        ("Egypt and Sudan held talks in Khartoum. Egypt put the length at two hours.", []),
    ],
)
def test_outcomes(draft: Run, text: str, kinds: list[str]) -> None:
    assert [o.kind for o in draft(text).meetings[0].outcomes] == kinds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The four-hour meeting between Serbia and Kosovo ended in Brussels.", "PT4H"),
        ("Russia and Ukraine met in Istanbul. The talks lasted three hours.", "PT3H"),
        ("Russia and Ukraine met in Istanbul. It lasted three hours.", "PT3H"),
        ("Russia and Ukraine met in Istanbul. The flight lasted three hours.", None),
    ],
)
def test_duration(draft: Run, text: str, value: str | None) -> None:
    found = draft(text).meetings[0].duration
    assert (found.value if found else None) == value


def test_accounts_that_differ_are_named(draft: Run) -> None:
    text = "Officials said the talks between Cyprus and Turkey lasted four hours. Turkey put it at two hours."
    assert [w.anchor and w.anchor.text for w in draft(text).warnings if w.rule == "talks.accounts-differ"] == [
        "two hours"
    ]
    agreed = "Officials said the talks between Cyprus and Turkey lasted four hours. Turkey put it at four hours."
    assert not [w for w in draft(agreed).warnings if w.rule == "talks.accounts-differ"]


def test_place_round_mediator_and_precondition(draft: Run) -> None:
    venue = draft("Foreign ministers of Chile and Bolivia met at the Hotel Bristol in Lima on Monday.").meetings[0]
    assert venue.place is not None
    assert (venue.place.name, venue.place.venue) == ("Lima", "the Hotel Bristol")
    assert venue.level == "ministers"
    assert draft("Sudan and Ethiopia held a second round of talks in Cairo.").meetings[0].round == 2
    mediated = draft("Russia and Ukraine met in Istanbul under the auspices of Turkey.").meetings[0]
    assert [m.text for m in mediated.mediators] == ["Turkey"]
    only_if = draft("Iran said it would hold talks with the United States only if sanctions are lifted.").meetings[0]
    assert [a.text for a in only_if.preconditions] == ["sanctions are lifted"]


WORDS = st.sampled_from(
    'Iran Kenya Turkey talks met the held with and in Nairobi hours four not discuss agreed , . " minister on Monday'.split()
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=40))
def test_any_text_is_read_and_anchors_match(draft: Run, words: list[str]) -> None:
    found = draft(" ".join(words))
    ids = [m.id for m in found.meetings]
    assert len(ids) == len(set(ids))
    for meeting in found.meetings:
        for anchor in (*meeting.evidence, *meeting.topics, *meeting.topics_excluded, *meeting.outcomes):
            assert found.text[anchor.start : anchor.end] == anchor.text
