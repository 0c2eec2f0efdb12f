"""Meetings: what makes one, its standing, and what makes none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft

Run = Callable[..., Draft]


def sides(draft: Draft, index: int = 0) -> set[str]:
    return {draft.cast.by_id[p.entity].name for p in draft.meetings[index].parties if p.entity}


@pytest.mark.parametrize(
    ("text", "parties", "status"),
    [
        ("Kenya and Somalia held talks in Nairobi on Tuesday.", {"Kenya", "Somalia"}, "held"),
        ("Foreign ministers of Chile and Bolivia met in Lima on Monday.", {"Chile", "Bolivia"}, "held"),
        ("Talks between Serbia and Kosovo ended in Brussels.", {"Serbia", "Kosovo"}, "held"),
        ("Sudan agreed to hold talks with Ethiopia next month.", {"Sudan", "Ethiopia"}, "planned"),
        ("Eritrea has refused to hold talks with Ethiopia.", {"Eritrea", "Ethiopia"}, "refused"),
        ("Greece called for talks with Turkey.", {"Greece", "Turkey"}, "proposed"),
        ("Talks between Armenia and Azerbaijan were postponed until July.", {"Armenia", "Azerbaijan"}, "postponed"),
        ("Sudan cancelled its talks with Ethiopia.", {"Sudan", "Ethiopia"}, "cancelled"),
        ("Pakistan denied that it had held talks with Israel in Doha.", {"Pakistan", "Israel"}, "denied"),
    ],
)
def test_meeting(draft: Run, text: str, parties: set[str], status: str) -> None:
    found = draft(text)
    assert len(found.meetings) == 1
    assert sides(found) == parties
    assert found.meetings[0].status == status


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru met in the final of the tournament, and the striker scored a late goal.",
        "The proposal met with criticism in Greece and Turkey.",
        "The company held a conference call with analysts and met its forecasts.",
        "A judge in Oslo adjourned the hearing until Monday.",
        "",
        "Talks.",
    ],
)
def test_no_meeting(draft: Run, text: str) -> None:
    found = draft(text)
    assert not found.meetings
    assert any(w.rule == "talks.none-found" for w in found.warnings)
