"""NewsML-G2, NewsML 1 and NITF."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

BODY = [
    "Delegations of Togo and Benin left the hotel on Thursday after nine hours of talks.",
    "They meet again in July.",
]
P = "".join(f"<p>{p}</p>" for p in BODY)
NITF_BODY = f'<body><body.head><hedline><hl1>Talks in Lomé end</hl1><hl2>Nine hours</hl2></hedline><byline><person>By Afi K.</person></byline><distributor>AFP</distributor><dateline><location>LOMÉ</location>, <story.date norm="20090604">June 4</story.date></dateline></body.head><body.content>{P}<media><media-caption>The hotel (AFP)</media-caption></media></body.content><body.end><tagline>afi/kof</tagline></body.end></body>'
NITF = f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-2.dtd"><nitf><head><title>Talks</title><docdata><date.issue norm="20090604T100000Z"/><doc.copyright holder="AFP" year="2009"/></docdata><pubdata name="Lagoon Gazette" date.publication="20090605T000000" position.section="World"/><revision-history norm="20090609"/></head>{NITF_BODY}</nitf>'


def g2(content: str, head: str = "", item: str = "text") -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="2" xml:lang="en">'
        f'<itemMeta><itemClass qcode="ninat:{item}"/><provider literal="AFP"><name>AFP</name></provider><versionCreated>2009-06-05T08:00:00Z</versionCreated>'
        f"<firstCreated>2009-06-04T10:00:00Z</firstCreated>{head}</itemMeta><contentMeta><language tag='en-GB'/><headline>Talks in Lomé end</headline><by>By Afi K.</by>"
        f"<dateline>LOMÉ, June 4</dateline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


G2 = {
    "nitf": g2(
        f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{NITF_BODY}</nitf></inlineXML>'
    ),
    "xhtml": g2(
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{P}</body></html></inlineXML>'
    ),
    "bare paragraphs": g2(f"<inlineXML>{P}</inlineXML>"),
    "inline text": g2(f'<inlineData contenttype="text/plain">{BODY[0]}\n{BODY[1]}</inlineData>'),
    "in a message": f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{g2(f"<inlineXML>{P}</inlineXML>")}</itemSet></newsMessage>',
}


@pytest.mark.parametrize("name", G2)
def test_newsml_g2(name: str) -> None:
    found = read_all(G2[name].encode(), "x.xml")
    (document,) = found.documents
    assert (found.format, document.format, document.part) == ("newsml", "newsml", None)
    assert (document.title, document.byline, document.outlet, document.agency) == (
        "Talks in Lomé end",
        "Afi K.",
        "AFP",
        "AFP",
    )
    assert document.language == "en"
    assert (
        kinds(document)["body"].split("\n\n") == [BODY[0], BODY[1] + "\n"]
        or kinds(document)["body"].split("\n\n")[:2] == BODY
    )
    assert {("header-field", "firstCreated", "2009-06-04"), ("modified", "versionCreated", "2009-06-05")} <= {
        (w.kind, w.name, w.value) for w in document.witnesses
    }
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.date) == ("Lomé", "XXXX-06-04")
    assert_sound(document)


def test_a_message_of_many_items() -> None:
    items = (
        g2(f"<inlineXML>{P}</inlineXML>")
        + g2("", item="picture")
        + g2("")
        + g2(f"<inlineXML>{P}</inlineXML>", '<pubStatus qcode="stat:canceled"/>')
    )
    found = read_all(
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'.encode(),
        "x",
    )
    assert [d.part for d in found.documents] == [1, 4]
    assert [(f.source, f.code) for f in found.failures] == [("x, item 3", "empty")]
    assert found.documents[1].warnings == ("The agency has cancelled this item.",)


def test_newsml_1() -> None:
    old = f'<?xml version="1.0"?><NewsML><NewsItem><NewsManagement><FirstCreated>20090604T100000Z</FirstCreated><ThisRevisionCreated>20090605T080000Z</ThisRevisionCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Talks in Lomé end</HeadLine><ByLine>Afi K.</ByLine><DateLine>LOMÉ, June 4</DateLine><CreditLine>AFP</CreditLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata><ContentItem><DataContent>{P}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>'
    (document,) = read_bytes(old.encode(), "x")
    assert (document.title, document.byline, document.agency) == ("Talks in Lomé end", "Afi K.", "AFP")
    assert {w.value for w in document.witnesses} == {"2009-06-04", "2009-06-05"}
    assert_sound(document)


def test_nitf() -> None:
    (document,) = read_bytes(NITF.encode(), "x.xml")
    assert (document.format, document.title, document.byline) == ("nitf", "Talks in Lomé end", "Afi K.")
    assert (document.outlet, document.agency, document.section) == ("Lagoon Gazette", "AFP", "World")
    found = kinds(document)
    assert found["body"] == f"{BODY[0]}\n\n{BODY[1]}\n\n"
    assert found["caption"].strip() == "The hotel (AFP)"
    assert {(w.kind, w.name, w.value) for w in document.witnesses} == {
        ("header-field", "date.issue", "2009-06-04"),
        ("header-field", "date.publication", "2009-06-05"),
        ("header-field", "story.date", "2009-06-04"),
        ("modified", "revision-history", "2009-06-09"),
    }
    assert document.dateline is not None
    assert document.dateline.place == "Lomé"
    assert_sound(document)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<body><body.content><block><p>One.</p><table><tr><td>A</td><td>B</td></tr></table></block></body.content></body>",
            "One.\n\nA\tB\n",
        ),
        (
            "<body><body.content>Loose words without paragraphs.</body.content></body>",
            "Loose words without paragraphs.\n",
        ),
        (
            "<body><body.content><hl2>Between</hl2><p>One <b>bold</b> word.</p></body.content></body>",
            "Between\n\nOne bold word.\n",
        ),
        (
            '<head><meta name="publication_year" content="2009"/><meta name="publication_month" content="6"/><meta name="publication_day_of_month" content="4"/></head><body><body.content><p>One.</p></body.content></body>',
            "One.\n",
        ),
    ],
)
def test_nitf_bodies(body: str, text: str) -> None:
    (document,) = read_bytes(f"<nitf>{body}</nitf>".encode(), "x")
    assert document.text == text
    assert bool(document.witnesses) == ("<meta" in body)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<nitf><body/></nitf>", "empty"),
        (b"<nitf><body>", "markup"),
        (b"<nitf>" + b"<block>" * 400, "markup"),
        (b"<newsMessage/>", "empty"),
        (g2("").encode(), "empty"),
        (G2["nitf"][:-40].encode(), "markup"),
        (g2("", item="picture").encode(), "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


TAGS = ["<newsItem>", "</newsItem>", "<contentSet>", "</contentSet>", "<inlineXML>", "</inlineXML>", "<p>Words", "</p>", "<nitf>", "</nitf>", "<body.content>", "</body.content>",
        "<headline>H", "</headline>", "<hl1>", "</hl1>", "<dateline>OSLO", "</dateline>", "<table>", "</table>", "<versionCreated>2009-06-05</versionCreated>"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["newsMessage", "nitf", "NewsML"]), st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_tags_are_read_or_refused(root: str, tags: list[str]) -> None:
    stack, out = [], []
    for tag in tags:  # half of the time well formed
        if tag.startswith("</"):
            if not stack or stack[-1] != tag[2:-1]:
                continue
            stack.pop()
        elif "</" not in tag:
            stack.append(tag[1:].split(">")[0])
        out.append(tag)
    out.extend(f"</{name}>" for name in reversed(stack))
    try:
        found = read_all(f"<{root}>{''.join(out)}</{root}>".encode(), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
