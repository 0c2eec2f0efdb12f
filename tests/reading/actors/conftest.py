"""One reader for all tests of the actors, and what they ask of its casts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from dragoman.intake import read_text
from dragoman.reading.cast import Cast
from dragoman.reading.draft import Draft
from dragoman.reading.reader import Reader

_READER = Reader()


@lru_cache(maxsize=2_000)
def _draft(text: str) -> Draft:
    draft = Draft(document=read_text(text))
    for stage in _READER.stages:
        draft = stage.run(draft)
        if stage.name == "actors":
            break
    return draft


@pytest.fixture(scope="session")
def cast_of() -> Callable[[str], Cast]:
    """The cast of a text."""
    return lambda text: _draft(text).cast


@pytest.fixture(scope="session")
def rules_of() -> Callable[[str], set[str]]:
    """The ids of all rules of the actors that had a part in a text's cast or warned of it."""

    def fired(text: str) -> set[str]:
        draft = _draft(text)
        found = {w.rule for w in draft.warnings if w.rule.startswith("actors.")}
        for entity in draft.cast.entities:
            found.update(entity.rules)
            found.update(m.rule for m in entity.mentions if m.rule)
            found.update(r.rule for r in entity.roles if r.rule)
        return found

    return fired
