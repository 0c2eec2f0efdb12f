"""The formats that records are written in: what each is, what opens it, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

from dragoman.record import Record


class Format(NamedTuple):
    """A format. ``ending`` is that of its file, or empty when it is a folder of files.

    The module ``dragoman.export.MODULE`` has ``render(records) -> bytes`` for a file or
    ``files(records) -> Iterator[(name, bytes)]`` for a folder.
    """

    name: str
    module: str
    ending: str
    opens: str
    loses: str

    def render(self, records: Sequence[Record]) -> bytes:
        """The one file of the format. Only for formats with an ending."""
        found = import_module(f"dragoman.export.{self.module}").render(records)
        return bytes(found)

    def files(self, records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
        """(name, content) of the folder's files. Only for formats without an ending."""
        yield from import_module(f"dragoman.export.{self.module}").files(records)


FORMATS: tuple[Format, ...] = (
    Format("jsonl", "jsonl", ".jsonl", "jq, pandas.read_json(lines=True), DuckDB read_json", "nothing"),
    Format(
        "gold",
        "jsonl",
        ".jsonl",
        "dragoman's own benches: reviewed records of a project as people hold them",
        "nothing",
    ),
    Format(
        "csv", "csv_tables", "", "spreadsheets, R, pandas, DuckDB; datapackage.json is the data dictionary", "blocks"
    ),
    Format("parquet", "parquet", "", "DuckDB, pandas, Polars, R arrow, Spark", "blocks"),
    Format(
        "polecat", "polecat", ".tsv", "anything that reads POLECAT's 40 columns", "anchors, statements, hedged events"
    ),
    Format(
        "icews", "icews", ".tsv", "anything that reads ICEWS' 20 columns", "anchors, statements, hedged events, modes"
    ),
    Format(
        "gdelt",
        "gdelt",
        ".tsv",
        "anything that reads GDELT 1.0's 58 columns",
        "anchors, statements, hedged events, modes",
    ),
    Format(
        "webannotation",
        "webannotation",
        ".jsonld",
        "Recogito, Hypothesis tools, any W3C Web Annotation client",
        "events",
    ),
    Format(
        "brat",
        "brat",
        "",
        "brat, and what reads its standoff (spaCy converters, INCEpTION)",
        "dates, events, positions",
    ),
    Format("gexf", "gexf", ".gexf", "Gephi, networkx, Cytoscape", "all but actors and who met or addressed whom"),
    Format("geojson", "geojson", ".geojson", "QGIS, Leaflet, kepler.gl", "all but meetings whose city is known"),
    Format("icalendar", "icalendar", ".ics", "Thunderbird, Outlook, Google Calendar", "all but meetings with a date"),
    Format("timelinejs", "timelinejs", ".json", "TimelineJS (Knight Lab)", "all but meetings and events with a date"),
    Format("tei", "tei", ".xml", "oXygen, TEI Publisher, XSLT", "events, positions"),
    Format("xlsx", "xlsx", ".xlsx", "Excel, LibreOffice", "all but positions"),
    Format("docx", "docx", ".docx", "Word, LibreOffice", "offsets, events"),
    Format("note", "note", ".html", "any browser", "offsets, events"),
)
"""In the order of ``dragoman export --help``."""


def format_named(name: str) -> Format:
    """The format of this name. Raises ``KeyError``."""
    return {f.name: f for f in FORMATS}[name]
