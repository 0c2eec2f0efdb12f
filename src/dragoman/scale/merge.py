"""The last step: the shards' rows into final tables that depend on the rows alone.

It is a sort outside memory in two passes, done by the same engines as the reading. First the rows of some shards are
brought into one file in the order of month and document (*gather*). Then each final file takes its months, or its part
of one month, from all of those (*settle*). Between the two the documents' ids are merged once, to count the documents
of each month and to find those that were read more than once.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.export.parquet import schema
from dragoman.export.tables import BY_NAME, TABLES
from dragoman.scale.shard import TableReader, table_file
from dragoman.scale.store import Store
from dragoman.scale.tasks import Entry, Gather, Settle, Task

PART_REPORTS = 5_000
"""Reports of a final file at most, and of what is sorted at once: what bounds the memory of this step."""
GROUP_SHARDS = 50
MOST_GROUPS = 1_000
"""Each final file is read out of all groups, so there are never more than this many."""
_GROUP_ROWS = 8_192
_INDEX = ("document", "#address", "#n", "#month")


class Slice(NamedTuple):
    """Neighbouring months, or the part ``part`` of ``parts`` of one month, cut by the documents' ids."""

    months: tuple[str, ...]
    part: int = 0
    parts: int = 1

    def bounds(self) -> tuple[str, str]:
        """The first four digits of the ids from which, and up to which (exclusive), the part goes."""
        # ids are hashes: equal ranges of their digits hold equal shares
        low, high = (0x10000 * p // self.parts for p in (self.part, self.part + 1))
        return f"{low:04x}", f"{high:04x}" if high < 0x10000 else "g"


def slices(reports: Mapping[str, int], most: int = PART_REPORTS) -> Iterator[Slice]:
    """Cut months into slices of about ``most`` reports; small neighbouring months go together."""
    together: list[str] = []
    size = 0
    for month, count in sorted(reports.items()):
        if together and size + count > most:
            yield Slice(tuple(together))
            together, size = [], 0
        if count > most:
            parts = -(-count // most)
            yield from (Slice((month,), part, parts) for part in range(parts))
        else:
            together.append(month)
            size += count
    if together:
        yield Slice(tuple(together))


def _taken(file: Any, chosen: Slice) -> Any:
    """The rows of a Parquet file that are in a slice. Row groups outside it are not read."""
    columns = {file.schema_arrow.names.index(name): name for name in ("#month", "document")}
    low, high = chosen.bounds()
    keep = []
    for number in range(file.num_row_groups):
        stats = {name: file.metadata.row_group(number).column(i).statistics for i, name in columns.items()}
        month, document = stats["#month"], stats["document"]
        if month is not None and (month.max < chosen.months[0] or month.min > chosen.months[-1]):
            continue
        if document is not None and (document.max < low or document.min >= high):
            continue
        keep.append(number)
    found = file.read_row_groups(keep, use_threads=False)
    mask = pc.and_(
        pc.greater_equal(found["#month"], chosen.months[0]), pc.less_equal(found["#month"], chosen.months[-1])
    )
    if chosen.parts > 1:
        mask = pc.and_(mask, pc.and_(pc.greater_equal(found["document"], low), pc.less(found["document"], high)))
    return found.filter(mask)


def _ordered(pieces: Sequence[Any], *keys: str) -> Any:
    together = pa.concat_tables(pieces)
    return together.take(pc.sort_indices(together, [(key, "ascending") for key in keys]))


def gather(store: Store, task: Gather) -> Entry:
    """Write ``groups/ID.zip``: the rows of some shards in the order of month, document, file and place in it, and an
    index of the documents in the order of their ids."""
    with ExitStack() as stack, table_file(store) as file:
        readers = []
        for shard, dropped in task.shards:
            reader = TableReader(store, "shards", f"{shard}.zip")
            stack.callback(reader.close)
            readers.append((reader, pa.array(dropped, pa.string())))
        index = []
        for reader, dropped in readers:
            documents = reader.parquet("documents")
            if documents is not None:
                index.append(_kept(documents.read(list(_INDEX), use_threads=False), dropped))
        counts: Counter[str] = Counter()
        for piece in index:
            for count in pc.value_counts(piece["#month"]).to_pylist():
                counts[count["values"]] += count["counts"]
        if index:
            file.append("index", _ordered(index, "document", "#address", "#n"), _GROUP_ROWS)
        for chosen in slices(counts):
            for table in TABLES:
                pieces = []
                for reader, dropped in readers:
                    parquet = reader.parquet(table.name)
                    if parquet is not None:
                        pieces.append(_kept(_taken(parquet, chosen), dropped))
                if any(len(piece) for piece in pieces):
                    ordered = _ordered(pieces, "#month", "document", "#address", "#n", "#row")
                    file.append(table.name, ordered, _GROUP_ROWS)
        file.close(store, "groups", f"{task.id}.zip")
    return {"task": task.id}


def _kept(found: Any, dropped: Any) -> Any:
    return found.filter(pc.invert(pc.is_in(found["#address"], value_set=dropped))) if len(dropped) else found


def settle(store: Store, task: Settle) -> Entry:
    """Write the final files of a slice; the entry has their names and numbers of rows."""
    chosen = Slice(task.months, task.part, task.parts)
    lost = _lost(store, chosen)
    written: list[tuple[str, int]] = []
    with ExitStack() as stack:
        readers = []
        for group in task.groups:
            reader = TableReader(store, "groups", f"{group}.zip")
            stack.callback(reader.close)
            readers.append(reader)
        for table in TABLES:
            pieces = [_taken(p, chosen) for r in readers if (p := r.parquet(table.name)) is not None]
            pieces = [_without(piece, lost) for piece in pieces if len(piece)]
            if not pieces:
                continue
            found = _ordered(pieces, "#month", "document", "#row")
            months = found["#month"]
            found = found.select(schema(BY_NAME[table.name]).names).cast(schema(BY_NAME[table.name]))
            for month in chosen.months:
                rows = found.filter(pc.equal(months, month)).combine_chunks()
                if len(rows):
                    name = f"{table.name}/month={month}/part-{task.part}.parquet"
                    store.write_table(rows, *name.split("/"))
                    written.append((name, len(rows)))
    return {"task": task.id, "files": written}


def _lost(store: Store, chosen: Slice) -> set[tuple[str, str, int]]:
    """Documents of a slice that were read from another place as well, and are kept from there."""
    if "lost.zip" not in store.names("groups"):
        return set()
    reader = TableReader(store, "groups", "lost.zip")
    try:
        found = _taken(reader.parquet("lost"), chosen)
    finally:
        reader.close()
    return set(zip(*(found[name].to_pylist() for name in _INDEX[:3]), strict=True))


def _without(found: Any, lost: set[tuple[str, str, int]]) -> Any:
    if not lost:
        return found
    ids = pa.array(sorted({document for document, _, _ in lost}))
    suspect = pc.is_in(found["document"], value_set=ids).to_pylist()
    if not any(suspect):
        return found
    keys = zip(*(found[name].to_pylist() for name in _INDEX[:3]), strict=True)
    return found.filter(pa.array([not (s and key in lost) for s, key in zip(suspect, keys, strict=True)], pa.bool_()))


class Merged(NamedTuple):
    """What the merge made: reports, files as (name, rows), and (address, n, address, n) of the same text read twice."""

    reports: int
    files: list[tuple[str, int]]
    same: list[tuple[str, int, str, int]]


def merge(
    store: Store,
    shards: Sequence[tuple[str, tuple[str, ...]]],
    run: Callable[[Sequence[Task]], Iterator[Entry]],
    progress: Callable[[int, int], None],
) -> Merged:
    """Make the final tables of ``shards`` (ids, and addresses to leave out of each) with the engine's ``run``."""
    size = max(GROUP_SHARDS, -(-len(shards) // MOST_GROUPS))
    groups = [_group(shards[at : at + size]) for at in range(0, len(shards), size)]
    there = set(store.names("groups"))
    left: list[Task] = [group for group in groups if f"{group.id}.zip" not in there]
    for done, _ in enumerate(run(left), 1):
        progress(done, 2 * len(left))
    store.remove("groups", "lost.zip")
    reports, same, lost = _counted(store, [group.id for group in groups])
    if lost:
        _write_lost(store, lost)
    names = tuple(group.id for group in groups)
    tasks: list[Task] = [
        Settle(f"settle-{number}", names, s.months, s.part, s.parts) for number, s in enumerate(slices(reports))
    ]
    files: list[tuple[str, int]] = []
    for done, entry in enumerate(run(tasks), 1):
        files.extend((name, rows) for name, rows in entry["files"])
        progress(len(tasks) + done, 2 * len(tasks))
    return Merged(sum(reports.values()), sorted(files), sorted(same))


def _group(shards: Sequence[tuple[str, tuple[str, ...]]]) -> Gather:
    digest = hashlib.sha256(repr(shards).encode("utf-8", "backslashreplace"))
    return Gather(digest.hexdigest()[:20], tuple(shards))


Place = tuple[str, str, int, str]
"""A document's id, address, number in the file, and month."""


def _counted(store: Store, groups: Iterable[str]) -> tuple[Counter[str], list[tuple[str, int, str, int]], list[Place]]:
    """Reports by month, each document once; and the places of the same documents that do not count.

    Of places with the same text the first in order of address counts. The ids of all groups are merged as streams.
    """
    reports: Counter[str] = Counter()
    same: list[tuple[str, int, str, int]] = []
    lost: list[Place] = []
    with ExitStack() as stack:
        streams = []
        for group in groups:
            reader = TableReader(store, "groups", f"{group}.zip")
            stack.callback(reader.close)
            parquet = reader.parquet("index")
            if parquet is not None:
                streams.append(_places(parquet))
        first: Place | None = None
        for place in heapq.merge(*streams):
            if first is None or place[0] != first[0]:
                first = place
                reports[place[3]] += 1
            else:
                lost.append(place)
                same.append((place[1], place[2], first[1], first[2]))
    return reports, same, lost


def _places(parquet: Any) -> Iterator[Place]:
    for batch in parquet.iter_batches(2_048, use_threads=False):
        yield from zip(*(batch.column(name).to_pylist() for name in _INDEX), strict=True)


def _write_lost(store: Store, lost: list[Place]) -> None:
    columns = zip(*sorted(lost, key=lambda place: (place[3], place)), strict=True)
    table = pa.table({name: list(column) for name, column in zip(_INDEX, columns, strict=True)})
    with table_file(store) as file:
        file.append("lost", table, _GROUP_ROWS)
        file.close(store, "groups", "lost.zip")
