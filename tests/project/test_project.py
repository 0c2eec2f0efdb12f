"""Adding, finding again, removing; what is refused, and in which words."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, exc, text

from dragoman.intake import read_bytes
from dragoman.project import Project, ProjectError
from dragoman.reading.reader import Reader
from tests.project.conftest import LONGER, OTHER, WIRE, Put


def test_what_goes_in_comes_out_byte_for_byte(project: Project, put: Put, reader: Reader) -> None:
    added = put(WIRE, "wire.txt")
    (document,) = project.documents()
    assert added.documents == (document.id,)
    assert project.original(document.id) == WIRE.encode()
    assert project.record(document.id).to_json() == reader.read(read_bytes(WIRE.encode(), "wire.txt")[0]).to_json()


def test_the_same_bytes_are_added_once(project: Project, put: Put) -> None:
    assert put(WIRE, "wire.txt").status == "added"
    assert put(WIRE, "elsewhere/wire.txt").status == "known"
    assert len(project.documents()) == 1
    with project.reading() as connection:
        assert connection.execute(text("SELECT source FROM sources ORDER BY source")).scalars().all() == [
            "elsewhere/wire.txt",
            "wire.txt",
        ]


def test_another_pipeline_makes_a_report_stale_and_replaces_it(project: Project, put: Put, reader: Reader) -> None:
    put(WIRE, "wire.txt")
    data = WIRE.encode()
    (document,) = read_bytes(data, "wire.txt")
    record = reader.read(document)
    newer = msgspec.structs.replace(record, pipeline=msgspec.structs.replace(record.pipeline, id="newer"))
    assert [d.source for d in project.stale("newer")] == ["wire.txt"]
    assert project.add(data, "wire.txt", [(document, newer)]).status == "read-again"
    assert project.stale("newer") == ()
    assert project.status("newer").statements == len(record.statements)


def test_removing_takes_everything_of_a_report(project: Project, put: Put) -> None:
    put(WIRE, "wire.txt")
    added = put(OTHER, "other.txt")
    before = project.status()
    assert project.remove(added.documents, who="tester", why="not ours") == 1
    project.settle()
    assert [d.source for d in project.documents()] == ["wire.txt"]
    assert project.search("fishermen").total == 0
    assert project.status().statements < before.statements
    with project.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM originals")).scalar() == 1
        for table in ("entities", "statements", "passages", "shingles", "mentions", "roles"):
            rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            assert rows, table
    assert project.remove([99]) == 0


def test_every_row_has_an_anchor_that_holds(project: Project, put: Put) -> None:
    put(LONGER)
    words = project.record(1).document.text
    with project.reading() as connection:
        for start, end, content in connection.execute(text('SELECT start, "end", content FROM passages')):
            assert words[start:end] == content
        found = connection.execute(text("SELECT start, \"end\", name FROM entities WHERE kind = 'person'")).all()
        assert found
        for start, end, name in found:
            assert name in words[start:end]


def test_the_review_log_only_grows(project: Project, put: Put) -> None:
    put(WIRE)
    project.log("reviewer", "note", "report 1", before=None, after={"read": True}, why="checked")
    entries = project.review_log()
    assert [e.action for e in entries] == ["added", "note"]
    assert project.review_log("report 1")[0].after == '{"read": true}'
    for statement in ("UPDATE review_log SET why = 'x'", "DELETE FROM review_log"):
        with (
            pytest.raises(exc.IntegrityError, match="append-only"),
            project.engine.connect() as connection,
            connection.begin(),
        ):
            connection.execute(text(statement))


def test_a_file_closes_into_one_file(tmp_path: Path, put: Put) -> None:
    path = tmp_path / "one.dragoman"
    with Project.open(path, create=True) as project:
        put(WIRE, into=project)
    assert sorted(p.name for p in tmp_path.glob("one*")) == ["one.dragoman"]
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"Just a text.\n" * 50, "no-project"), (b"SQLite format 3\0" + b"\xff" * 5000, "no-project")],
)
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.dragoman"
    path.write_bytes(content)
    with pytest.raises(ProjectError) as error:
        Project.open(path, create=True)
    assert error.value.code == code
    assert path.read_bytes() == content


def test_there_is_no_project(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.dragoman", "missing"), (tmp_path, "no-project")):
        with pytest.raises(ProjectError) as error:
            Project.open(path)
        assert error.value.code == code
    with pytest.raises(ProjectError, match="folder"):
        Project.open(tmp_path / "no" / "such.dragoman", create=True)
    with pytest.raises(ProjectError, match="mysql is not supported"):
        Project.open("mysql://localhost/x")


def test_an_sqlite_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError) as error:
        Project.open(path, create=True)
    assert error.value.code == "no-project"
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_says_so(tmp_path: Path, put: Put) -> None:
    path = tmp_path / "newer.dragoman"
    with Project.open(path, create=True) as project:
        put(WIRE, into=project)
        with project.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ProjectError, match="newer dragoman") as error:
        Project.open(path)
    assert error.value.code == "newer"


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_gives_a_sentence_never_a_traceback(tmp_path: Path, put: Put, seed: int) -> None:
    import random

    whole = tmp_path / "whole.dragoman"
    with Project.open(whole, create=True) as project:
        put(WIRE, into=project)
    damaged = tmp_path / "damaged.dragoman"
    shutil.copy(whole, damaged)
    chance = random.Random(seed)
    data = bytearray(damaged.read_bytes())
    if seed % 3 == 0:
        data = data[: chance.randrange(1, len(data))]
    else:
        for _ in range(40):
            at = chance.randrange(100, len(data) - 600)
            data[at : at + 512] = chance.randbytes(512)
    damaged.write_bytes(data)
    try:
        with Project.open(damaged) as project:
            project.status()
            project.search("port")
            for document in project.documents():
                project.record(document.id)
    except ProjectError as error:
        assert error.code in ("corrupt", "no-project", "database", "missing", "stale"), error


def test_a_full_disk_loses_nothing(tmp_path: Path, put: Put) -> None:
    path = tmp_path / "full.dragoman"
    with Project.open(path, create=True) as project:
        put(WIRE, into=project)
    with Project.open(path) as project:

        @event.listens_for(project.engine, "begin")
        def _small(connection: object) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        with pytest.raises(ProjectError, match="disk is full") as error:
            put(OTHER * 40, into=project)
        assert error.value.code == "full"
        assert [d.source for d in project.documents()] == ["report.txt"]
    with Project.open(path) as project:
        assert put(OTHER, "other.txt", into=project).status == "added"


def test_two_writers_wait_for_each_other(tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "two.dragoman"
    with Project.open(path, create=True) as first:
        monkeypatch.setattr("dragoman.project.engine.WAIT", 0.05)
        with Project.open(path) as second:
            with first.writing() as connection:
                connection.execute(text("INSERT INTO lineages (name) VALUES ('x')"))
                with pytest.raises(ProjectError) as error:
                    put(WIRE, into=second)
                assert error.value.code == "busy"
            assert put(WIRE, into=second).status == "added"


def test_reading_goes_on_within_reading_and_beside_writing(project: Project, put: Put) -> None:
    put(WIRE)
    with project.reading() as outer:
        assert outer.execute(text("SELECT count(*) FROM documents")).scalar() == 1
        assert project.record(1).document.text == WIRE
        put(OTHER, "other.txt")
        assert outer.execute(text("SELECT count(*) FROM documents")).scalar() == 1  # one state throughout
    assert [d.id for d, _ in project.records()] == [1, 2]


def test_the_migrations_make_the_tables_that_the_program_means(project: Project) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from dragoman.project import engine as engine_module
    from dragoman.project.schema import HEAD, metadata

    with project.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or "_fts" not in name}
        )
        assert compare_metadata(context, metadata) == []
    folder = Path(engine_module.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_text_that_databases_refuse_is_stored_all_the_same(project: Project, put: Put) -> None:
    put(WIRE.replace("ships", "sh\0ips"), "nul.txt")
    assert project.search("port").total
