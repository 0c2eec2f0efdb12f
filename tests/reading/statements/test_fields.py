"""Act, standing, hedges, addressee, target, time and speaker of statements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft
from dragoman.record import Statement

Read = Callable[[str], tuple[Statement, ...]]

ACTS = [
    ("Chad accused Peru of moving the buoys.", "accuse"),
    ("Chad condemned the attack.", "criticise"),
    ("Chad urged Peru to leave the valley.", "demand"),
    ("Chad said Peru must leave the valley.", "demand"),
    ("Chad proposed a joint commission.", "propose"),
    ("Chad pledged to open the road.", "promise"),
    ("Chad said it would open the road.", "promise"),
    ("Chad said it would suspend the talks.", "threaten"),
    ("Chad threatened to leave the talks.", "threaten"),
    ("Chad and Peru agreed to meet in May.", "agree"),
    ("Chad accepted the plan.", "accept"),
    ("Chad rejected the plan.", "reject"),
    ("Chad said the plan was unacceptable.", "reject"),
    ("Chad refused to sign the text.", "refuse"),
    ("“We will not sign,” the Chadian envoy said.", "refuse"),
    ("Chad denied the charge.", "deny"),
    ("Chad said the report was false.", "deny"),
    ("Chad praised the mediator.", "praise"),
    ("Chad said the talks were constructive.", "praise"),
    ("Chad welcomed the truce.", "welcome"),
    ("Chad said it would sign only if Peru withdrew.", "condition"),
    ("“Who will pay?” the envoy asked.", "ask"),
    ("The talks are expected to end in May.", "expect"),
    ("Chad said the road was long.", "assert"),
    ("Chad expressed gratitude to Peru.", "praise"),
    ("“I do not comment on rumours,” the envoy said.", "refuse"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act(read: Read, text: str, act: str) -> None:
    assert read(text)[0].act == act


STANDINGS = [
    ("Chad said the road was long.", "attributed"),
    ("It was agreed that the road should be closed.", "asserted"),
    ("Chad accused Peru of theft.", "alleged"),
    ("Reportedly, the ferry sank.", "alleged"),
    ("She is said to have told the council that it must wait.", "alleged"),
    ("Chad denied that it had sent boats.", "denied"),
    ("Chad will propose a truce.", "planned"),
]


@pytest.mark.parametrize(("text", "standing"), STANDINGS)
def test_standing(read: Read, text: str, standing: str) -> None:
    assert read(text)[0].standing == standing


def test_what_is_only_asked_is_hypothetical(read: Read) -> None:
    asked, inner = read("The envoy was asked whether Peru had agreed to the plan.")
    assert (asked.act, inner.standing) == ("ask", "hypothetical")


HEDGES = [
    ("Chad said the alleged theft was an insult.", ["alleged"]),
    ("Chad said the boats were reportedly armed.", ["reportedly"]),
    ("Chad said the so-called treaty was void.", ["so-called"]),
    ("Chad said the truce might fail.", ["might"]),
    ("She is said to have told the council that it must wait.", ["is said"]),
    ("The envoy said to the council that the road was closed.", []),
    ("Chad said visitors could not enter the port.", []),
    ("The council met in May and Chad said it rained.", []),
]


@pytest.mark.parametrize(("text", "hedges"), HEDGES)
def test_hedges(read: Read, text: str, hedges: list[str]) -> None:
    assert [h.text for s in read(text) for h in s.hedges] == hedges


def test_a_hedge_stands_on_the_innermost_statement(read: Read) -> None:
    outer, inner = read("The envoy said that Peru had denied the alleged theft.")
    assert ([h.text for h in outer.hedges], [h.text for h in inner.hedges]) == ([], ["alleged"])


ADDRESSEES = [
    ("The envoy told reporters that the road was closed.", "reporters"),
    ("The envoy said to the council that the road was closed.", "the council"),
    ("In a letter to the monitors, the front said that the road was closed.", "the monitors"),
    ("The envoy said that the road was closed.", None),
    ("The envoy urged the council to close the road.", None),
]


@pytest.mark.parametrize(("text", "words"), ADDRESSEES)
def test_addressee(read: Read, text: str, words: str | None) -> None:
    told = read(text)[0].addressee
    assert (told and told.text) == words


TARGETS = [
    ("Chad accused Peru of theft.", "Peru"),
    ("Peru was accused by Chile of theft.", "Peru"),
    ("Chad urged Peru to leave the valley.", "Peru"),
    ("Chad said Peru must leave the valley.", "Peru"),
    ("Chad warned that it was dangerous for Peru to move the buoys.", "Peru"),
    ("Chad rejected a proposal by Peru.", "Peru"),
    ("Chad said the road was long.", None),
]


@pytest.mark.parametrize(("text", "words"), TARGETS)
def test_target(read: Read, text: str, words: str | None) -> None:
    at = read(text)[0].target
    assert (at and at.text) == words


NEGATED = [
    ("The envoy declined to comment on the plan.", True),
    ("The envoy would not confirm the plan.", True),
    ("The monitor stopped short of accusing the rebels of lying.", True),
    ("The envoy would neither confirm nor deny the plan.", True),
    ("The envoy rejected the plan.", False),
    ("The envoy said the plan was not good.", False),
]


@pytest.mark.parametrize(("text", "negated"), NEGATED)
def test_polarity(read: Read, text: str, negated: bool) -> None:
    assert read(text)[0].negated is negated


QUOTATIONS = [
    ("“We will sign,” the envoy said.", "direct"),
    ("The envoy said the text was “a map without roads”.", "mixed"),
    ("The envoy said the text was good.", "indirect"),
]


@pytest.mark.parametrize(("text", "kind"), QUOTATIONS)
def test_quotation(read: Read, text: str, kind: str) -> None:
    assert read(text)[0].quotation == kind


def test_what_is_reported_inside_a_quotation_is_not_quoted_by_that(read: Read) -> None:
    outer, inner = read("“Peru has accepted that judges will decide,” the Chilean envoy said.")
    assert (outer.quotation, inner.quotation) == ("direct", "indirect")


def test_the_time_of_saying_is_not_a_time_inside_the_content(draft: Callable[[str], Draft]) -> None:
    result = draft("Chad said on Monday that the road had been closed on Friday.")
    when = result.statements[0].when
    assert when is not None
    assert "Monday" in result.times[when].text
    assert draft("Chad said the road had been closed on Friday.").statements[0].when is None


SPEAKERS = [
    ("Norwegian Foreign Minister Anna Lund left. She said that the road was open.", "Anna Lund"),
    ("“We will not sign,” Peruvian envoy Luis Soto said. “I am tired.”", "Luis Soto"),
    ("The United States said the road was open.", "United States"),
    ("Anna Lund, who said that the road was open, left.", "Anna Lund"),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_speaker(draft: Callable[[str], Draft], text: str, name: str) -> None:
    result = draft(text)
    source = next(s.source for s in result.statements if s.parent is None and s.source is not None)
    assert source.entity is not None
    assert result.cast.by_id[source.entity].name == name
