"""Saved pages: the article, its furniture, and every date that the markup states."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake import IntakeError, read_bytes
from dragoman.intake.dates import machine_day as as_day

PARAGRAPH = "Delegations of the two countries met for the third time and spoke about the river, the border and the fishing fleet."
PAGE = f"""<!doctype html><html lang="en"><head><title>Border talks end | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="article:published_time" content="2013-02-07T08:00:00Z">
<link rel="canonical" href="https://ledger.example/2013/02/07/border-talks">
<script type="application/ld+json">{{"@graph": [{{"datePublished": "2013-02-07", "dateModified": "2019-01-01"}}]}}</script></head>
<body><nav class="menu"><a>Home</a><a>World</a></nav><div class="date">Friday, June 2, 2023</div>
<article><h1>Border talks end</h1><time datetime="2013-02-07">7 Feb</time>
<p>{PARAGRAPH}</p><p>“We are content,” a minister said. {PARAGRAPH}</p><p hidden>Hidden words stay hidden.</p></article>
<aside class="related"><p>{PARAGRAPH.replace("third", "ninth")}</p></aside><footer>Copyright 2023 The Ledger</footer></body></html>"""


def test_article_and_furniture_are_told_apart() -> None:
    (document,) = read_bytes(PAGE.encode(), "page.html")
    kinds = {b.kind: document.text[b.start : b.end] for b in document.blocks}
    assert document.title == "Border talks end"
    assert document.outlet == "The Ledger"
    assert "content" in kinds["body"]
    assert "ninth" in kinds["related"]
    assert "Hidden words" not in document.text
    assert document.blocks[0].start == 0
    assert document.blocks[-1].end == len(document.text)


def test_every_stated_date_is_a_witness() -> None:
    (document,) = read_bytes(PAGE.encode(), "page.html")
    found = {(w.kind, w.value) for w in document.witnesses}
    assert {
        ("meta", "2013-02-07"),
        ("json-ld", "2013-02-07"),
        ("modified", "2019-01-01"),
        ("time-element", "2013-02-07"),
        ("url", "2013-02-07"),
    } <= found


READER = f"""<html lang="en"><head><title>Border talks end</title></head><body class="light sans-serif loaded"><div class="container">
<div class="header reader-header"><a class="domain reader-domain" href="https://ledger.example/2013/02/07/border-talks">ledger.example</a>
<h1 class="reader-title">Border talks end</h1><div class="credits reader-credits">Ana Roe</div><div class="meta-data"><div class="reader-estimated-time">2 minutes</div></div></div>
<div class="content"><div class="moz-reader-content"><div id="readability-page-1" class="page"><p>{PARAGRAPH}</p><p>“We are content,” a minister said. {PARAGRAPH}</p></div></div></div></div></body></html>"""
PRINT = f"""<html><head><title>Print: Border talks end</title><meta name="date" content="2013-02-07"><style>body {{ margin: 1cm }}</style></head><body onload="window.print()">
<center><b>The Ledger</b><hr><h1>Border talks end</h1>Printed from ledger.example<br>7 February 2013</center><p>{PARAGRAPH}<p>“We are content,” a minister said. {PARAGRAPH}<hr><font size=1>Copyright 2013</font></body></html>"""
PACKED = PAGE.replace("<article>", f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 400_000}"><article>')


@pytest.mark.parametrize(
    "page",
    [PAGE, READER, PRINT, PACKED, PAGE.upper().replace("HTTPS://LEDGER.EXAMPLE", "https://ledger.example")],
    ids=range(5),
)
def test_saved_pages_reader_copies_print_views_and_pages_with_packed_pictures(page: str) -> None:
    start = time.monotonic()
    (document,) = read_bytes(page.encode(), "page.html")
    assert time.monotonic() - start < 15
    assert (document.title or "").casefold() == "border talks end"
    body = "".join(document.text[b.start : b.end] for b in document.blocks if b.kind == "body").casefold()
    assert body.count("delegations of the two countries") >= 2
    assert "we are content" in body
    assert "iVBOR" not in document.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2011-03-04T10:00Z", "2011-03-04"),
        ("20110304", "2011-03-04"),
        ("2011-02-30", None),
        ("x 1999/1/2", "1999-01-02"),
        ("", None),
    ],
)
def test_machine_dates(text: str, day: str | None) -> None:
    assert as_day(text) == day


HOSTILE = [
    b"<html><body>" + b"<div>" * 10_000 + b"Words at the bottom of the nest.",
    b"<html>" + b"<b><i>" * 30_000 + b"x",
    b"<html>" + b"<script>" * 20_000 + b"abc",
    b"<html><body><p>" + b"&#x41;&bogus;<" * 20_000,
    b"<html><body><table>" + b"<tr><td>" * 20_000,
    b"<html><p>" + b"a" * 2_000_000,
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_markup_ends_soon_and_without_a_traceback(data: bytes) -> None:
    start = time.monotonic()
    try:
        (document,) = read_bytes(data, "x")
        assert document.blocks[-1].end == len(document.text)
    except IntakeError as error:
        assert str(error)
    assert time.monotonic() - start < 30


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=related>",
                "</div>",
                "<h1>",
                "<!--",
                "-->",
                "<time datetime=2011-01-02>",
                "word ",
                "Talks end. ",
                "<script>",
                "</script>",
                "&amp;",
                "\x00",
            ]
        ),
        max_size=60,
    )
)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        (document,) = read_bytes(("<html>" + "".join(parts)).encode(), "x")
    except IntakeError:
        return
    at = 0
    for block in document.blocks:
        assert block.start == at
        at = block.end
    assert at == len(document.text)
