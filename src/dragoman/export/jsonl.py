"""Records as JSON Lines: one record a line, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.record import Record


def render(records: Sequence[Record]) -> bytes:
    """One JSON object a line."""
    return b"".join(record.to_json() + b"\n" for record in records)
