"""The user's own list of issues: a CSV or YAML file whose names win over those that dragoman makes."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

LARGEST = 5_000_000
"""Bytes of an issues file at most."""


class IssuesFileError(ValueError):
    """The user's list cannot be used; the message names the file, the place and what is wrong there."""


class OwnIssue(NamedTuple):
    """An issue of the user's: id, name, PLOVER contexts, and the words under which texts speak of it."""

    id: str
    name: str
    contexts: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=4)
def own_issues(path: str) -> tuple[OwnIssue, ...]:
    """The issues of a file, in its order.

    A CSV has the columns ``form,id,name,contexts`` (a line a form; name and contexts on an issue's first line, contexts
    separated by spaces). A YAML file is a list of issues with ``id``, ``name``, ``words`` and optional ``contexts``.
    Raises :class:`IssuesFileError`.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise IssuesFileError(f"{path}: {error.strerror or 'cannot be read'}") from error
    if len(data) > LARGEST:
        raise IssuesFileError(f"{path}: larger than {LARGEST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IssuesFileError(f"{path}: is not UTF-8") from error
    return _yaml(path, text) if path.lower().endswith((".yaml", ".yml")) else _csv(path, text)


def _csv(path: str, text: str) -> tuple[OwnIssue, ...]:
    reader = csv.DictReader(io.StringIO(text))
    missing = {"form", "id"} - set(reader.fieldnames or ())
    if missing:
        raise IssuesFileError(f"{path}, line 1: the column {' and '.join(sorted(missing))} is missing")
    found: dict[str, tuple[str, tuple[str, ...], list[str]]] = {}
    for line, row in enumerate(reader, 2):
        form, key = (row.get("form") or "").strip(), (row.get("id") or "").strip()
        if not form or not key:
            raise IssuesFileError(f"{path}, line {line}: form and id must be filled")
        name, contexts = (row.get("name") or "").strip(), tuple((row.get("contexts") or "").split())
        old = found.get(key)
        found[key] = (
            (old[0] if old else "") or name,
            (old[1] if old else ()) or contexts,
            [*(old[2] if old else []), form],
        )
    return tuple(
        OwnIssue(key, name or words[0], contexts, tuple(words)) for key, (name, contexts, words) in found.items()
    )


def _yaml(path: str, text: str) -> tuple[OwnIssue, ...]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise IssuesFileError(f"{path}: is not YAML: {error}") from error
    if not isinstance(data, list):
        raise IssuesFileError(f"{path}: must be a list of issues")
    out = []
    for n, item in enumerate(data, 1):
        words = item.get("words") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not item.get("id") or not isinstance(words, list) or not words:
            raise IssuesFileError(f"{path}, issue {n}: needs id, name and a list of words")
        contexts = item.get("contexts") or []
        if isinstance(contexts, str):
            contexts = contexts.split()
        name = str(item.get("name") or words[0])
        out.append(OwnIssue(str(item["id"]), name, tuple(map(str, contexts)), tuple(map(str, words))))
    return tuple(out)
