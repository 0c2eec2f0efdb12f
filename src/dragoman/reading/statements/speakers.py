"""Which entity speaks: the one whom the source names, or for whom "I", "they", "its delegation" stand."""

from __future__ import annotations

from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.reading.statements.sources import antecedent
from dragoman.record import rule

_OWN = frozenset("i me my mine myself".split())
_OURS = frozenset("we us our ours ourselves".split())
_PERSON = frozenset("he she him her his".split())
_THING = frozenset("it its".split())
_MANY = frozenset("they them their theirs both".split())


class Speakers:
    """Resolves sources in text order, and remembers who spoke last."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.last: str | None = None
        self.last_person: str | None = None
        self.last_body: str | None = None

    def entity(self, found: Found, above: str | None) -> str | None:
        """The entity of a statement's source; ``above`` is that of the statement in which this one stands."""
        named = self._entity(found, above)
        if named is not None and above is None:
            self.last = named
            entity = self.context.cast.by_id.get(named)
            if entity is not None and entity.kind == "person":
                self.last_person = named
            else:
                self.last_body = named
        return named

    def _entity(self, found: Found, above: str | None) -> str | None:
        parse, cast = self.context.parse, self.context.cast
        head = found.source_head
        if head is None or found.source is None:
            return None
        word = "" if parse.words[head] == "US" else parse.lowers[head]  # the country, not the pronoun
        if word in _OWN or word in _OURS:
            return first_person(self.context, above, plural=word in _OURS)
        named = cast.at_token(parse.starts[head], parse.ends[head])
        if named is not None:
            return delegation(self.context, head, named)
        behind = antecedent(parse, head)
        if behind is not None:
            return relative(self.context, behind)
        owner = parse.kid(head, "poss")
        if owner is not None and self.context.is_a(parse.lemmas[head].lower(), "party"):
            return self._owned(owner, above)
        if word in _PERSON or word in _THING or word in _MANY:
            return last_speaker(self, word)
        start, end = parse.starts[found.source.first], parse.ends[found.source.last - 1]
        inside = cast.mentions_in(start, end)
        return inside[0][1] if len({entity for _, entity in inside}) == 1 and parse.pos[head] == "PROPN" else None

    def _owned(self, owner: int, above: str | None) -> str | None:
        """ "Their delegation", "her government": the party that the owner speaks for."""
        parse, cast = self.context.parse, self.context.cast
        word = parse.lowers[owner]
        named = cast.at_token(parse.starts[owner], parse.ends[owner])
        if named is None and (word in _OWN or word in _OURS):
            named = above
        if named is None and (word in _PERSON or word in _THING or word in _MANY):
            named = above or self.last
        return cast.side(named)


@rule("statements.delegation-speaks-for-party")
def delegation(context: Context, head: int, named: str) -> str | None:
    """A nameless delegation, side or government is the party that it speaks for."""
    entity = context.cast.by_id[named]
    if entity.kind in ("group", "unnamed-source", "government-body") and entity.side is not None:
        if context.is_a(context.parse.lemmas[head].lower(), "party"):
            return context.cast.side(named)
    return named


@rule("statements.first-person")
def first_person(context: Context, above: str | None, *, plural: bool) -> str | None:
    """Inside a quotation "I" is the one who is quoted and "we" the party that this one speaks for."""
    return context.cast.side(above) if plural else above


@rule("statements.relative-source")
def relative(context: Context, noun: int) -> str | None:
    """ "Who" and "which" are the ones that the noun before them names."""
    parse = context.parse
    return context.cast.at_token(parse.starts[noun], parse.ends[noun])


@rule("statements.last-speaker")
def last_speaker(speakers: Speakers, word: str) -> str | None:
    """A pronoun that the cast leaves open is the last one who spoke and fits it ("he added")."""
    if word in _PERSON:
        return speakers.last_person
    if word in _THING:
        return speakers.last_body
    return None
