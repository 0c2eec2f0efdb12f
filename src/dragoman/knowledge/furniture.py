"""Words by which a page's furniture is told from the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from dragoman.knowledge.tables import rows


class Furniture(NamedTuple):
    """Patterns over one line. ``whole`` maps a case-folded line to its kind; ``opening`` matches how lines begin."""

    whole: dict[str, str]
    opening: re.Pattern[str]
    opening_kind: dict[str, str]
    menu: re.Pattern[str]


def any_of(forms: Iterable[str]) -> str:
    """A pattern that matches the longest of ``forms`` that stands at a place, written as a tree of common beginnings so
    that its time does not grow with the number of forms."""
    ordered = sorted(set(forms))
    if not ordered:
        return r"(?!)"
    branches = []
    at = 0
    while at < len(ordered):
        first = ordered[at][:1]
        group = [form for form in ordered[at:] if form[:1] == first]
        at += len(group)
        if not first:
            continue
        # in sorted order what the first and the last share, all share
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(group[0], group[-1], strict=False))
        shared = "".join(letter for letter, _ in pairs)
        rest = [form[len(shared) :] for form in group]
        tail = any_of(r for r in rest if r) if len(rest) > 1 or rest[0] else ""
        ends = "" in rest
        branches.append(re.escape(shared) + (f"(?:{tail})?" if ends and tail else tail))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def furniture() -> Furniture:
    """The lists of ``furniture.csv``, compiled. Kinds: navigation, section, share, related, copyright, comments,
    advert, newsletter, cookie, caption, byline, updated. A form with the note ``whole`` is a common word ("Share",
    "World"): it counts only where it is all that a line or a menu's field says."""
    whole: dict[str, str] = {}
    openings: dict[str, str] = {}
    menu: list[str] = []
    for row in rows("furniture"):
        form = row.form.strip().casefold()
        whole.setdefault(form.rstrip(":"), row.kind)
        if row.note == "whole":
            continue
        if row.kind in ("navigation", "section"):
            menu.append(row.form)
        elif len(form) >= 4:
            openings.setdefault(form, row.kind)
    # a form that ends inside a word is none: "Posted in" does not open "Posted inside"
    closed = any_of(form for form in openings if form[-1].isalpha())
    open_ended = any_of(form for form in openings if not form[-1].isalpha())
    opening = re.compile(rf"{open_ended}|{closed}(?!\w)", re.I)
    return Furniture(whole, opening, openings, re.compile(any_of(menu)))
