"""The output folder: what lies where, and that every file in it is there whole or not at all.

Layout below the folder (local or any fsspec address)::

    TABLE/month=YYYY-MM/part-N.parquet      the final tables
    quarantine.parquet, copies.parquet      what could not be read; which files and reports are the same
    manifest.json                           written last: it is there if and only if the tables are whole
    batch.json                              what was begun: pipeline and settings
    shards/SHARD.zip                        what a shard's files gave; counts only with its entry
    manifest/SHARD.json                     the entry of a shard that is done: its files and failures
    groups/, marks/, drafts/                only while a batch runs
    lock                                    says which process is at work

A shard's entry is its commit; without it the shard's files are read again. So a run may be killed anywhere and begun
again. Shards and entries stay, so that later additions cost only themselves.
"""

from __future__ import annotations

import io
import json
import os
import posixpath
import socket
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import fsspec
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from dragoman.export.tables import TABLES
from dragoman.scale.errors import BatchError, StoppedError, WriteError
from dragoman.scale.tasks import Entry

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

COMPRESSION = "zstd"
OURS = (
    *(table.name for table in TABLES),
    *("shards", "manifest", "groups", "marks", "drafts"),
    *("quarantine.parquet", "copies.parquet", "manifest.json", "batch.json", "lock"),
)
"""Everything that a batch puts into its folder."""


class Store:
    """An output folder. Safe to use from many processes: no two write the same name with different content."""

    def __init__(self, address: str) -> None:
        try:
            self.fs, self.root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise BatchError(f"{address}: {error}") from error
        self.local = isinstance(self.fs, LocalFileSystem)
        # workers may stand elsewhere: a local address is absolute
        self.address = self.root if self.local else address

    def path(self, *parts: str) -> str:
        """A path below the folder."""
        return posixpath.join(self.root, *parts)

    def write(self, data: bytes, *parts: str) -> None:
        """Write a file. Raises :class:`WriteError`."""
        target = self.path(*parts)
        try:
            if self.local:
                draft = os.path.join(self._drafts(), f"{posixpath.basename(target)}.{os.getpid()}")
                with open(draft, "wb") as stream:
                    stream.write(data)
                self._move(draft, target)
            else:
                # object stores put whole objects or none
                self.fs.pipe_file(target, data)
        except Exception as error:
            _not_written(target, error)

    def put(self, path: Path, *parts: str) -> None:
        """Put a file from a :meth:`workplace` where it belongs. Raises :class:`WriteError`."""
        target = self.path(*parts)
        try:
            if self.local:
                self._move(str(path), target)
            else:
                self.fs.put_file(str(path), target)
        except Exception as error:
            _not_written(target, error)

    @contextmanager
    def workplace(self) -> Iterator[str]:
        """A folder on a local disk for files that grow; it goes with the context. Raises :class:`WriteError`.

        It is within the output where that is local, so that what a killed process leaves there is found and removed.
        """
        try:
            folder = tempfile.TemporaryDirectory(prefix="dragoman-", dir=self._drafts() if self.local else None)
        except OSError as error:
            raise WriteError(f"{self.address}: {error.strerror or error}") from error
        with folder as path:
            yield path

    def _drafts(self) -> str:
        folder = self.path("drafts")
        os.makedirs(folder, exist_ok=True)
        return folder

    def _move(self, draft: str, target: str) -> None:
        os.makedirs(posixpath.dirname(target), exist_ok=True)
        os.replace(draft, target)

    def write_json(self, value: Any, *parts: str) -> None:
        """Write JSON with sorted keys. Raises :class:`WriteError`."""
        self.write(json.dumps(value, sort_keys=True).encode() + b"\n", *parts)

    def write_table(self, table: Any, *parts: str) -> None:
        """Write an Arrow table as Parquet. Raises :class:`WriteError`."""
        sink = io.BytesIO()
        pq.write_table(table, sink, compression=COMPRESSION)
        self.write(sink.getvalue(), *parts)

    def read_json(self, *parts: str) -> Any:
        """A JSON file, or None when it is not there or broken."""
        try:
            with self._reached():
                return json.loads(self.fs.cat_file(self.path(*parts)))
        except (FileNotFoundError, ValueError):
            return None

    def names(self, *parts: str) -> list[str]:
        """The names in a folder, sorted; hidden files left out."""
        self.fs.invalidate_cache()
        try:
            with self._reached():
                found = self.fs.ls(self.path(*parts), detail=False)
        except FileNotFoundError:
            return []
        listed = (posixpath.basename(name.rstrip("/")) for name in found)
        return sorted(name for name in listed if name and not name.startswith("."))

    def remove(self, *parts: str) -> None:
        """Remove a file or a folder; nothing happens when it is not there."""
        with suppress(FileNotFoundError), self._reached():
            self.fs.rm(self.path(*parts), recursive=True)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Errors of disks and of object stores' own libraries as one; what is not there and what is broken passes."""
        try:
            yield
        except (FileNotFoundError, ValueError):
            raise
        except Exception as error:
            raise StoppedError(f"{self.address}: {getattr(error, 'strerror', None) or error}") from error

    def entries(self, known: Collection[str] = ()) -> Iterator[Entry]:
        """The entries of shards that are done, but for those in ``known``."""
        for name in self.names("manifest"):
            shard, _, ending = name.partition(".")
            if ending == "json" and shard not in known:
                entry = self.read_json("manifest", name)
                if entry is not None:
                    yield entry

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other batches out of the folder. Raises :class:`BatchError` when one is at work in it.

        A local lock goes with the process that holds it, however that ends. On an object store the lock is an object
        with the process's number and host, which is stale when that process is gone.
        """
        mine = {"host": socket.gethostname(), "pid": os.getpid()}
        if not self.local or fcntl is None:
            try:
                other = self.read_json("lock")
            except StoppedError as error:
                raise BatchError(str(error)) from error
            if other and other != mine and (other["host"] != mine["host"] or _alive(other["pid"])):
                self._busy(other)
            try:
                self.write_json(mine, "lock")
            except WriteError as error:
                raise BatchError(f"cannot write {error}") from error
            try:
                yield
            finally:
                self.remove("lock")
            return
        try:
            os.makedirs(self.root, exist_ok=True)
            stream = open(self.path("lock"), "a+")  # noqa: SIM115
        except OSError as error:
            raise BatchError(f"{self.address} cannot be written: {(error.strerror or str(error)).lower()}") from error
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._busy(self.read_json("lock"))
            stream.truncate(0)
            stream.write(json.dumps(mine))
            stream.flush()
            try:
                yield
            finally:
                stream.truncate(0)

    def _busy(self, other: Any) -> NoReturn:
        who = f"process {other['pid']} on {other['host']}" if other else "another process"
        rest = "" if self.local else f"; if that is long gone, remove {self.address}/lock"
        raise BatchError(f"another batch is at work in {self.address} ({who}){rest}")

    def sweep(self, *parts: str, keep: Collection[str] = ()) -> None:
        """Remove every file below a folder whose path below the output is not in ``keep``, and empty folders."""
        self.fs.invalidate_cache()
        with self._reached():
            for path in self.fs.find(self.path(*parts)):
                if path[len(self.root) :].lstrip("/") not in keep:
                    self.fs.rm_file(path)
        if self.local:
            for folder, _, files in os.walk(self.path(*parts), topdown=False):
                if not files:
                    with suppress(OSError):
                        os.rmdir(folder)


def _not_written(target: str, error: Exception) -> NoReturn:
    raise WriteError(f"{target}: {getattr(error, 'strerror', None) or error}") from error


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
