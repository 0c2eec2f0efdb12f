"""Meetings with a date as iCalendar events (RFC 5545; needs the extra ``exchange``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from dragoman.record import Meeting, Record

_WIDEST = 31
"""Days; a meeting that cannot be dated within a month is no calendar entry."""
_STATUS = {"held": "CONFIRMED", "ongoing": "CONFIRMED", "cancelled": "CANCELLED", "refused": "CANCELLED"}
_LEFT_OUT = frozenset({"denied", "background"})


def render(records: Sequence[Record]) -> bytes:
    """A calendar. Meetings that were denied, that are history, or that cannot be dated within a month are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//dragoman//EN")
    calendar.add("version", "2.0")
    for record in records:
        for meeting in record.meetings:
            event = _event(record, meeting)
            if event is not None:
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(record: Record, meeting: Meeting) -> Event | None:
    when = meeting.when
    if meeting.status in _LEFT_OUT or when is None or not when.earliest or not when.latest:
        return None
    first, last = date.fromisoformat(when.earliest), date.fromisoformat(when.latest)
    if (last - first).days > _WIDEST:
        return None
    names = {e.id: e.name for e in record.entities}
    parties = " – ".join(names.get(r.entity or "", r.text or "") for r in meeting.parties)
    doubt = "" if first == last else " (day not known exactly)"
    event = Event()
    event.add("uid", f"{record.document.id[:20]}-{meeting.id}@dragoman")
    # a fixed stamp: the file must not change with the clock
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("summary", f"{meeting.kind}: {parties}{doubt}")
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("status", _STATUS.get(meeting.status, "TENTATIVE"))
    if meeting.place:
        event.add("location", ", ".join(x for x in (meeting.place.venue, meeting.place.name) if x))
    words = meeting.evidence[0].text if meeting.evidence else ""
    event.add("description", f"{meeting.status}; “{words}”\n{record.document.title or record.document.source}")
    return event
