"""The project as the pages need it. The only module here that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dragoman.project import Project
from dragoman.project.model import ProjectDocument
from dragoman.review import Entry, Item, from_log, is_review, subject_of


class Shelf:
    """Opens the project for each request: a project is not for several threads, and other programs may add to it."""

    def __init__(self, target: str) -> None:
        self.target = target

    @contextmanager
    def open(self) -> Iterator[Project]:
        """The project, closed afterwards. Raises ``ProjectError``."""
        with Project.open(self.target) as project:
            yield project


def subject(document: ProjectDocument) -> str:
    """How the review log names a report."""
    return subject_of(document.sha256, document.part)


def entries(project: Project, about: str | None = None) -> tuple[Entry, ...]:
    """The log's entries that reviewers made: about one report, or about all."""
    found = []
    for line in project.review_log(about):
        if is_review(line.action, line.subject):
            found.append(
                from_log(line.id, line.at, line.who, line.action, line.subject, line.before, line.after, line.why)
            )
    return tuple(found)


def snapshot(item: Item | None) -> dict[str, Any] | None:
    """An item as the log keeps it."""
    if item is None:
        return None
    return {
        "item": {
            "kind": item.kind,
            "spans": [list(s) for s in item.spans],
            "words": list(item.words),
            "fields": item.fields,
            "rules": list(item.rules),
        }
    }


def file_name(source: str) -> str:
    """The last part of a path or address."""
    return source.rstrip("/").replace("\\", "/").rpartition("/")[2] or source
