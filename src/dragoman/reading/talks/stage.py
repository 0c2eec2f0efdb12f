"""The talks stage: who met whom, when, where, for how long, headed by whom."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.ownissues import own_issues
from dragoman.reading.draft import Draft
from dragoman.reading.matters import Matters
from dragoman.reading.talks.accounts import accounts_differ, pronoun_durations, rival_durations
from dragoman.reading.talks.assemble import Extras, main_meeting, ordered, tell
from dragoman.reading.talks.attach import attach
from dragoman.reading.talks.conditions import find_conditions
from dragoman.reading.talks.delegations import Heads, find_heads
from dragoman.reading.talks.find import find_mentions
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.manner import find_manners
from dragoman.reading.talks.merge import Merger
from dragoman.reading.talks.outcomes import find_outcomes
from dragoman.reading.talks.positions import read_positions
from dragoman.reading.talks.principals import Principals, fill
from dragoman.reading.talks.roles import find_roles
from dragoman.reading.talks.scene import Scene
from dragoman.reading.talks.sides import settle_sides
from dragoman.reading.talks.status import read_status
from dragoman.reading.talks.topics import find_topics
from dragoman.record import Warning_, rule


def read_talks(draft: Draft) -> Draft:
    """Find the meetings of a report; a report without any says so in a warning."""
    scene = Scene.of(draft)
    settle_sides(scene)
    mentions = find_mentions(scene)
    for m in mentions:
        read_status(scene, m)
    attach(scene, mentions)
    pronoun_durations(scene, mentions)
    rivals = rival_durations(scene, mentions)
    heads = find_heads(scene) if mentions else Heads()
    principals = Principals(scene, mentions, heads)
    merger = Merger(scene, mentions, principals, heads)
    main = main_meeting(ordered(merger.meetings))
    find_roles(scene, Focus(scene, merger.meetings, main))
    fill(scene, merger.meetings, principals, heads, main)
    meetings = [m for m in ordered(merger.meetings) if len(m.sides) > 1 or (m.sides and not m.open)]
    matters = Matters(draft.issues, own_issues(draft.settings.issues_file) if draft.settings.issues_file else ())
    if not meetings:
        positions = read_positions(scene, matters, [])
        warnings = (*draft.warnings, none_found())
        return replace(draft, positions=positions, issues=matters.finished(), warnings=warnings)
    main = main_meeting(meetings)
    focus = Focus(scene, meetings, main)
    conditions = find_conditions(scene, focus)
    extras = Extras(
        find_topics(scene, focus), find_outcomes(scene, focus), find_manners(scene, focus), conditions, matters
    )
    told = tell(scene, meetings, main, heads, extras)
    positions = read_positions(scene, matters, conditions)
    warnings = (*draft.warnings, *accounts_differ(scene, meetings, rivals))
    return replace(draft, meetings=told, positions=positions, issues=matters.finished(), warnings=warnings)


@rule("talks.none-found")
def none_found() -> Warning_:
    """A text in which no two parties meet, plan to meet or refuse to is reported as one without talks."""
    return Warning_(rule=none_found.id, says="The text tells of no meeting between two parties, held or planned.")
