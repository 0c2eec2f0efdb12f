"""Web archives (WARC): the HTML pages among their responses. Revisits of a page are noted, not read twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from dragoman.intake.dates import machine_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.extra import needed
from dragoman.intake.html import LARGEST_PAGE, read_page
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Failure, Item, Note, failed
from dragoman.record import Document, Witness

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_REMEMBERED = 2_000_000
"""Addresses of pages kept to tell whether a revisit's page is in the file."""


def sniff(head: bytes) -> bool:
    """Whether bytes begin as a WARC."""
    return head.lstrip(b"\r\n").startswith((b"WARC/0.", b"WARC/1."))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The pages in order, each numbered by its record; a record that fails costs none of the others.

    Raises :class:`IntakeError` ``extra`` or, when not even the first record can be read, ``damaged``.
    """
    warc = needed("fastwarc.warc", "WARC")
    kinds = warc.WarcRecordType
    wanted = kinds.response | kinds.revisit | kinds.resource | kinds.conversion
    file: Any = data.file if data.file.seekable() else _Forward(data.file)
    records = _records(lambda: warc.ArchiveIterator(file, record_types=wanted, parse_http=False, auto_decode="all"))
    seen: set[int] = set()
    number = revisits = absent = 0
    while True:
        try:
            record = next(records, None)
        except IntakeError as error:
            if number == 0:
                raise
            yield Failure(f"{source}, after record {number}", error.code, str(error))
            break
        if record is None:
            break
        number += 1
        if record.record_type == kinds.revisit:
            revisits += 1
            absent += not _known(record, seen)
            continue
        job.member()
        where = f"{source}, record {number}"
        try:
            for item in _page(record, kinds, source, number):
                if isinstance(item, Document):
                    _remember(record, seen)
                yield item
        except IntakeError as error:
            yield failed(where, error)
    if revisits:
        yield Note(source, f"{revisits} records are revisits of pages read before; they hold no page of their own.")
    if absent:
        says = (
            f"{absent} revisits refer to pages that are not in this file; read it together with the file that has them"
        )
        yield Failure(source, "revisit", says)


def _records(archive: Callable[[], Any]) -> Iterator[Any]:
    try:
        yield from archive()
    except (IntakeError, GeneratorExit):
        raise
    except BaseException as error:
        raise _damaged(error, "the WARC breaks off or is damaged") from error


def _damaged(error: BaseException, what: str) -> IntakeError:
    """The IntakeError for whatever the library raised; it raises almost anything over a damaged file, panics included.

    A panic of its Rust code is no Exception. What the user or the system raised is passed on.
    """
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    says = (str(error) or type(error).__name__).splitlines()[0][:120]
    return IntakeError("damaged", f"{what}: {says}")


class _Forward:
    """A stream that can only be read, with the position that the library asks it for; it is moved forward alone."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.at = 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.at += len(data)
        return data

    def tell(self) -> int:
        return self.at

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        target = offset + (self.at if whence == 1 else 0)
        if whence == 2 or target < self.at:
            raise OSError("this stream cannot be moved back")
        while self.at < target and self.read(min(1 << 20, target - self.at)):
            pass
        return self.at


def _page(record: Any, kinds: Any, source: str, number: int) -> list[Item]:
    """The page of a record as items; none when it is no page. Raises :class:`IntakeError`."""
    address = _header(record, "WARC-Target-URI")
    captured = _header(record, "WARC-Date")
    try:
        charset = None
        if record.record_type == kinds.response:
            if not _header(record, "Content-Type").lower().startswith("application/http"):
                return []
            record.parse_http(auto_decode="all")
            status = record.http_headers.status_code if record.http_headers is not None else None
            kind = (record.http_content_type or "").lower()
            if status is None or not 200 <= status < 300 or kind not in _PAGES:
                return []
            charset = record.http_charset
        elif not _header(record, "Content-Type").lower().startswith(_PAGES):
            return []
        body = record.reader.read(LARGEST_PAGE + 1)
    except IntakeError:
        raise
    except BaseException as error:
        raise _damaged(error, "the page's record is damaged") from error
    if not body.strip():
        raise IntakeError("empty", "the response has no body")
    if len(body) > LARGEST_PAGE:
        raise IntakeError("too-large", f"the page has more than {LARGEST_PAGE:,} bytes")
    day = machine_day(captured)
    # the day of capture: the page is not later
    extra = (Witness(kind="modified", name="WARC-Date", text=captured[:40], value=day),) if day else ()
    out: list[Item] = []
    for item in read_page(body, source, charset, address or None):
        if isinstance(item, Document):
            item = replace(
                item,
                format=item.format.replace("html", "warc"),
                address=item.address or address or None,
                sha256=hashlib.sha256(body).hexdigest(),
                witnesses=(*item.witnesses, *extra),
                part=number if item.part is None else item.part,
            )
        out.append(item)
    return out


def _header(record: Any, name: str) -> str:
    value = record.headers.get(name)
    return str(value).strip() if value else ""


def _remember(record: Any, seen: set[int]) -> None:
    if len(seen) < _MOST_REMEMBERED:
        for name in ("WARC-Record-ID", "WARC-Target-URI", "WARC-Payload-Digest"):
            value = _header(record, name)
            if value:
                seen.add(_key(name, value))


def _known(record: Any, seen: set[int]) -> bool:
    pairs = (
        ("WARC-Record-ID", _header(record, "WARC-Refers-To")),
        ("WARC-Target-URI", _header(record, "WARC-Refers-To-Target-URI")),
        ("WARC-Payload-Digest", _header(record, "WARC-Payload-Digest")),
        ("WARC-Target-URI", _header(record, "WARC-Target-URI")),
    )
    return any(value and _key(name, value) in seen for name, value in pairs)


def _key(name: str, value: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{name} {value}".encode("utf-8", "replace"), digest_size=8).digest())
