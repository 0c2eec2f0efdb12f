"""Pictures of every view of the workbench into docs/screens: ``python -m bench.screens`` (needs chromium).

The project is that of ``bench/gold/negotiation``; two reviewers judge one of its reports, so that the pages of review have
something to show. Pictures are reduced to 160 colours, which is plenty for words.
"""

from __future__ import annotations

import argparse
import io
import shutil
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "bench" / "gold" / "negotiation" / "reports"
OUT = ROOT / "docs" / "screens"
SIZES = {"large": (1280, 800), "small": (390, 844)}
COLOURS = 160


class View:
    """A picture: its name, its address, and what is done before it is taken."""

    def __init__(self, name: str, path: str, keys: str = "", schemes: tuple[str, ...] = ("light",)) -> None:
        self.name = name
        self.path = path
        self.keys = keys.split()
        self.schemes = schemes


def views(report: int, meeting: int, person: int, issue: int) -> list[View]:
    """All pictures."""
    return [
        View("reports", "/reports", schemes=("light", "dark")),
        View("reading-room", f"/reports/{report}", "j j j j", ("light", "dark")),
        View("log", f"/reports/{report}/log"),
        View("compare", f"/reports/{report}/compare"),
        View("agreement", "/agreement"),
        View("evaluation", "/evaluation"),
        View("timeline", "/timeline"),
        View("meetings", "/meetings"),
        View("meeting", f"/meetings/{meeting}"),
        View("accounts", f"/accounts?meeting={meeting}"),
        View("contradictions", "/contradictions"),
        View("positions", "/positions"),
        View("position", f"/positions?issue={issue}"),
        View("people", "/people"),
        View("person", f"/people/{person}"),
        View("network", "/network"),
        View("map", "/map", schemes=("light", "dark")),
        View("search", "/search?q=border"),
        View("merges", "/merges?status=all"),
        View("add", "/add"),
    ]


def make_project(path: Path) -> None:
    """Read the reports into a project."""
    from dragoman.intake import read_bytes
    from dragoman.project import Project
    from dragoman.reading.reader import Reader

    reader = Reader()
    with Project.open(path, create=True) as project:
        for file in sorted(REPORTS.iterdir()):
            data = file.read_bytes()
            project.add(data, file.name, [(d, reader.read(d)) for d in read_bytes(data, file.name)])
        project.settle()


def review(browser: Any, address: str, name: str, report: int, judgements: str) -> None:
    """Judge the first items of a report under a name, one key an item, and finish."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/me")
    page.fill("[name=who]", name)
    page.get_by_role("button", name="Review under this name").click()
    page.goto(f"/reports/{report}")
    page.wait_for_selector("#items .item")
    page.keyboard.press("j")
    for n, key in enumerate(judgements, 1):
        page.keyboard.press(key)
        for _ in range(100):
            if page.evaluate("document.querySelectorAll('.item.v-accepted, .item.v-rejected').length") >= n:
                break
            page.wait_for_timeout(50)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Reopen").wait_for()
    context.close()


def take(browser: Any, address: str, view: View, out: Path) -> None:
    """Take a view in all its sizes and schemes."""
    for scheme in view.schemes:
        for size, (width, height) in SIZES.items():
            if scheme == "dark" and size == "small":
                continue
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(view.path)
            for key in view.keys:
                page.keyboard.press(key)
                page.wait_for_timeout(300)
            if page.locator("figure .canvas").count():
                # a chart is drawn when it comes into view
                page.locator("figure").scroll_into_view_if_needed()
                page.wait_for_selector("figure[data-drawn=yes]", timeout=20_000)
                if size == "large" and page.locator("figure").bounding_box()["y"] < 300:
                    page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(300)
            suffix = "-dark" if scheme == "dark" else ""
            (out / f"{view.name}-{size}{suffix}.png").write_bytes(small(page.screenshot()))
            context.close()


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Make the project, serve it, take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the folder for the pictures")
    parser.add_argument("--only", help="take only the views whose name begins so")
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no chromium on this machine (apt-get install chromium)")
    import uvicorn
    from playwright.sync_api import sync_playwright

    from dragoman.project import Project
    from dragoman.workbench.app import create_app
    from dragoman.workbench.settings import Settings

    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listening:
        path = Path(folder) / "border-talks.dragoman"
        make_project(path)
        with Project.open(path) as project:
            meeting = max(project.meetings(), key=lambda m: (m.count, -m.id)).id
            person = project.people()[0].id
            issue = max(project.positions(), key=lambda c: (len(c.stated), -c.issue)).issue
            report = max(project.documents(), key=lambda d: (d.title is not None, d.length)).id
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(project=str(path), who="Ana")), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            review(browser, address, "Ana", report, "aaaraaaaraaa")
            review(browser, address, "Ben", report, "aaaaaararaaa")
            for view in views(report, meeting, person, issue):
                if not asked.only or view.name.startswith(asked.only):
                    take(browser, address, view, asked.out)
                    print(view.name)
            browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
