"""What one reading may cost: depth, members and bytes, shared by everything inside one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from dragoman.intake.errors import IntakeError

if TYPE_CHECKING:
    from dragoman.intake.outcome import Item

LARGEST = 64 * 1024 * 1024
"""Bytes of a single file or member that is read whole."""
DEEPEST = 5
"""Containers inside one another: a mail in a zip in a tar in a gzip is four."""
MOST_MEMBERS = 1_000_000
"""Members of an archive, with those of the archives inside it."""
MOST_BYTES = 64 * 1024**3
"""Bytes that may come out of one file by decompression, over all of its members."""
RATIO = 150
"""Times that a member may grow. Prose shrinks to a third or a fifth, repetitive markup to a fiftieth; a bomb to a
thousandth. It is looked at only above :data:`RATIO_FROM` bytes, since tiny members of spaces shrink as well."""
RATIO_FROM = 8 * 1024 * 1024

Reader = Callable[["Bytes", str, "Job"], "Iterator[Item]"]


@dataclass(slots=True)
class _Spent:
    shared: int = 0
    members: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """The settings and the allowance of one reading.

    ``columns`` maps fields of a document (``text``, ``title``, ``date`` …) to the names that a table gives them.
    ``share`` is (k, n) where n readings share one large file: this one gives every n-th of what is in it, from the k-th
    (counted from 0) on. Together they give each report once.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    spent: _Spent = field(default_factory=_Spent)
    share: tuple[int, int] | None = None

    def deeper(self) -> Job:
        """The job for what lies inside. Raises :class:`IntakeError` ``nested`` past :data:`DEEPEST`."""
        if self.depth >= DEEPEST:
            raise IntakeError("nested", f"archives are nested more than {DEEPEST} deep here")
        return Job(self.columns, self.depth + 1, self.spent, self.share)

    def unshared(self) -> Job:
        """The job for what is this reading's whole."""
        return self if self.share is None else Job(self.columns, self.depth, self.spent)

    def mine(self) -> bool:
        """Whether the next of the members that readings share is this reading's."""
        if self.share is None:
            return True
        turn, readings = self.share
        self.spent.shared += 1
        return (self.spent.shared - 1) % readings == turn

    def member(self) -> None:
        """Count a member. Raises :class:`IntakeError` ``bomb`` past :data:`MOST_MEMBERS`."""
        self.spent.members += 1
        if self.spent.members > MOST_MEMBERS:
            raise IntakeError("bomb", f"the archive has more than {MOST_MEMBERS:,} members; the rest was not read")

    def unpacked(self, size: int) -> None:
        """Count bytes that came out of compression. Raises :class:`IntakeError` ``bomb`` past :data:`MOST_BYTES`."""
        self.spent.bytes += size
        if self.spent.bytes > MOST_BYTES:
            raise IntakeError("bomb", f"the archive unpacks to more than {MOST_BYTES:,} bytes; the rest was not read")


@dataclass(slots=True)
class Bytes:
    """A file's bytes, of which the first are at hand (``head``, at most 64 kB) and the rest are read when wanted.

    ``file`` stands at its start. ``size`` is None for streams that come out of compression.
    """

    head: bytes
    file: BinaryIO
    size: int | None

    def whole(self, largest: int = LARGEST) -> bytes:
        """All of it. Raises :class:`IntakeError` ``too-large`` past ``largest`` bytes."""
        if self.size is not None and self.size > largest:
            raise IntakeError("too-large", f"the file has {self.size:,} bytes; at most {largest:,} are read")
        data = self.file.read(largest + 1)
        if len(data) > largest:
            raise IntakeError("too-large", f"the file has more than {largest:,} bytes, which is the most that is read")
        return data
