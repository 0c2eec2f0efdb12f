"""Every view of the dossier: its page, and the same rows as JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.project import Project

Make = Callable[..., TestClient]
Token = Callable[..., str]

VIEWS = ("/reports", "/timeline", "/meetings", "/accounts", "/contradictions", "/positions", "/people", "/network", "/map",
         "/merges?status=all", "/search?q=border", "/search?q=border&within=text", "/evaluation", "/agreement", "/add")  # fmt: skip


@pytest.fixture
def client(client_for: Make, negotiation: Path) -> TestClient:
    """A client on the negotiation."""
    return client_for(project=negotiation)


def _with_ending(address: str, ending: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.{ending}{mark}{query}"


@pytest.mark.parametrize("address", VIEWS)
def test_csv_and_json_hold_the_same_rows(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    data = client.get(_with_ending(address, "json")).json()
    answer = client.get(_with_ending(address, "csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(data)
    if data:
        assert list(rows[0]) == list(data[0])
    for link in re.findall(r'href="([^"]+\.(?:csv|json)[^"]*)"', page.text):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("address", VIEWS)
def test_an_empty_project_has_every_view(client_for: Make, tmp_path: Path, address: str) -> None:
    path = tmp_path / "empty.dragoman"
    with Project.open(path, create=True):
        pass
    client = client_for(project=path)
    assert client.get(address).status_code == 200
    assert client.get(_with_ending(address, "json")).json() == []


def test_views_say_what_the_project_says(client: TestClient, negotiation: Path) -> None:
    with Project.open(negotiation) as project:
        assert [r["id"] for r in client.get("/meetings.json").json()] == [m.id for m in project.meetings()]
        assert [r["id"] for r in client.get("/people.json").json()] == [p.id for p in project.people()]
        assert len(client.get("/timeline.json").json()) == len(project.timeline())
        assert {r["id"] for r in client.get("/contradictions.json").json()} == {c.id for c in project.contradictions()}
        assert len(client.get("/network.json").json()) == len(project.network().edges)
        stated = sum(len(c.stated) for c in project.positions())
        assert len(client.get("/positions.json").json()) == stated
        more = {p.id: p.count for p in project.people(reports=True)}
        assert {r["id"]: r["count"] for r in client.get("/people.json?reports=1").json()} == more


def test_every_link_of_the_dossier_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for address in VIEWS:
        for link in re.findall(r'href="(/[^"]*)"', client.get(address).text):
            seen.add(link.replace("&amp;", "&").split("#")[0])
    for link in sorted(seen)[:200]:
        assert client.get(link).status_code in (200, 303, 307), link


def test_positions_as_of_a_day(client: TestClient) -> None:
    rows = client.get("/positions.json").json()
    days = sorted({r["published"] for r in rows if r["published"]})
    assert len(days) > 2
    early = client.get(f"/positions.json?until={days[0]}").json()
    assert early
    assert {r["published"] for r in early} == {days[0]}
    assert len(client.get(f"/positions.json?until={days[-1]}").json()) == sum(1 for r in rows if r["published"])
    assert client.get("/positions?until=1900-01-01").status_code == 200
    assert client.get("/positions?until=soon").status_code == 400


def test_map_places_have_points(client: TestClient) -> None:
    places = {r["place"]: r for r in client.get("/map.json").json()}
    assert 36 < places["Tunis"]["latitude"] < 38
    assert 9 < places["Tunis"]["longitude"] < 11


def test_merge_two_people_and_split_them_again(client: TestClient, token_of: Token, negotiation: Path) -> None:
    with Project.open(negotiation) as project:
        people = project.people()
        one, other = people[0], next(p for p in people if p.name == "Salim Boudjemaa")
        keys = [project.keys("actor", p.id)[0] for p in (one, other)]
    headers = {"x-csrf-token": token_of(client)}
    data = {"kind": "actor", "item": keys[0], "other": keys[1], "decision": "together", "why": "a test of merging"}
    assert client.post("/merges/put", data=data, headers=headers).status_code == 303
    merged = next(r for r in client.get("/people.json").json() if "Boudjemaa" in f"{r['name']} {r['spellings']}")
    assert merged["count"] >= one.count
    row = next(m for m in client.get("/merges.json?status=done&kind=actor").json() if m["says"] == "a test of merging")
    undone = client.post("/merges/decide", data={"merge": str(row["id"]), "decision": "apart"}, headers=headers)
    assert undone.status_code == 303
    assert "Salim Boudjemaa" in [r["name"] for r in client.get("/people.json").json()]
    with Project.open(negotiation) as project:
        assert [line.who for line in project.review_log() if "merge" in line.action or "put" in line.action] == [
            "Ana",
            "Ana",
        ]


def test_merge_and_split_meetings(client: TestClient, token_of: Token, negotiation: Path) -> None:
    with Project.open(negotiation) as project:
        before = project.meetings()
        keys = [m.sights[0].key for m in before[:2]]
    headers = {"x-csrf-token": token_of(client)}
    for decision, homes in (("together", 1), ("apart", 2)):
        data = {"kind": "meeting", "item": keys[0], "other": keys[1], "decision": decision}
        assert client.post("/merges/put", data=data, headers=headers).status_code == 303
        with Project.open(negotiation) as project:
            holding = {m.id for m in project.meetings() for sight in m.sights if sight.key in keys}
        assert len(holding) == homes


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "actor", "item": "x", "other": "y", "decision": "together"},
        {"kind": "actor", "item": "x", "other": "x", "decision": "together"},
        {"kind": "table", "item": "x", "other": "y", "decision": "together"},
        {"kind": "actor", "item": "x", "other": "y", "decision": "maybe"},
    ],
)
def test_merges_that_make_no_sense_are_refused(client: TestClient, token_of: Token, data: dict[str, str]) -> None:
    answer = client.post("/merges/put", data=data, headers={"x-csrf-token": token_of(client)})
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/999", "/people/999", "/positions?issue=999", "/accounts?meeting=999", "/contradictions?kind=x",
        "/merges?status=x", "/search?within=x", "/search?offset=-1", "/positions?issue=x", "/positions?until=x", "/accounts?meeting=1;DROP",
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "words", ['"', "(", "NOT x", "a OR", "*", "-x", "'; DROP TABLE documents; --", "x" * 5_000, "\x00", "é*"]
)
def test_any_words_may_be_searched_for(client: TestClient, words: str) -> None:
    answer = client.get("/search", params={"q": words})
    assert answer.status_code == 200


def test_facets_narrow_the_search(client: TestClient) -> None:
    every = client.get("/search.json?q=border").json()
    refused = client.get("/search.json?q=border&act=refuse").json()
    assert 0 < len(refused) < len(every)
    assert {r["act"] for r in refused} == {"refuse"}
    assert "<mark>" in client.get("/search?q=border").text


def test_doubts_stand_in_every_view(client: TestClient, negotiation: Path) -> None:
    with Project.open(negotiation) as project:
        doubtful = [c for c in project.positions() if c.doubts]
        moments = [m for m in project.timeline() if m.standing in ("alleged", "denied", "hypothetical", "planned")]
    page = client.get("/positions").text
    for cell in doubtful:
        assert all(doubt in page for doubt in cell.doubts), cell
    timeline = client.get("/timeline.json").json()
    assert sum(1 for r in timeline if r["standing"] in ("alleged", "denied", "hypothetical", "planned")) == len(moments)
