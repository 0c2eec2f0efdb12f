"""The inputs of a command: files, folders and standard input, each giving documents or a reason why not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:
    from dragoman.intake import Item
    from dragoman.record import Document


class Source(NamedTuple):
    """A file to read, and the relative name (without ending) that its output gets."""

    path: Path
    name: str


STDIN = Path("-")


def sources(paths: list[Path]) -> list[Source]:
    """Files as given; folders give the files below them, hidden ones left out, in order of name.

    Raises a usage error for a path that does not exist.
    """
    found: list[Source] = []
    for path in paths:
        if path == STDIN:
            found.append(Source(path, "stdin"))
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                relative = file.relative_to(path)
                if file.is_file() and not any(part.startswith(".") for part in relative.parts):
                    found.append(Source(file, str(relative.with_suffix(""))))
        elif path.exists():
            found.append(Source(path, path.stem))
        else:
            raise typer.BadParameter(f"{path} does not exist")
    return _distinct(found)


def _distinct(found: list[Source]) -> list[Source]:
    taken: dict[str, int] = {}
    out = []
    for source in found:
        count = taken.get(source.name, 0)
        taken[source.name] = count + 1
        out.append(source if not count else Source(source.path, f"{source.name}-{count + 1}"))
    return out


def items(source: Source, columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """What is in a source, one item at a time: documents, and what failed beside them. Raises ``IntakeError``."""
    from dragoman.intake import opened, read_all

    if source.path == STDIN:
        found = read_all(sys.stdin.buffer.read(), "stdin", columns)
        yield from found.documents
        yield from found.notes
        yield from found.failures
    else:
        yield from opened(source.path, columns)[1]


def documents(source: Source) -> Iterator[Document]:
    """The documents of a source, what failed beside them left out. Raises ``IntakeError`` when there is none."""
    from dragoman.intake import read_bytes, read_path

    if source.path == STDIN:
        yield from read_bytes(sys.stdin.buffer.read(), "stdin")
    else:
        yield from read_path(source.path)
