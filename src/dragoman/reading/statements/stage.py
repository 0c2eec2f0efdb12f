"""The statements stage: who says what."""

from __future__ import annotations

from dataclasses import replace

from dragoman.reading.draft import Draft
from dragoman.reading.statements.assemble import assemble
from dragoman.reading.statements.context import Context
from dragoman.reading.statements.found import Found
from dragoman.reading.statements.quoted import attach_quotes
from dragoman.reading.statements.verbs import verb_cue


def find_statements(context: Context) -> list[Found]:
    """All statements of a report, nested ones included, in the order of their cues."""
    parse = context.parse
    found: list[Found] = []
    for token in range(len(parse)):
        if parse.pos[token] in ("VERB", "AUX") and context.verb(token):
            one = verb_cue(context, token)
            if one is not None:
                found.append(one)
    found = attach_quotes(context, found)
    found.sort(key=lambda f: f.key)
    return found


def read_statements(draft: Draft) -> Draft:
    """Who says what in the report, with source, cue and content."""
    if not len(draft.parse):
        return draft
    context = Context.of(draft.parse, draft.cast)
    return replace(draft, statements=assemble(context, draft, find_statements(context)))
