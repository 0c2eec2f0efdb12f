"""Every rule of the program, found in its source: id, what it claims, file and line."""

from __future__ import annotations

import ast
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from dragoman.record.rule import first_sentence


class RuleEntry(NamedTuple):
    """A rule as the rulebook lists it. ``file`` is relative to the package, ``line`` that of the function."""

    id: str
    says: str
    file: str
    line: int
    name: str


@cache
def rulebook() -> tuple[RuleEntry, ...]:
    """All rules, by id. Reads the source instead of importing it, which would load the parser."""
    found: list[RuleEntry] = []
    _walk(resources.files("dragoman"), "dragoman", found)
    return tuple(sorted(found))


def rules_about(words: str) -> tuple[RuleEntry, ...]:
    """The rules whose id, sentence or name hold every one of ``words`` (as stems, in any case), best first."""
    wanted = [_stem(w) for w in words.lower().replace("-", " ").split()]
    scored = []
    for entry in rulebook():
        heap = f"{entry.id} {entry.says} {entry.name}".lower().replace("-", " ").replace("_", " ")
        hits = sum(1 for w in wanted if w in heap)
        if hits:
            phrase = "-".join(words.lower().split()) in entry.id
            scored.append((-hits, -sum(1 for w in wanted if w in entry.id) - phrase, entry))
    best = min((hits for hits, _, _ in scored), default=0)
    return tuple(entry for hits, _, entry in sorted(scored) if hits == best)


def _stem(word: str) -> str:
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _walk(folder: Traversable, path: str, found: list[RuleEntry]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            _walk(entry, name, found)
        elif entry.name.endswith(".py"):
            source = entry.read_text(encoding="utf-8")
            if "@rule(" in source:
                found.extend(_rules_in(source, name))


def _rules_in(source: str, path: str) -> list[RuleEntry]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if (
                isinstance(mark, ast.Call)
                and isinstance(mark.func, ast.Name)
                and mark.func.id == "rule"
                and mark.args
                and isinstance(mark.args[0], ast.Constant)
            ):
                says = first_sentence(ast.get_docstring(node) or "")
                found.append(RuleEntry(str(mark.args[0].value), says, path, node.lineno, node.name))
    return found
