"""Every rule of the time grammar, with texts where it fires and texts where it must not."""

from __future__ import annotations

import pytest

from dragoman.reading.parse import Parse
from dragoman.reading.times.recognise import recognise
from dragoman.reading.times.resolve import resolve

DAY = "2011-03-16"  # a Wednesday


def found(text: str, published: str | None = DAY) -> list[tuple[str, str, str | None]]:
    """(words, type, value) of the times in a text, read without a parse."""
    items = resolve(recognise(text, [(0, len(text))], Parse(text)), published)
    return [(t.text, t.type, t.value) for t in items]


FIRES = [
    # iso, numeric
    ("times.iso-date", "Signed on 2009-11-04.", ("2009-11-04", "DATE", "2009-11-04")),
    ("times.numeric-date", "Dated 28/11/2009, Oslo", ("28/11/2009", "DATE", "2009-11-28")),
    ("times.numeric-date", "Dated 11/28/2009, Ohio", ("11/28/2009", "DATE", "2009-11-28")),
    ("times.numeric-date", "vom 3.12.2009 an", ("3.12.2009", "DATE", "2009-12-03")),
    # full dates
    ("times.full-date", "They met on May 3, 2008, in Bergen.", ("May 3, 2008", "DATE", "2008-05-03")),
    ("times.full-date", "They met on 3 May 2008 in Bergen.", ("3 May 2008", "DATE", "2008-05-03")),
    ("times.full-date", "on Saturday, 3rd of May 2008", ("Saturday, 3rd of May 2008", "DATE", "2008-05-03")),
    ("times.full-date", "signed Sept. 9, 1993 in Tunis", ("Sept. 9, 1993", "DATE", "1993-09-09")),
    # day and month
    ("times.month-day", "They meet on April 2.", ("April 2", "DATE", "2011-04-02")),
    ("times.month-day", "They met on 14 February.", ("14 February", "DATE", "2011-02-14")),
    ("times.month-day", "They met on the 14th of February.", ("the 14th of February", "DATE", "2011-02-14")),
    ("times.month-day", "on Friday, Dec. 17, it", ("Friday, Dec. 17", "DATE", "2010-12-17")),
    ("times.month-day-range", "The round of March 3-5 failed.", ("5", "DATE", "2011-03-05")),
    ("times.month-day", "The round of March 3-5 failed.", ("March 3", "DATE", "2011-03-03")),
    ("times.nth-of-month", "on the first Monday in May 2013", ("the first Monday in May 2013", "DATE", "2013-05-06")),
    ("times.nth-of-month", "in the last week of May 2013", ("the last week of May 2013", "DATE", "2013-05")),
    (
        "times.the-day-before",
        "They met on May 3, 2008. He arrived the day before.",
        ("the day before", "DATE", "2008-05-02"),
    ),
    ("times.day-range-month", "on 17 and 18 March 2010", ("17", "DATE", "2010-03-17")),
    ("times.day-range-month", "on 3-5 May", ("5 May", "DATE", "2011-05-05")),
    # months
    ("times.month-year", "In November 2004 they parted.", ("November 2004", "DATE", "2004-11")),
    ("times.month-year", "by May of 2012", ("May of 2012", "DATE", "2012-05")),
    ("times.month-of-named-year", "in July last year", ("July last year", "DATE", "2010-07")),
    ("times.last-next-month-name", "since last March", ("last March", "DATE", "2010-03")),
    ("times.last-next-month-name", "until next June", ("next June", "DATE", "2011-06")),
    ("times.month", "It began in January.", ("January", "DATE", "2011-01")),
    ("times.month", "a summit in May", ("May", "DATE", "2011-05")),
    # years, decades, centuries
    ("times.year", "since 1994 they", ("1994", "DATE", "1994")),
    ("times.year", "the 1994 accord", ("1994", "DATE", "1994")),
    ("times.year", "in nineteen ninety-four", ("nineteen ninety-four", "DATE", "1994")),
    ("times.short-year", "from 1994-96 they", ("96", "DATE", "1996")),
    ("times.short-year", "the accord of '94.", ("'94", "DATE", "1994")),
    ("times.decade", "in the 1990s", ("the 1990s", "DATE", "199")),
    ("times.decade", "in the '60s", ("the '60s", "DATE", "196")),
    ("times.decade", "in the early nineties", ("the early nineties", "DATE", "199")),
    ("times.century", "in the 19th century", ("the 19th century", "DATE", "18")),
    ("times.day-number", "They meet again on the 28th.", ("the 28th", "DATE", "2011-03-28")),
    # weekdays
    ("times.weekday", "The envoys met Monday.", ("Monday", "DATE", "2011-03-14")),
    ("times.weekday", "The envoys met on Monday evening.", ("Monday evening", "TIME", "2011-03-14TEV")),
    ("times.weekday-last-next", "The envoys met last Wednesday.", ("last Wednesday", "DATE", "2011-03-09")),
    ("times.weekday-last-next", "They meet next Friday.", ("next Friday", "DATE", "2011-03-18")),
    ("times.weekday-last-next", "this coming Sunday", ("this coming Sunday", "DATE", "2011-03-20")),
    ("times.weekday-of-week", "on Tuesday of last week", ("Tuesday of last week", "DATE", "2011-03-08")),
    # deictic days and parts of day
    ("times.deictic-day", "They met yesterday.", ("yesterday", "DATE", "2011-03-15")),
    ("times.deictic-day", "They meet tomorrow morning.", ("tomorrow morning", "TIME", "2011-03-17TMO")),
    ("times.tonight", "They dined last night.", ("last night", "TIME", "2011-03-15TNI")),
    ("times.this-part-of-day", "this afternoon", ("this afternoon", "TIME", "2011-03-16TAF")),
    ("times.part-of-day", "The shelling went on overnight.", ("overnight", "TIME", "2011-03-16TNI")),
    ("times.day-before-after", "the day before yesterday", ("the day before yesterday", "DATE", "2011-03-14")),
    ("times.earlier-in-the-day", "He arrived earlier in the day.", ("earlier in the day", "DATE", "2011-03-16")),
    ("times.early-late", "It began early Tuesday.", ("early Tuesday", "DATE", "2011-03-15")),
    ("times.early-late", "It began in mid-January.", ("mid-January", "DATE", "2011-01")),
    ("times.edge-of-date", "by the end of 1994", ("the end of 1994", "DATE", "1994")),
    # periods
    ("times.this-last-next", "last week", ("last week", "DATE", "2011-W10")),
    ("times.this-last-next", "this month", ("this month", "DATE", "2011-03")),
    ("times.this-last-next", "next year", ("next year", "DATE", "2012")),
    ("times.the-period", "over the weekend", ("the weekend", "DATE", "2011-W10-WE")),
    ("times.quarter", "in Q3 1994", ("Q3 1994", "DATE", "1994-Q3")),
    ("times.quarter", "the third quarter of 1994", ("the third quarter of 1994", "DATE", "1994-Q3")),
    ("times.half-year", "in the first half of 1994", ("the first half of 1994", "DATE", "1994-H1")),
    ("times.fiscal-year", "in fiscal 1994", ("fiscal 1994", "DATE", "1994")),
    ("times.season", "last autumn", ("last autumn", "DATE", "2010-FA")),
    ("times.season", "in the winter of 1994", ("the winter of 1994", "DATE", "1994-WI")),
    ("times.edge-of-period", "by the end of the year", ("the end of the year", "DATE", "2011")),
    ("times.ago", "three days ago", ("three days ago", "DATE", "2011-03-13")),
    ("times.ago", "two months ago", ("two months ago", "DATE", "2011-01")),
    ("times.ago", "a few years ago", ("a few years ago", "DATE", "PAST_REF")),
    ("times.ago", "two-and-a-half years ago", ("two-and-a-half years ago", "DATE", "2008-09")),
    ("times.long-period", "a month-long truce", ("month-long", "DURATION", "P1M")),
    ("times.season", "last winter", ("last winter", "DATE", "2010-WI")),
    ("times.season", "last spring", ("last spring", "DATE", "2010-SP")),
    ("times.unit-and-a-half-ago", "a year and a half ago", ("a year and a half ago", "DATE", "2009-09")),
    ("times.solar-hijri-date", "on 22 Bahman", ("22 Bahman", "DATE", "2011-02-11")),
    ("times.solar-hijri-date", "on 28 Khordad 1386", ("28 Khordad 1386", "DATE", "2007-06-18")),
    ("times.in-so-long", "ten days from now", ("ten days from now", "DATE", "2011-03-26")),
    # durations and sets
    ("times.duration", "They talked for three hours.", ("three hours", "DURATION", "PT3H")),
    ("times.duration", "after more than a quarter century", ("more than a quarter century", "DURATION", "P25Y")),
    ("times.duration", "for 2 1/2 hours", ("2 1/2 hours", "DURATION", "PT2H30M")),
    ("times.duration", "in almost three decades", ("almost three decades", "DURATION", "P30Y")),
    ("times.duration", "for less than a month", ("less than a month", "DURATION", "P1M")),
    ("times.compound-duration", "for an hour and a half", ("an hour and a half", "DURATION", "PT1H30M")),
    ("times.vague-duration", "for several weeks", ("several weeks", "DURATION", "PXW")),
    ("times.bare-units", "talks went on for weeks", ("weeks", "DURATION", "PXW")),
    ("times.past-next-span", "over the past three months", ("the past three months", "DURATION", "P3M")),
    ("times.hyphen-duration", "a five-hour meeting", ("five-hour", "DURATION", "PT5H")),
    ("times.hyphen-duration", "an 8-month-old dispute", ("8-month-old", "DURATION", "P8M")),
    ("times.long-period", "the decades-long feud", ("decades-long", "DURATION", "PXE")),
    ("times.every", "They meet every two weeks.", ("every two weeks", "SET", "P2W")),
    ("times.every-weekday", "They meet every Tuesday.", ("every Tuesday", "SET", "XXXX-WXX-2")),
    ("times.every-month-name", "They meet each July.", ("each July", "SET", "XXXX-07")),
    ("times.rate", "They meet twice a week.", ("a week", "SET", "P1W")),
    ("times.set-adverb", "They meet weekly.", ("weekly", "SET", "P1W")),
    ("times.duration", "for two-and-a-half hours", ("two-and-a-half hours", "DURATION", "PT2H30M")),
    ("times.half-of-a-unit", "for half an hour", ("half an hour", "DURATION", "PT30M")),
    ("times.half-of-a-unit", "in the past half-century", ("the past half-century", "DURATION", "P50Y")),
    ("times.half-of-a-unit", "in a quarter of a century", ("a quarter of a century", "DURATION", "P25Y")),
    ("times.every-other", "They meet every other day.", ("every other day", "SET", "P2D")),
    ("times.long-period", "a weeklong siege", ("weeklong", "DURATION", "P1W")),
    # clock
    ("times.clock", "at 10:35 a.m. Monday", ("10:35 a.m. Monday", "TIME", "2011-03-14T10:35")),
    ("times.clock", "at 1430 GMT", ("1430 GMT", "TIME", "2011-03-16T14:30")),
    ("times.clock", "at two in the morning", ("two in the morning", "TIME", "2011-03-16T02:00")),
    ("times.clock", "at five o'clock", ("five o'clock", "TIME", "2011-03-16T05:00")),
    ("times.noon", "noon Saturday", ("noon Saturday", "TIME", "2011-03-12T12:00")),
    # names
    ("times.era", "after the Sept. 11 attacks", ("Sept. 11", "DATE", "2001-09-11")),
    ("times.era", "during the Six-Day War", ("the Six-Day War", "DATE", "1967-06-05/1967-06-10")),
    ("times.holiday", "on Christmas Day", ("Christmas Day", "DATE", "2010-12-25")),
    ("times.holiday", "last Thanksgiving", ("last Thanksgiving", "DATE", "2010-11-25")),
    ("times.holiday", "before Good Friday", ("Good Friday", "DATE", "2011-04-22")),
    ("times.present-past-future", "They are now talking.", ("now", "DATE", "PRESENT_REF")),
    ("times.present-past-future", "They spoke recently.", ("recently", "DATE", "PAST_REF")),
    ("times.present-past-future", "in the near future", ("the near future", "DATE", "FUTURE_REF")),
    ("times.modifier", "about 30 days", ("about 30 days", "DURATION", "P30D")),
    ("times.modifier", "two years or more", ("two years or more", "DURATION", "P2Y")),
]


@pytest.mark.parametrize(("rule", "text", "expected"), FIRES, ids=[f"{r}: {t}" for r, t, _ in FIRES])
def test_a_time_is_found_with_its_value(rule: str, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text), rule


SILENT = [
    "We may sign it.",
    "Prime Minister Theresa May spoke.",
    "They will march on the capital.",
    "He paid $1994 for it.",
    "UN Security Council Resolution 1929 was adopted.",
    "Flight 1549 was late.",
    "There were 1929 votes in favour.",
    "It costs $48.",
    "They own 1/2 of it.",
    "The vote was 87-5.",
    "a second meeting",
    "She was 62 years old.",
    "the 62-year-old envoy",
    "the 11th Circuit Court",
    "April Oliver denied it.",
    "He sat in the sun.",
    "They wed in secret.",
    "The talks may fall apart.",
    "a spring of water",
    "more than a quarter of the seats",
    "30 February",
    "on June 31",
    "at 25:70",
    "They sent four flights a week.",
    "after the Six-Day War",
    "the Prague Spring",
    "200 seats and 300 chairs",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("almost three decades", "LESS_THAN"),
        ("more than ten years", "MORE_THAN"),
        ("at least two weeks", "EQUAL_OR_MORE"),
        ("up to 90 days", "EQUAL_OR_LESS"),
        ("about 30 days", "APPROX"),
        ("early 1994", "START"),
        ("late 1994", "END"),
        ("mid-1994", "MID"),
        ("the beginning of 1994", "START"),
    ],
)
def test_the_words_around_a_time_become_its_mod(text: str, mod: str) -> None:
    (item,) = recognise(text, [(0, len(text))], Parse(text))
    assert (item.text, item.mod) == (text, mod)


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("in 1994", "1994", "1994-01-01", "1994-12-31"),
        ("in the 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("in the 19th century", "18XX", "1800-01-01", "1899-12-31"),
        ("around 1994", "1994~", "1994-01-01", "1994-12-31"),
        ("in the spring of 1994", "1994-21", "1994-03-01", "1994-05-31"),
        ("the second quarter of 1994", "1994-04/1994-06", "1994-04-01", "1994-06-30"),
        ("last week", "2011-03-07/2011-03-13", "2011-03-07", "2011-03-13"),
        ("at 9:30 a.m. Monday", "2011-03-14T09:30:00", "2011-03-14", "2011-03-14"),
        ("during the Falklands War", "1982-04-02/1982-06-14", "1982-04-02", "1982-06-14"),
    ],
)
def test_dates_are_given_as_edtf_with_bounds(text: str, edtf: str, earliest: str, latest: str) -> None:
    (item,) = resolve(recognise(text, [(0, len(text))], Parse(text)), DAY)
    assert (item.edtf, item.earliest, item.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Monday.", "XXXX-WXX-1"),
        ("They met in October.", "XXXX-10"),
        ("They met on October 13.", "XXXX-10-13"),
        ("They met last week.", "XXXX-WXX"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met this morning.", "XXXX-XX-XXTMO"),
        ("They met last year.", "XXXX"),
    ],
)
def test_without_a_date_relative_times_stay_symbolic_and_say_why(text: str, value: str) -> None:
    (item,) = resolve(recognise(text, [(0, len(text))], Parse(text)), None)
    assert (item.value, item.edtf, item.earliest) == (value, None, None)
    assert item.reason


def test_a_day_told_of_is_what_that_day_means() -> None:
    text = "They met on May 3, 2008. The same day the envoys left. The following month they came back."
    assert found(text)[1:] == [("The same day", "DATE", "2008-05-03"), ("The following month", "DATE", "2008-06")]
