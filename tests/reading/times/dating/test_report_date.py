"""The report's own date: known, bounded or unknown, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.intake import read_bytes
from dragoman.reading.draft import Draft, Settings
from dragoman.reading.language import language_stage, load_parser
from dragoman.reading.page import read_page
from dragoman.reading.times import read_times
from dragoman.record import Block, Document, Published, Witness

BODY = (
    "French President Nicolas Sarkozy and German Chancellor Angela Merkel met for two hours on Tuesday in Evian and agreed "
    "to meet again. British Prime Minister Gordon Brown welcomed the outcome of the talks.\n"
)
SILENT = "The delegations met for two hours on Tuesday in Evian and agreed to meet again after the holidays.\n"


def rules(published: Published) -> set[str]:
    return {e.rule for e in published.evidence}


def page(read: Callable[..., Draft], head: str, body: str = BODY) -> Published:
    markup = f"<html><head><title>Talks in Evian</title>{head}</head><body><article><h1>Talks in Evian</h1><p>{body}</p></article>"
    document = read_bytes(markup.encode(), "page.html")[0]
    return read_times(read_page(Draft(document=document, settings=Settings()))).published


def test_office_holders_bound_the_day(read: Callable[..., Draft]) -> None:
    published = read(BODY).published
    assert published.status == "bounded"
    assert published.earliest == "2007-06-24"
    assert published.latest == "2010-05-14"
    assert published.value == "2007-06-24/2010-05-14"
    says = " ".join(e.says for e in published.evidence)
    assert "Gordon Brown" in says
    assert "Nicolas Sarkozy" in says


def test_a_page_header_never_dates_the_report_and_is_rejected_with_names(read: Callable[..., Draft]) -> None:
    published = read(f"Monday, March 4, 2019\n\nTalks in Evian end early\n\n{BODY}").published
    assert published.status == "bounded"
    (rejected,) = [r for r in published.rejected if r.rule == "times.page-header-date"]
    assert rejected.value == "2019-03-04"
    assert "Gordon Brown" in rejected.says


def test_a_page_header_that_fits_is_only_the_latest_day(read: Callable[..., Draft]) -> None:
    published = read(f"Monday, March 4, 2009\n\nTalks in Evian end early\n\n{BODY}").published
    assert (published.status, published.latest) == ("bounded", "2009-03-04")
    assert "times.page-header-date" in rules(published)


def test_a_page_header_that_the_dateline_confirms_is_known(read: Callable[..., Draft]) -> None:
    text = "Wednesday, March 11, 2009\n\nTalks in Evian end early\n\nEVIAN, {} (AFP) – " + BODY
    assert read(text.format("March 10")).published.value == "2009-03-11"
    assert read(text.format("June 2")).published.status == "bounded"


def test_with_nothing_to_go_by_the_date_is_unknown(read: Callable[..., Draft]) -> None:
    published = read(SILENT).published
    assert (published.status, published.value) == ("unknown", None)
    assert published.reason


def test_a_full_dateline_with_office_holders_that_fit_is_known(read: Callable[..., Draft]) -> None:
    published = read(f"EVIAN, 10 March 2009 (AFP) – {BODY}").published
    assert (published.status, published.value) == ("known", "2009-03-10")


def test_a_dateline_that_contradicts_the_office_holders_is_rejected(read: Callable[..., Draft]) -> None:
    published = read(f"EVIAN, 10 March 1999 (AFP) – {BODY}").published
    assert published.status == "bounded"
    assert any(r.value == "1999-03-10" for r in published.rejected)


def test_the_day_of_a_dateline_that_falls_once_in_the_tenures_narrows_them(read: Callable[..., Draft]) -> None:
    body = BODY.replace("German Chancellor Angela Merkel", "US President George W. Bush").replace(" on Tuesday", "")
    published = read(f"EVIAN, August 10 (AFP) – {body}").published
    assert published.status == "bounded"
    assert published.earliest in ("2007-08-10", "2007-06-24")


def test_markup_that_fits_the_office_holders_is_known(read: Callable[..., Draft]) -> None:
    published = page(read, "<meta property='article:published_time' content='2009-03-11T08:00:00Z'>")
    assert (published.status, published.value) == ("known", "2009-03-11")


def test_markup_of_a_reprint_is_rejected(read: Callable[..., Draft]) -> None:
    published = page(read, "<meta property='article:published_time' content='2019-03-11T08:00:00Z'>")
    assert published.status == "bounded"
    assert any(r.rule == "times.page-markup-date" and "Gordon Brown" in r.says for r in published.rejected)


def test_one_witness_alone_does_not_make_a_date_known(read: Callable[..., Draft]) -> None:
    published = page(read, "<meta property='article:published_time' content='2009-03-11T08:00:00Z'>", SILENT)
    assert (published.status, published.latest) == ("bounded", "2009-03-11")


def test_two_independent_witnesses_do(read: Callable[..., Draft]) -> None:
    head = (
        "<meta property='article:published_time' content='2009-03-11T08:00:00Z'>"
        "<link rel='canonical' href='https://example.org/2009/03/11/evian.html'>"
    )
    assert page(read, head, SILENT).value == "2009-03-11"


def exported(value: str, body: str) -> Published:
    """The date of a report whose file has a date field of its own, as a database's export has."""
    line = "PD 11 March 2009"
    text = f"{line}\n\n{body}"
    document = Document(
        source="export",
        format="factiva (text)",
        text=text,
        sha256="",
        blocks=(Block("header-field", 0, len(line) + 2), Block("body", len(line) + 2, len(text))),
        witnesses=(Witness(kind="header-field", name="PD", text="11 March 2009", value=value, start=3, end=16),),
    )
    return read_times(read_page(Draft(document=document, settings=Settings()))).published


def test_the_date_field_of_an_export_is_known() -> None:
    published = exported("2009-03-11", SILENT)
    assert (published.status, published.value) == ("known", "2009-03-11")
    (evidence,) = [e for e in published.evidence if e.rule == "times.field-date"]
    assert evidence.anchor is not None
    assert evidence.anchor.text == "11 March 2009"


def test_a_date_field_that_contradicts_the_office_holders_is_rejected() -> None:
    published = exported("2019-03-11", BODY)
    assert published.status == "bounded"
    assert any(r.rule == "times.field-date" for r in published.rejected)


def test_a_given_date_settles_it_and_a_contradiction_is_reported(read: Callable[..., Draft]) -> None:
    draft = read(BODY, "2019-03-04")
    assert (draft.published.status, draft.published.value) == ("known", "2019-03-04")
    (warning,) = [w for w in draft.warnings if w.rule == "times.given-date"]
    assert "Gordon Brown" in warning.says


def test_a_given_date_that_is_none_is_not_used(read: Callable[..., Draft]) -> None:
    draft = read(BODY, "2019-02-30")
    assert draft.published.status == "bounded"
    assert any(w.rule == "times.given-date" for w in draft.warnings)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("The border was closed in 1998 after a raid.", "times.latest-event"),
        ("They were the first talks in almost two decades since 1988.", "times.elapsed-since"),
        ("The talks mark the 20th anniversary of the 1988 truce.", "times.anniversary"),
    ],
)
def test_the_words_of_the_report_bound_its_day(read: Callable[..., Draft], sentence: str, rule: str) -> None:
    published = read(f"{SILENT.strip()} {sentence}\n").published
    assert published.status == "bounded"
    assert rule in rules(published)


@pytest.mark.parametrize(
    "sentence", ["The notes fall due in 2031.", "A summit is planned for 2031.", "They meet in Room 2031 of the hotel."]
)
def test_a_year_to_come_is_no_lower_bound(read: Callable[..., Draft], sentence: str) -> None:
    assert read(f"{SILENT.strip()} {sentence}\n").published.status == "unknown"


def test_dates_of_comments_and_copyright_are_set_aside(read: Callable[..., Draft]) -> None:
    text = f"{BODY}\n\nRelated stories\n\nMinister resigns - March 4, 2019\n\nCopyright © 2019 The Example Times. All rights reserved.\n"
    published = read(text).published
    assert published.latest == "2010-05-14"


@pytest.mark.parametrize(
    ("age", "latest"),
    [
        ("3 hours ago", "2009-03-04"),
        ("24 hours ago", "2009-03-04"),
        ("Updated 2 days ago", "2009-03-03"),
        ("Published 3 weeks ago", "2009-02-18"),
        ("By Ana Ruiz | 5 months ago", "2008-11-04"),
    ],
)
def test_an_age_is_counted_from_the_page_and_is_only_the_latest_day(
    read: Callable[..., Draft], age: str, latest: str
) -> None:
    published = read(f"Wednesday, March 4, 2009\n\nTalks in Evian end early\n\n{age}\n\n{BODY}").published
    assert (published.status, published.earliest, published.latest) == ("bounded", "2007-06-24", latest)


def test_an_age_alone_tells_nothing_and_is_no_word_of_the_report(read: Callable[..., Draft]) -> None:
    draft = read(f"Talks in Evian end early\n\n2 days ago\n\n{SILENT}")
    assert draft.published.status == "unknown"
    assert [r.rule for r in draft.published.rejected] == ["times.relative-age"]
    assert not [t for t in draft.times if t.text == "2 days ago"]


def test_ages_of_other_stories_bound_nothing(read: Callable[..., Draft]) -> None:
    text = (
        f"Wednesday, March 4, 2009\n\nTalks in Evian end early\n\n{BODY}\n\nRelated stories\n\nBus lost\n5 months ago\n"
    )
    assert read(text).published.latest == "2009-03-04"


def test_a_full_dateline_of_irans_calendar_is_read(read: Callable[..., Draft]) -> None:
    published = read(f"TEHRAN, 20 Esfand 1387 (AFP) - {BODY}").published
    assert (published.status, published.value) == ("known", "2009-03-10")


@pytest.mark.parametrize(
    ("stated", "body", "status"),
    [
        # 11 March 2009 was a Wednesday; one holder of three years, then one of ten
        ("2009-03-11", "British Prime Minister Gordon Brown met envoys on Wednesday in Evian.", "known"),
        ("2009-03-11", "British Prime Minister Gordon Brown met envoys on Tuesday in Evian.", "known"),
        ("2009-03-11", "British Prime Minister Gordon Brown met envoys in Evian.", "known"),
        ("2009-03-11", "British Prime Minister Gordon Brown met envoys on Friday in Evian.", "bounded"),
        ("2003-03-11", "British Prime Minister Tony Blair met envoys on Tuesday in Evian.", "bounded"),
        ("2019-03-11", "British Prime Minister Gordon Brown met envoys on Monday in Evian.", "bounded"),
    ],
)
def test_markup_needs_holders_of_a_short_time_and_a_weekday_that_fits(stated: str, body: str, status: str) -> None:
    parse = language_stage(lambda: load_parser())
    head = f"<meta property='article:published_time' content='{stated}T08:00:00Z'>"
    markup = (
        f"<html><head><title>Talks</title>{head}</head><body><article><h1>Talks in Evian</h1><p>{body}</p></article>"
    )
    document = read_bytes(markup.encode(), "page.html")[0]
    published = read_times(parse(read_page(Draft(document=document, settings=Settings())))).published
    assert published.status == status
    assert status == "bounded" or published.value == stated
