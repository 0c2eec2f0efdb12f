"""The entries of the append-only log, and what may stand in them.

Every entry is about one report (``subject``); ``after`` names the item and what the person holds,
``before`` the item as it stood then, whole, so that the entry can be read even when no item fits it any more.
"""

from __future__ import annotations

import re
from typing import Any, Literal, get_args

import msgspec

Action = Literal["accept", "reject", "change", "add", "note", "undo", "redo", "finish", "reopen", "decide"]
ACTIONS: tuple[Action, ...] = get_args(Action)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log. ``before`` and ``after`` are decoded JSON; ``at`` is UTC to the second.

    ``after`` by action: ``accept``/``reject``/``note`` {"item"}, ``change`` {"item", "field", "value"}, ``add``
    {"item", "kind", "fields", "spans", "words"},
    ``undo``/``redo`` {"entry"}, ``decide`` {"item", "verdict", "fields"}, others {}.
    ``before`` is {"item": the item as it stood} where there was one.
    """

    id: int
    at: str
    who: str
    action: str
    subject: str
    before: Any = None
    after: Any = None
    why: str | None = None


def subject_of(sha256: str, part: int) -> str:
    """How the log names a report: by the file's bytes and its number in the file, so that a re-reading keeps it."""
    return f"report {sha256[:12]}.{part}"


_SUBJECT = re.compile(r"report [0-9a-f]{12}\.\d+")


def is_review(action: str, subject: str) -> bool:
    """Whether a line of a project's log is a reviewer's entry about a report; the log holds other things, too."""
    return action in ACTIONS and _SUBJECT.fullmatch(subject) is not None


def from_log(
    id: int, at: str, who: str, action: str, subject: str, before: str | None, after: str | None, why: str | None
) -> Entry:
    """An entry from a stored line; JSON that cannot be read counts as absent."""
    return Entry(
        id=id, at=at, who=who, action=action, subject=subject, before=_json(before), after=_json(after), why=why
    )


def _json(data: str | None) -> Any:
    if data is None:
        return None
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return None


def active(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that stand: those undone, and the undoing itself, left out."""
    undone: set[int] = set()
    for entry in entries:
        target = entry.after.get("entry") if isinstance(entry.after, dict) else None
        if entry.action == "undo" and isinstance(target, int):
            undone.add(target)
        elif entry.action == "redo" and isinstance(target, int):
            undone.discard(target)
    return tuple(e for e in entries if e.id not in undone and e.action not in ("undo", "redo"))


def to_undo(entries: tuple[Entry, ...], who: str) -> Entry | None:
    """The last standing entry of ``who`` that undoing takes back; finishing a report is reopened, not undone."""
    own = [e for e in active(entries) if e.who == who and e.action not in ("finish", "reopen")]
    return own[-1] if own else None


def to_redo(entries: tuple[Entry, ...], who: str) -> Entry | None:
    """The entry that ``who`` undid last, if nothing new was entered since."""
    by_id = {e.id: e for e in entries}
    stack: list[int] = []
    for entry in entries:
        if entry.who != who:
            continue
        if entry.action == "undo":
            stack.append(entry.after["entry"])
        elif entry.action == "redo" and stack:
            stack.pop()
        elif entry.action not in ("finish", "reopen"):
            stack.clear()
    return by_id.get(stack[-1]) if stack else None
