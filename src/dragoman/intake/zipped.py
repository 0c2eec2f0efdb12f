"""Zip archives of any of the other formats, and the safe opening of zip files that DOCX and ODT share."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.intake.errors import IntakeError
from dragoman.intake.job import LARGEST, RATIO, RATIO_FROM, Bytes, Job
from dragoman.intake.outcome import Failure, Item, failed

_LARGEST_DIRECTORY = 200_000
"""Entries of one archive's directory: it is held in memory whole."""
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
    OverflowError,
    LookupError,
    MemoryError,
)
"""What the standard library raises over damaged archives, encrypted members and unknown methods."""


def sniff(head: bytes) -> bool:
    """Whether bytes begin as a zip file."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def names_in(data: Bytes) -> frozenset[str]:
    """The names of a zip file's members, by which office documents are told; empty when it is none or is damaged."""
    if not sniff(data.head) or data.size is None:
        return frozenset()
    try:
        with zipfile.ZipFile(data.file) as archive:
            return frozenset(archive.namelist()[:2_000])
    except _FAULTS:
        return frozenset()
    finally:
        data.file.seek(0)


def part(archive: zipfile.ZipFile, name: str, job: Job, largest: int) -> bytes | None:
    """A named member of an office document, or None when it has none. Raises as :func:`unpacked`."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    return unpacked(archive, info, job, largest)


def opened(file: BinaryIO | bytes) -> zipfile.ZipFile:
    """A zip file's directory. Raises :class:`IntakeError` ``damaged`` or ``bomb``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
    except _FAULTS as error:
        raise IntakeError("damaged", f"the zip file is damaged: {_words(error)}") from error
    if len(archive.filelist) > _LARGEST_DIRECTORY:
        raise IntakeError(
            "bomb", f"the archive lists {len(archive.filelist):,} members; at most {_LARGEST_DIRECTORY:,} are read"
        )
    return archive


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, job: Job, largest: int = LARGEST) -> bytes:
    """A member's bytes, read within the job's allowance.

    Raises :class:`IntakeError` ``encrypted``, ``too-large``, ``bomb-member`` (it grows more than :data:`RATIO` times)
    or ``damaged``.
    """
    if info.flag_bits & 1:
        raise IntakeError("encrypted", "the member is encrypted")
    if info.file_size > largest:
        raise IntakeError("too-large", f"the member has {info.file_size:,} bytes; at most {largest:,} are read")
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size):
        raise IntakeError("bomb-member", "the member unpacks to so many times its size that it is no text")
    try:
        with archive.open(info) as member:
            data = member.read(largest + 1)
    except _FAULTS as error:
        raise IntakeError("damaged", f"the member is damaged: {_words(error)}") from error
    job.unpacked(len(data))
    if len(data) > largest:
        raise IntakeError("too-large", f"the member has more than {largest:,} bytes, which is the most that is read")
    return data


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """What is in the archive's members, in the archive's own order; hidden ones and folders are passed over."""
    from dragoman.intake.files import HEAD, inside

    deeper = job.deeper()
    # an archive inside a compressed stream has to be whole: its directory stands at its end
    with opened(data.file if data.file.seekable() else data.whole()) as archive:
        ranges: list[tuple[int, int]] = []
        for info in archive.infolist():
            name = shown(info.filename)
            if info.filename.endswith("/") or passed_over(name):
                continue
            deeper.member()
            where = f"{source}/{name}"
            if overlapping(ranges, info):
                yield Failure(where, "bomb-member", "the member shares its bytes with another, as only bombs do")
                continue
            try:
                content = unpacked(archive, info, deeper)
            except IntakeError as error:
                if error.code == "bomb":
                    raise
                yield failed(where, error)
                continue
            yield from inside(Bytes(content[:HEAD], io.BytesIO(content), len(content)), where, deeper)


def overlapping(ranges: list[tuple[int, int]], info: zipfile.ZipInfo) -> bool:
    """Whether a member's data begin inside the last one's; members come in the order of the directory."""
    start = info.header_offset
    end = start + 30 + info.compress_size
    if ranges and any(a < end and start < b for a, b in ranges[-64:]):
        return True
    ranges.append((start, end))
    return False


def shown(name: str) -> str:
    """A member's name as a label: nothing is ever written to where it points, and it cannot pretend to be elsewhere."""
    parts = [p for p in name.replace("\\", "/").replace("\0", "").split("/") if p not in ("", ".", "..")]
    return "".join(c if c.isprintable() else "\ufffd" for c in "/".join(parts))[-300:] or "unnamed"


def passed_over(name: str) -> bool:
    """Whether a member is an archive program's or a desktop's own (``__MACOSX/…``, ``.DS_Store``, ``Thumbs.db``)."""
    parts = name.split("/")
    return any(p.startswith(".") or p == "__MACOSX" for p in parts) or parts[-1].lower() in ("thumbs.db", "desktop.ini")


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:120]
