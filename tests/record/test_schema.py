"""The published schema, the contract's field names, and real records agree."""

import json

import jsonschema
import pytest

from dragoman.intake import read_text
from dragoman.reading.reader import Reader
from dragoman.record import Record, json_schema

TEXT = """OSLO, May 3 (Reuters) - The foreign ministers of Norway and Chad met for two hours in Oslo on Monday.

"We will open the border," Norwegian Foreign Minister Jonas Gahr Store told reporters. Chad reportedly accused Norway of spying.
"""
CONTRACT = {
    "Record": "schema dragoman pipeline document published entities times statements issues meetings positions events warnings",
    "DocumentView": "id source title outlet agency section byline language dateline text blocks",
    "Published": "value earliest latest status evidence rejected",
    "Evidence": "rule says earliest latest anchor",
    "Rejection": "value rule says anchor",
    "Entity": "id name kind country side roles ids aliases mentions",
    "Role": "title of from to known_from anchor",
    "Mention": "start end text form",
    "TimeExpression": "start end text type value edtf earliest latest relative_to rule reason",
    "Statement": "id parent source cue content quotation act negated hedges standing addressee target issues when",
    "Issue": "id name contexts mentions",
    "Meeting": "id status kind format level when duration place parties delegations hosts mediators observers topics "
    "topics_excluded outcomes characterised first_since next evidence",
    "Place": "name venue country geonames start end text",
    "Position": "party issue stance statement speaker anchor",
    "Event": "plover mode contexts cameo source target when place standing statement anchor",
    "Warning_": "rule says anchor",
}


@pytest.fixture(scope="module")
def record() -> Record:
    return Reader().read(read_text(TEXT), published="2010-05-04")


def test_a_record_fits_its_schema(record: Record) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(record.to_json()), schema)


@pytest.mark.parametrize("name", CONTRACT)
def test_no_field_of_the_contract_is_missing(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(json_schema()["$defs"][name]["properties"])


def test_every_field_is_written_even_when_empty(record: Record) -> None:
    data = json.loads(record.to_json())
    for name, key in (
        ("Entity", "entities"),
        ("Statement", "statements"),
        ("Meeting", "meetings"),
        ("TimeExpression", "times"),
    ):
        for item in data[key]:
            assert set(CONTRACT[name].split()) <= set(item)


def test_every_anchor_stands_at_its_offsets(record: Record) -> None:
    data = json.loads(record.to_json())
    text = data["document"]["text"]
    stack, seen = [{k: v for k, v in data.items() if k != "document"}], 0
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if node.get("start") is not None and "text" in node:
                seen += 1
                assert text[node["start"] : node["end"]] == node["text"]
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    assert seen > 10


def test_lists_are_in_order_of_first_offset(record: Record) -> None:
    starts = [s.content[0].start for s in record.statements if s.parent is None]
    assert starts == sorted(starts)
    assert [t.start for t in record.times] == sorted(t.start for t in record.times)
    firsts = [e.mentions[0].start for e in record.entities if e.mentions]
    assert firsts == sorted(firsts)


def test_a_record_comes_back_from_json(record: Record) -> None:
    assert Record.from_json(record.to_json(indent=2)) == record
