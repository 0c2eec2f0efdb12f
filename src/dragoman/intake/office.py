"""What Word and OpenDocument files share: a zip archive with one part of text and one of facts about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import divided
from dragoman.intake.flow import Flow
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.intake.zipped import opened, part
from dragoman.record import Document, Witness

LARGEST_FACTS = 1_000_000
"""Bytes of the part with facts about the text that are read at most."""


class Layout(NamedTuple):
    """Where a kind of office file keeps what.

    ``main`` is the member with the text (``largest`` bytes of it are read), ``facts`` that with the day of last change;
    ``flowed`` makes paragraphs and a title of the first, ``changed`` witnesses of the second.
    """

    format: str
    name: str
    lacks: str
    main: str
    largest: int
    facts: str
    flowed: Callable[[bytes], tuple[Flow, str | None]]
    changed: Callable[[bytes | None], tuple[Witness, ...]]


def read_office(data: Bytes, source: str, job: Job, layout: Layout) -> Iterator[Item]:
    """One document, or the articles of a database's export. Raises :class:`IntakeError` for what is damaged."""
    content = data.whole()
    with opened(content) as archive:
        body = part(archive, layout.main, job, layout.largest)
        if body is None:
            raise IntakeError("damaged", f"the {layout.name} has no {layout.lacks}")
        facts = part(archive, layout.facts, job, LARGEST_FACTS)
    flow, title = layout.flowed(body)
    text = flow.text()
    if not text.strip():
        raise IntakeError("empty", f"the {layout.name} holds no text")
    yield from divided(
        Document(
            source=source,
            format=layout.format,
            text=text,
            sha256=hashlib.sha256(content).hexdigest(),
            title=title,
            witnesses=layout.changed(facts),
            encoding="utf-8",
        )
    )
