"""gzip, bzip2 and xz around any other format, unpacked as a stream within the job's allowance."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dragoman.intake.errors import IntakeError
from dragoman.intake.job import LARGEST, RATIO, RATIO_FROM, Bytes, Job
from dragoman.intake.outcome import Failure, Item

_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"))
_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_PIECE = 65_536
_MEMORY = 128 * 1024 * 1024
"""Bytes that an xz file may ask for as its dictionary."""


def sniff(head: bytes) -> bool:
    """Whether bytes begin as gzip, bzip2 or xz."""
    return _kind(head) is not None


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """What is inside. A file that breaks off gives what was unpacked before, and a failure.

    Raises :class:`IntakeError` ``damaged`` when nothing can be unpacked, ``bomb`` when it grows beyond reason.
    """
    from dragoman.intake.files import HEAD, inside

    deeper = job.deeper()
    stream = Unpacking(_Unpacked(data.file, _kind(data.head) or "gzip"), data.file, deeper)
    buffer = io.BufferedReader(stream, 256 * 1024)
    first = _upto(buffer, LARGEST + 1)
    if not first and stream.fault:
        raise IntakeError("damaged", f"the compressed file is damaged: {stream.fault}")
    if len(first) <= LARGEST:
        content = Bytes(first[:HEAD], io.BytesIO(first), len(first))
    else:
        joined: BinaryIO = io.BufferedReader(_Joined(first, buffer), 256 * 1024)
        content = Bytes(first[:HEAD], joined, None)
    yield from inside(content, source, deeper, only=True)
    if stream.fault:
        yield Failure(source, "damaged", f"the compressed file breaks off or is damaged: {stream.fault}")


class Unpacking(io.RawIOBase):
    """A decompressor as a stream that counts what comes out; a fault ends it and is kept in ``fault``."""

    def __init__(self, unpacked: Any, packed: BinaryIO, job: Job) -> None:
        self.unpacked = unpacked
        self.packed = packed
        self.job = job
        self.count = 0
        self.fault: str | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer. Raises :class:`IntakeError` ``bomb`` past the allowance or the ratio."""
        if self.fault is not None:
            return 0
        try:
            data = self.unpacked.read(len(buffer))
        except _FAULTS as error:
            self.fault = (str(error) or type(error).__name__)[:120]
            return 0
        self.count += len(data)
        self.job.unpacked(len(data))
        if self.count > RATIO_FROM and self.count > RATIO * max(1, self.packed.tell()):
            raise IntakeError("bomb", "the file unpacks to so many times its size that it is no text")
        buffer[: len(data)] = data
        return len(data)


class _Joined(io.RawIOBase):
    """Bytes already read, and the stream that they came from."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self.first = memoryview(first)
        self.rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if len(self.first):
            count = min(len(buffer), len(self.first))
            buffer[:count] = self.first[:count]
            self.first = self.first[count:]
            return count
        data = self.rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _kind(head: bytes) -> str | None:
    if head.startswith(b"BZh") and head[4:10] not in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return None
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


class _Gzip:
    """zlib's decompressor with the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._tail = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._tail and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, size: int) -> bytes:
        out = self._inner.decompress(self._tail + data, size)
        self._tail = self._inner.unconsumed_tail
        return out


class _Unpacked:
    """A compressed file, its members one after another, as a stream that gives all it can before it fails."""

    def __init__(self, file: BinaryIO, kind: str) -> None:
        self.file = file
        self.magic = next(magic for magic, name in _MAGIC if name == kind)
        makers: dict[str, Callable[[], Any]] = {
            "gzip": _Gzip,
            "bzip2": bz2.BZ2Decompressor,
            # a bound on the memory that the file's header may ask for
            "xz": lambda: lzma.LZMADecompressor(memlimit=_MEMORY),
        }
        self.new = makers[kind]
        self.decompressor = self.new()

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end. Raises one of :data:`_FAULTS`."""
        while True:
            if self.decompressor.eof:
                rest = (self.decompressor.unused_data + self.file.read(_PIECE)).lstrip(b"\0")
                # what stands behind the last member and is none is padding
                if not rest.startswith(self.magic):
                    return b""
                self.decompressor = self.new()
            elif self.decompressor.needs_input:
                rest = self.file.read(_PIECE)
                if not rest:
                    raise EOFError("it ends before its end mark")
            else:
                rest = b""
            data: bytes = self.decompressor.decompress(rest, size)
            if data:
                return data


def _upto(stream: BinaryIO, most: int) -> bytes:
    pieces = []
    size = 0
    while size < most and (piece := stream.read(min(1 << 20, most - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
