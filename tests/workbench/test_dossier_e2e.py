"""The whole workbench in a real browser: views and their charts, files dropped in, two reviewers, axe-core, sizes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.project import Project

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
VIEWS = (
    "/reports", "/reports/1", "/timeline", "/meetings", "/meetings/1", "/accounts", "/contradictions", "/positions", "/people",
    "/network", "/map", "/search?q=border", "/merges?status=all", "/agreement", "/evaluation", "/add", "/me", "/reports/1/log",
    "/reports/1/compare", "/nothing-here",
)  # fmt: skip
MOST_SCRIPT = 300_000


def until(page: Any, expression: str) -> None:
    """Wait until a JavaScript expression is true. (Playwright's own way needs ``eval``, which the pages forbid.)"""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def faults(page: Any) -> list[str]:
    """What axe-core finds serious or critical."""
    # run by the debugger, not by the page: the policy forbids the page itself to load it
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {n['target']} {n.get('failureSummary', '')[:200]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
        for n in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(dossier: Any, scheme: str) -> None:
    dossier.emulate_media(color_scheme=scheme)
    found = {}
    # the colours of the dark scheme are the same on all pages; four show all of them
    for view in VIEWS if scheme == "light" else ("/reports", "/reports/1", "/accounts", "/search?q=border"):
        dossier.goto(view)
        if view == "/reports/1":
            dossier.keyboard.press("j")
            dossier.wait_for_selector("#detail .detail-head")
        if problems := faults(dossier):
            found[view] = problems
    dossier.complaints[:] = [c for c in dossier.complaints if "404" not in c]
    assert not found, json.dumps(found, indent=1)


def test_axe_sees_a_planted_fault(dossier: Any) -> None:
    dossier.goto("/reports")
    dossier.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert any("button-name" in fault for fault in faults(dossier))


@pytest.mark.parametrize("width", [1280, 390])
def test_no_view_scrolls_sideways(dossier: Any, width: int) -> None:
    dossier.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for view in VIEWS:
        dossier.goto(view)
        if dossier.locator("figure .canvas").count():
            dossier.locator("figure").scroll_into_view_if_needed()
            until(dossier, "document.querySelector('figure').dataset.drawn === 'yes'")
        if (across := dossier.evaluate("document.documentElement.scrollWidth")) > width:
            wide[view] = across
    dossier.complaints[:] = [c for c in dossier.complaints if "404" not in c]
    assert not wide


def test_the_reading_room_is_readable_at_twice_the_size(dossier: Any) -> None:
    # 1280 pixels at 200 % are 640
    dossier.set_viewport_size({"width": 640, "height": 400})
    dossier.goto("/reports/1")
    assert dossier.evaluate("document.documentElement.scrollWidth") <= 640
    assert dossier.locator("#items .item").first.is_visible()


def test_pages_bring_little_script_at_first(dossier: Any) -> None:
    too_much = {}
    for view in VIEWS:
        sizes: list[int] = []

        def note(answer: Any, sizes: list[int] = sizes) -> None:
            if answer.request.resource_type == "script":
                sizes.append(len(answer.body()))

        dossier.route("**/vendor/vega*.js*", lambda route: route.abort())
        dossier.route("**/vendor/cytoscape*", lambda route: route.abort())
        dossier.on("response", note)
        dossier.goto(view)
        dossier.wait_for_load_state("load")
        dossier.remove_listener("response", note)
        if sum(sizes) > MOST_SCRIPT:
            too_much[view] = sum(sizes)
    dossier.complaints.clear()
    assert not too_much


def test_libraries_are_loaded_only_where_they_are_shown(dossier: Any) -> None:
    asked: list[str] = []
    dossier.on("request", lambda request: asked.append(request.url))
    for view in ("/reports", "/reports/1", "/meetings", "/people", "/positions", "/search?q=border", "/add"):
        dossier.goto(view)
        dossier.wait_for_load_state("networkidle")
    assert not [url for url in asked if "vega" in url or "cytoscape" in url]
    assert all(url.startswith("http://127.0.0.1") for url in asked)


@pytest.mark.parametrize("view", ["/timeline", "/map", "/network"])
def test_charts_are_drawn_and_saved(dossier: Any, view: str) -> None:
    dossier.goto(view)
    until(dossier, "document.querySelector('figure').dataset.drawn === 'yes'")
    for kind, head in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with dossier.expect_download() as download:
            dossier.click(f"figure [data-save={kind}]")
        assert download.value.suggested_filename.endswith(kind)
        data = download.value.path().read_bytes()
        assert data.startswith(head)
        assert len(data) > 1_000
    if view != "/network":
        # what is drawn is there: the colours of points on the canvas are not only those of paper and lines
        colours = dossier.evaluate(
            """() => { const c = document.querySelector('figure canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                const seen = new Set(); for (let i = 0; i < d.length; i += 4) seen.add(d[i] >> 5 << 6 | d[i + 1] >> 5 << 3 | d[i + 2] >> 5); return seen.size; }"""
        )
        assert colours > 3


def test_the_positions_of_an_issue_over_time(dossier: Any, served_negotiation: Any) -> None:
    with Project.open(served_negotiation.project) as project:
        issue = max(project.positions(), key=lambda c: len(c.stated)).issue
    dossier.goto("/positions")
    dossier.click(f"a[href='/positions?issue={issue}']")
    dossier.wait_for_selector("table.rows")
    if dossier.locator("figure").count():
        until(dossier, "document.querySelector('figure').dataset.drawn === 'yes'")
    dossier.locator("td.quote a").first.click()
    dossier.wait_for_selector("#items")
    until(dossier, "CSS.highlights.has('chosen')")


def test_every_view_gives_its_rows(dossier: Any) -> None:
    for view in (
        "/reports",
        "/timeline",
        "/meetings",
        "/accounts",
        "/contradictions",
        "/positions",
        "/people",
        "/network",
        "/map",
    ):
        dossier.goto(view)
        with dossier.expect_download() as download:
            dossier.get_by_role("link", name="CSV").click()
        assert download.value.path().read_text().count("\n") > 1, view


def test_merge_two_people_by_hand(dossier: Any) -> None:
    dossier.goto("/people")
    dossier.get_by_role("link", name="Salim Boudjemaa").click()
    dossier.wait_for_selector("#merge")
    dossier.select_option("#merge select", label="Karima Tazi")
    dossier.fill("#merge [name=why]", "only a test")
    dossier.click("#merge button")
    dossier.wait_for_selector("h1:text('People')")
    assert dossier.get_by_role("link", name="Salim Boudjemaa", exact=True).count() == 0
    dossier.get_by_role("link", name="Karima Tazi").click()
    row = dossier.locator("tr").filter(has_text="only a test")
    row.get_by_role("button", name="Split").click()
    dossier.wait_for_selector("h1:text('People')")
    assert dossier.get_by_role("link", name="Salim Boudjemaa", exact=True).count() == 1


def test_files_are_dropped_read_in_the_background_and_survive_a_reload(page: Any, tmp_path: Path) -> None:
    good, bad, odd = tmp_path / "readout.txt", tmp_path / "notes.exe", tmp_path / "broken.pdf"
    good.write_text(
        "OSLO, June 3, 2015 (Reuters) - The foreign ministers of Norway and Chad met in Oslo on Wednesday, officials said.\n",
        encoding="utf-8",
    )
    bad.write_bytes(b"MZ\x90\x00")
    odd.write_bytes(b"%PDF-1.7 this is no document")
    page.goto("/add")
    page.evaluate(
        """files => { const transfer = new DataTransfer();
            for (const [name, text] of files) transfer.items.add(new File([text], name));
            document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })); }""",
        [[f.name, f.read_bytes().decode("latin-1")] for f in (good, bad, odd)],
    )
    until(page, "document.querySelectorAll('#jobs tbody tr').length === 3")
    page.reload()
    assert page.locator("#jobs tbody tr").count() == 3
    page.wait_for_selector("#jobs tr.job-added", timeout=60_000)
    until(page, "document.querySelectorAll('#jobs tr.job-failed').length === 2")
    assert "not read" in page.locator("tr.job-failed").filter(has_text="notes.exe").inner_text()
    page.get_by_role("link", name="readout.txt").click()
    page.wait_for_selector("#items .item")
    assert "Norway" in page.locator("#text").inner_text()


def test_the_example_reports_are_added_and_read(page: Any) -> None:
    folder = Path(__file__).parents[2] / "examples"
    examples = [folder / "lusaka-protocol.txt", folder / "ministry-readout.html"]
    page.goto("/add")
    page.set_input_files("#files", [str(f) for f in examples])
    until(page, f"document.querySelectorAll('#jobs tr.job-added').length === {len(examples)}")
    page.goto("/reports")
    for name in ("Angola and UNITA", "Foreign Ministers of Norway and Colombia"):
        assert page.get_by_role("link", name=name).count() == 1
    page.get_by_role("link", name="Angola and UNITA").click()
    page.wait_for_selector("#items .item")
    assert page.locator("#text .furniture").count() >= 3
    assert page.locator("#items .item[data-kind=meeting]").count() >= 1


def test_two_reviewers_compare_and_decide(page: Any, browser: Any, served: Any) -> None:
    def reviewer(name: str) -> Any:
        context = browser.new_context(base_url=served.address)
        opened = context.new_page()
        opened.goto("/me")
        opened.fill("[name=who]", name)
        opened.get_by_role("button", name="Review under this name").click()
        opened.goto("/reports/1")
        opened.wait_for_selector("#items .item")
        return opened

    ana, ben = reviewer("Ana"), reviewer("Ben")
    for who, key in ((ana, "a"), (ben, "r")):
        who.locator("#items .item[data-kind=statement]").first.click()
        who.wait_for_selector("#detail .detail-head")
        who.keyboard.press(key)
        until(who, "!!document.querySelector('#items .item.v-accepted, #items .item.v-rejected')")
    assert ben.locator("#items .item.v-accepted").count() == 0  # blind to each other
    for who in (ana, ben):
        who.get_by_role("button", name="Finish").click()
        who.get_by_role("button", name="Reopen").wait_for()
    ben.get_by_role("link", name="Compare").click()
    ben.wait_for_selector("section.differ")
    assert ben.locator("section.differ").count() == 1
    ben.get_by_role("button", name="As Ana").click()
    ben.wait_for_selector("text=decided: accepted")
    ben.goto("/evaluation")
    assert "statement" in ben.locator("table.rows").inner_text()
    for who in (ana, ben):
        who.context.close()


def test_first_view_is_quick(dossier: Any) -> None:
    dossier.goto("/reports")  # opens what is opened once
    for view in ("/reports", "/timeline", "/people", "/reports/1"):
        dossier.goto(view, wait_until="load")
        took = dossier.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert took < 1_000, (view, took)
