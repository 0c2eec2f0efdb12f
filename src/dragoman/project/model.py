"""What a project answers with. All are frozen; lists are tuples in an order that is the same each time.

Anchors are half-open code points into the text of the document whose id stands beside them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

MergeStatus = Literal["done", "proposed", "undone"]


class ProjectDocument(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A report in the project. ``published`` is EDTF; where another report dates it, ``redated`` says how.

    ``lineage`` is the number that it shares with its copies; ``stale`` whether an older pipeline read it.
    """

    id: int
    source: str
    sha256: str
    part: int
    format: str
    title: str | None
    outlet: str | None
    agency: str | None
    dateline: str | None
    published: str | None
    earliest: str | None
    latest: str | None
    status: Literal["known", "bounded", "unknown"]
    redated: str | None
    lineage: int
    pipeline: str
    length: int
    added: str


class Copy(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``document`` goes back to ``of``; ``shared`` is the share of its own words that stand in it."""

    document: int
    of: int
    relation: Literal["copy", "extended", "shortened", "rewritten"]
    shared: float
    shared_of: float
    says: str


class Lineage(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that go back to one text; of a single report where nothing was copied."""

    id: int
    name: str
    agency: str | None
    documents: tuple[int, ...]
    copies: tuple[Copy, ...]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding a file: ``added``, ``known`` (the same bytes were there), or ``read-again``."""

    status: Literal["added", "known", "read-again"]
    documents: tuple[int, ...]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The project in figures. ``stale`` counts reports read by another pipeline than the one asked about."""

    name: str
    database: str
    documents: int
    lineages: int
    statements: int
    people: int
    meetings: int
    issues: int
    merges: int
    proposed: int
    stale: int
    pipelines: dict[str, int]
    outlets: dict[str, int]
    first: str | None
    last: str | None
    undated: int


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """Why an item of one report is the same as an item of another. ``evidence`` is one sentence a feature."""

    id: int
    kind: Literal["actor", "meeting", "issue"]
    status: MergeStatus
    score: float
    says: str
    evidence: tuple[str, ...]
    by: str
    item: str
    item_name: str
    item_document: int | None
    with_item: str
    with_name: str
    with_document: int | None


class ReviewEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A line of the review log; ``before`` and ``after`` are JSON."""

    id: int
    at: str
    who: str
    action: str
    subject: str
    before: str | None
    after: str | None
    why: str | None


class Hit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A statement or passage found. ``snippet`` marks the words found with ``[`` and ``]``."""

    document: int
    lineage: int
    outlet: str | None
    published: str | None
    title: str | None
    source: str
    statement: str | None
    speaker: str | None
    party: str | None
    act: str | None
    standing: str | None
    start: int
    end: int
    snippet: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One page of hits, and how many there are in all."""

    total: int
    offset: int
    hits: tuple[Hit, ...]
