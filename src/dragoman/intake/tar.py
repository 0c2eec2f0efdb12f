"""Tar archives of any of the other formats, read in one pass."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

from dragoman.intake.errors import IntakeError
from dragoman.intake.job import LARGEST, Bytes, Job
from dragoman.intake.outcome import Failure, Item
from dragoman.intake.zipped import passed_over, shown

_FAULTS = (tarfile.TarError, EOFError, ValueError, OverflowError, OSError, IndexError, UnicodeError)
_LARGEST_HEADER = 1_000_000
"""Bytes of one extended header, which the standard library reads into memory whole."""


class _Header(tarfile.TarInfo):
    """A member's header that refuses extended headers of any size but a header's."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in (*tarfile.GNU_TYPES, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE) and (
            self.size > _LARGEST_HEADER and self.type != tarfile.GNUTYPE_SPARSE
        ):
            raise tarfile.ReadError("an extended header is too large")
        return super()._proc_member(archive)  # type: ignore[misc, no-any-return]


def sniff(head: bytes) -> bool:
    """Whether bytes begin with a tar header: its checksum must be right."""
    block = head[:512]
    if len(block) < 512 or not block[:100].strip(b"\0"):
        return False
    stated = block[148:156].strip(b"\0 ")
    if not stated or not all(0x30 <= c <= 0x37 for c in stated):
        return False
    return int(stated, 8) == sum(block[:148]) + 8 * 32 + sum(block[156:])


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """What is in the archive's files, in order. Links, devices and hidden files are passed over."""
    from dragoman.intake.files import HEAD, inside

    deeper = job.deeper()
    try:
        archive = tarfile.open(fileobj=data.file, mode="r|", tarinfo=_Header, errors="replace")  # noqa: SIM115
    except _FAULTS as error:
        raise IntakeError("damaged", f"the tar archive is damaged: {_words(error)}") from error
    with archive:
        while True:
            try:
                info = archive.next()
                # the library keeps every header that it has seen
                archive.members.clear()  # type: ignore[attr-defined]
            except _FAULTS as error:
                yield Failure(source, "damaged", f"the tar archive breaks off or is damaged: {_words(error)}")
                return
            if info is None:
                return
            name = shown(info.name)
            if not info.isreg() or passed_over(name):
                continue
            deeper.member()
            where = f"{source}/{name}"
            if info.size > LARGEST:
                says = f"the member has {info.size:,} bytes; at most {LARGEST:,} are read"
                yield Failure(where, "too-large", says)
                continue
            try:
                member = archive.extractfile(info)
                content = member.read() if member else b""
            except _FAULTS as error:
                yield Failure(where, "damaged", f"the tar archive breaks off or is damaged: {_words(error)}")
                return
            deeper.unpacked(len(content))
            yield from inside(Bytes(content[:HEAD], io.BytesIO(content), len(content)), where, deeper)


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:120]
