"""Attacks on the workbench, one table an attack."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.project import Project
from dragoman.workbench.answers import Table, as_csv
from dragoman.workbench.pages.adding import refusal, safe_name
from dragoman.workbench.pages.signing_in import local_path
from dragoman.workbench.safety.hosts import host_allowed
from dragoman.workbench.settings import Settings, SettingsError

Make = Callable[..., TestClient]
Token = Callable[..., str]


# -- who may serve where ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "example.org", "127.0.0.1.example.org"])
def test_other_addresses_are_refused_without_a_guard(host: str) -> None:
    with pytest.raises(SettingsError):
        Settings(project="p", host=host).check()
    Settings(project="p", host=host, password="long enough").check()
    Settings(project="p", host=host, proxy_header="X-Forwarded-User").check()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_this_machine_needs_no_guard(host: str) -> None:
    Settings(project="p", host=host).check()


def test_the_command_refuses_an_open_address(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "p.dragoman"), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert not (tmp_path / "p.dragoman").exists()


def test_a_short_password_is_refused() -> None:
    with pytest.raises(SettingsError, match="short"):
        Settings(project="p", password="1234").check()


# -- host header ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("localhost", True),
        ("localhost:8765", True),
        ("LOCALHOST:1", True),
        ("127.0.0.1:8765", True),
        ("[::1]:8765", True),
        ("evil.example", False),
        ("evil.example:8765", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("192.168.1.5", False),
        ("", False),
        ("localhost@evil.example", False),
        ("evil.example/localhost", False),
        ("localhost:port", False),
        ("bench.office.example", False),
    ],
)
def test_host_headers_on_this_machine(header: str, allowed: bool) -> None:
    assert host_allowed(header, Settings(project="p")) is allowed


def test_named_hosts_and_addresses_where_others_may_come() -> None:
    settings = Settings(project="p", host="0.0.0.0", password="long enough", host_names=("Bench.office.example",))
    assert host_allowed("bench.office.example", settings)
    assert host_allowed("192.168.1.5:8765", settings)
    assert not host_allowed("evil.example", settings)


def test_rebinding_is_answered_with_nothing(client: TestClient) -> None:
    answer = client.get("/reports", headers={"host": "evil.example:8765"})
    assert answer.status_code == 421
    assert "Norway" not in answer.text
    assert "set-cookie" not in answer.headers


def test_websockets_are_refused(client: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/reports"):
        pass


# -- headers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/reports", "/reports/1", "/nothing-here", "/static/app.css", "/reports.csv", "/static/../x"]
)
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/reports", "/reports/1", "/reports/2", "/add", "/me", "/reports/1/log"])
def test_pages_hold_no_inline_script_style_or_foreign_address(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", page)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/reports").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


# -- cross-site requests ----------------------------------------------------------------------------------------------

POSTS = [
    "/reports/1/review", "/reports/1/undo", "/reports/1/redo", "/reports/1/finish", "/reports/1/reopen", "/add", "/add/clear",
    "/me", "/logout",
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_changes_need_the_token(client: TestClient, path: str, token_of: Token) -> None:
    token = token_of(client)
    for data, headers in (
        ({}, {}),
        ({"csrf": "wrong"}, {}),
        ({}, {"x-csrf-token": "wrong"}),
        ({"csrf": token}, {"x-csrf-token": "wrong"}),
    ):
        assert client.post(path, data=data, headers=headers).status_code == 403


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_changes_from_other_sites_are_refused_even_with_the_token(
    client: TestClient, path: str, headers: dict[str, str], token_of: Token
) -> None:
    token = token_of(client)
    assert client.post(path, headers={"x-csrf-token": token, **headers}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),  # a link in a mail
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}, 200),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, 200),
    ],
)
def test_other_sites_may_lead_here_but_not_fetch_from_here(
    client: TestClient, headers: dict[str, str], code: int
) -> None:
    answer = client.get("/reports", headers=headers)
    assert answer.status_code == code
    assert ("set-cookie" in answer.headers) is (code == 200)


def test_a_token_of_another_session_is_worth_nothing(client_for: Make, token_of: Token) -> None:
    one = client_for()
    token = token_of(one)
    one.cookies.clear()
    assert one.post("/reports/1/finish", headers={"x-csrf-token": token}).status_code == 403


def test_nothing_changes_by_get(client: TestClient, project_file: Path) -> None:
    for path in POSTS:
        assert client.get(path).status_code in (200, 405)
    with Project.open(project_file) as project:
        assert not [line for line in project.review_log() if line.subject.startswith("report ")]


# -- signing in -------------------------------------------------------------------------------------------------------


def test_without_the_password_there_is_nothing(client_for: Make, token_of: Token) -> None:
    client = client_for(password="correct horse")
    for path in ("/reports", "/reports/1", "/reports.csv", "/reports/1.json", "/add", "/reports/1/item?item=published"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?to=")
        assert client.get(path, headers={"accept": "*/*"}).status_code == 401
    token = token_of(client, "/login")
    assert client.post("/reports/1/finish", headers={"x-csrf-token": token}).status_code == 401


def test_signing_in_changes_the_session(client_for: Make, token_of: Token) -> None:
    client = client_for(password="correct horse")
    token = token_of(client, "/login")
    before = client.cookies["dragoman"]
    wrong = client.post("/login", data={"csrf": token, "who": "Ana", "password": "battery"})
    assert wrong.status_code == 401
    right = client.post("/login", data={"csrf": token, "who": "Ana", "password": "correct horse", "to": "/reports/1"})
    assert right.status_code == 303
    assert right.headers["location"] == "/reports/1"
    assert client.cookies["dragoman"] != before
    assert client.get("/reports").status_code == 200
    fresh = token_of(client)
    assert client.post("/logout", data={"csrf": fresh}).status_code == 303
    assert client.get("/reports").status_code == 303


def test_guessing_is_slowed_down(client_for: Make, token_of: Token) -> None:
    client = client_for(password="correct horse")
    token = token_of(client, "/login")
    codes = [client.post("/login", data={"csrf": token, "who": "x", "password": str(n)}).status_code for n in range(12)]
    assert codes[0] == 401
    assert codes[-1] == 429
    last = client.post("/login", data={"csrf": token, "who": "x", "password": "correct horse"})
    assert last.status_code == 429


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "http://evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_signing_in_leads_nowhere_else(to: str) -> None:
    assert local_path(to) == "/"


def test_the_proxy_names_the_user_and_nobody_else_does(client_for: Make) -> None:
    settings = {"host": "0.0.0.0", "proxy_header": "X-Forwarded-User", "proxy_from": ("10.0.0.2",)}
    by_proxy = client_for(base_url="http://10.0.0.1", peer="10.0.0.2", **settings)
    assert by_proxy.get("/reports").status_code == 403
    page = by_proxy.get("/reports", headers={"X-Forwarded-User": "Ana <b>"})
    assert page.status_code == 200
    assert "Ana b" in page.text
    token = re.search(r'"X-CSRF-Token": "([\w-]+)"', page.text)
    assert token
    change = by_proxy.post("/me", data={"who": "Bob", "csrf": token[1]}, headers={"X-Forwarded-User": "Ana <b>"})
    assert change.status_code == 403
    directly = client_for(base_url="http://10.0.0.1", peer="10.0.0.9", **settings)
    assert directly.get("/reports", headers={"X-Forwarded-User": "Ana"}).status_code == 403


def test_another_user_of_the_proxy_does_not_get_the_session(client_for: Make) -> None:
    client = client_for(proxy_header="X-User")
    assert ">Ana<" not in client.get("/reports", headers={"X-User": "Bob"}).text
    page = client.get("/reports", headers={"X-User": "Eve"})
    assert "Bob" not in page.text
    assert "set-cookie" in page.headers


# -- hostile text -----------------------------------------------------------------------------------------------------


def test_a_report_cannot_bring_markup_into_a_page(client: TestClient) -> None:
    hostile = next(r["id"] for r in client.get("/reports.json").json() if "hostile" in r["source"])
    for path in (
        "/reports", f"/reports/{hostile}", f"/reports/{hostile}/log", "/reports?q=<script>alert(3)</script>", "/timeline",
        "/meetings", "/accounts", "/contradictions", "/positions", "/people", "/network", "/map", "/merges?status=all",
        "/search?q=river&within=text", "/search?q=%3Cscript%3Ealert(3)%3C/script%3E", "/search?q=agreed",
        "/search?speaker=%22%3E%3Cscript%3Ealert(3)%3C/script%3E", f"/reports/{hostile}?item=%22%3E%3Cscript%3Ealert(3)",
    ):  # fmt: skip
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in client.get(f"/reports/{hostile}").text


def test_a_reviewer_cannot_bring_markup_into_a_page(client: TestClient, token_of: Token) -> None:
    headers = {"x-csrf-token": token_of(client)}
    key = "published"
    answer = client.post(
        "/reports/1/review", headers=headers, data={"action": "note", "item": key, "why": "<script>alert(4)</script>"}
    )
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "<script>alert" not in client.get("/reports/1/log").text
    client.post("/me", headers=headers, data={"who": "<script>alert(5)</script>"})
    assert "<script>alert" not in client.get("/reports").text


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_are_not_formulas(words: str) -> None:
    cell = as_csv(Table(name="t", columns=(("a", "A"),), rows=[{"a": words}])).split("\r\n", 1)[1]
    assert cell.lstrip('"').startswith("'")


def test_a_report_cannot_bring_a_formula_into_csv(client: TestClient) -> None:
    text = client.get("/search.csv?q=HYPERLINK&within=text").text
    assert "HYPERLINK" in text
    assert not re.search(r'(?m)(^|,)"?=HYPERLINK', text)


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/etc/shadow", "shadow"),
        ("C:\\a\\b.html", "b.html"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a\x00b.txt", "ab.txt"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("<script>.html", "script.html"),
        ("line\r\nbreak.txt", "linebreak.txt"),
        (".hidden", "hidden"),
    ],
)
def test_names_are_labels(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_long_names_are_cut_and_keep_their_ending() -> None:
    name = safe_name("x" * 500 + ".html")
    assert len(name) <= 120
    assert name.endswith(".html")
    assert len(safe_name("y" * 500)) <= 120


@pytest.mark.parametrize(
    ("name", "size", "taken"),
    [
        ("a.txt", 10, True),
        ("a.exe", 10, False),
        ("a", 10, False),
        ("a.txt", 0, False),
        ("a.txt", 10**9, False),
        ("A.HTML", 5, True),
    ],
)
def test_what_is_taken(name: str, size: int, taken: bool) -> None:
    assert (refusal(name, size, 1_000_000) is None) is taken


def _upload(client: TestClient, token_of: Token, files: list[tuple[str, bytes]]) -> list[dict[str, str]]:
    answer = client.post(
        "/add",
        files=[("file", (name, data, "application/octet-stream")) for name, data in files],
        headers={"x-csrf-token": token_of(client), "accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, str]] = answer.json()
    return found


def test_refused_files_say_why(client: TestClient, token_of: Token) -> None:
    listed = _upload(client, token_of, [("../run.exe", b"MZ"), ("empty.txt", b"")])
    assert [(f["name"], f["state"]) for f in listed] == [("run.exe", "failed"), ("empty.txt", "failed")]
    assert all(f["says"] for f in listed)
    assert "run.exe" in client.get("/add").text


def test_too_large_a_body_is_stopped(client_for: Make, token_of: Token) -> None:
    client = client_for(largest_file=100_000)
    headers = {"x-csrf-token": token_of(client), "accept": "application/json"}
    large = client.post("/add", files={"file": ("a.txt", b"x" * 300_000)}, headers=headers)
    assert large.status_code == 413
    other = client.post("/reports/1/review", data={"action": "note", "why": "x" * 400_000}, headers=headers)
    assert other.status_code == 413


def test_a_body_that_lies_about_its_length_is_stopped(client_for: Make, token_of: Token) -> None:
    client = client_for(largest_file=100_000)

    def endless() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    headers = {"x-csrf-token": token_of(client), "content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/reports/1/review", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_too_many_files_at_once_are_refused(client: TestClient, token_of: Token) -> None:
    files = [("file", (f"{n}.exe", b"x")) for n in range(80)]
    answer = client.post("/add", files=files, headers={"x-csrf-token": token_of(client)})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd", "/static/vendor/../../settings.py", "/static/..\\app.py",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


# -- wrong input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {"action": "drop table", "item": "published"},
        {"action": "accept", "item": "statement:9999-99999"},
        {"action": "accept"},
        {"action": "change", "item": "published", "field": "rules", "value": '"x"'},
        {"action": "change", "item": "published", "field": "value", "value": "not json"},
        {"action": "change", "item": "published", "field": "value", "value": '"last Tuesday"'},
        {"action": "change", "item": "published", "field": "value", "value": "[1,2]"},
        {"action": "change", "item": "published", "field": "value", "value": "[" * 5_000},
        {"action": "note", "item": "published"},
        {"action": "add", "kind": "published", "spans": "[[0,5]]", "fields": "{}"},
        {"action": "add", "kind": "statement", "spans": "[[0,999999]]", "fields": "{}"},
        {"action": "add", "kind": "statement", "spans": "[[5,2]]", "fields": "{}"},
        {"action": "add", "kind": "statement", "spans": '[["a",2]]', "fields": "{}"},
        {"action": "add", "kind": "statement", "spans": "[[0,5]]", "fields": '{"act": "dance"}'},
        {"action": "add", "kind": "statement", "spans": "[[0,5]]", "fields": "[]"},
        {"action": "split", "item": "published", "spans": "[[0,5]]"},
    ],
)
def test_judgements_that_make_no_sense_are_refused_and_not_logged(
    client: TestClient, project_file: Path, data: dict[str, str], token_of: Token
) -> None:
    answer = client.post("/reports/1/review", data=data, headers={"x-csrf-token": token_of(client)})
    assert answer.status_code in (400, 404)
    with Project.open(project_file) as project:
        assert not [line for line in project.review_log() if line.subject.startswith("report ")]


@pytest.mark.parametrize(
    "path", ["/reports/999", "/reports/999.csv", "/reports/abc", "/reports/-1", "/reports/1/item?item=x"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
