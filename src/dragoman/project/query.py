"""What a person types into the search box, as a tree, and the tree in the words of each database.

``border treaty`` both words; ``border OR treaty`` either; ``border NOT treaty`` or ``border -treaty`` the first
without the second; ``"border treaty"`` the words side by side; ``fish*`` words that begin so; parentheses group. Words
match in all their inflections (Porter stemming).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import ColumnElement, func

from dragoman.project.errors import ProjectError

DEEPEST = 20
"""Levels of parentheses."""

_TOKEN = re.compile(r'"([^"]*)"?(\*?)|([()])|(-?)([^\s()"]+)')
_INDEXED = re.compile(r"\w")


class Term(NamedTuple):
    """A word, or words side by side; ``prefix`` when the last may go on."""

    text: str
    prefix: bool


class Not(NamedTuple):
    """What must not be there."""

    node: Node


class All(NamedTuple):
    """All of these."""

    nodes: tuple[Node, ...]


class Any_(NamedTuple):
    """At least one of these."""

    nodes: tuple[Node, ...]


Node = Term | Not | All | Any_


def parse(text: str) -> Node | None:
    """The tree of a query, None when it has no words. Raises :class:`ProjectError` with what is wrong with it."""
    tokens: list[str | Term] = []
    for match in _TOKEN.finditer(text):
        phrase, star, bracket, minus, word = match.groups()
        if bracket:
            tokens.append(bracket)
        elif word is not None:
            if word in ("AND", "OR", "NOT") and not minus:
                tokens.append(word)
                continue
            term = Term(word.rstrip("*"), word.endswith("*"))
            if _INDEXED.search(term.text):
                tokens += ["NOT", term] if minus else [term]
        elif phrase and _INDEXED.search(phrase):
            tokens.append(Term(phrase, bool(star)))
    if not any(isinstance(token, Term) for token in tokens):
        return None
    node, at = _any(tokens, 0, 0)
    if at < len(tokens):
        raise ProjectError("query", "there is a closing parenthesis without an opening one")
    return _positive(node)


def _any(tokens: list[str | Term], at: int, depth: int) -> tuple[Node, int]:
    if depth > DEEPEST:
        raise ProjectError("query", f"parentheses are nested more than {DEEPEST} deep")
    nodes = []
    node, at = _all(tokens, at, depth)
    nodes.append(node)
    while at < len(tokens) and tokens[at] == "OR":
        node, at = _all(tokens, at + 1, depth)
        nodes.append(node)
    return (nodes[0] if len(nodes) == 1 else Any_(tuple(_positive(n) for n in nodes))), at


def _all(tokens: list[str | Term], at: int, depth: int) -> tuple[Node, int]:
    nodes: list[Node] = []
    negated = False
    while at < len(tokens):
        token = tokens[at]
        if token in ("OR", ")"):
            break
        at += 1
        if token == "AND":
            continue
        if token == "NOT":
            negated = True
            continue
        if token == "(":
            node, at = _any(tokens, at, depth + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise ProjectError("query", "a parenthesis is not closed")
            at += 1
        else:
            assert isinstance(token, Term)
            node = token
        nodes.append(Not(node) if negated else node)
        negated = False
    if negated:
        raise ProjectError("query", "NOT stands before nothing")
    if not nodes:
        raise ProjectError("query", "a word is missing beside AND, OR or a parenthesis")
    return (nodes[0] if len(nodes) == 1 else All(tuple(nodes))), at


def _positive(node: Node) -> Node:
    """Refuse what only says what must not be there: that is nearly everything."""
    parts = node.nodes if isinstance(node, All) else (node,)
    if all(isinstance(part, Not) for part in parts):
        raise ProjectError("query", "NOT needs something beside it that is looked for")
    return node


def to_fts5(node: Node) -> str:
    """The query in SQLite's FTS5 language; every word is quoted, so none of them is an operator."""
    if isinstance(node, Term):
        return '"' + node.text.replace('"', '""') + '"' + ("*" if node.prefix else "")
    if isinstance(node, Any_):
        return "(" + " OR ".join(to_fts5(n) for n in node.nodes) + ")"
    if isinstance(node, All):
        kept = " AND ".join(to_fts5(n) for n in node.nodes if not isinstance(n, Not))
        without = "".join(f" NOT {to_fts5(n.node)}" for n in node.nodes if isinstance(n, Not))
        return f"(({kept}){without})" if without else f"({kept})"
    return to_fts5(node.node)


def to_tsquery(node: Node) -> ColumnElement[object]:
    """The query as an expression of PostgreSQL's ``tsquery``."""
    if isinstance(node, Term):
        if node.prefix:
            kept = re.findall(r"\w+", node.text)
            return func.to_tsquery("english", " <-> ".join([*kept[:-1], kept[-1] + ":*"]))
        return func.phraseto_tsquery("english", node.text)
    if isinstance(node, Not):
        return func.tsquery_not(to_tsquery(node.node))
    joined = to_tsquery(node.nodes[0])
    join = func.tsquery_or if isinstance(node, Any_) else func.tsquery_and
    for part in node.nodes[1:]:
        joined = join(joined, to_tsquery(part))
    return joined
