"""RSS and Atom."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

PARAGRAPH = "Delegations of Togo and Benin left the hotel on Thursday after nine hours of talks."
FULL = f"&lt;p&gt;{PARAGRAPH}&lt;/p&gt;&lt;p&gt;They meet again in July &amp;amp; August.&lt;/p&gt;"
ITEM = f"<title>Talks in Lomé end</title><link>https://l.example/1</link><pubDate>Thu, 04 Jun 2009 10:00:00 GMT</pubDate><dc:creator>Afi K.</dc:creator><category>World</category><description>{PARAGRAPH}</description>"
NS = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
FEEDS = {
    "rss 2": f'<?xml version="1.0"?><rss version="2.0" {NS}><channel><title>Lagoon News</title><language>en-gb</language><item>{ITEM}<content:encoded>{FULL}</content:encoded></item></channel></rss>',
    "rss 2 with cdata": f'<rss version="2.0" {NS}><channel><title>Lagoon News</title><language>en</language><item>{ITEM}<content:encoded><![CDATA[<p>{PARAGRAPH}</p><p>They meet again in July &amp; August.</p>]]></content:encoded></item></channel></rss>',
    "rss 1": f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {NS}><channel><title>Lagoon News</title><dc:language>en</dc:language></channel><item><title>Talks in Lomé end</title><link>https://l.example/1</link><dc:date>2009-06-04T10:00:00Z</dc:date><dc:creator>Afi K.</dc:creator><category>World</category><content:encoded>{FULL}</content:encoded></item></rdf:RDF>',
    "atom": f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lagoon News</title><entry><title>Talks in Lomé end</title><link href="https://l.example/1"/><published>2009-06-04T10:00:00Z</published><updated>2009-06-09T10:00:00Z</updated><author><name>Afi K.</name></author><category term="World"/><content type="html">{FULL}</content></entry></feed>',
    "atom with xhtml": f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lagoon News</title><entry><title type="html">Talks in &lt;b&gt;Lomé&lt;/b&gt; end</title><link href="https://l.example/1"/><published>2009-06-04</published><author><name>Afi K.</name></author><category term="World"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPH}</p><p>They meet again in July &amp; August.</p></div></content></entry></feed>',
}


@pytest.mark.parametrize("name", FEEDS)
def test_entries_are_reports(name: str) -> None:
    found = read_all(FEEDS[name].encode(), "x.xml")
    (document,) = found.documents
    assert (found.format, document.format, document.part) == ("feed", "feed", 1)
    assert (document.title, document.outlet, document.byline) == ("Talks in Lomé end", "Lagoon News", "Afi K.")
    assert (document.section, document.language, document.address) == ("World", "en", "https://l.example/1")
    assert kinds(document)["body"] == f"{PARAGRAPH}\n\nThey meet again in July & August.\n"
    assert ("header-field", "2009-06-04") in [(w.kind, w.value) for w in document.witnesses]
    assert (("modified", "2009-06-09") in [(w.kind, w.value) for w in document.witnesses]) == (name == "atom")
    assert not document.warnings
    assert_sound(document)


def test_a_summary_is_said_to_be_one_and_an_empty_entry_is_a_failure() -> None:
    feed = f"<rss {NS}><channel><title>L</title><item>{ITEM}</item><item><link>x</link></item><item>{ITEM}</item></channel></rss>"
    found = read_all(feed.encode(), "x")
    assert [d.part for d in found.documents] == [1, 3]
    assert "summary" in found.documents[0].warnings[0]
    assert [(f.source, f.code) for f in found.failures] == [("x, entry 2", "empty")]


def test_broken_feeds_are_read_as_far_as_they_go() -> None:
    feed = FEEDS["rss 2"].replace("&amp;amp;", "& ").replace("</channel></rss>", "<item><title>Two & three</title>")
    found = read_all(feed.encode(), "x")
    assert [d.part for d in found.documents] == [1, 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<rss><channel><title>x</title></channel></rss>", "empty"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "empty"),
        (b"<rss>" + b"<!ENTITY a 'b'>" * 90 + b"<item/></rss>", "bomb"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


def test_entities_are_not_expanded() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY a "boom boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = read_all(
        (doctype + f"<rss {NS}><channel><item><title>T &a; &f; end of it</title></item></channel></rss>").encode(), "x"
    )
    for document in found.documents:
        assert "boom" not in document.text
        assert "root:" not in document.text


TAGS = [
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "Words ",
    "<description>",
    "</description>",
    "<![CDATA[<p>x",
    "]]>",
    "<pubDate>Thu, 04 Jun 2009</pubDate>",
    "&lt;p&gt;",
    "<content:encoded>",
    "<a",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=8), max_size=40))
def test_any_tags_are_read_or_refused(tags: list[str]) -> None:
    try:
        found = read_all(f"<rss {NS}><channel>{''.join(tags)}".encode("utf-8", "replace"), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
