"""Tables of reports: which column holds what, and a row as a document. Shared by CSV, JSON lines and Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from dragoman.intake.dates import any_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.fields import report, stated
from dragoman.intake.html import fragment_lines
from dragoman.knowledge.databases import column_meanings, language_named
from dragoman.record import Document
from dragoman.record.document import BlockKind

FIELDS = ("text", "title", "date", "modified", "outlet", "agency", "byline", "section", "language", "address")
"""What ``--columns`` may name."""
_MARKUP = ("<p>", "<p ", "<br", "<div", "</p>", "<P>")


def mapping(columns: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Field → column: what the user gave, and for the rest what the columns' names say.

    Raises :class:`IntakeError` ``columns`` when a given column is missing, or none holds the text.
    """
    for field, column in given.items():
        if column not in columns:
            shown = ", ".join(columns[:40])
            raise IntakeError("columns", f"there is no column {column!r} for {field}; the columns are: {shown}")
    found = dict(given)
    names = {c.strip().casefold(): c for c in reversed(columns)}
    for form, field in column_meanings().items():
        if form in names and field not in found and names[form] not in found.values():
            found[field] = names[form]
    if "text" not in found:
        shown = ", ".join(columns[:40])
        says = (
            f"no column seems to hold the reports' text; name it with --columns text=COLUMN. The columns are: {shown}"
        )
        raise IntakeError("columns", says)
    return found


def document(
    row: Mapping[str, Any], where: Mapping[str, str], *, source: str, format: str, sha256: str, part: int | None
) -> Document | None:
    """A row as a document, or None when its text is empty."""

    def words(field: str) -> str:
        return written(row.get(where[field])) if field in where else ""

    text = words("text").replace("\0", "")
    if not text.strip():
        return None
    title = " ".join(words("title").split())[:500]
    lines: list[tuple[BlockKind, str]] = []
    if title and not text.lstrip().startswith(title):
        lines.append(("title", title))
    if any(tag in text for tag in _MARKUP):
        lines.extend(("body", line) for line in fragment_lines(text))
    else:
        lines.append(("body", text.replace("\r\n", "\n").strip("\n")))
    witnesses = []
    for field in ("date", "modified"):
        if field in where:
            value = row.get(where[field])
            witnesses += stated(where[field], written(value), day(value), modified=field == "modified")
    notes = []
    if "date" in where and words("date") and not any(w.kind == "header-field" for w in witnesses):
        notes.append(f"The date {words('date')[:60]!r} of this row could not be understood.")
    language = words("language")
    return report(
        source=source,
        format=format,
        sha256=sha256,
        lines=lines,
        credit=words("agency"),
        outlet=words("outlet")[:200] or None,
        title=title or None,
        byline=words("byline")[:200] or None,
        section=words("section")[:200] or None,
        language=language_named(language) or (language[:2].lower() if language.isascii() and language else None),
        address=words("address")[:2_000] or None,
        witnesses=witnesses,
        part=part,
        warnings=tuple(notes),
    )


def written(value: Any) -> str:
    """A cell as text: lists joined, dates in ISO form, nothing for what is missing."""
    if value is None or value != value:  # NaN is not itself
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value[:100] if v is not None)
    if isinstance(value, dict):
        return written(next((value[k] for k in ("name", "value", "title", "text") if k in value), None))
    return str(value)


def day(value: Any) -> str | None:
    """The EDTF day of a cell: text in any usual way of writing, dates, or seconds or milliseconds since 1970."""
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = written(value).strip()
    if isinstance(value, str) and not text.isdecimal():
        return any_day(text)
    if text.isdecimal() and len(text) == 8:
        return any_day(text)
    try:
        number = float(text)
        if 1e8 <= number < 1e14:
            return datetime.fromtimestamp(number if number < 1e11 else number / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
    return None
