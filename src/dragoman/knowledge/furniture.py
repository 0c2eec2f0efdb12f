"""Words by which a page's furniture is told from the report."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dragoman.knowledge.tables import rows


class Furniture(NamedTuple):
    """Patterns over one line. ``whole`` maps a case-folded line to its kind; ``opening`` matches how lines begin."""

    whole: dict[str, str]
    opening: re.Pattern[str]
    opening_kind: dict[str, str]
    menu: re.Pattern[str]


@cache
def furniture() -> Furniture:
    """The lists of ``furniture.csv``, compiled. Kinds: navigation, section, share, related, copyright, comments,
    advert, newsletter, cookie, caption, byline, updated."""
    whole: dict[str, str] = {}
    openings: dict[str, str] = {}
    menu: list[str] = []
    for row in rows("furniture"):
        form = row.form.strip().casefold()
        whole.setdefault(form.rstrip(":"), row.kind)
        if row.kind in ("navigation", "section"):
            menu.append(row.form)
        elif len(form) >= 4:
            openings.setdefault(form, row.kind)
    longest_first = sorted(openings, key=len, reverse=True)
    opening = re.compile("|".join(rf"{re.escape(f)}(?!\w)" for f in longest_first) or r"(?!)", re.I)
    words = sorted(set(menu), key=lambda w: (-len(w), w))
    return Furniture(whole, opening, openings, re.compile("|".join(map(re.escape, words)) or r"(?!)"))
