"""Texts that are exports of news databases, whatever file they came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dragoman.intake import factiva, nexis, proquest
from dragoman.intake.outcome import Item
from dragoman.record import Document


class Database(NamedTuple):
    """A database whose exports are told by ``sniff`` and parted by ``read``."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[Document], Iterator[Item]]


DATABASES = (
    Database("proquest", proquest.sniff, proquest.read),
    Database("factiva", factiva.sniff, factiva.read),
    Database("nexis", nexis.sniff, nexis.read),
)
"""In the order in which they are tried: ProQuest's "Document 3 of 40" looks like Nexis's in French."""


def database_of(text: str) -> Database | None:
    """The database that a text was exported from, or None."""
    return next((d for d in DATABASES if d.sniff(text)), None)


def divided(whole: Document) -> Iterator[Item]:
    """The reports of a text that may be an export; any other text is one report, and comes back as it is."""
    database = database_of(whole.text)
    if database is None:
        yield whole
    else:
        yield from database.read(whole)
