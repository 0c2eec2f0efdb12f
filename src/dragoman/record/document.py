"""What intake hands to reading: a document, its text, and what the file itself says about it."""

from __future__ import annotations

from typing import Literal

import msgspec

BlockKind = Literal[
    "title",
    "dateline",
    "body",
    "navigation",
    "page-date",
    "byline",
    "caption",
    "related",
    "boilerplate",
    "header-field",
]


class Block(msgspec.Struct, frozen=True):
    """A stretch of the text and what it is. Offsets are half-open code points; blocks cover the text in order."""

    kind: BlockKind
    start: int
    end: int


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report says it was filed. ``date`` is an EDTF string when the dateline gives one."""

    place: str | None
    date: str | None
    start: int
    end: int
    text: str


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """Something outside the report's own words that states a date.

    ``kind`` says what sort of thing it is (``meta``, ``json-ld``, ``time-element``, ``url``, ``header-field``,
    ``modified``), ``name`` which one (``article:published_time``), ``text`` its words as found, ``value`` the EDTF
    date read from them. ``start``/``end`` are offsets into the document's text when the words stand there.
    """

    kind: str
    name: str
    text: str
    value: str
    start: int | None = None
    end: int | None = None


class Page(msgspec.Struct, frozen=True):
    """A printed page: its number, counted from 1, and the half-open stretch of the text that stands on it."""

    number: int
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report as its file gives it, before anything is read.

    ``blocks`` is empty when the format says nothing about its parts (plain text); otherwise it covers the text.
    ``sha256`` is of the original bytes (of the member or message, inside an archive or mailbox), ``warnings`` are
    sentences for a person. ``part`` numbers the report inside a file that holds several. ``pages`` is filled by formats
    that have pages; ``dateline`` where a field of its own states it.
    """

    source: str
    format: str
    text: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    section: str | None = None
    byline: str | None = None
    language: str | None = None
    address: str | None = None
    witnesses: tuple[Witness, ...] = ()
    dateline: Dateline | None = None
    pages: tuple[Page, ...] = ()
    encoding: str | None = None
    part: int | None = None
    warnings: tuple[str, ...] = ()
