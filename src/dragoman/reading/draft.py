"""The document so far: what each stage adds to, and the settings that all may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.reading.cast import Cast
from dragoman.reading.parse import Parse
from dragoman.record import (
    Block,
    Dateline,
    Document,
    Event,
    Issue,
    Meeting,
    Position,
    Published,
    Statement,
    TimeExpression,
    Warning_,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for. ``published`` is an ISO day; the two files are paths to the user's own lists."""

    published: str | None = None
    actors_file: str | None = None
    issues_file: str | None = None


UNKNOWN = Published(value=None, earliest=None, latest=None, status="unknown", reason="nothing was looked at yet")


@dataclass(frozen=True, slots=True)
class Draft:
    """One report while it is being read. Stages return a copy with more in it (``dataclasses.replace``)."""

    document: Document
    settings: Settings = Settings()
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    section: str | None = None
    byline: str | None = None
    language: str | None = None
    dateline: Dateline | None = None
    blocks: tuple[Block, ...] = ()
    parse: Parse = field(default_factory=lambda: Parse(""))
    cast: Cast = field(default_factory=Cast)
    times: tuple[TimeExpression, ...] = ()
    published: Published = UNKNOWN
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    @property
    def text(self) -> str:
        """The document's text, into which all offsets point."""
        return self.document.text


class Stage(NamedTuple):
    """One question asked of the document. ``needs`` and ``gives`` are names of fields of :class:`Draft`."""

    name: str
    run: Callable[[Draft], Draft]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
