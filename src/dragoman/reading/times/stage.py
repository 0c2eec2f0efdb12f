"""The times stage: time expressions with their values, and the report's own date."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge import solar_hijri
from dragoman.reading.draft import Draft
from dragoman.reading.times.dating.report_date import report_date
from dragoman.reading.times.recognise import recognise
from dragoman.reading.times.resolve import resolve
from dragoman.reading.times.stretches import stretches

READ_KINDS = frozenset({"title", "body", "caption", "dateline"})


def read_times(draft: Draft) -> Draft:
    """Find the time expressions, date the report, and count the relative ones from its date where that is known."""
    line = draft.dateline
    found = recognise(
        draft.text,
        stretches(draft, READ_KINDS),
        draft.parse,
        filed=(line.start, line.end) if line is not None and (line.date or solar_hijri.named(line.text)) else None,
    )
    published, warnings = report_date(draft, found)
    return replace(draft, times=resolve(found, published), published=published, warnings=(*draft.warnings, *warnings))
