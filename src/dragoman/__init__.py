"""dragoman reads reports of diplomatic talks and gives back the record of the talks as data.

>>> import dragoman
>>> record = dragoman.read("report.txt")          # doctest: +SKIP
>>> record.meetings[0].place.name                 # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.record.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.project import Project as Project
    from dragoman.reading.reader import Reader as Reader
    from dragoman.record import Record as Record

__all__ = ["Project", "Reader", "Record", "__version__", "read"]


def read(path: str | Path, *, published: str | None = None) -> Record:
    """The record of the first report in a file.

    ``published`` is the day of publication (ISO) where it is known. Raises ``dragoman.intake.IntakeError`` when the
    file cannot be read. To read many reports, make one :class:`Reader` and use it for all.
    """
    from pathlib import Path

    from dragoman.intake import read_path
    from dragoman.reading.reader import Reader

    return Reader(published=published).read(read_path(Path(path))[0])


def __getattr__(name: str) -> Any:
    # Loaded on demand: importing the parser takes most of a second, and `dragoman --help` must not wait for it.
    if name == "Project":
        from dragoman.project import Project

        return Project
    if name == "Reader":
        from dragoman.reading.reader import Reader

        return Reader
    if name == "Record":
        from dragoman.record import Record

        return Record
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
