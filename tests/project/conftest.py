"""A reader for all tests, and a project in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.intake import read_bytes
from dragoman.project import Added, Project
from dragoman.reading.reader import Reader

Put = Callable[..., Added]

WIRE = """LIMA, March 3 (Reuters) - The foreign ministers of Peru and Bolivia met for three hours in Lima on Tuesday to talk about access to the port of Ilo.

"We will open the port to your ships," Peruvian Foreign Minister Rosa Quintana told reporters after the talks. She said that the two sides had agreed to meet again on March 20 in La Paz.

Bolivia's deputy foreign minister, Julio Arce, said his country demanded free access to the sea. He denied that the talks had failed.
"""
LONGER = (
    WIRE
    + """
Officials in both capitals have been at odds over customs duties at the port since the spring, when a convoy of forty lorries was held at the border for nine days and its drivers slept beside the road.
"""
)
OTHER = """Ministers from the two neighbours were in good spirits on Tuesday night.

"Peru will open the port," Rosa Quintana, Peru's foreign minister, said in a radio interview, but fishermen in Ilo accused the government of giving away their berths. Bolivian officials declined to comment on what had been promised behind closed doors.
"""


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "talks.dragoman", create=True) as opened:
        yield opened


@pytest.fixture
def put(project: Project, reader: Reader) -> Put:
    """Read a text and add it to the project."""

    def add(text: str, source: str = "report.txt", *, given: str | None = None, into: Project | None = None) -> Added:
        data = text.encode()
        read = [(d, reader.read(d, published=given)) for d in read_bytes(data, source)]
        return (into or project).add(data, source, read, given=given, who="tester")

    return add
