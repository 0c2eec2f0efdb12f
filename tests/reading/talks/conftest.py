"""One reader for all tests of the room, and a short way to see what a text tells of meetings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft
from dragoman.reading.reader import Reader
from dragoman.record import Document


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def draft(reader: Reader) -> Callable[..., Draft]:
    def run(text: str, published: str | None = "2020-06-10") -> Draft:
        return reader.draft(Document(source="test", format="text", text=text, sha256=""), published=published)

    return run
