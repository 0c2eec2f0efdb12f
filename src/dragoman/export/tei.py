"""Reports as TEI P5: the text with its paragraphs, and the record as standoff annotation.

Marks overlap, which inline elements cannot; each is a ``span`` with code-point positions (RFC 5147 ``char=``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from dragoman.export.items import file_stem, marks
from dragoman.record import Record

_NS = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# XML 1.0 has no place for most control characters, and none for halves of surrogate pairs
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(records: Sequence[Record]) -> bytes:
    """A teiCorpus with one TEI element a report."""
    root = etree.Element(f"{{{_NS}}}teiCorpus", nsmap={None: _NS})
    _header(root, "Reports of talks", "dragoman")
    for record in records:
        _tei(root, record)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _tei(root: etree._Element, record: Record) -> None:
    document = record.document
    tei = _add(root, "TEI")
    tei.set(_ID, file_stem(record) if file_stem(record)[0].isalpha() else f"r-{file_stem(record)}")
    _header(
        tei, document.title or document.source, document.outlet or document.agency or "unknown", record.published.value
    )
    body = _add(_add(tei, "text"), "body")
    for block in document.blocks:
        words = document.text[block.start : block.end].strip()
        if words:
            # a dateline or byline may stand only at a division's edge, so they are typed paragraphs here
            element = _add(body, "p", words)
            element.set("n", block.kind)
            element.set("corresp", f"#char={block.start},{block.end}")
    standoff = _add(tei, "standOff")
    people = _add(standoff, "listPerson")
    for entity in record.entities:
        if entity.kind == "person":
            person = _add(people, "person")
            person.set("n", entity.id)
            _add(person, "persName", entity.name)
            for role in entity.roles:
                _add(person, "occupation", role.title)
    if not len(people):
        standoff.remove(people)
    spans = _add(standoff, "spanGrp")
    spans.set("type", "dragoman")
    for item in marks(record):
        for start, end in item.spans:
            span = _add(spans, "span", item.remark or item.label)
            span.set("n", item.id)
            span.set("ana", f"#{item.kind}")
            span.set("target", f"#char={start},{end}")


def _header(parent: etree._Element, title: str, publisher: str, when: str | None = None) -> None:
    description = _add(_add(parent, "teiHeader"), "fileDesc")
    _add(_add(description, "titleStmt"), "title", title)
    publication = _add(description, "publicationStmt")
    _add(publication, "publisher", publisher)
    if when:
        _add(publication, "date", when).set("when", when)
    _add(_add(description, "sourceDesc"), "p", "Read by dragoman.")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_NS}}}{name}")
    if text is not None:
        element.text = _FORBIDDEN.sub("\ufffd", text)
    return element
