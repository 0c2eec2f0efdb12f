"""Every rule fires on one text and not on another that looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.record import Statement

Read = Callable[[str], tuple[Statement, ...]]

FIRES: list[tuple[str, str, str]] = [
    ("subject", "Norway said the ferry had sunk.", "According to Norway, the ferry had sunk."),
    (
        "lent-subject",
        "Norway met Chad and said the ferry had sunk.",
        "Norway met Chad, and Chad said the ferry had sunk.",
    ),
    ("passive-agent", "Peru was accused by Chile of theft.", "Peru accused Chile of theft."),
    ("said-in-document", "She sent a letter asking the council to wait.", "She saw a man asking the council to wait."),
    ("according-to", "The ferry sank, according to the governor.", "The ferry sank, owing to the governor."),
    (
        "in-the-words-of",
        "In the words of the governor, the ferry “has wings”.",
        "In the boat of the governor, rain fell.",
    ),
    ("possessed-noun", "Chad repeated its demand for new talks.", "Chad repeated the experiment with new boats."),
    ("light-verb", "There is a claim that the ferry sank.", "There is a boat that the ferry sank."),
    (
        "bare-noun",
        "Rumours that the ferry had sunk ran through the port.",
        "Boats that the ferry had sunk lay in the port.",
    ),
    (
        "adjective-of-view",
        "The governor is confident that the ferry will sail.",
        "The governor is so ill that he left.",
    ),
    ("goes-on-speaking", "“We will sign,” he said. “It is good.”", "“We will sign,” he said. The “green line” is old."),
    ("chain-of-verbs", "He went on to say that the road was closed.", "He wanted to hear that the road was closed."),
    ("reporting-adverb", "Reportedly, the ferry sank.", "Suddenly, the ferry sank."),
    (
        "orphaned-cue",
        "The ferry sank near the port. Captain Lund said.",
        "The ferry sank near the port. Captain Lund slept.",
    ),
    ("demand-is", "Chad's main demand is the release of the crew.", "Chad's main port is the pride of the crew."),
    ("will-not", "The envoy said Chad would not sign the text.", "The envoy said rain would not spoil the text."),
    (
        "follow-on",
        "The governor said the ferry would sail. It would carry no arms.",
        "The governor said the ferry would sail. It sank.",
    ),
    ("for-or-against", "Chad is against the plan.", "The wind is against the boat."),
    ("made-clear", "Chad made it clear that the road was closed.", "Chad made a map that the road was on."),
    ("transcript-turn", "CHAIR: The meeting will now come to order.", "Note: The meeting will now come to order."),
    ("signed-quotation", "“The sea is patient.” — Anna Lund", "“The sea is patient.” — and then it rained"),
    ("act-of-cue", "Chad rejected the plan.", "Chad said the plan was old."),
    ("act-of-content", "Chad said the plan was old.", "Chad rejected the plan."),
    ("act-of-description", "Chad called the plan “a joke”.", "Chad rejected the plan as “a joke”."),
]


@pytest.mark.parametrize(("rule", "fires", "silent"), FIRES)
def test_a_rule_fires_where_it_should_and_not_elsewhere(read: Read, rule: str, fires: str, silent: str) -> None:
    assert any(f"statements.{rule}" in s.rules for s in read(fires)), [s.rules for s in read(fires)]
    assert not any(f"statements.{rule}" in s.rules for s in read(silent))


CONTENT: list[tuple[str, str, str]] = [
    (
        "that-clause-hung-elsewhere",
        "The envoy said following the meeting that the road was open.",
        "that the road was open",
    ),
    ("tail-of-content", "The plan is old, she said, while the road is new.", "The plan is old … while the road is new"),
    ("relative-pronoun", "It was a plan which critics said was unfair.", "which … was unfair"),
    (
        "content-to-the-end",
        "She said that they had not answered some points, first among them the demand for a road.",
        "that they had not answered some points, first among them the demand for a road",
    ),
    ("second-cue", "Norway said the ferry would stop and warned that fuel was short.", "the ferry would stop"),
    ("said-before-quote", "The envoy said:\n\n“We will sign.”", "“We will sign.”"),
    ("any-verb-before-comma", "“We will sign,” the captain retaliated.", "“We will sign,”"),
    (
        "paragraphs",
        "“We will sign,” the envoy said. “It is late.\n\n“And the text is good.”",
        "“We will sign,” … “It is late.\n\n“And the text is good.”",
    ),
]


@pytest.mark.parametrize(("name", "text", "content"), CONTENT)
def test_content_reaches_as_far_as_it_should(read: Read, name: str, text: str, content: str) -> None:
    assert " … ".join(a.text for a in read(text)[0].content) == content


SOURCES: list[tuple[str, str | None]] = [
    ("The envoy had before the session rejected any idea that troops would leave.", "The envoy"),
    ("OSLO (Reuters) - The envoy said the road was open.", "The envoy"),
    ("“The road is open,” added a senior official of the port.", "a senior official of the port"),
    ("The envoy, who said that he was tired, left.", "who"),
    ("Asked whether the road was open, the envoy shrugged.", None),
    ("The road seems to be open.", None),
    ("Chad, Peru and Chile said the road was open.", "Chad, Peru and Chile"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_the_whole_phrase_is_the_source(read: Read, text: str, source: str | None) -> None:
    first = read(text)[0]
    assert (first.source and first.source.text) == source
