"""The project: the records of many reports in one file, and what they say together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, insert, select

from dragoman.project import reading_back, settle, writing
from dragoman.project.engine import bring_up, check_file, engine_for, translated
from dragoman.project.merging import review
from dragoman.project.model import (
    Added,
    Found,
    Lineage,
    Merge,
    ProjectDocument,
    ReviewEntry,
    Status,
)
from dragoman.project.schema import documents, review_log
from dragoman.project.search import Query, find
from dragoman.project.views.accounts import Accounts, accounts
from dragoman.project.views.contradictions import Kind, contradictions
from dragoman.project.views.meetings import MergedMeeting, meetings
from dragoman.project.views.network import Network, network
from dragoman.project.views.people import Person, people
from dragoman.project.views.positions import Cell, positions
from dragoman.project.views.sides import Contradiction
from dragoman.project.views.timeline import Moment, timeline
from dragoman.record import Document, Record


class Project:
    """A project file, or the same tables in a PostgreSQL database. A context manager.

    >>> with Project.open("talks.dragoman", create=True) as project:        # doctest: +SKIP
    ...     project.add(data, "report.txt", [(document, record)])
    ...     project.search("border AND NOT visas")
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self._settled = False

    @classmethod
    def open(cls, target: str | Path, *, create: bool = False) -> Self:
        """Open a project file or database address; ``create`` makes it where there is none.

        Raises :class:`ProjectError` when there is none, or it is damaged, of a newer version, or no project.
        """
        if "://" not in str(target):
            check_file(Path(target), create=create)
        name = str(target) if "://" not in str(target) else _shown(str(target))
        project = cls(engine_for(target), name)
        try:
            bring_up(project.engine, name)
        except BaseException:
            project.engine.dispose()
            raise
        return project

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project throughout."""
        with translated(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all that is written in it is kept, or nothing. Other writers wait."""
        with (
            translated(self.name),
            self.engine.connect().execution_options(dragoman_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    # -- what goes in and out -------------------------------------------------------------------------------------

    def add(
        self,
        data: bytes,
        source: str,
        read: Sequence[tuple[Document, Record]],
        *,
        given: str | None = None,
        who: str = "",
        again: bool = False,
    ) -> Added:
        """Add a file with the records of the reports in it, in one transaction.

        The same bytes are added once: adding them again with records of the same pipeline changes nothing but the
        list of places where they were met; with records of another pipeline it replaces what was read. ``given`` is
        the day of publication (ISO) that the user stated; ``again`` replaces what the same pipeline read, too.
        """
        prepared = writing.prepare(data, source, read, given)
        with self.writing() as connection:
            added = writing.write(connection, prepared, now(), again=again)
            if added.status != "known":
                log(connection, who, added.status, source, None, {"documents": list(added.documents)}, None)
        self._settled = False
        return added

    def known(self, data: bytes, source: str | None = None) -> tuple[str, ...]:
        """The pipelines that read these bytes, empty when they are not in the project; notes ``source`` as a place."""
        digest = hashlib.sha256(data).hexdigest()
        with self.reading() as connection:
            found = reading_back.pipelines_of(connection, digest)
            new = source is not None and bool(found) and not reading_back.has_source(connection, digest, source)
        if new and source is not None:
            with self.writing() as connection:
                writing.note_source(connection, digest, source)
        return found

    def remove(self, documents: Iterable[int], *, who: str = "", why: str | None = None) -> int:
        """Take reports out, with all that was read from them. Returns how many were there."""
        wanted = sorted(set(documents))
        with self.writing() as connection:
            before = {d.id: d.source for d in reading_back.documents(connection, wanted)}
            for document in before:
                writing.remove(connection, document)
            if before:
                log(connection, who, "remove", ", ".join(before.values()), {"documents": sorted(before)}, None, why)
        self._settled = False
        return len(before)

    def settle(self) -> None:
        """Merge what was added or removed since the last time; all that a project answers with rests on it.

        Every answer that needs it calls it; after many additions, calling it once is cheapest.
        """
        if self._settled:
            return
        with self.reading() as connection:
            clean = not settle.is_dirty(connection)
        if not clean:
            with self.writing() as connection:
                settle.settle(connection)
        self._settled = True

    # -- what is in it --------------------------------------------------------------------------------------------

    def documents(self, ids: Iterable[int] | None = None) -> tuple[ProjectDocument, ...]:
        """The reports in the order in which they were added; those of ``ids`` only where given."""
        with self.reading() as connection:
            return reading_back.documents(connection, ids)

    def record(self, document: int) -> Record:
        """The record of a report. Raises :class:`ProjectError` when there is no such report."""
        with self.reading() as connection:
            return reading_back.record(connection, document)

    def records(self) -> Iterator[tuple[ProjectDocument, Record]]:
        """Every report with its record, in the order in which they were added; one record in memory at a time."""
        for document in self.documents():
            yield document, self.record(document.id)

    def original(self, document: int) -> bytes:
        """The bytes as they were added."""
        with self.reading() as connection:
            return reading_back.original(connection, document)

    def given(self, document: int) -> str | None:
        """The day of publication that the user stated when the report was added."""
        with self.reading() as connection:
            return connection.scalar(select(documents.c.given).where(documents.c.id == document))

    def lineages(self) -> tuple[Lineage, ...]:
        """The reports by the texts that they go back to."""
        with self.reading() as connection:
            return reading_back.lineages(connection)

    def status(self, pipeline: str | None = None) -> Status:
        """The project in figures; reports of another pipeline than ``pipeline`` count as stale."""
        self.settle()
        with self.reading() as connection:
            return reading_back.status(connection, self.name, pipeline)

    def stale(self, pipeline: str) -> tuple[ProjectDocument, ...]:
        """The reports that another pipeline than ``pipeline`` read."""
        return tuple(d for d in self.documents() if d.pipeline != pipeline)

    def search(self, words: str = "", *, query: Query | None = None) -> Found:
        """Statements or passages that hold ``words``; ``query`` adds filters and paging (:class:`Query`)."""
        self.settle()
        with self.reading() as connection:
            return find(connection, words, query or Query())

    # -- views ----------------------------------------------------------------------------------------------------

    def timeline(self, *, reports: bool = False, undated: bool = True) -> tuple[Moment, ...]:
        """What happened when; ``reports`` counts every report where otherwise copies of one text count once."""
        self.settle()
        with self.reading() as connection:
            return timeline(connection, reports=reports, undated=undated)

    def meetings(self, *, reports: bool = False) -> tuple[MergedMeeting, ...]:
        """The meetings in order of time, with the reports that tell of each and why they are taken for one."""
        self.settle()
        with self.reading() as connection:
            return meetings(connection, reports=reports)

    def people(self, *, reports: bool = False) -> tuple[Person, ...]:
        """Who speaks for whom, over time; those whom most reports name first."""
        self.settle()
        with self.reading() as connection:
            return people(connection, reports=reports)

    def positions(self, *, reports: bool = False) -> tuple[Cell, ...]:
        """The cells of the matrix of parties and issues that hold something, each with its statements."""
        self.settle()
        with self.reading() as connection:
            return positions(connection, reports=reports)

    def accounts(self, meeting: int, *, reports: bool = False) -> Accounts:
        """One meeting, account by account: agree, differ, silent. Raises :class:`ProjectError` for no such meeting."""
        self.settle()
        with self.reading() as connection:
            return accounts(connection, meeting, reports=reports)

    def contradictions(self, kind: Kind | None = None) -> tuple[Contradiction, ...]:
        """Where lineages differ; ``kind`` is direct, omission or emphasis."""
        self.settle()
        with self.reading() as connection:
            return contradictions(connection, kind)

    def network(self, *, reports: bool = False) -> Network:
        """Who met whom, who speaks for whom, who says what of whom."""
        self.settle()
        with self.reading() as connection:
            return network(connection, reports=reports)

    # -- merges ---------------------------------------------------------------------------------------------------

    def merges(self, kind: str | None = None, status: str | None = None) -> tuple[Merge, ...]:
        """Why items of several reports are one: ``kind`` actor, meeting or issue; ``status`` done, proposed, undone."""
        self.settle()
        with self.reading() as connection:
            return review.merges(connection, kind, status)

    def keys(self, kind: str, number: int) -> tuple[str, ...]:
        """The keys of the items that an actor, meeting or issue gathers: what :meth:`put_together` takes."""
        self.settle()
        with self.reading() as connection:
            return review.keys(connection, kind, number)

    def decide_merge(self, merge: int, *, together: bool, who: str = "", why: str | None = None) -> None:
        """Accept a proposed merge (``together``) or undo one; the decision outlives every later reading."""
        with self.writing() as connection:
            before, after, subject = review.decide(connection, merge, together, who)
            log(connection, who, "accept merge" if together else "undo merge", subject, before, after, why)
        self._settled = False
        self.settle()

    def put_together(self, kind: str, item: str, other: str, *, who: str = "", why: str | None = None) -> int:
        """Merge two items by their keys, whatever the program thinks of them. Returns the merge's number."""
        return self._put(kind, item, other, True, who, why)

    def keep_apart(self, kind: str, item: str, other: str, *, who: str = "", why: str | None = None) -> int:
        """Never merge two items, whatever the program thinks of them. Returns the merge's number."""
        return self._put(kind, item, other, False, who, why)

    def _put(self, kind: str, item: str, other: str, together: bool, who: str, why: str | None) -> int:
        says = why or f"{who or 'a reviewer'} said so"
        with self.writing() as connection:
            number = review.put(connection, kind, item, other, together, who, says)
            action = "put together" if together else "keep apart"
            log(connection, who, action, f"{kind} {item} = {other}", None, {"merge": number}, why)
        self._settled = False
        self.settle()
        return number

    # -- the review log -------------------------------------------------------------------------------------------

    def log(
        self, who: str, action: str, subject: str, *, before: Any = None, after: Any = None, why: str | None = None
    ) -> int:
        """Write a line into the append-only review log; ``before`` and ``after`` become JSON. Returns its number."""
        with self.writing() as connection:
            return log(connection, who, action, subject, before, after, why)

    def review_log(self, subject: str | None = None) -> tuple[ReviewEntry, ...]:
        """The review log, oldest first; only about ``subject`` where given."""
        query = select(review_log).order_by(review_log.c.id)
        if subject is not None:
            query = query.where(review_log.c.subject == subject)
        with self.reading() as connection:
            return tuple(ReviewEntry(**row._mapping) for row in connection.execute(query))


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def log(connection: Connection, who: str, action: str, subject: str, before: Any, after: Any, why: str | None) -> int:
    """Write a line into the review log within a transaction."""
    values = {
        "at": now(),
        "who": who,
        "action": action,
        "subject": subject,
        "before": None if before is None else json.dumps(before, ensure_ascii=False, sort_keys=True),
        "after": None if after is None else json.dumps(after, ensure_ascii=False, sort_keys=True),
        "why": why,
    }
    return int(connection.execute(insert(review_log).values(values).returning(review_log.c.id)).scalar_one())


def _shown(address: str) -> str:
    """A database address without its password."""
    from sqlalchemy.engine import make_url

    return make_url(address).render_as_string(hide_password=True)
