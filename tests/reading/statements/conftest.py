"""One reader for all tests of the room, and a short way to write what is expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.reading.draft import Draft
from dragoman.reading.reader import Reader
from dragoman.record import Document, Statement

Read = Callable[[str], tuple[Statement, ...]]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def draft(reader: Reader) -> Callable[[str], Draft]:
    def run(text: str) -> Draft:
        return reader.draft(Document(source="test", format="text", text=text, sha256=""))

    return run


@pytest.fixture(scope="session")
def read(draft: Callable[[str], Draft]) -> Read:
    return lambda text: draft(text).statements
