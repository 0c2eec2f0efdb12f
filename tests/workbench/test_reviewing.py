"""Judgements that outlive a re-reading, and what the log keeps of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.intake import read_bytes
from dragoman.project import Project
from dragoman.record import Record
from dragoman.review import subject_of

Token = Callable[..., str]


def judge(client: TestClient, token: str, **data: str) -> str:
    """One judgement on report 1; the record's column as it stands then."""
    answer = client.post("/reports/1/review", data=data, headers={"x-csrf-token": token})
    assert answer.status_code == 200, answer.text
    return answer.text


def keys(client: TestClient, kind: str) -> list[str]:
    """The keys of report 1's items of a kind."""
    return re.findall(rf'data-key="([^"]+)" data-kind="{kind}"', client.get("/reports/1").text)


def reread(path: Path, change: Callable[[Record], Record]) -> None:
    """Read the first report again, as a program of another pipeline would."""
    with Project.open(path) as project:
        document = project.documents([1])[0]
        data = project.original(1)
        record = change(project.record(1))
        record = msgspec.structs.replace(record, pipeline=msgspec.structs.replace(record.pipeline, id="newer"))
        (read,) = read_bytes(data, document.source)
        assert project.add(data, document.source, [(read, record)]).status == "read-again"


def test_judgements_outlive_a_reading_that_finds_the_same(
    client: TestClient, token_of: Token, project_file: Path
) -> None:
    key = keys(client, "statement")[0]
    judge(
        client,
        token_of(client),
        action="change",
        item=key,
        field="act",
        value='"threaten"',
        why="said with a raised hand",
    )
    reread(project_file, lambda record: record)
    page = client.get(f"/reports/1?item={key}").text
    assert "v-changed" in page
    assert "said with a raised hand" in page


def test_judgements_on_what_is_gone_are_shown(client: TestClient, token_of: Token, project_file: Path) -> None:
    key = keys(client, "statement")[0]
    judge(client, token_of(client), action="reject", item=key, why="nobody said that")
    reread(project_file, lambda record: msgspec.structs.replace(record, statements=(), positions=()))
    page = client.get("/reports/1").text
    assert "No longer fits" in page
    assert 'data-kind="loose"' in page
    rows = client.get("/reports/1.csv").text
    assert key in rows


def test_the_log_only_grows(client: TestClient, token_of: Token, project_file: Path) -> None:
    token = token_of(client)
    key = keys(client, "statement")[0]
    judge(client, token, action="accept", item=key)
    judge(client, token, action="change", item=key, field="negated", value="true")
    for path in ("undo", "undo", "redo"):
        assert client.post(f"/reports/1/{path}", headers={"x-csrf-token": token}).status_code == 200
    for path in ("redo", "redo"):
        client.post(f"/reports/1/{path}", headers={"x-csrf-token": token})
    with Project.open(project_file) as project:
        document = project.documents([1])[0]
        lines = project.review_log(subject_of(document.sha256, document.part))
    assert [line.action for line in lines] == ["accept", "change", "undo", "undo", "redo", "redo"]
    assert all(line.who == "Ana" for line in lines)
    before = msgspec.json.decode(lines[1].before or "")
    assert before["item"]["words"]
    rows = client.get("/reports/1/log.json").json()
    assert [r["action"] for r in rows] == [line.action for line in lines]


@pytest.mark.parametrize("kind", ["statement", "entity", "time", "meeting", "issue", "position", "event"])
def test_anything_that_was_missed_can_be_added(client: TestClient, token_of: Token, kind: str) -> None:
    form = client.get(f"/reports/1/new?start=0&end=6&kind={kind}")
    assert form.status_code == 200
    fields: dict[str, Any] = {"name": "Vienna"} if kind in ("entity", "issue") else {}
    column = judge(
        client, token_of(client), action="add", kind=kind, spans="[[0,6]]", fields=msgspec.json.encode(fields).decode()
    )
    assert "v-added" in column
    assert client.get("/reports/1.csv").text.count("added") == 1


def test_every_item_opens_its_panel(client: TestClient) -> None:
    found = re.findall(r'data-key="([^"]+)"', client.get("/reports/1").text)
    assert len(found) > 8
    for key in found:
        answer = client.get("/reports/1/item", params={"item": key})
        assert answer.status_code == 200
        assert "detail-head" in answer.text
