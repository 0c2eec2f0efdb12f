"""From what was found to the record's statements: nesting, order, ids."""

from __future__ import annotations

from itertools import islice

from dragoman.reading.draft import Draft
from dragoman.reading.statements.acts import act_of
from dragoman.reading.statements.circumstances import said_when
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found, Range, join
from dragoman.reading.statements.parties import addressee, target
from dragoman.reading.statements.speakers import Speakers
from dragoman.reading.statements.standing import find_hedges, standing_of
from dragoman.record import Anchor, Quotation, Ref, Statement


def assemble(context: Context, draft: Draft, found: list[Found]) -> tuple[Statement, ...]:
    """The statements of the record, in text order, each with its parent."""
    parse, text = context.parse, context.parse.text
    for f in found:
        f.content = join(f.content, text)
    found = [f for f in found if f.content]
    found.sort(key=lambda f: (min(f.content[0][0], parse.starts[f.cue.first]), f.key))
    found, above = spoken(context, found)
    keys = frozenset(f.key for f in found)
    entities = speaking(context, found, above)
    acts = [act_of(context, f, keys) for f in found]
    owned = owned_quotations(context, found, above)
    hedged = hedges_of(context, found, above)
    out = []
    for i, f in enumerate(found):
        up = above[i]
        told = addressee(context, f)
        out.append(
            Statement(
                id=f"s{i + 1}",
                parent=None if up is None else f"s{up + 1}",
                source=_ref(context, f.source, entities[i]) or _carried(f, entities[i]),
                cue=None if f.pos == "none" else parse.anchor(*f.cue),
                content=tuple(Anchor(a, b, text[a:b]) for a, b in f.content),
                quotation=quotation(context, f, i, owned),
                act=acts[i],
                negated=f.negated,
                hedges=tuple(anchor for anchor, _, _ in hedged[i]),
                standing=standing_of(
                    context,
                    f,
                    acts[i],
                    None if up is None else (found[up], acts[up]),
                    doubted=any(kind in ("alleged", "doubt") and on_cue for _, kind, on_cue in hedged[i]),
                ),
                addressee=None if told is None else _ref(context, told, _who(context, told)),
                target=target(context, f, acts[i], entities[i], told),
                when=said_when(context, draft.times, f),
                rules=tuple(dict.fromkeys([*f.rules, *(["statements.hedge"] if hedged[i] else [])])),
            )
        )
    return tuple(out)


def _ref(context: Context, r: Range | None, entity: str | None) -> Ref | None:
    if r is None:
        return None
    a = context.parse.anchor(*r)
    return Ref(entity=entity, start=a.start, end=a.end, text=a.text)


def _carried(f: Found, entity: str | None) -> Ref | None:
    """The source of a sentence that goes on with what somebody said: no words of its own."""
    return Ref(entity=entity, rule=f.rules[0]) if f.follows is not None and entity is not None else None


def _who(context: Context, r: Range) -> str | None:
    parse = context.parse
    head = parse.head_of(*r)
    return context.cast.at_token(parse.starts[head], parse.ends[head])


def _in_source(f: Found, token: int) -> bool:
    return f.source is not None and f.source.first <= token < f.source.last


def hedges_of(context: Context, found: list[Found], above: list[int | None]) -> list[list[tuple[Anchor, str, bool]]]:
    """The hedges of every statement with their kind and whether they stand on its cue.

    A hedge belongs to the statement in whose cue (or right beside whose cue) it stands, else to the innermost one in
    whose content it stands.
    """
    parse = context.parse
    out: list[list[tuple[Anchor, str, bool]]] = [[] for _ in found]
    inner = innermost(context, found)
    keys = {f.key: i for i, f in enumerate(found)}
    cued: dict[int, int] = {}
    for i, f in enumerate(found):
        for t in range(*f.cue):
            cued[t] = i
    for anchor, t, kind in find_hedges(context):
        owner = cued.get(t)
        if owner is None:
            # "who had by some accounts begged them": outside the content, on the cue's own clause
            near = next((keys[up] for up in islice(parse.ancestors(t), 4) if up in keys), None)
            owner = near if near is not None and inner[t] == above[near] and not _in_source(found[near], t) else None
        if owner is not None:
            out[owner].append((anchor, kind, True))
        else:
            at = inner[t]
            if at is not None:
                out[at].append((anchor, kind, False))
    return out


def spoken(context: Context, found: list[Found]) -> tuple[list[Found], list[int | None]]:
    """The statements with their parents, without those inside a quotation that nobody is known to have said."""
    around = innermost(context, [f for f in found if f.pos != "adverb"])
    found = [f for f in found if f.pos != "adverb" or around[f.key] is None]
    above = parents(context, found)
    top: list[int] = list(range(len(found)))
    order = sorted(range(len(found)), key=lambda i: (-size(found[i]), i))
    for i in order:  # a parent is larger, so it comes first
        up = above[i]
        top[i] = i if up is None else top[up]
    kept = [
        i
        for i, f in enumerate(found)
        if (context.quote_of[found[top[i]].key] < 0 or found[top[i]].pos == "mark")
        and not own_attitude(context, f, nested=above[i] is not None)
        and not deed_of_charge(context, f, found[above[i] or 0] if above[i] is not None else None)
    ]
    number = {old: new for new, old in enumerate(kept)}
    ups: list[int | None] = []
    for i in kept:
        up_ = above[i]
        while up_ is not None and up_ not in number:
            up_ = above[up_]
        ups.append(None if up_ is None else number[up_])
    return [found[i] for i in kept], ups


def own_attitude(context: Context, found: Found, *, nested: bool) -> bool:
    """In one's own quotation "we want X" is what it says, not a second statement."""
    parse = context.parse
    if not nested or found.pos not in ("verb", "adjective") or found.source_head is None:
        return False
    if parse.lowers[found.source_head] not in ("i", "we") or context.quote_of[found.key] < 0:
        return False
    return found.pos == "adjective" or context.is_a(found.lemma, "attitude")


def deed_of_charge(context: Context, found: Found, parent: Found | None) -> bool:
    """In "accused X of backing Y" the deed is the charge, not a statement of its own."""
    parse = context.parse
    if (
        parent is None
        or found.pos != "verb"
        or parent.frame not in ("obj-of", "pass-of", "p:of", "obj-for", "pass-for")
    ):
        return False
    return found.frame.startswith(("obj", "p:", "n-p:")) and parse.deps[found.key] in ("pcomp", "amod", "conj")


def speaking(context: Context, found: list[Found], above: list[int | None]) -> list[str | None]:
    """The entity that is the source of every statement; parents are resolved before what they report."""
    speakers = Speakers(context)
    entities: list[str | None] = [None] * len(found)
    at: dict[int | None, int] = {f.key: i for i, f in enumerate(found)}
    ranks = [0] * len(found)
    for i in sorted(range(len(found)), key=lambda i: (-size(found[i]), i)):
        up = above[i]
        ranks[i] = 0 if up is None else ranks[up] + 1
    for i in sorted(range(len(found)), key=lambda i: (ranks[i], i)):
        up = above[i]
        before = at.get(found[i].follows) if found[i].follows is not None else None
        if before is not None:
            entities[i] = entities[before]
            continue
        entities[i] = speakers.entity(found[i], None if up is None else entities[up])
    return entities


def size(f: Found) -> int:
    """The number of code points of the content."""
    return sum(b - a for a, b in f.content)


def innermost(context: Context, found: list[Found]) -> list[int | None]:
    """For every token the statement with the shortest content around it."""
    parse = context.parse
    owner: list[int | None] = [None] * len(parse)
    for i in sorted(range(len(found)), key=lambda i: (-size(found[i]), i)):
        for a, b in found[i].content:
            for t in parse.tokens_in(a, b):
                owner[t] = i
    return owner


def parents(context: Context, found: list[Found]) -> list[int | None]:
    """For every statement the smallest one in whose content its cue stands; a parent's content is never shorter."""
    parse = context.parse
    owner: list[int | None] = [None] * len(parse)
    # painted from the largest content to the smallest: each token ends up with the innermost content around it
    result: list[int | None] = [None] * len(found)
    for i in sorted(range(len(found)), key=lambda i: (-size(found[i]), i)):
        result[i] = owner[found[i].key]
        for a, b in found[i].content:
            for t in parse.tokens_in(a, b):
                owner[t] = i
    return result


def owned_quotations(context: Context, found: list[Found], above: list[int | None]) -> dict[int, int]:
    """Quotation → the nested statement that consists of nothing else ("whom the front called ‘guests’")."""
    parse = context.parse
    owned: dict[int, int] = {}
    for i, f in enumerate(found):
        if above[i] is None:
            continue
        inside: set[int] = set()
        plain = False
        for a, b in f.content:
            for t in parse.tokens_in(a, b):
                quote = context.quote_of[t]
                if quote >= 0 and quote != context.quote_of[f.key]:
                    inside.add(quote)
                elif parse.pos[t] not in ("PUNCT", "SPACE") and parse.tags[t] not in ("WP", "WDT"):
                    plain = True
        if not plain and len(inside) == 1:
            owned[inside.pop()] = i
    return owned


def quotation(context: Context, f: Found, index: int, owned: dict[int, int]) -> Quotation:
    """direct, indirect or mixed: how much of the content stands in quotation marks of its own."""
    parse = context.parse
    inside = outside = 0
    around = context.quote_of[f.key]  # what is reported inside a quotation is not quoted by that
    for a, b in f.content:
        for t in parse.tokens_in(a, b):
            if parse.pos[t] in ("PUNCT", "SPACE"):
                continue
            quote = context.quote_of[t]
            if quote >= 0 and quote != around and owned.get(quote, index) == index:
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "direct" if outside <= inside * 0.1 else "mixed"
