"""Tables: CSV, JSON, JSON lines, Parquet; ninjs among JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes
from dragoman.intake.rows import day

BODY = "Delegations of Togo and Benin left the hotel, “tired”, on Thursday.\n\nThey meet again; in July."
ROWS: list[dict[str, Any]] = [
    {
        "headline": f"Talks in Lomé, day {n}",
        "body": BODY,
        "published": f"2009-06-0{n}",
        "newspaper": "Lagoon News",
        "author": "Afi K.",
        "url": f"https://l.example/{n}",
    }
    for n in (1, 2, 3)
]


def as_csv(rows: list[dict[str, Any]] = ROWS, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_parquet(rows: list[dict[str, Any]] = ROWS) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


FORMS = {
    "csv": as_csv().encode(),
    "tabs": as_csv(delimiter="\t").encode(),
    "semicolons with a mark": ("\ufeff" + as_csv(delimiter=";")).encode(),
    "utf-16": as_csv().encode("utf-16"),
    "latin": as_csv().encode("cp1252"),
    "json lines": "\n".join(json.dumps(r) for r in ROWS).encode(),
    "json list": json.dumps(ROWS, indent=1, ensure_ascii=False).encode(),
    "json answer": json.dumps({"status": "ok", "articles": ROWS}).encode(),
    "parquet": as_parquet(),
}


@pytest.mark.parametrize("name", FORMS)
def test_columns_are_known_by_their_usual_names(name: str) -> None:
    found = read_all(FORMS[name], "x")
    assert not found.failures
    assert [d.part for d in found.documents] == [1, 2, 3]
    for number, document in enumerate(found.documents, 1):
        assert (document.title, document.outlet, document.byline) == (
            f"Talks in Lomé, day {number}",
            "Lagoon News",
            "Afi K.",
        )
        assert document.address == f"https://l.example/{number}"
        assert kinds(document)["body"] == BODY + "\n"
        assert [(w.kind, w.name, w.value) for w in document.witnesses] == [
            ("header-field", "published", f"2009-06-0{number}")
        ]
        assert_sound(document)


STRANGE = [{"id": 7, "inhalt": BODY, "kopf": "Talks", "wann": "4. Juni 2009", "aktualisiert": "2009-06-09"}]


@pytest.mark.parametrize(
    "data",
    [as_csv(STRANGE).encode(), json.dumps(STRANGE).encode(), json.dumps(STRANGE[0]).encode(), as_parquet(STRANGE)],
)
def test_columns_that_the_user_names(data: bytes) -> None:
    columns = {"text": "inhalt", "title": "kopf", "date": "wann", "modified": "aktualisiert"}
    (document,) = read_all(data, "x", columns).documents
    assert (document.title, [(w.kind, w.value) for w in document.witnesses]) == (
        "Talks",
        [("header-field", "2009-06-04"), ("modified", "2009-06-09")],
    )
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x", {"text": "nirgends"})
    assert caught.value.code == "columns"
    assert "nirgends" in str(caught.value)


TYPED = pyarrow.table(
    {
        "title": pyarrow.array(["A", "B", "C"]).dictionary_encode(),
        "text": pyarrow.array(["One two.", "Three four.", "Five six."], pyarrow.large_string()),
        "date": pyarrow.array([datetime(2009, 6, 4, 10), datetime(2009, 6, 5), None], pyarrow.timestamp("ms")),
        "authors": pyarrow.array([["Afi K.", "Kofi B."], [], None], pyarrow.list_(pyarrow.string())),
        "embedding": pyarrow.array([[0.1], [0.2], [0.3]]),
    }
)


@pytest.mark.parametrize(
    "how",
    [
        {"compression": "none"},
        {"compression": "zstd"},
        {"compression": "gzip", "row_group_size": 1},
        {"version": "1.0"},
        {"use_dictionary": False, "data_page_version": "2.0"},
    ],
)
def test_parquet_of_many_makes(how: dict[str, Any]) -> None:
    out = io.BytesIO()
    pyarrow.parquet.write_table(TYPED, out, **how)
    found = read_all(out.getvalue(), "x")
    assert [(d.title, d.byline) for d in found.documents] == [("A", "Afi K., Kofi B."), ("B", None), ("C", None)]
    assert [[w.value for w in d.witnesses] for d in found.documents] == [["2009-06-04"], ["2009-06-05"], []]


def test_keys_inside_keys() -> None:
    (document,) = read_all(
        json.dumps({"doc": {"main": {"words": BODY}}, "title": "T"}).encode(), "x", {"text": "doc.main.words"}
    ).documents
    assert kinds(document)["body"] == BODY + "\n"


@pytest.mark.parametrize(
    ("rows", "failures"),
    [
        (
            "title,text,date\nA,One two three.,2009-06-04\nB,,2009-06-04\nC,One two.,2009-06-04,x,y\n\nD,Four five.,2009-06-04\n",
            [("x, row 2", "empty"), ("x, row 3", "columns")],
        ),
        (
            '{"title": "A", "text": "One two."}\n{"title": "B"}\nnonsense\n{"title": "D", "text": "Three."}\n',
            [("x, item 2", "columns"), ("x, line 3", "json")],
        ),
        (
            '[{"title": "A", "text": "One two."}, 7, {"title": "B", "text": ""}, {"title": "D", "text": "Three."}]',
            [("x, item 2", "json"), ("x, item 3", "empty")],
        ),
    ],
)
def test_a_bad_row_costs_no_other(rows: str, failures: list[tuple[str, str]]) -> None:
    found = read_all(rows.encode(), "x")
    assert [d.title for d in found.documents] == ["A", "D"]
    assert [(f.source, f.code) for f in found.failures] == failures


def test_markup_in_a_cell_is_taken_off() -> None:
    (document,) = read_bytes(json.dumps({"title": "T", "text": "<p>One &amp; two.</p><p>Three.</p>"}).encode(), "x")
    assert kinds(document)["body"] == "One & two.\n\nThree.\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1244109600, "2009-06-04"), (1244109600000, "2009-06-04"), ("20090604", "2009-06-04"), (datetime(2009, 6, 4, 10), "2009-06-04"), ("June 4, 2009", "2009-06-04"),
     (20090604, "2009-06-04"), ("04/06/2009", None), (None, None), (True, None), (7, None), ("1e999", None)],
)  # fmt: skip
def test_dates_of_every_sort(value: object, expected: str | None) -> None:
    assert day(value) == expected


def test_a_date_that_is_not_understood_is_said_to_be() -> None:
    (document,) = read_bytes(json.dumps({"title": "T", "text": "One.", "date": "04/06/2009"}).encode(), "x")
    assert "could not be understood" in document.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Minister, said, hello\nOne, two, three\n",
        "text of the treaty, title page\n\nThe ministers met.\n",
        "{The ministers met.}\n",
    ],
)
def test_other_texts_are_no_table(text: str) -> None:
    assert read_bytes(text.encode(), "x")[0].format == "text"


NINJS = {
    "1": {"uri": "urn:1", "type": "text", "headline": "Talks in Lomé end", "body_html": "<p>Delegations left.</p><p>They meet again.</p>", "byline": "By Afi K.", "versioncreated": "2009-06-05T08:00:00Z", "firstcreated": "2009-06-04T10:00:00Z", "language": "en", "source": "AFP", "pubstatus": "usable"},
    "text": {"guid": "urn:1", "type": "text", "headline": "Talks in Lomé end", "body_text": "Delegations left.\nThey meet again.", "byline": "Afi K.", "versioncreated": "2009-06-05T08:00:00Z", "firstcreated": "2009-06-04T10:00:00Z", "language": "en", "copyrightholder": "AFP"},
    "2": {"uri": "urn:1", "type": "text", "headlines": [{"role": "main", "value": "Talks in Lomé end"}], "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>Delegations left.</p><p>They meet again.</p>"}], "by": "Afi K.", "versionCreated": "2009-06-05T08:00:00Z", "firstCreated": "2009-06-04T10:00:00Z", "language": "en", "infoSources": [{"name": "AFP"}]},
}  # fmt: skip


@pytest.mark.parametrize("name", NINJS)
@pytest.mark.parametrize("listed", [False, True])
def test_ninjs(name: str, listed: bool) -> None:
    (document,) = read_bytes(json.dumps([NINJS[name]] if listed else NINJS[name]).encode(), "x")
    assert (document.format, document.title, document.byline, document.agency) == (
        "ninjs",
        "Talks in Lomé end",
        "Afi K.",
        "AFP",
    )
    assert kinds(document)["body"] == "Delegations left.\n\nThey meet again.\n"
    assert [(w.kind, w.value) for w in document.witnesses] == [
        ("header-field", "2009-06-04"),
        ("modified", "2009-06-05"),
    ]
    assert_sound(document)


def test_ninjs_pictures_are_passed_over_and_cancelled_items_are_said_to_be() -> None:
    found = read_all(
        json.dumps([{**NINJS["1"], "type": "picture"}, {**NINJS["1"], "pubstatus": "canceled"}]).encode(), "x"
    )
    assert [d.warnings for d in found.documents] == [("The agency has cancelled this item.",)]
    assert not found.failures


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a": 1}', "columns"),
        (b'{"text": ', "json"),
        (b'{"text": ""}', "empty"),
        (b'{"text": ' + b"[" * 100_000, "nested"),
        (b'{"a": ' * 5_000, "nested"),
        (b"PAR1" + b"x" * 400, "damaged"),
        (as_parquet()[:-30], "damaged"),
        (as_parquet([{"a": 1}]), "columns"),
        (b"[]", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '{"text": "One."}',
                "{",
                "}",
                "[",
                "]",
                '"text": ',
                '"One two."',
                ",",
                "\n",
                '{"title": 1, "text": [1]}',
                "null",
                "\\",
                '"',
                '"\\ud800"',
            ]
        ),
        max_size=25,
    )
)
def test_any_json_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_all(("{" + '"' + "".join(parts)).encode(), "x")
        found = read_all("".join(parts).encode(), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["One", ",", '"', "\n", "\r", "\0", ";", "\t", "2009-06-04", '""', "é"]), max_size=40))
def test_any_csv_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_all(("title,text,date\n" + "".join(parts)).encode(), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)


@settings(max_examples=80, deadline=None)
@given(st.integers(4, 4_000), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_in_parquet_is_an_intake_error(at: int, noise: bytes) -> None:
    data = bytearray(as_parquet())
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
