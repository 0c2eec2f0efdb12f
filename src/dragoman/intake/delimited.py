"""CSV and its kin with tabs, semicolons or bars: a header line, then a report in each row."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from collections.abc import Iterator

from dragoman.intake import rows
from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Failure, Item
from dragoman.knowledge.databases import column_meanings

_DELIMITERS = (",", "\t", ";", "|")
_LARGEST_FIELD = 16 * 1024 * 1024
_MOST_COLUMNS = 2_000


def sniff(data: Bytes, job: Job) -> bool:
    """Whether the first line is a header: the columns that the user named, or a text column and another known one."""
    header = _header(data)
    if header is None:
        return False
    _, names = header
    if job.columns:
        return all(column in names for column in job.columns.values()) or _regular(data, header)
    meanings = {column_meanings().get(name.strip().casefold()) for name in names}
    return "text" in meanings and len(meanings - {None}) >= 2 and len(names) == len(set(names))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The rows in order; one with too many fields or no text is a failure. Raises :class:`IntakeError` ``columns``."""
    header = _header(data)
    if header is None:
        raise IntakeError("columns", "the file has no header line")
    delimiter, names = header
    encoding = _encoding(data)
    digest = _digest(data)
    where = rows.mapping(names, job.columns)
    csv.field_size_limit(_LARGEST_FIELD)
    text = io.TextIOWrapper(data.file, encoding=encoding, errors="replace", newline="")
    try:
        reader = csv.reader(text, delimiter=delimiter)
        for number in itertools.count():
            place = f"{source}, row {number}"
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Failure(place, "damaged", f"the table breaks off here: {error}")
                return
            if cells is None:
                return
            if number == 0 or not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                says = f"the row has {len(cells)} fields, and the header {len(names)}"
                yield Failure(place, "columns", says)
                continue
            row = dict(zip(names, cells, strict=False))
            document = rows.document(row, where, source=source, format="csv", sha256=digest, part=number)
            yield document or Failure(place, "empty", "the row has no text")
    finally:
        text.detach()


def _header(data: Bytes) -> tuple[str, list[str]] | None:
    try:
        text = decode(data.head[:32_768]).text
    except IntakeError:
        return None
    line = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    if not line or len(line) > 16_000:
        return None
    for delimiter in sorted(_DELIMITERS, key=lambda d: -line.count(d)):
        if delimiter not in line:
            continue
        try:
            names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
        except (csv.Error, StopIteration):
            continue
        if 2 <= len(names) <= _MOST_COLUMNS and all(len(name) <= 80 for name in names):
            return delimiter, names
    return None


def _regular(data: Bytes, header: tuple[str, list[str]]) -> bool:
    """Whether the first rows have as many fields as the header: a table whose columns the user misspelt."""
    delimiter, names = header
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        found = list(itertools.islice(csv.reader(io.StringIO(decode(data.head).text), delimiter=delimiter), 4))
    except (csv.Error, IntakeError):
        return False
    return len(found) > 1 and all(len(row) == len(names) for row in found[: 3 if len(found) == 4 else None])


def _encoding(data: Bytes) -> str:
    head = data.head
    if data.size is None or data.size > len(head):
        # the cut may have parted a character
        head = head[: head.rfind(b"\n") + 1] or head
    decoded = decode(head)
    name = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
    if name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        name = name[:6]
    return name


def _digest(data: Bytes) -> str:
    if data.size is None:
        return hashlib.sha256(data.head).hexdigest()
    digest = hashlib.sha256()
    while piece := data.file.read(1 << 20):
        digest.update(piece)
    data.file.seek(0)
    return digest.hexdigest()
