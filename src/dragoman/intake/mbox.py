"""Mailboxes in the mbox form: messages one after another, each behind a line "From …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.intake import eml
from dragoman.intake.errors import IntakeError
from dragoman.intake.job import LARGEST, Bytes, Job
from dragoman.intake.outcome import Failure, Item, failed

_FROM = re.compile(rb"From \S.{0,200}\d\d?:\d\d.{0,60}\d{4}.{0,20}\r?\n?$")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_LONGEST_LINE = 1_000_000


def sniff(head: bytes) -> bool:
    """Whether bytes begin with a "From …" line that bears a time, and header fields below it."""
    first, _, rest = head.partition(b"\n")
    return bool(_FROM.match(first + b"\n")) and bool(eml.head_names(rest))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The messages in order, one held at a time; one that fails costs none of the others."""
    number = 0
    for message in _messages(data):
        number += 1
        where = f"{source}, message {number}"
        if message is None:
            yield Failure(where, "too-large", f"the message has more than {LARGEST:,} bytes")
            continue
        job.member()
        try:
            yield from eml.read_message(message, where, job, part=number)
        except IntakeError as error:
            yield failed(where, error)


def _messages(data: Bytes) -> Iterator[bytes | None]:
    """The bytes of each message, None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    began = False
    blank = True
    while line := data.file.readline(_LONGEST_LINE):
        if blank and line.startswith(b"From ") and _FROM.match(line):
            if began:
                yield None if size > LARGEST else _ESCAPED.sub(rb"\1", b"".join(lines))
            lines, size, began = [], 0, True
        else:
            size += len(line)
            if size <= LARGEST:
                lines.append(line)
            else:
                lines.clear()
        blank = line in (b"\n", b"\r\n")
    if began:
        yield None if size > LARGEST else _ESCAPED.sub(rb"\1", b"".join(lines))
