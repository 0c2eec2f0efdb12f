"""Newspapers, broadcasters, magazines and websites by the names they go by."""

from __future__ import annotations

import re
from functools import cache

from dragoman.knowledge.tables import rows

_ARTICLE = re.compile(r"^the\s+", re.I)


@cache
def _forms() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows("outlets"):
        names.setdefault(row.id, row.form)
    return {_ARTICLE.sub("", row.form).casefold(): names[row.id] for row in rows("outlets")}


def outlet_named(words: str) -> str | None:
    """The outlet that ``words`` are the name of, by the first form that our list gives it, or None."""
    return _forms().get(_ARTICLE.sub("", words.strip()).casefold())
