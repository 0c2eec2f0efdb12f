"""What a batch reads, and how it is cut."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.intake import IntakeError
from dragoman.scale.errors import NoInputError
from dragoman.scale.inputs import Unit, Unreadable, cut, local, pieces, shard_files, sort, units


def names(found: list[Unit | Unreadable], folder: Path) -> list[str]:
    return sorted(os.path.relpath(unit.address, folder) for unit in found)


def test_folders_give_their_files_hidden_ones_and_the_output_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".h/d.txt", "a/.e.txt", "out/f.parquet", "outer.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = list(units([str(tmp_path), str(tmp_path / "b.txt")], str(tmp_path / "out")))
    assert names(found, tmp_path) == ["a/c.txt", "b.txt", "outer.txt"]


def test_a_pattern_gives_what_it_matches(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b1.txt"):
        (tmp_path / name).write_text(name)
    assert names(list(units([str(tmp_path / "a*.txt")])), tmp_path) == ["a1.txt", "a2.txt"]


def test_an_address_that_leads_to_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="there is no file"):
        list(units([str(tmp_path / "none")]))
    with pytest.raises(NoInputError, match="there is no file"):
        list(units([str(tmp_path)]))
    with pytest.raises(NoInputError, match="no-such-protocol"):
        list(units(["no-such-protocol://x/y"]))


def test_what_is_no_regular_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x")
    os.symlink(tmp_path / "good.txt", tmp_path / "link.txt")
    os.symlink(tmp_path / "gone", tmp_path / "broken.txt")
    os.symlink(tmp_path, tmp_path / "round")
    os.mkfifo(tmp_path / "pipe")
    found = sort(units([str(tmp_path)]))
    assert [os.path.basename(u.address) for u in found.units] == ["good.txt"]
    assert found.copies == ((str(tmp_path / "link.txt"), str(tmp_path / "good.txt")),)
    assert [(os.path.basename(u.address), u.says) for u in found.unreadable] == [
        ("broken.txt", "no such file or directory"),
        ("pipe", "this is no regular file"),
    ]


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    with open(os.fsencode(str(tmp_path)) + b"/r\xe9.txt", "wb") as stream:
        stream.write(b"x")
    (found,) = units([str(tmp_path)])
    assert isinstance(found, Unreadable)
    assert found.address.endswith("r\\udce9.txt")
    assert "its name" in found.says


def test_the_same_bytes_have_the_same_key_and_the_first_address_is_kept(tmp_path: Path) -> None:
    for name, text in (("b", "one"), ("a", "one"), ("c", "two")):
        (tmp_path / name).write_text(text)
    found = sort(units([str(tmp_path)]))
    assert {os.path.basename(u.address) for u in found.units} == {"a", "c"}
    assert found.copies == ((str(tmp_path / "b"), str(tmp_path / "a")),)


@given(st.lists(st.integers(0, 100), max_size=60), st.integers(1, 9), st.integers(1, 150))
def test_shards_hold_every_unit_once_in_order_within_their_bounds(sizes: list[int], files: int, most: int) -> None:
    given_units = [Unit(f"{n:032x}", f"/r{n}", size) for n, size in enumerate(sizes)]
    shards = list(cut(given_units, files, most))
    assert [u for shard in shards for u in shard.units] == given_units
    for shard in shards:
        assert 1 <= len(shard.units) <= files
        assert len(shard.units) == 1 or sum(u.size for u in shard.units) <= most
    assert len({shard.id for shard in shards}) == len(shards)


@pytest.mark.parametrize(("megabytes", "count"), [(0, 1), (15, 1), (16, 2), (100, 12), (10_000, 32)])
def test_large_files_have_pieces_each_a_shard_of_its_own(megabytes: int, count: int) -> None:
    small, large = Unit("a" * 32, "/a", 10), Unit("b" * 32, "/b", megabytes * 1024 * 1024)
    found = list(pieces([small, large, small]))
    assert [(u.piece, u.pieces) for u in found] == [(0, 1), *((n, count) for n in range(count)), (0, 1)]
    assert len({u.name for u in found}) == count + 1
    shards = list(cut(found, 100, 1 << 40))
    assert len(shards) == (1 if count == 1 else count + 2)
    assert len({shard.id for shard in shards[:-1]}) == len(shards[:-1])


@pytest.mark.parametrize(("count", "files"), [(0, 8), (400, 8), (6400, 100), (10_000_000, 200)])
def test_small_batches_have_many_shards(count: int, files: int) -> None:
    assert shard_files(count) == files


def test_a_remote_file_is_copied_and_a_missing_one_is_unreadable(tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/there.txt", b"words")
    with local("memory://there.txt") as path:
        assert path.read_bytes() == b"words"
    assert not path.exists()
    with pytest.raises(IntakeError) as error, local("memory://gone.txt"):
        pass
    assert error.value.code == "unreadable"
