"""PLOVER and CAMEO: which verbs with which objects are which event, and what an intention or refusal of it is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.knowledge.tables import rows, table

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
"""The PLOVER types on the cooperative side (quad classes 1 and 2)."""


class Code(NamedTuple):
    """A PLOVER 0.8 type with its mode (or an empty string) and the CAMEO 1.1b3 code."""

    event: str
    mode: str
    cameo: str


@cache
def verb_codes() -> dict[str, tuple[tuple[str, Code], ...]]:
    """Verb → its patterns, those with an object first: (object word or ``@class`` or empty, code)."""
    found: dict[str, list[tuple[str, Code]]] = {}
    for line in table("plover_verbs"):
        code = Code(line["event"], line["mode"] or "", line["cameo"])
        found.setdefault(line["verb"], []).append((line["object"] or "", code))
    return {verb: tuple(sorted(same, key=lambda p: (not p[0], p[0].startswith("@")))) for verb, same in found.items()}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Word → the object classes that it belongs to (with ``@``)."""
    found: dict[str, set[str]] = {}
    for row in rows("plover_words"):
        if row.kind == "class":
            found.setdefault(row.form, set()).add(f"@{row.id}")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def embedders() -> dict[str, str]:
    """Verbs that say how the event of their complement stands: ``agree``, ``threaten``, ``refuse``, ``say`` …"""
    return {row.form: row.id for row in rows("plover_words") if row.kind == "embed"}


@cache
def willing_words() -> dict[str, str]:
    """Adjectives of intention (``willing``, ``ready``, ``unwilling``) → ``agree`` or ``refuse``."""
    return {row.form: row.id for row in rows("plover_words") if row.kind == "willing"}


@cache
def nominals() -> dict[str, str]:
    """Noun → the verb whose event it names (``withdrawal`` → ``withdraw``)."""
    return {row.form: row.id for row in rows("plover_words") if row.kind == "nominal"}


@cache
def _intents() -> dict[tuple[str, str], Code]:
    return {
        (line["event"], line["of"] or ""): Code(line["event"], line["mode"] or "", line["cameo"])
        for line in table("plover_intents")
    }


def intent(event: str, of: Code | None) -> Code:
    """The code of promising, threatening, demanding or refusing (``event``) what ``of`` codes."""
    found = _intents()
    if of is not None:
        for key in (f"{of.event}:{of.mode}", of.event):
            if (event, key) in found:
                return found[(event, key)]
    return found[(event, "")]
