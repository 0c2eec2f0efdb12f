"""The one way in which XML is parsed: no external entities, no DTD, no network, bounded depth and size."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dragoman.intake.errors import IntakeError

_PROLOG = re.compile(
    rb"\s*(?:<\?[^>]{0,2000}>|<!--(?:[^-]|-(?!->)){0,8000}-->|<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,8000}\]\s*)?>)"
)
_ROOT = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
LARGEST_XML = 32 * 1024 * 1024
"""Bytes of one XML file; a NewsML message or a month's feed has a hundredth of it."""
_MOST_ENTITIES = 64
"""Entities that a document may declare. They are never expanded; a file that declares more is no news."""


def parsed(data: bytes, *, recover: bool = False) -> Any:
    """The root element of an XML document. Raises :class:`IntakeError` ``markup`` or ``too-large``.

    Entities that the document declares stay unexpanded, and libxml2 stops at 256 levels and 10 MB of one text.
    ``recover`` reads on past errors, as feeds in the wild ask for.
    """
    _checked(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("markup", f"the XML is broken: {_words(error)}") from error
    if root is None:
        raise IntakeError("markup", "the XML is broken: it has no root element")
    return root


def root_name(head: bytes) -> str:
    """The local name of the root element of bytes that begin as XML, or an empty string."""
    text = head[:16_384]
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text[2:].replace(b"\0", b"")
    text = text.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text.startswith(b"<"):
        return ""
    at = 0
    while match := _PROLOG.match(text, at):
        at = match.end()
    match = _ROOT.match(text, at)
    return match[1].decode("ascii") if match else ""


def events(data: bytes, largest: int = LARGEST_XML) -> Iterator[tuple[str, Any]]:
    """Start and end events of an XML document, within the same bounds. Raises the same errors while it runs."""
    _checked(data, largest)
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


def _checked(data: bytes, largest: int = LARGEST_XML) -> None:
    if len(data) > largest:
        raise IntakeError("too-large", f"the XML has {len(data):,} bytes; at most {largest:,} are read")
    if data.count(b"<!ENTITY") > _MOST_ENTITIES:
        raise IntakeError("bomb", "the XML declares entities upon entities, as only bombs do")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
