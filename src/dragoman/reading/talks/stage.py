"""The talks stage: who met whom, when, where, for how long, headed by whom."""

from __future__ import annotations

from dataclasses import replace

from dragoman.reading.draft import Draft
from dragoman.reading.talks.assemble import tell
from dragoman.reading.talks.attach import attach
from dragoman.reading.talks.delegations import find_heads
from dragoman.reading.talks.find import find_mentions
from dragoman.reading.talks.merge import merge
from dragoman.reading.talks.scene import Scene
from dragoman.reading.talks.status import read_status
from dragoman.record import Warning_, rule


def read_talks(draft: Draft) -> Draft:
    """Find the meetings of a report; a report without any says so in a warning."""
    scene = Scene.of(draft)
    mentions = find_mentions(scene)
    for m in mentions:
        read_status(scene, m)
    attach(scene, mentions)
    meetings = merge(scene, mentions)
    told = tell(scene, meetings, find_heads(scene)) if meetings else ()
    warnings = draft.warnings if told else (*draft.warnings, none_found())
    return replace(draft, meetings=told, warnings=warnings)


@rule("talks.none-found")
def none_found() -> Warning_:
    """A text in which no two parties meet, plan to meet or refuse to is reported as one without talks."""
    return Warning_(rule=none_found.id, says="The text tells of no meeting between two parties, held or planned.")
