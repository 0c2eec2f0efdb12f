"""Every format, read back by a library that knows it."""

import csv
import io
import json
import re
from pathlib import Path

import docx
import geojson
import icalendar
import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from acdh_tei_pyutils.tei import TeiReader
from lxml import etree, html

from dragoman.export import gdelt, icews, polecat
from dragoman.export.formats import FORMATS, format_named
from dragoman.export.tables import TABLES
from dragoman.intake import read_text
from dragoman.reading.reader import Reader
from dragoman.record import Record

REPORTS = [
    """OSLO, May 3 (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday.

Norwegian Foreign Minister Jonas Gahr Store said the talks on fishing rights had been "constructive".

Chad accused Norway of violating the fishing accord. Norway reportedly demanded an apology from Chad.

The two sides agreed to meet again in Ndjamena on June 4.
""",
    """LIMA, May 9 (AFP) - Peru and Ecuador held talks in Lima on Sunday on the border.

=SUM(1) "is no formula", the Peruvian president said, <b>smiling</b> & waving.
""",
]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    reader = Reader(published="2010-05-04")
    return [reader.read(read_text(text, f"report {n}.txt")) for n, text in enumerate(REPORTS)]


@pytest.mark.parametrize("name", [f.name for f in FORMATS])
def test_the_same_records_give_the_same_bytes(name: str, records: list[Record]) -> None:
    chosen = format_named(name)
    if chosen.ending:
        assert chosen.render(records) == chosen.render(records)
    else:
        assert list(chosen.files(records)) == list(chosen.files(records))


@pytest.mark.parametrize("name", [f.name for f in FORMATS])
def test_no_records_and_empty_records_are_fine(name: str) -> None:
    empty = Reader().read(read_text("Nothing."))
    for found in ([], [empty]):
        chosen = format_named(name)
        assert chosen.render(found) if chosen.ending and chosen.module != "jsonl" else True
        if not chosen.ending:
            assert list(chosen.files(found))


def test_jsonl_loses_nothing(records: list[Record]) -> None:
    lines = format_named("jsonl").render(records).splitlines()
    assert [Record.from_json(line) for line in lines] == records


def test_csv_is_read_by_pandas_and_has_the_dictionarys_columns(records: list[Record]) -> None:
    files = dict(format_named("csv").files(records))
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        frame = pd.read_csv(io.BytesIO(files[resource["path"]]))
        assert list(frame.columns) == [f["name"] for f in resource["schema"]["fields"]]
    assert len(pd.read_csv(io.BytesIO(files["statements.csv"]))) == sum(len(r.statements) for r in records)


def test_csv_holds_no_formula(records: list[Record]) -> None:
    for name, data in format_named("csv").files(records):
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_parquet_is_read_by_arrow_with_descriptions(records: list[Record]) -> None:
    files = dict(format_named("parquet").files(records))
    assert set(files) == {f"{t.name}.parquet" for t in TABLES}
    table = pq.read_table(io.BytesIO(files["entities.parquet"]))
    assert table.num_rows == sum(len(r.entities) for r in records)
    assert table.schema.field("country").metadata[b"description"]


@pytest.mark.parametrize(
    ("name", "columns", "count"),
    [("polecat", polecat.COLUMNS, 40), ("icews", icews.COLUMNS, 20), ("gdelt", gdelt.COLUMNS, 58)],
)
def test_event_layouts_have_their_columns_and_no_hedged_event(
    name: str, columns: list[str], count: int, records: list[Record]
) -> None:
    frame = pd.read_csv(io.BytesIO(format_named(name).render(records)), sep="\t", dtype=str)
    assert list(frame.columns) == list(columns)
    assert len(columns) == count
    facts = [e for r in records for e in r.events if e.standing in ("asserted", "attributed")]
    assert len(frame) <= len(facts)


def test_web_annotations_quote_the_text(records: list[Record]) -> None:
    page = json.loads(format_named("webannotation").render(records))
    texts = {f"urn:sha256:{r.document.id}": r.document.text for r in records}
    assert page["items"]
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quote = target["selector"]
            assert texts[target["source"]][position["start"] : position["end"]] == quote["exact"]


def test_brat_spans_fit_their_text(records: list[Record]) -> None:
    files = dict(format_named("brat").files(records))
    stems = [n[:-4] for n in files if n.endswith(".txt")]
    assert len(stems) == len(records)
    for stem in stems:
        text = files[f"{stem}.txt"].decode()
        for line in files[f"{stem}.ann"].decode().splitlines():
            assert re.fullmatch(
                r"(T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t.+|#\d+\tAnnotatorNotes T\d+\t.+|E\d+\t\w+:T\d+( [\w-]+:T\d+)*)", line
            )
            if line[0] == "T":
                _, spans, words = line.split("\t")
                pieces = [tuple(map(int, p.split())) for p in spans.split(" ", 1)[1].split(";")]
                assert " ".join(text[a:b] for a, b in pieces) == words


def test_gexf_is_read_by_networkx(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "a.gexf"
    path.write_bytes(format_named("gexf").render(records))
    graph = nx.read_gexf(path)
    assert "state:Norway" in graph


def test_geojson_is_valid(records: list[Record]) -> None:
    found = geojson.loads(format_named("geojson").render(records))
    assert found.is_valid
    assert any(abs(f.geometry.coordinates[1] - 59.9) < 0.5 for f in found.features)


def test_icalendar_is_read_by_its_library(records: list[Record]) -> None:
    calendar = icalendar.Calendar.from_ical(format_named("icalendar").render(records))
    days = [event["dtstart"].dt.isoformat() for event in calendar.walk("VEVENT")]
    assert "2010-05-03" in days


def test_timeline_is_in_order_and_escaped(records: list[Record]) -> None:
    timeline = json.loads(format_named("timelinejs").render(records))
    days = [tuple(slide["start_date"][k] for k in ("year", "month", "day")) for slide in timeline["events"]]
    assert days
    assert days == sorted(days)


def test_tei_is_read_and_holds_the_text(records: list[Record]) -> None:
    data = format_named("tei").render(records)
    reader = TeiReader(data.decode().split("\n", 1)[1])
    assert len(reader.any_xpath(".//tei:TEI")) == len(records)
    words = " ".join("".join(p.itertext()) for p in etree.fromstring(data).iter("{http://www.tei-c.org/ns/1.0}p"))
    assert "constructive" in words


def test_workbook_opens_and_runs_nothing(records: list[Record]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(format_named("xlsx").render(records)))
    assert book.sheetnames == ["Positions", "Statements"]
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_notes_have_a_source_for_every_number(records: list[Record]) -> None:
    page = html.document_fromstring(format_named("note").render(records).decode())
    used = {a.get("href") for a in page.iter("a")}
    assert used
    assert used <= {f"#{li.get('id')}" for li in page.iter("li")}
    assert not list(page.iter("script", "b"))
    document = docx.Document(io.BytesIO(format_named("docx").render(records)))
    assert any(p.text.startswith("1. “") for p in document.paragraphs)
