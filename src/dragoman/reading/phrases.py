"""The words of a topic: a noun phrase cut to what it needs."""

from __future__ import annotations

from collections.abc import Container

from dragoman.reading.parse import Parse

EDGE = frozenset({",", ";", ":", ".", "-", "–", "—", "'", '"', "“", "”", "‘", "’", "(", ")"})


def phrase(parse: Parse, times: Container[int], noun: int) -> tuple[int, int]:
    """The half-open tokens of a noun's phrase: with its complements, without what is coordinated, without times.

    ``times`` holds the tokens of time expressions.
    """
    first, last = parse.left[noun], parse.right[noun]
    for k in parse.children[noun]:
        if k < noun:
            if parse.deps[k] in ("preconj", "cc", "punct") or (parse.deps[k] == "advmod" and k == first):
                first = max(first, k + 1)
            continue
        dep = parse.deps[k]
        cut = dep in ("cc", "conj", "advcl", "parataxis", "appos") or (
            dep == "punct" and parse.words[k] not in ("-", "’", "'")
        )
        if dep == "punct" and k + 1 < len(parse) and parse.words[k] in ('"', "“", "‘"):
            cut = False
        if dep == "relcl" and k - noun > 14:
            cut = True
        if dep == "prep":
            obj = parse.kid(k, "pobj")
            cut = cut or (obj is not None and obj in times)
            cut = cut or parse.lowers[k] in (
                "including",
                "such",
                "according",
                "despite",
                "during",
                "after",
                "before",
                "ahead",
            )
        if cut:
            last = min(last, parse.left[k])
            break
    inner: int | None = noun
    for _ in range(4):
        prep = parse.kid(inner, "prep") if inner is not None else None
        inner = parse.kid(prep, "pobj") if prep is not None else None
        if inner is None:
            break
        comma = next((c for c in parse.children[inner] if c > inner and parse.words[c] == ","), None)
        items = parse.kid(inner, "conj") is not None or any(
            parse.kid(c, "conj") is not None for c in parse.kids(inner, "appos")
        )
        if comma is not None and items:
            last = min(last, comma)
            break
    return trim(parse, first, max(last, noun + 1))


def trim(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """A range without marks and conjunctions at its edges."""
    while last - first > 1 and (
        parse.words[first] in EDGE or parse.lowers[first] in ("and", "or", "neither", "nor", "both", "that")
    ):
        first += 1
    while last - first > 1 and (
        parse.words[last - 1] in EDGE or parse.lowers[last - 1] in ("and", "or", "nor", "’s", "'s")
    ):
        last -= 1
    return first, last


def clause(parse: Parse, verb: int, start: int | None = None) -> tuple[int, int]:
    """A verb with all that follows it in its clause, up to a coordinated clause or a word of saying."""
    first = verb if start is None else start
    last = parse.right[verb]
    for k in parse.children[verb]:
        if k <= verb:
            continue
        if (parse.deps[k] == "conj" and any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[k])) or (
            parse.deps[k] in ("parataxis",)
        ):
            last = min(last, parse.left[k])
    _, end = parse.sentence(verb)
    return trim(parse, first, max(min(last, end), verb + 1))
