"""The one way in which XML is parsed: no external entities, no DTD, no network, bounded depth and size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dragoman.intake.errors import IntakeError

LARGEST_XML = 32 * 1024 * 1024
"""Bytes of one XML file; a NewsML message or a month's feed has a hundredth of it."""
_MOST_ENTITIES = 64
"""Entities that a document may declare. They are never expanded; a file that declares more is no news."""


def parsed(data: bytes) -> Any:
    """The root element of an XML document. Raises :class:`IntakeError` ``markup`` or ``too-large``.

    Entities that the document declares stay unexpanded, and libxml2 stops at 256 levels and 10 MB of one text.
    """
    _checked(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("markup", f"the XML is broken: {_words(error)}") from error


def events(data: bytes) -> Iterator[tuple[str, Any]]:
    """Start and end events of an XML document, within the same bounds. Raises the same errors while it runs."""
    _checked(data)
    walk = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from walk
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("markup", f"the XML is broken: {_words(error)}") from error


def local(element: Any) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace, or an empty string."""
    direct = element.get(name)
    if direct is not None:
        return str(direct)
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def words_in(element: Any) -> str:
    """All text below an element on one line, without recursion."""
    return " ".join("".join(t for t in element.itertext() if isinstance(t, str)).split())


def _checked(data: bytes) -> None:
    if len(data) > LARGEST_XML:
        raise IntakeError("too-large", f"the XML has {len(data):,} bytes; at most {LARGEST_XML:,} are read")
    if data.count(b"<!ENTITY") > _MOST_ENTITIES:
        raise IntakeError("bomb", "the XML declares entities upon entities, as only bombs do")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
