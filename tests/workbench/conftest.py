"""A project with a few short reports, one of them hostile, and clients that hold sessions on it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.intake import read_bytes
from dragoman.project import Project
from dragoman.reading.reader import Reader
from dragoman.workbench.app import create_app
from dragoman.workbench.settings import Settings

REPORTS = {
    "talks.txt": """VIENNA, March 3, 2015 (Reuters) - The foreign ministers of Norway and Chad met in Vienna for two hours on Tuesday.

"We will open the border in spring," Norwegian Foreign Minister Borge Brende told reporters after the talks.

Chadian Foreign Minister Moussa Faki said his government had rejected the demand. He accused Norway of delaying an accord.
""",
    "hostile.html": """<!doctype html><html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; Ministers meet</title></head><body>
<article><h1>&lt;script&gt;alert(1)&lt;/script&gt; Ministers meet in Quito</h1>
<p>QUITO, May 4, 2015 (AFP) - The foreign ministers of Peru and Ecuador met in Quito on Monday, officials said.</p>
<p>"&lt;img src=x onerror=alert(2)&gt; We agreed on the river," Peruvian President Ollanta Humala said in a statement.</p>
<p>=HYPERLINK("http://example.org") is what the ministry called the plan, a spokesman for the government said on Monday.</p>
</article></body></html>
""",
}


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all: loading the model takes a second or two."""
    return Reader()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """The project file that tests copy."""
    path = tmp_path_factory.mktemp("made") / "talks.dragoman"
    with Project.open(path, create=True) as project:
        for name, text in REPORTS.items():
            data = text.encode()
            project.add(data, name, [(d, reader.read(d)) for d in read_bytes(data, name)])
        project.settle()
    return path


@pytest.fixture
def project_file(made: Path, tmp_path: Path) -> Path:
    """A project of this test's own."""
    return Path(shutil.copy(made, tmp_path / "talks.dragoman"))


@pytest.fixture
def client_for(project_file: Path) -> Iterator[Callable[..., TestClient]]:
    """Makes clients of a workbench with the given settings."""
    opened: list[TestClient] = []

    def make(base_url: str = "http://localhost", peer: str = "127.0.0.1", **settings: object) -> TestClient:
        app = create_app(Settings(project=str(project_file), who="Ana", **settings))  # type: ignore[arg-type]
        client = TestClient(app, base_url=base_url, client=(peer, 50000), follow_redirects=False)
        client.headers["accept"] = "text/html"
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(client_for: Callable[..., TestClient]) -> TestClient:
    """A client of a workbench with the usual settings."""
    return client_for()


@pytest.fixture
def token_of() -> Callable[..., str]:
    """Reads the token that a page of a client's session carries."""

    def read(client: TestClient, path: str = "/reports") -> str:
        found = re.search(r'"X-CSRF-Token": "([\w-]+)"', client.get(path).text)
        assert found
        return found[1]

    return read
