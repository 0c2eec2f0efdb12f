"""Meetings as events: held ones are CONSULT, agreed ones AGREE, asked for REQUEST, refused REJECT."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.plover import Code
from dragoman.record import Meeting, Standing, rule


class MeetingEvent(NamedTuple):
    """What a meeting is as an event: code, standing, and whether all parties act alike."""

    code: Code
    standing: Standing


@rule("events.meeting")
def as_event(meeting: Meeting) -> MeetingEvent | None:
    """A meeting held is a consultation; one agreed on, demanded, refused or broken off is that act about a meeting."""
    kind = {
        "call": Code("CONSULT", "phone", "041"),
        "visit": Code("CONSULT", "visit", "042"),
        "mediation": Code("CONSULT", "", "045"),
    }.get(meeting.kind, Code("CONSULT", "meet", "046"))
    if any(h.entity == p.entity for h in meeting.hosts for p in meeting.parties) and meeting.kind in ("visit", "talks"):
        kind = Code("CONSULT", "visit", "043")
    status = meeting.status
    if status in ("held", "ongoing", "background"):
        return MeetingEvent(kind, "asserted")
    if status == "denied":
        return MeetingEvent(kind, "denied")
    if status == "planned":
        return MeetingEvent(Code("AGREE", "", "036"), "planned")
    if status == "proposed":
        return MeetingEvent(Code("REQUEST", "meet", "106"), "hypothetical")
    if status == "refused":
        return MeetingEvent(Code("REJECT", "meet", "125"), "asserted")
    if status == "cancelled":
        return MeetingEvent(Code("SANCTION", "withdraw", "164"), "asserted")
    return None
