"""The issues stage: what the statements of a report are about."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dragoman.knowledge.ownissues import own_issues
from dragoman.reading.draft import Draft
from dragoman.reading.issues.find import issues_of
from dragoman.reading.matters import Matters


def read_issues(draft: Draft) -> Draft:
    """Name the issues of the statements, and give each statement its own. The user's own list names come first."""
    own = own_issues(draft.settings.issues_file) if draft.settings.issues_file else ()
    matters = Matters(own=own)
    found = issues_of(draft, matters)
    statements = tuple(msgspec.structs.replace(s, issues=found.get(s.id, ())) for s in draft.statements)
    return replace(draft, statements=statements, issues=matters.finished())
