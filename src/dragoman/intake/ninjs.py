"""ninjs, the IPTC's news in JSON, versions 1.x and 2.x: one object as a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.intake.dates import any_day
from dragoman.intake.fields import report, stated
from dragoman.intake.html import fragment_lines
from dragoman.intake.rows import written
from dragoman.record import Document
from dragoman.record.document import BlockKind

_BODIES = ("body_text", "body_xhtml", "body_html")
_MARKS = frozenset(
    ("versioncreated", "versionCreated", "firstcreated", "firstCreated", "pubstatus", "pubStatus", "urgency", "guid")
)


def is_item(value: object) -> bool:
    """Whether a JSON value is a ninjs object: a body or headline under ninjs's names, and one of its own fields."""
    if not isinstance(value, dict):
        return False
    bodied = any(k in value for k in (*_BODIES, "bodies")) or "headline" in value or "headlines" in value
    return bodied and bool(_MARKS & value.keys()) and ("uri" in value or "guid" in value or "type" in value)


def is_other(item: Mapping[str, Any]) -> bool:
    """Whether an item says that it is a picture, graphic, sound or video."""
    return item.get("type") in ("picture", "audio", "video", "graphic", "planning", "event")


def document(item: Mapping[str, Any], *, source: str, sha256: str, part: int | None) -> Document | None:
    """A ninjs object as a document, or None when it has no text."""
    body = _body(item)
    if not body:
        return None
    title = " ".join(_text(item, "headline", "headlines", "title").split())[:500]
    by = _text(item, "byline", "by")
    located = _text(item, "located")
    lines: list[tuple[BlockKind, str]] = []
    if title:
        lines.append(("title", title))
    if by:
        lines.append(("byline", " ".join(by.split())))
    lines.extend(("body", text) for text in body)
    first = [k for k in ("firstcreated", "firstCreated", "contentcreated", "contentCreated") if written(item.get(k))]
    witnesses = []
    for key in first:
        witnesses += stated(key, written(item[key]), any_day(written(item[key])))
    for key in ("versioncreated", "versionCreated"):
        words = written(item.get(key))
        witnesses += stated(key, words, any_day(words), modified=bool(first)) if words else []
    notes = []
    status = _text(item, "pubstatus", "pubStatus")
    if status in ("canceled", "cancelled"):
        notes.append("The agency has cancelled this item.")
    elif status == "withheld":
        notes.append("The agency has withheld this item for now.")
    outlet = _text(item, "infosources", "infoSources", "source", "copyrightholder", "copyrightHolder")
    return report(
        source=source,
        format="ninjs",
        sha256=sha256,
        lines=lines,
        credit=_text(item, "creditline", "creditLine") or outlet,
        outlet=outlet[:200] or None,
        title=title or None,
        byline=(by[3:] if by[:3].lower() == "by " else by)[:200] or None,
        section=_text(item, "genre", "genres", "profile")[:200] or None,
        language=_text(item, "language")[:2].lower() or None,
        address=_text(item, "uri", "guid")[:2_000] or None,
        dateline=located if located and any(located in text for _, text in lines) else "",
        witnesses=witnesses,
        encoding="utf-8",
        part=part,
        warnings=tuple(notes),
    )


def _body(item: Mapping[str, Any]) -> list[str]:
    candidates = [written(item.get(k)) for k in _BODIES]
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        main = [b for b in bodies if isinstance(b, dict) and b.get("role") in (None, "main", "body")]
        candidates += [written(b.get("value")) for b in (main or [b for b in bodies if isinstance(b, dict)])]
    for text in candidates:
        lines = fragment_lines(text) if text.strip() else []
        if lines:
            return lines
    return []


def _text(item: Mapping[str, Any], *keys: str) -> str:
    """The first of these fields that is filled; of a list, its first member, of an object, its name or value."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, list):
            value = next((v for v in value if v), None)
        words = written(value).strip()
        if words:
            return words
    return ""
