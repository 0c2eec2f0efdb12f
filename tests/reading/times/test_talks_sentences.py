"""Sixty sentences as reports of talks write them, each with its times. All were published on Wednesday, 16 March 2011."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft

DAY = "2011-03-16"
SENTENCES: list[tuple[str, dict[str, str]]] = [
    # weekdays behind: the simple past
    ("The Chadian foreign minister met his Sudanese counterpart on Monday in N'Djamena.", {"Monday": "2011-03-14"}),
    ("Monday's talks in Doha broke up without a statement.", {"Monday": "2011-03-14"}),
    ("Mediators said Wednesday that both sides had softened their tone.", {"Wednesday": "2011-03-16"}),
    ("The two delegations, which arrived in Addis Ababa late on Sunday, sat in separate rooms.", {"Sunday": "2011-03-13"}),
    ("Talks that had been adjourned on Friday resumed on Tuesday.", {"Friday": "2011-03-11", "Tuesday": "2011-03-15"}),
    ("By Thursday the rebels had withdrawn from the hall, a witness recalled.", {"Thursday": "2011-03-10"}),
    ("He was speaking in Nairobi on Tuesday after a two-day visit that ended on Monday.", {"Tuesday": "2011-03-15", "Monday": "2011-03-14"}),
    ("No progress was made on Saturday, the third day of the talks.", {"Saturday": "2011-03-12"}),
    ("The envoy has been in Khartoum since Sunday.", {"Sunday": "2011-03-13"}),
    ("After talks on Tuesday evening the ministers shook hands.", {"Tuesday evening": "2011-03-15TEV"}),
    ("The paper was handed over on Monday night, hours before the session opened.", {"Monday night": "2011-03-14TNI"}),
    ("Having met the king on Sunday, the mediator flew home.", {"Sunday": "2011-03-13"}),
    # weekdays ahead: futures, plans, orders
    ("The two sides will meet again on Friday.", {"Friday": "2011-03-18"}),
    ("The two sides agreed to meet again on Friday.", {"Friday": "2011-03-18"}),
    ("Officials said the next round would be held in Geneva on Monday.", {"Monday": "2011-03-21"}),
    ("The foreign ministers are due to meet on Thursday in Ankara.", {"Thursday": "2011-03-17"}),
    ("Negotiators are meeting on Thursday for a fifth round.", {"Thursday": "2011-03-17"}),
    ("The parties have until Sunday to answer the proposal.", {"Sunday": "2011-03-20"}),
    ("A summit scheduled for Saturday has been moved to Oslo.", {"Saturday": "2011-03-19"}),
    ("He invited both leaders to Cairo for talks on Saturday.", {"Saturday": "2011-03-19"}),
    ("The mediator urged the rebels to return to the table by Monday.", {"Monday": "2011-03-21"}),
    ("The envoy leaves for Asmara on Friday.", {"Friday": "2011-03-18"}),
    ("The deadline is midnight on Monday.", {"midnight on Monday": "2011-03-21T24:00"}),
    ("The next session is on Thursday, the host said.", {"Thursday": "2011-03-17"}),
    ("The government promised to send its delegation to Lomé on Sunday.", {"Sunday": "2011-03-20"}),
    ("They decided to resume the talks on Monday, a spokesman said.", {"Monday": "2011-03-21"}),
    ("The minister refused to attend a meeting planned for Thursday.", {"Thursday": "2011-03-17"}),
    ("The rebels threatened to walk out on Friday unless the road was opened.", {"Friday": "2011-03-18"}),
    ("She is expected to hold talks with the president on Friday.", {"Friday": "2011-03-18"}),
    ("Ahead of Friday's meeting, both sides hardened their demands.", {"Friday": "2011-03-18"}),
    ("A delegation is to travel to Juba on Saturday.", {"Saturday": "2011-03-19"}),
    ("The host set the next round for Sunday.", {"Sunday": "2011-03-20"}),
    ("A round that was to begin on Friday has been put off, the host said on Tuesday.", {"Friday": "2011-03-18", "Tuesday": "2011-03-15"}),
    ("The summit has been moved from Saturday to Monday.", {"Saturday": "2011-03-19", "Monday": "2011-03-21"}),
    # a past infinitive does not lie ahead
    ("The envoys failed to agree on a date on Monday.", {"Monday": "2011-03-14"}),
    ("The two men managed to speak by telephone on Sunday.", {"Sunday": "2011-03-13"}),
    ("The president was able to see the hostages on Tuesday.", {"Tuesday": "2011-03-15"}),
    ("She declined to comment on Monday.", {"Monday": "2011-03-14"}),
    # the day told of
    ("The delegates met on Monday. Earlier in the day they had visited the shrine.", {"Monday": "2011-03-14", "Earlier in the day": "2011-03-14"}),
    ("The talks began on Tuesday morning and went on into the night.", {"Tuesday morning": "2011-03-15TMO", "the night": "2011-03-15TNI"}),
    ("On the eve of the talks, scheduled for Thursday, a bomb went off in the port.", {"Thursday": "2011-03-17", "the eve": "2011-03-16"}),
    ("The rebel leader arrived on Sunday, on the eve of the talks.", {"Sunday": "2011-03-13", "the eve": "2011-03-13"}),
    ("Shelling was heard overnight near the bridge.", {"overnight": "2011-03-16TNI"}),
    ("They met on Monday and signed the text the next day.", {"Monday": "2011-03-14", "the next day": "2011-03-15"}),
    ("The two presidents met on Saturday. The following day their aides drew up a list.", {"Saturday": "2011-03-12", "The following day": "2011-03-13"}),
    ("The day before, the rebels had freed two pilots; on Tuesday they freed a third.", {"Tuesday": "2011-03-15"}),
    ("A day earlier the premier had ruled out any talks.", {"A day earlier": "2011-03-15"}),
    ("Two days after the talks of March 9, the envoy resigned.", {"March 9": "2011-03-09"}),
    ("Later on Monday the two walked in the garden.", {"Monday": "2011-03-14"}),
    ("The session opened at 10 a.m. on Tuesday and closed at 3 p.m.", {"10 a.m. on Tuesday": "2011-03-15T10:00", "3 p.m.": "2011-03-15T15:00"}),
    ("The guests flew in on the eve of Thursday's vote.", {"the eve": "2011-03-16"}),
    ("A ceasefire was called on the eve of the April 9 vote.", {"the eve": "2011-04-08"}),
    ("Two men were blamed for Monday's raid.", {"Monday": "2011-03-14"}),
    ("The two sides agreed on Sunday to meet again on Saturday.", {"Sunday": "2011-03-13", "Saturday": "2011-03-19"}),
    ("The council agreed to lift the ban on Tuesday.", {"Tuesday": "2011-03-15"}),
    ("The session ran from 9 a.m. to 3 p.m. on Monday.", {"9 a.m.": "2011-03-14T09:00", "3 p.m. on Monday": "2011-03-14T15:00"}),
    ("Talks scheduled for Tuesday did not take place.", {"Tuesday": "2011-03-15"}),
    ("The round planned for Monday ended without a word.", {"Monday": "2011-03-14"}),
    ("The round that envoys were expecting on Tuesday did not happen.", {"Tuesday": "2011-03-15"}),
    ("They met in May 1995 and again that autumn.", {"May 1995": "1995-05", "that autumn": "1995-FA"}),
    ("The mandate of the mission runs out in January.", {"January": "2012-01"}),
    ("They stayed on in spite of a pledge to leave by the end of February.", {"the end of February": "2011-02"}),
    # today and its neighbours
    ("The ministers are meeting today; yesterday their deputies drew up the agenda.", {"today": "2011-03-16", "yesterday": "2011-03-15"}),
    ("Tomorrow the envoy sees the speaker of parliament.", {"Tomorrow": "2011-03-17"}),
    ("Earlier on Wednesday the mediator met the opposition.", {"Wednesday": "2011-03-16"}),
    ("The ambassador was called in last night and handed a note.", {"last night": "2011-03-15TNI"}),
    # weeks, months, days without a year
    ("The delegations met last week and will meet again next week.", {"last week": "2011-W10", "next week": "2011-W12"}),
    ("Talks broke down in December and were to resume in April.", {"December": "2010-12", "April": "2011-04"}),
    ("The two governments held a first round on January 27 and a second on February 22.", {"January 27": "2011-01-27", "February 22": "2011-02-22"}),
    ("A third round, on 4 April, will deal with water.", {"4 April": "2011-04-04"}),
    ("The truce was signed last November and expires in May.", {"last November": "2010-11", "May": "2011-05"}),
    ("The pair last met in October.", {"October": "2010-10"}),
    ("They will meet over the weekend in Tripoli.", {"the weekend": "2011-W11-WE"}),
    ("They met over the weekend in Tripoli.", {"the weekend": "2011-W10-WE"}),
    ("The border was reopened three weeks ago.", {"three weeks ago": "2011-W08"}),
    ("Last Thursday the two had spoken by telephone for an hour.", {"Last Thursday": "2011-03-10"}),
    ("Next Tuesday the mediator will report to the council.", {"Next Tuesday": "2011-03-22"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES)
def test_times_of_a_sentence(read: Callable[..., Draft], sentence: str, wanted: dict[str, str]) -> None:
    found = {t.text: t.value for t in read(f"{sentence}\n", DAY).times}
    assert {text: found.get(text) for text in wanted} == wanted, found


@pytest.mark.parametrize(
    "sentence",
    ["On the eve of war nobody slept.", "It was the eve of a new age. They met on Monday.", "Eve of Ulm met us."],
)
def test_an_eve_of_nothing_dated_is_no_time(read: Callable[..., Draft], sentence: str) -> None:
    assert not [t for t in read(f"{sentence}\n", DAY).times if "eve" in t.text.lower()]


def test_there_are_sixty() -> None:
    assert len(SENTENCES) >= 60
