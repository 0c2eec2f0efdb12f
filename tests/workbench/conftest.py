"""A project with a few short reports, one of them hostile, and clients that hold sessions on it."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
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


@pytest.fixture(scope="session")
def negotiation_made(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """The project of the gold negotiation: fifteen reports, three outlets, three meetings, two wire lineages."""
    path = tmp_path_factory.mktemp("negotiation") / "border.dragoman"
    with Project.open(path, create=True) as project:
        for file in sorted((Path(__file__).parents[2] / "bench" / "gold" / "negotiation" / "reports").iterdir()):
            data = file.read_bytes()
            project.add(data, file.name, [(d, reader.read(d)) for d in read_bytes(data, file.name)])
        project.settle()
    return path


@pytest.fixture
def negotiation(negotiation_made: Path, tmp_path: Path) -> Path:
    """The negotiation as this test's own project."""
    return Path(shutil.copy(negotiation_made, tmp_path / "border.dragoman"))


@pytest.fixture
def client_for(project_file: Path) -> Iterator[Callable[..., TestClient]]:
    """Makes clients of a workbench with the given settings."""
    opened: list[TestClient] = []

    def make(
        base_url: str = "http://localhost", peer: str = "127.0.0.1", project: Path = project_file, **settings: object
    ) -> TestClient:
        app = create_app(Settings(project=str(project), who="Ana", **settings))  # type: ignore[arg-type]
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


# -- a real browser -----------------------------------------------------------------------------------------------------

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Served:
    """A workbench that listens on a free port of this machine."""

    def __init__(self, project: Path, **settings: Any) -> None:
        self.project = project
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        app = create_app(Settings(project=str(project), who="Ana", **settings))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self.server.should_exit = True
        self.thread.join(20)
        self.listening.close()


@pytest.fixture
def served(project_file: Path) -> Iterator[Served]:
    """A workbench on this test's own project."""
    bench = Served(project_file)
    yield bench
    bench.stop()


@pytest.fixture
def served_negotiation(negotiation: Path) -> Iterator[Served]:
    """A workbench on the negotiation."""
    bench = Served(negotiation)
    yield bench
    bench.stop()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """A page at the workbench. Whatever the browser complains of fails the test."""
    yield from _page(browser, served)


@pytest.fixture
def dossier(browser: Any, served_negotiation: Served) -> Iterator[Any]:
    """A page at the workbench of the negotiation."""
    yield from _page(browser, served_negotiation)


def _page(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context(
        base_url=served.address, viewport={"width": 1280, "height": 800}, accept_downloads=True
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.complaints = complaints
    yield opened
    context.close()
    assert not complaints, complaints
