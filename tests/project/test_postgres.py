"""The same project on PostgreSQL: a real server, started here in a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import exc, text
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.project import Project, ProjectError, Query
from tests.project.conftest import LONGER, OTHER, WIRE, Put


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(os.path.realpath(found)).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


BINARIES = _binaries()
pytest.importorskip("psycopg", reason="needs psycopg: pip install 'dragoman[postgres]'")
if BINARIES is None:
    pytest.skip("no PostgreSQL server here: apt-get install postgresql", allow_module_level=True)


def _as_postgres(command: list[str], folder: Path) -> None:
    """Run a server's program; root may not, so it is handed to the user postgres there."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert BINARIES is not None
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = str(folder / "data")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        _as_postgres([str(BINARIES / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"], folder)
        _as_postgres(
            [str(BINARIES / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"], folder
        )
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*(["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []),
             str(BINARIES / "pg_ctl"), "-D", data, "-m", "immediate", "stop"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=120,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server: str) -> str:
    """An empty database of its own."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS talks WITH (FORCE)")
        connection.execute("CREATE DATABASE talks")
    return server.rsplit("/", 1)[0] + "/talks"


def test_the_same_answers_as_in_a_file(database: str, project: Project, put: Put) -> None:
    texts = {"wire.txt": WIRE, "longer.txt": LONGER, "other.txt": OTHER}
    with Project.open(database, create=True) as remote:
        for name, words in texts.items():
            put(words, name)
            put(words, name, into=remote)
        for words, query in (
            ("port", Query()),
            ("port NOT berths", Query()),
            ("berths OR lorries", Query()),
            ('"access to"', Query()),
            ("demand*", Query()),
            ("", Query(party="BOL")),
            ("", Query(speaker="Quintana", order="date")),
            ("lorries", Query(within="text")),
        ):
            here, there = project.search(words, query=query), remote.search(words, query=query)
            assert here.total == there.total, words
            assert {(h.document, h.statement, h.start) for h in here.hits} == {
                (h.document, h.statement, h.start) for h in there.hits
            }
        (hit, *_) = remote.search("berths").hits
        assert "[berths]" in hit.snippet
        assert [line.documents for line in remote.lineages()] == [line.documents for line in project.lineages()]
        for view in ("timeline", "people", "positions", "contradictions"):
            here, there = getattr(project, view)(), getattr(remote, view)()
            assert [getattr(x, "name", None) for x in here] == [getattr(x, "name", None) for x in there], view
            assert len(here) == len(there), view
        assert project.status().merges == remote.status().merges
        assert remote.original(1) == WIRE.encode()


def test_adding_twice_removing_and_the_log(database: str, put: Put) -> None:
    with Project.open(database, create=True) as remote:
        assert put(WIRE, "wire.txt", into=remote).status == "added"
        assert put(WIRE, "wire.txt", into=remote).status == "known"
        added = put("Nul\0byte: " + OTHER, "other.txt", into=remote)
        assert remote.remove(added.documents) == 1
        assert len(remote.documents()) == 1
        assert [e.action for e in remote.review_log()] == ["added", "added", "remove"]
        with (
            pytest.raises(exc.DBAPIError, match="append-only"),
            remote.engine.connect() as connection,
            connection.begin(),
        ):
            connection.execute(text("DELETE FROM review_log"))


def test_the_command_line_takes_an_address(database: str, tmp_path: Path) -> None:
    report = tmp_path / "wire.txt"
    report.write_text(WIRE, encoding="utf-8")
    run = CliRunner()
    result = run.invoke(app, ["add", "--database", database, str(report)])
    assert result.exit_code == 0, result.output
    assert "1 report, 1 independent" in run.invoke(app, ["status", "--database", database]).stdout
    assert "[port]" in run.invoke(app, ["search", "--database", database, "port"]).stdout


def test_no_server_is_a_sentence() -> None:
    with pytest.raises(ProjectError) as error:
        Project.open("postgresql://nobody:secret@127.0.0.1:1/none")
    assert error.value.code == "database"
    assert "secret" not in str(error.value)
