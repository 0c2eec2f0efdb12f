"""What the tests of times share: a reader whose models are loaded once, and short ways to ask it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.intake import read_text
from dragoman.reading.draft import Draft, Settings
from dragoman.reading.language import language_stage, load_parser
from dragoman.reading.page import read_page
from dragoman.reading.times import read_times


@pytest.fixture(scope="session")
def read() -> Callable[..., Draft]:
    """Read a text as far as the times stage."""
    parse = language_stage(lambda: load_parser())

    def run(text: str, published: str | None = None) -> Draft:
        draft = Draft(document=read_text(text, "test"), settings=Settings(published=published))
        return read_times(parse(read_page(draft)))

    return run
