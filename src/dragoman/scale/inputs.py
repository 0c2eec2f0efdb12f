"""What a batch reads: files found by address, each a unit named by its content; units are put into shards."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from dragoman.intake import IntakeError
from dragoman.scale.errors import FULL, NoInputError, WriteError

_CHUNK = 1 << 20
PIECE_BYTES = 8 * 1024 * 1024
MOST_PIECES = 32
"""Each piece goes through the whole file for its share of it. That costs a few thousandths of what reading a report
does, so with this many pieces a tenth at most."""
_KEY = 32
"""Hex digits of a key: 128 bits of SHA-256, enough to tell any number of files apart."""


class Unit(NamedTuple):
    """One input file, or a piece of a large one. ``key`` is a hash of the file's content in hex, ``address`` where it
    lies, ``size`` the unit's bytes; of a file of ``pieces`` pieces this is number ``piece``, counted from 0.

    A unit with the same key, address and piece is the same unit: it is never read twice.
    """

    key: str
    address: str
    size: int
    piece: int = 0
    pieces: int = 1

    @property
    def name(self) -> tuple[str, str, int]:
        """What makes it the same unit."""
        return self.key, self.address, self.piece


class Shard(NamedTuple):
    """Units that are read together. ``id`` is a hash of the units: the same content makes the same shard."""

    id: str
    units: tuple[Unit, ...]


class Unreadable(NamedTuple):
    """A file that was found but cannot be opened, and why."""

    address: str
    says: str


class Found(NamedTuple):
    """The inputs: distinct units in order of key, copies as (address, address of the same bytes), and the rest."""

    units: tuple[Unit, ...]
    copies: tuple[tuple[str, str], ...]
    unreadable: tuple[Unreadable, ...]


def find(addresses: Sequence[str], leave_out: str | None = None) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """(address, file system, info) of every file at or below the addresses, hidden ones left out, each once.

    Addresses are local paths or fsspec URLs (``s3://bucket/folder``). What lies below ``leave_out`` (the output) is
    no input. Raises :class:`NoInputError`.
    """
    seen: set[str] = set()
    for address in addresses:
        try:
            fs, path = fsspec.core.url_to_fs(address)
            infos = _infos(fs, path)
        except Exception as error:  # OSError, and whatever the object store's own library raises
            raise NoInputError(f"{address}: {getattr(error, 'strerror', None) or error}") from error
        if not infos:
            raise NoInputError(f"{address}: there is no file")
        for info in sorted(infos, key=lambda i: str(i["name"])):
            name = info["name"]
            full = name if isinstance(fs, LocalFileSystem) else fs.unstrip_protocol(name)
            relative = name[len(path) :] if name.startswith(path) else _base(name)
            hidden = any(part.startswith(".") for part in relative.split("/") if part)
            ours = leave_out is not None and full.startswith(leave_out.rstrip("/") + "/")
            if full not in seen and not hidden and not ours:
                seen.add(full)
                yield full, fs, info


def _base(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _infos(fs: Any, path: str) -> list[dict[str, Any]]:
    if fs.isdir(path):
        found = fs.find(path, detail=True)
    elif fs.exists(path):
        found = {path: fs.info(path)}
    else:
        found = {name: fs.info(name) for name in fs.glob(path) if not fs.isdir(name)}
    # links to folders and the like are not followed, since they may lead round in circles
    return [i for i in found.values() if i["type"] == "file" or not os.path.isdir(i["name"])]


def units(addresses: Sequence[str], leave_out: str | None = None) -> Iterator[Unit | Unreadable]:
    """The files at or below the addresses, named by content.

    Local files are read once for it. Object stores keep a hash of their own (the ETag), which is taken instead.
    """
    for address, fs, info in find(addresses, leave_out):
        try:
            address.encode()
        except UnicodeEncodeError:
            yield Unreadable(address.encode("utf-8", "backslashreplace").decode(), "its name is no valid UTF-8")
            continue
        try:
            if isinstance(fs, LocalFileSystem) and not os.path.isfile(info["name"]):
                os.stat(info["name"])
                yield Unreadable(address, "this is no regular file")
                continue
            tag = info.get("ETag") or info.get("etag") or info.get("md5Hash")
            if tag:
                digest = hashlib.sha256(f"{tag}:{info['size']}".encode())
                yield Unit(digest.hexdigest()[:_KEY], address, int(info["size"]))
            else:
                yield _hashed(address, fs, info["name"])
        except OSError as error:
            yield Unreadable(address, (error.strerror or str(error)).lower())
        except Exception as error:  # what the object store's own library raises
            yield Unreadable(address, f"{type(error).__name__}: {error}")


def _hashed(address: str, fs: Any, path: str) -> Unit:
    digest, size = hashlib.sha256(), 0
    with fs.open(path, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Unit(digest.hexdigest()[:_KEY], address, size)


def sort(found: Iterable[Unit | Unreadable]) -> Found:
    """Order units by key and drop copies: of files with the same bytes the first in order of address is kept."""
    good: list[Unit] = []
    bad: list[Unreadable] = []
    for one in found:
        if isinstance(one, Unit):
            good.append(one)
        else:
            bad.append(one)
    good.sort()
    kept: list[Unit] = []
    copies: list[tuple[str, str]] = []
    for unit in good:
        if kept and kept[-1].key == unit.key:
            copies.append((unit.address, kept[-1].address))
        else:
            kept.append(unit)
    return Found(tuple(kept), tuple(sorted(copies)), tuple(sorted(bad)))


def pieces(units: Iterable[Unit]) -> Iterator[Unit]:
    """Large files as pieces, which several workers can read: each takes every n-th report of it.

    How many depends on the file's size alone, so that the same file always has the same pieces.
    """
    for unit in units:
        count = min(MOST_PIECES, unit.size // PIECE_BYTES)
        if count < 2:
            yield unit
        else:
            size = unit.size // count
            for piece in range(count):
                yield Unit(unit.key, unit.address, size, piece, count)


def shard_files(units: int) -> int:
    """Files of a shard where the user names no number: many shards even of a small batch, so that no worker waits
    long for the last one, and at most 200 (some 6 MB of rows, and half a minute of work that a kill can cost)."""
    return min(200, max(8, units // 64))


def cut(units: Sequence[Unit], files: int, most_bytes: int) -> Iterator[Shard]:
    """Shards of at most ``files`` units and ``most_bytes`` bytes, but of at least one unit, in the order given.

    A piece of a large file is a shard by itself.
    """
    group: list[Unit] = []
    size = 0
    for unit in units:
        alone = unit.pieces > 1 or (group and group[-1].pieces > 1)
        if group and (alone or len(group) >= files or size + unit.size > most_bytes):
            yield shard_of(group)
            group, size = [], 0
        group.append(unit)
        size += unit.size
    if group:
        yield shard_of(group)


def shard_of(group: Sequence[Unit]) -> Shard:
    """The shard of these units."""
    digest = hashlib.sha256("".join(f"{u.key} {u.piece} {u.address}\n" for u in group).encode())
    return Shard(digest.hexdigest()[:20], tuple(group))


@contextmanager
def local(address: str) -> Iterator[Path]:
    """A file as a local one: itself, or a copy for as long as the context lasts.

    Raises :class:`IntakeError` ``unreadable``, and :class:`WriteError` when there is no room for the copy.
    """
    fs, path = fsspec.core.url_to_fs(address)
    if isinstance(fs, LocalFileSystem):
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        copy = Path(folder, "copy")
        try:
            with fs.open(path, "rb") as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
        except OSError as error:
            if error.errno in FULL:
                raise WriteError(f"{folder}: {error.strerror}") from error
            raise IntakeError("unreadable", (error.strerror or str(error)).lower()) from error
        except Exception as error:  # what the object store's own library raises
            raise IntakeError("unreadable", f"{type(error).__name__}: {error}") from error
        yield copy
