"""Meetings with a date as TimelineJS JSON (Knight Lab, version 3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from dragoman.record import Record


def render(records: Sequence[Record]) -> bytes:
    """Slides in order of date; texts are escaped, since TimelineJS takes HTML."""
    slides: list[tuple[str, dict[str, Any]]] = []
    for record in records:
        names = {e.id: e.name for e in record.entities}
        for meeting in record.meetings:
            when = meeting.when
            if when is None or not when.earliest or not when.latest:
                continue
            parties = " – ".join(names.get(r.entity or "", r.text or "") for r in meeting.parties)
            words = meeting.evidence[0].text if meeting.evidence else ""
            slide: dict[str, Any] = {
                "start_date": _date(when.earliest, when.value),
                "text": {
                    "headline": escape(f"{parties}: {meeting.kind} ({meeting.status})"),
                    "text": f"<p>{escape(words)}</p><p>{escape(record.document.title or record.document.source)}</p>",
                },
                "unique_id": f"{record.document.id[:12]}-{meeting.id}",
                "group": meeting.status,
            }
            if when.latest != when.earliest:
                slide["end_date"] = _date(when.latest, when.value)
            slides.append((when.earliest, slide))
    slides.sort(key=lambda s: (s[0], s[1]["unique_id"]))
    timeline = {"title": {"text": {"headline": "Talks"}}, "events": [slide for _, slide in slides]}
    return json.dumps(timeline, ensure_ascii=False, indent=1).encode() + b"\n"


def _date(day: str, value: str | None) -> dict[str, Any]:
    parsed = date.fromisoformat(day)
    found: dict[str, Any] = {"year": parsed.year, "month": parsed.month, "day": parsed.day}
    if value and len(value) != 10:
        found["display_date"] = value
    return found
