"""THE ordered list of stages. Each says what it needs and what it gives; :func:`check` holds them to it."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.reading.actors import read_actors
from dragoman.reading.draft import Stage
from dragoman.reading.events import read_events
from dragoman.reading.issues import read_issues
from dragoman.reading.language import Parser, language_stage
from dragoman.reading.page import read_page
from dragoman.reading.statements import read_statements
from dragoman.reading.talks import read_talks
from dragoman.reading.times import read_times


def stages(parser: Callable[[], Parser]) -> tuple[Stage, ...]:
    """The stages in their order, with ``parser`` called when the first text is parsed."""
    return (
        Stage(
            "page",
            read_page,
            needs=("document",),
            gives=("title", "outlet", "agency", "section", "byline", "language", "dateline", "blocks"),
        ),
        Stage("language", language_stage(parser), needs=("document", "blocks"), gives=("parse",)),
        Stage("actors", read_actors, needs=("parse",), gives=("cast",)),
        Stage("times", read_times, needs=("blocks", "parse"), gives=("times", "published")),
        Stage("statements", read_statements, needs=("parse", "cast", "times"), gives=("statements",)),
        Stage("issues", read_issues, needs=("statements", "times"), gives=("issues",)),
        Stage(
            "talks",
            read_talks,
            needs=("cast", "times", "published", "statements", "issues"),
            gives=("meetings", "positions"),
        ),
        Stage("events", read_events, needs=("meetings", "cast", "statements", "times"), gives=("events",)),
    )


def check(listed: tuple[Stage, ...]) -> None:
    """Raise ``ValueError`` naming the first stage that needs what no earlier stage gives."""
    given = {"document", "settings", "warnings"}
    for stage in listed:
        missing = [need for need in stage.needs if need not in given]
        if missing:
            raise ValueError(f"stage {stage.name} needs {', '.join(missing)}, which no earlier stage gives")
        given.update(stage.gives)
