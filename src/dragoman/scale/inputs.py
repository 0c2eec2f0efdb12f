"""What a batch reads: files found by address, each a unit named by its content; units are put into shards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import fsspec

_CHUNK = 1 << 20


class Unit(NamedTuple):
    """One input file. ``key`` is the SHA-256 of its bytes in hex, ``address`` where it lies, ``size`` in bytes."""

    key: str
    address: str
    size: int


class Shard(NamedTuple):
    """Units that are read together. ``id`` is a hash of their keys: the same content makes the same shard."""

    id: str
    units: tuple[Unit, ...]


class Plan(NamedTuple):
    """The shards in order of their units' keys, and files whose bytes another file has as well."""

    shards: tuple[Shard, ...]
    copies: tuple[tuple[str, str], ...]

    @property
    def units(self) -> int:
        """How many distinct files there are."""
        return sum(len(shard.units) for shard in self.shards)


class NoInputError(ValueError):
    """An address that leads to no file."""


def find(addresses: Sequence[str]) -> Iterator[tuple[str, Any, str]]:
    """(address, file system, path) of every file at or below the addresses, hidden ones left out, each once.

    Addresses are local paths or fsspec URLs (``s3://bucket/folder``). Raises :class:`NoInputError`.
    """
    seen: set[str] = set()
    for address in addresses:
        fs, path = fsspec.core.url_to_fs(address)
        try:
            paths = fs.find(path) if fs.isdir(path) else [path] if fs.exists(path) else sorted(fs.glob(path))
        except OSError as error:
            raise NoInputError(f"{address}: {error.strerror or error}") from error
        if not paths:
            raise NoInputError(f"{address}: there is no file")
        for found in sorted(paths):
            relative = found[len(path) :] if found.startswith(path) else found
            full = fs.unstrip_protocol(found)
            if full not in seen and not any(part.startswith(".") for part in relative.split("/") if part):
                seen.add(full)
                yield full, fs, found


def units(addresses: Sequence[str]) -> Iterator[Unit]:
    """The files at or below the addresses with the hash of their bytes; each file is read once for it."""
    for full, fs, path in find(addresses):
        digest, size = hashlib.sha256(), 0
        with fs.open(path, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        yield Unit(digest.hexdigest(), full, size)


def plan(found: Iterable[Unit], shard_files: int, shard_bytes: int) -> Plan:
    """Sort units by key, drop copies (the first address in order of name is kept), and cut shards.

    A shard has at most ``shard_files`` files and ``shard_bytes`` bytes, but at least one file.
    """
    ordered = sorted(found)
    kept: list[Unit] = []
    copies: list[tuple[str, str]] = []
    for unit in ordered:
        if kept and kept[-1].key == unit.key:
            copies.append((unit.address, kept[-1].address))
        else:
            kept.append(unit)
    shards: list[Shard] = []
    group: list[Unit] = []
    size = 0
    for unit in kept:
        if group and (len(group) >= shard_files or size + unit.size > shard_bytes):
            shards.append(_shard(group))
            group, size = [], 0
        group.append(unit)
        size += unit.size
    if group:
        shards.append(_shard(group))
    return Plan(tuple(shards), tuple(copies))


def _shard(group: list[Unit]) -> Shard:
    digest = hashlib.sha256("\n".join(u.key for u in group).encode()).hexdigest()
    return Shard(digest[:20], tuple(group))


def load(address: str) -> bytes:
    """The bytes of a file. Raises ``OSError``."""
    fs, path = fsspec.core.url_to_fs(address)
    return bytes(fs.cat_file(path))
