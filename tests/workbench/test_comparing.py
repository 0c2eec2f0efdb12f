"""Two reviewers, blind to each other until both have finished; then side by side, and decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

Token = Callable[..., str]


class Reviewer:
    """One browser under one name."""

    def __init__(self, client: TestClient, name: str, token_of: Token) -> None:
        self.client = client
        self.token = token_of(client)
        self.post("/me", who=name)

    def post(self, path: str, **data: str) -> Any:
        """A change; it must be taken."""
        answer = self.client.post(path, data=data, headers={"x-csrf-token": self.token})
        assert answer.status_code in (200, 303), answer.text
        return answer

    def keys(self, report: int, kind: str) -> list[str]:
        """The keys of a report's items of a kind."""
        page = self.client.get(f"/reports/{report}").text
        return re.findall(rf'data-key="([^"]+)" data-kind="{kind}"', page)


@pytest.fixture
def two(client_for: Callable[..., TestClient], token_of: Token) -> tuple[Reviewer, Reviewer]:
    """Ana and Ben at two browsers on one project."""
    return Reviewer(client_for(), "Ana", token_of), Reviewer(client_for(), "Ben", token_of)


def test_blind_until_both_have_finished(two: tuple[Reviewer, Reviewer]) -> None:
    ana, ben = two
    key = ana.keys(1, "statement")[0]
    ana.post("/reports/1/review", action="reject", item=key, why="not a statement at all")
    ana.post("/reports/1/finish")
    ben.post("/reports/1/review", action="accept", item=key)
    for path in ("/reports/1", "/reports/1/log", "/reports/1/log.json", "/reports/1/compare", "/reports/1.csv"):
        assert "not a statement at all" not in ben.client.get(path).text
        assert "Ana" not in ben.client.get(path).text.replace("data-", "") or path == "/reports/1/compare"
    refused = ben.client.post(
        "/reports/1/decide",
        data={"item": key, "choice": "first", "first": "Ana", "second": "Ben"},
        headers={"x-csrf-token": ben.token},
    )
    assert refused.status_code == 409
    ben.post("/reports/1/finish")
    assert "not a statement at all" in ben.client.get("/reports/1/compare").text
    rows = ben.client.get("/reports/1/compare.json?first=Ana&second=Ben").json()
    assert [(r["first"], r["second"]) for r in rows if r["agree"] is False] == [("not there", "there")]


def test_agreement_and_decision(two: tuple[Reviewer, Reviewer]) -> None:
    ana, ben = two
    keys = ana.keys(1, "statement")
    entity = ana.keys(1, "entity")[0]
    for who in two:
        for key in keys[:-1]:
            who.post("/reports/1/review", action="accept", item=key)
        who.post("/reports/1/review", action="reject", item=entity)
    ana.post("/reports/1/review", action="change", item=keys[-1], field="act", value='"promise"')
    ben.post("/reports/1/review", action="change", item=keys[-1], field="act", value='"threaten"')
    for who in two:
        who.post("/reports/1/finish")
    rows = {r["name"]: r for r in ana.client.get("/agreement.json").json()}
    assert rows["exists"]["alpha"] == 1.0
    assert rows["statement act"]["agreed"] == rows["statement act"]["units"] - 1
    assert rows["statement act"]["alpha"] < 1
    page = ana.client.get("/reports/1/compare").text
    assert "promise" in page
    assert "threaten" in page
    ana.post("/reports/1/decide", item=keys[-1], choice="second", first="Ana", second="Ben", why="read it aloud")
    assert "decided: changed (as Ben, by Ana)" in ana.client.get("/reports/1/compare").text
    scores = {(r["kind"], r["field"]): r for r in ana.client.get("/evaluation.json").json()}
    assert scores["statement", "act"]["wrong"] == 1
    assert scores["entity", "exists"]["wrong"] == 1


def test_only_what_was_finished_is_compared(two: tuple[Reviewer, Reviewer]) -> None:
    ana, _ = two
    assert "Nobody has yet" in ana.client.get("/reports/1/compare").text
    assert "No report has been finished by two reviewers yet" in ana.client.get("/agreement").text
    assert ana.client.get("/reports/1/compare.csv").text.count("\n") == 1
    assert "Nothing is reviewed yet" in ana.client.get("/evaluation").text
