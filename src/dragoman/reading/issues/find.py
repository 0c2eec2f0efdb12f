"""The issues of statements: the noun phrases that their contents turn on."""

from __future__ import annotations

from dragoman.knowledge.issuewords import contexts_of, generic_nouns, is_matter
from dragoman.reading.draft import Draft
from dragoman.reading.matters import Matters
from dragoman.reading.phrases import phrase
from dragoman.record import Anchor, Statement, rule

MOST = 3
"""Issues of one statement at most: a statement about everything is about nothing."""
ACTS = frozenset(
    "demand propose promise threaten agree accept reject refuse accuse deny criticise praise welcome condition".split()
)
PEOPLE = frozenset({"person", "unnamed-source", "organisation", "government-body", "armed-group"})


def issues_of(draft: Draft, matters: Matters) -> dict[str, tuple[str, ...]]:
    """For every statement the ids of its issues, the weightiest first."""
    times = {t for time in draft.times for t in draft.parse.tokens_in(time.start, time.end)}
    out: dict[str, tuple[str, ...]] = {}
    inner = _inner_tokens(draft)
    for n, statement in enumerate(draft.statements):
        found = issue_phrases(draft, statement, times, inner.get(n, frozenset()))
        ids = [matters.issue(anchor, issue_phrases.id) for anchor in found]
        out[statement.id] = tuple(dict.fromkeys(ids))
    return out


def _inner_tokens(draft: Draft) -> dict[int, frozenset[int]]:
    """For every statement the tokens that belong to statements inside it."""
    number = {s.id: n for n, s in enumerate(draft.statements)}
    out: dict[int, set[int]] = {}
    for s in draft.statements:
        if s.parent is not None and s.parent in number:
            tokens = out.setdefault(number[s.parent], set())
            for a in s.content:
                tokens.update(draft.parse.tokens_in(a.start, a.end))
    return {n: frozenset(tokens) for n, tokens in out.items()}


@rule("issues.noun-phrase")
def issue_phrases(draft: Draft, statement: Statement, times: set[int], inner: frozenset[int]) -> list[Anchor]:
    """A statement is about what its content demands, denies or praises: noun phrases of negotiable matters."""
    parse = draft.parse
    scored: list[tuple[float, int, int]] = []
    covered: set[int] = set()
    for a in statement.content:
        for t in parse.tokens_in(a.start, a.end):
            if parse.pos[t] != "NOUN" or t in times or t in inner or t in covered:
                continue
            lemma = parse.lemmas[t].lower()
            if lemma in generic_nouns() or parse.deps[t] in ("compound", "npadvmod", "nmod"):
                continue
            found = draft.cast.covering(parse.starts[t])
            if found and draft.cast.by_id[found[-1][1]].kind in PEOPLE:
                continue
            first, last = phrase(parse, times, t)
            first = max(first, t - 8)
            last = min(last, t + 10)
            text = parse.text[parse.starts[first] : parse.ends[last - 1]]
            contexts = contexts_of(text)
            worth = 1.5 * is_matter(lemma) + 0.5 * bool(contexts)
            if parse.deps[t] in ("dobj", "nsubjpass", "nsubj"):
                worth += 0.5
            if statement.act in ACTS and parse.deps[t] in ("dobj", "pobj"):
                worth += 0.4
            if last - first > 1 and any(parse.pos[k] in ("NOUN", "PROPN", "ADJ") for k in range(first, last) if k != t):
                worth += 0.3
            if not contexts and statement.act not in ACTS:
                continue
            if worth >= 1.2:
                scored.append((-worth, first, last))
                covered.update(range(first, last))
    best = sorted(sorted(scored)[:MOST], key=lambda s: s[1])
    return [parse.anchor(first, last) for _, first, last in best]
