"""From a path or address to a database that is whole, current and known to be a project.

SQLite: one file, WAL, foreign keys on, ``synchronous=FULL`` so that a committed report outlives a power cut; writers
take the lock at once (``BEGIN IMMEDIATE``) and wait for each other. PostgreSQL: the same tables.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool, QueuePool

from dragoman.project.errors import ProjectError
from dragoman.project.schema import APPLICATION_ID, HEAD

WAIT = 60.0
"""Seconds that a writer waits for another one."""

_KNOWN = (HEAD,)
_SQLITE_HEADER = b"SQLite format 3\0"


def engine_for(target: str | Path) -> Engine:
    """An engine for a path of a project file, or for a database address (``postgresql://…``)."""
    address = str(target)
    if "://" not in address:
        return _sqlite(Path(address))
    try:
        url = make_url(address)
    except exc.ArgumentError as error:
        raise ProjectError("database", f"{address} is no database address") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "postgresql":
        raise ProjectError("database", f"{url.get_backend_name()} is not supported; give a postgresql:// address")
    try:
        return create_engine(url, poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise ProjectError("database", "PostgreSQL needs psycopg: pip install 'dragoman[postgres]'") from error


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", poolclass=QueuePool, connect_args={"timeout": WAIT, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # the driver must not begin transactions by itself, or readers and writers would all wait for each other
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def _begins(connection: Connection) -> None:
        write = connection.get_execution_options().get("dragoman_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def check_file(path: Path, *, create: bool) -> bool:
    """Whether the project file is there. Raises :class:`ProjectError` where it is none, or may not be made."""
    if path.is_dir():
        raise ProjectError("no-project", f"{path} is a folder, not a project file")
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise ProjectError("missing", f"{path} does not exist; `dragoman add {path} FILES` makes a project")
        if not path.parent.is_dir():
            raise ProjectError("missing", f"the folder {path.parent} does not exist")
        return False
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise ProjectError("unwritable", f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if not head.startswith(_SQLITE_HEADER):
        raise ProjectError("no-project", f"{path} is not a dragoman project, or its beginning is destroyed")
    mark = int.from_bytes(head[68:72], "big")
    # a file whose first migration was cut short has no mark yet, and is only a header and empty pages
    if mark not in (APPLICATION_ID, 0):
        raise ProjectError("no-project", f"{path} is an SQLite file of another program")
    return True


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn a database's errors into a :class:`ProjectError` that says what happened to the project ``name``."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _meaning(name, error.orig) from error
    except sqlite3.Error as error:
        raise _meaning(name, error) from error
    except UnicodeDecodeError as error:  # what SQLite read as text, or as an error's text, is none
        raise ProjectError("corrupt", f"{name} is damaged; restore it from a copy and add the reports again") from error


def _meaning(name: str, error: BaseException | None) -> ProjectError:
    says = str(error).strip().splitlines()[0] if error and str(error).strip() else "the database gave no reason"
    code = getattr(error, "sqlite_errorname", "") or ""
    if code == "SQLITE_FULL" or getattr(error, "sqlstate", None) == "53100":
        return ProjectError(
            "full", f"the disk is full: nothing more was written to {name}, and what was there is whole"
        )
    if code.startswith("SQLITE_IOERR"):
        return ProjectError(
            "full", f"{name} could not be written ({says}): disk full or broken; what was there is whole"
        )
    if code in ("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"):
        return ProjectError(
            "busy", f"another program has been writing to {name} for over {WAIT:.0f} seconds; try again"
        )
    if code.startswith("SQLITE_CORRUPT") or code == "SQLITE_NOTADB":
        return ProjectError("corrupt", f"{name} is damaged ({says}); restore it from a copy and add the reports again")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ProjectError("unwritable", f"{name} cannot be written: {says}")
    return ProjectError("database", f"{name}: {says}")


def bring_up(engine: Engine, name: str) -> None:
    """Create the tables, or migrate older ones. Raises :class:`ProjectError` for a file from a newer version."""
    with translated(name):
        with engine.connect() as connection:
            version = _version(connection)
        if version == HEAD:
            return
        if version is not None and version not in _KNOWN:
            raise ProjectError(
                "newer",
                f"{name} was written by a newer dragoman (its tables are of version {version}, this program knows "
                f"{HEAD}); update dragoman to open it",
            )
        _migrate(engine)


def _version(connection: Connection) -> str | None:
    found = inspect(connection)
    if not found.has_table("alembic_version"):
        if connection.dialect.name == "sqlite" and found.get_table_names():
            raise ProjectError("no-project", "this SQLite file is no dragoman project")
        return None
    value: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return value


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", os.path.join(os.path.dirname(__file__), "migrations"))
    config.set_main_option("path_separator", "os")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    # one transaction for all: a program that dies in the middle leaves no half-made table
    with engine.connect().execution_options(dragoman_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(1146241351)"))
        if _version(connection) == HEAD:  # another program was faster
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
