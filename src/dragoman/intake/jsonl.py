"""JSON: one object, a list of them, or one on each line. ninjs objects are known; others are rows of a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.intake import ninjs, rows
from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Failure, Item

_LISTS = ("articles", "items", "_items", "data", "results", "documents", "docs", "records", "hits", "rows", "reports")
"""Keys under which services hand out a list of articles."""
_LONGEST_LINE = 32 * 1024 * 1024
_DEEPEST = 200
_MOST_KEYS = 400


def sniff(head: bytes) -> bool:
    """Whether bytes begin as a JSON object or a list of objects."""
    text = head[:4_096]
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text[2:].replace(b"\0", b"")
    text = text.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"["):
        text = text[1:].lstrip()
        return text.startswith((b"{", b"]"))
    return text.startswith(b"{") and text[1:].lstrip()[:1] in (b'"', b"}")


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The objects in order, each as a document; a line that is no JSON, or has no text, is a failure.

    Raises :class:`IntakeError` ``json``, or ``columns`` when no field holds the text.
    """
    if _by_lines(data):
        yield from _lines(data, source, job)
        return
    content = data.whole()
    digest = hashlib.sha256(content).hexdigest()
    text = decode(content).text
    value = _parsed(text)
    items = _list(value)
    reader = _Rows(source, digest, job.columns)
    single = isinstance(value, dict) and items == [value]
    for number, item in enumerate(items, 1):
        yield from reader.item(item, None if single else number)


def _by_lines(data: Bytes) -> bool:
    """Whether the first line is an object by itself, and is followed by another."""
    first, end, rest = data.head.partition(b"\n")
    if not end:
        return data.size is None or data.size > len(data.head)
    following = rest.lstrip()
    try:
        whole = isinstance(json.loads(decode(first).text), dict)
    except (ValueError, RecursionError, IntakeError):
        return False
    return whole and (not following or following.startswith(b"{"))


def _lines(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    digest = _digest(data)
    reader = _Rows(source, digest, job.columns)
    number = 0
    while line := data.file.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        number += 1
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            yield Failure(f"{source}, line {number}", "too-large", f"the line has more than {_LONGEST_LINE:,} bytes")
            while line and not line.endswith(b"\n"):
                line = data.file.readline(_LONGEST_LINE)
            continue
        try:
            value = _parsed(line.decode("utf-8-sig", "replace"))
        except IntakeError as error:
            yield Failure(f"{source}, line {number}", error.code, str(error))
            continue
        yield from reader.item(value, number)


def _digest(data: Bytes) -> str:
    """The whole file's hash where it can be read twice; else of its first bytes, which still tells files apart."""
    if data.size is None:
        return hashlib.sha256(data.head).hexdigest()
    digest = hashlib.sha256()
    while piece := data.file.read(1 << 20):
        digest.update(piece)
    data.file.seek(0)
    return digest.hexdigest()


class _Rows:
    """Turns objects into documents; the columns are settled by each object's own keys."""

    def __init__(self, source: str, digest: str, columns: Mapping[str, str]) -> None:
        self.source = source
        self.digest = digest
        self.columns = columns
        self._known: dict[tuple[str, ...], dict[str, str] | IntakeError] = {}

    def item(self, value: Any, part: int | None) -> Iterator[Item]:
        where = self.source if part is None else f"{self.source}, item {part}"
        if not isinstance(value, dict):
            yield Failure(where, "json", "this is no JSON object")
            return
        if not self.columns and ninjs.is_item(value):
            if not ninjs.is_other(value):
                document = ninjs.document(value, source=self.source, sha256=self.digest, part=part)
                yield document or Failure(where, "empty", "the item has no text")
            return
        row = _flat(value)
        keys = tuple(row)
        if keys not in self._known:
            if len(self._known) > 1_000:
                self._known.clear()
            try:
                # a key that other objects have may be missing in one
                given = {f: c for f, c in self.columns.items() if c in row or f == "text"}
                self._known[keys] = rows.mapping(keys, given)
            except IntakeError as error:
                self._known[keys] = error
        known = self._known[keys]
        if isinstance(known, IntakeError):
            if part is None:
                raise known
            yield Failure(where, known.code, str(known))
            return
        document = rows.document(row, known, source=self.source, format="json", sha256=self.digest, part=part)
        yield document or Failure(where, "empty", "the object has no text")


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    """The object's own keys, and those of objects inside it as ``outer.inner``."""
    flat: dict[str, Any] = {}
    stack: list[tuple[str, Any]] = [(str(k), v) for k, v in reversed(value.items())]
    while stack and len(flat) < _MOST_KEYS:
        key, inner = stack.pop()
        if isinstance(inner, dict) and key.count(".") < 4:
            flat.setdefault(key, inner)
            stack.extend((f"{key}.{k}", v) for k, v in reversed(inner.items()))
        else:
            flat[key] = inner
    return flat


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not ninjs.is_item(value):
        for key in _LISTS:
            inner = value.get(key)
            if isinstance(inner, dict):
                inner = next((inner[k] for k in _LISTS if isinstance(inner.get(k), list)), None)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
    return [value]


def _parsed(text: str) -> Any:
    if _too_deep(text):
        raise IntakeError("nested", f"the JSON is nested more than {_DEEPEST} deep")
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except msgspec.DecodeError as error:
        raise IntakeError("json", f"this is no valid JSON: {str(error)[:120]}") from error
    except RecursionError as error:
        raise IntakeError("nested", "the JSON is nested too deep") from error


def _too_deep(text: str) -> bool:
    """Whether brackets open deeper than any article's; those inside strings count too, which only errs when absurd."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    depth = 0
    quoted = False
    skip = False
    for sign in text:
        if skip:
            skip = False
        elif quoted:
            if sign == "\\":
                skip = True
            elif sign == '"':
                quoted = False
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif sign in "]}":
            depth -= 1
    return False
