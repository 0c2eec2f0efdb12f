"""From a path or bytes to Documents: the kind of a file is told from its content, not from its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.intake.errors import IntakeError
from dragoman.intake.formats import Format, format_of
from dragoman.intake.job import LARGEST as LARGEST
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Intake, Item, failed, gather
from dragoman.record import Document

HEAD = 65_536
"""Bytes by which a file's kind is told."""
_BY_MEMBER = ("zip", "tar", "compressed")
_BY_ITEM = ("json", "csv", "parquet", "mbox")
"""Formats whose reports cost little to pass over; a web archive's pages would each be cleaned by every reading."""


def read_bytes(data: bytes, source: str, columns: Mapping[str, str] | None = None) -> list[Document]:
    """The documents in a file's bytes. Raises :class:`IntakeError` when nothing in it can be read.

    Parts of it that fail beside others that do not are named in a warning of the first document; :func:`read_all`
    gives them one by one.
    """
    return _documents(read_all(data, source, columns))


def read_path(path: Path, columns: Mapping[str, str] | None = None) -> list[Document]:
    """The documents in a file. Raises :class:`IntakeError` for whatever keeps it from being read."""
    kind, items = opened(path, columns)
    return _documents(gather(kind.name, items))


def read_all(data: bytes, source: str, columns: Mapping[str, str] | None = None) -> Intake:
    """Everything that is in a file's bytes: documents, and what failed beside them.

    Raises :class:`IntakeError` when the file itself cannot be read.
    """
    kind, items = opened_bytes(data, source, columns)
    return gather(kind.name, items)


def opened_bytes(data: bytes, source: str, columns: Mapping[str, str] | None = None) -> tuple[Format, Iterator[Item]]:
    """:func:`opened` for bytes at hand."""
    return _begun(Bytes(data[:HEAD], io.BytesIO(data), len(data)), source, Job(columns or {}))


def opened(
    path: Path,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    share: tuple[int, int] | None = None,
) -> tuple[Format, Iterator[Item]]:
    """A file's format, and what is in it, one item at a time: a mailbox of gigabytes is never held whole.

    ``source`` names it in what is given, where ``path`` is a copy of something that lies elsewhere.
    ``share`` (k, n) gives only every n-th of what is in it, from the k-th on, so that several can read a large file:
    tables and mailboxes by report, archives by member; other files are given whole to the first.
    Raises :class:`IntakeError` at once, or from the iterator, when the file itself cannot be read.
    """
    try:
        if path.is_dir():
            raise IntakeError("directory", "this is a directory")
        if not path.is_file():
            # A pipe or device has no size and may never end
            path.stat()
            raise IntakeError("unreadable", "this is no regular file")
        file = path.open("rb")
    except OSError as error:
        raise IntakeError("unreadable", _why(error)) from error
    try:
        size = path.stat().st_size
        head = file.read(HEAD)
        file.seek(0)
        kind, items = _begun(Bytes(head, file, size), source or str(path), Job(columns or {}, share=share))
    except OSError as error:
        file.close()
        raise IntakeError("unreadable", _why(error)) from error
    except BaseException:
        file.close()
        raise
    return kind, _closing(file, items)


def inside(data: Bytes, source: str, job: Job, *, only: bool = False) -> Iterator[Item]:
    """What is in a member of a container. Errors become failures, so that a bad member costs none of its neighbours.

    A spent allowance fails each member that is left, quickly. ``only`` says that there is no other member.
    """
    if not only:
        if not job.mine():
            return
        job = job.unshared()
    try:
        _, items = _begun(data, source, job)
        yield from items
    except IntakeError as error:
        yield failed(source, error)


def _begun(data: Bytes, source: str, job: Job) -> tuple[Format, Iterator[Item]]:
    if not data.head.strip(b" \t\r\n\0") and (data.size is None or data.size <= len(data.head)):
        if data.head.strip():
            raise IntakeError("binary", "this is a binary file, not text")
        raise IntakeError("empty", "the file is empty")
    kind = format_of(data, job)
    if job.share is None or kind.name in _BY_MEMBER:
        return kind, _kept_on(kind.read(data, source, job), source)
    if kind.name in _BY_ITEM:
        return kind, islice(_kept_on(kind.read(data, source, job.unshared()), source), job.share[0], None, job.share[1])
    whole = _kept_on(kind.read(data, source, job.unshared()), source)
    return kind, whole if job.share[0] == 0 else iter(())


def _kept_on(items: Iterator[Item], source: str) -> Iterator[Item]:
    """An error after the first item is a failure beside it: what was read stays read."""
    some = False
    try:
        for item in items:
            yield item
            some = True
    except IntakeError as error:
        if not some:
            raise
        yield failed(source, error)


def _closing(file: BinaryIO, items: Iterator[Item]) -> Iterator[Item]:
    with file:
        try:
            yield from items
        except OSError as error:
            raise IntakeError("unreadable", _why(error)) from error


def _documents(found: Intake) -> list[Document]:
    if found.documents and found.failures:
        told = "; ".join(f"{f.source}: {f.says}" for f in found.failures[:5])
        more = f" (and {len(found.failures) - 5} more)" if len(found.failures) > 5 else ""
        first = found.documents[0]
        says = f"Of the same file {len(found.failures)} parts could not be read: {told}{more}."
        return [msgspec.structs.replace(first, warnings=(*first.warnings, says)), *found.documents[1:]]
    if found.documents:
        return list(found.documents)
    if found.failures:
        failure = found.failures[0]
        more = f" (and {len(found.failures) - 1} more like it)" if len(found.failures) > 1 else ""
        raise IntakeError(failure.code, f"{failure.says}{more}")
    raise IntakeError("empty", "there is no report in this file")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
