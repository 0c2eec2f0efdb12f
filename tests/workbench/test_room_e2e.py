"""The reading room in a real browser: reading, correcting, undoing, all by keyboard and mouse."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dragoman.project import Project

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def report_id(path: Path, name: str) -> int:
    """The number of the report that came from a file."""
    with Project.open(path) as project:
        return next(d.id for d in project.documents() if d.source == name)


def open_room(page: Any, served: Any, name: str = "talks.txt") -> None:
    """Open a report."""
    page.goto(f"/reports/{report_id(served.project, name)}")
    page.wait_for_selector("#items .item")


def until(page: Any, expression: str) -> None:
    """Wait until a JavaScript expression is true. (Playwright's own way needs ``eval``, which the pages forbid.)"""
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def marks(page: Any, name: str) -> list[str]:
    """The words that a highlight lies on."""
    found: list[str] = page.evaluate(
        "name => CSS.highlights.has(name) ? [...CSS.highlights.get(name)].map(r => r.toString()) : []", name
    )
    return found


def select(page: Any, words: str) -> None:
    """Select words of the report."""
    page.evaluate(
        """words => {
            for (const block of document.querySelectorAll('#text .block')) {
                const at = block.firstChild.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(block.firstChild, at);
                range.setEnd(block.firstChild, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error('not in the report: ' + words);
        }""",
        words,
    )


def item(page: Any, words: str, kind: str = "statement") -> Any:
    """The line of the record that holds these words."""
    return page.locator(f"#items .item[data-kind='{kind}']").filter(has_text=words).first


def test_marks_follow_choices_in_both_directions(page: Any, served: Any) -> None:
    open_room(page, served)
    assert any("We will open the border in spring" in w for w in marks(page, "statement"))
    assert marks(page, "time") == []
    page.check("#toggles input[value='time']")
    assert any("Tuesday" in w for w in marks(page, "time"))
    item(page, "We will open the border").click()
    page.wait_for_selector("#detail .detail-head")
    assert any("We will open the border in spring" in w for w in marks(page, "chosen"))
    # and back: a click on the words chooses the item
    page.keyboard.press("Escape")
    box = page.evaluate(
        """() => { const n = [...document.querySelectorAll('#text .block')].find(b => b.textContent.includes('rejected')).firstChild;
            const r = document.createRange(); const at = n.data.indexOf('the demand'); r.setStart(n, at); r.setEnd(n, at + 10);
            const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }"""
    )
    page.mouse.move(*box)
    assert marks(page, "near")
    page.mouse.click(*box)
    until(page, "document.querySelector('#items .item[aria-pressed]')")
    assert "rejected" in page.locator("#items .item[aria-pressed]").inner_text() or marks(page, "chosen")


def test_rules_stand_behind_values(page: Any, served: Any) -> None:
    open_room(page, served)
    item(page, "We will open the border").click()
    page.wait_for_selector("#detail ul.rules code")
    assert re.search(r"\w+\.\w", page.locator("#detail ul.rules").first.inner_text())


def test_correct_a_speaker_reload_undo_redo(page: Any, served: Any) -> None:
    open_room(page, served)
    item(page, "We will open the border").click()
    page.wait_for_selector("#f-source")
    before = page.input_value("#f-source")
    page.fill("#f-source", "Moussa Faki")
    page.keyboard.press("Tab")
    page.wait_for_selector("tr.changed")
    assert before in page.locator("tr.changed .program").inner_text()  # the program's value stands beside it
    page.reload()
    page.wait_for_selector("tr.changed")
    assert page.input_value("#f-source") == "Moussa Faki"
    assert "changed" in page.locator("#items .item[aria-pressed] .verdict").inner_text()
    page.locator("#items").click(position={"x": 5, "y": 5})
    page.keyboard.press("u")
    page.wait_for_selector("tr.changed", state="detached")
    assert page.input_value("#f-source") == before
    page.keyboard.press("Shift+U")
    page.wait_for_selector("tr.changed")
    assert page.input_value("#f-source") == "Moussa Faki"


def test_correct_a_span_by_selecting(page: Any, served: Any) -> None:
    open_room(page, served)
    item(page, "We will open the border").click()
    page.wait_for_selector("#f-content")
    select(page, "We will open the border")
    page.keyboard.press("t")
    page.wait_for_selector("tr.changed #f-content")
    assert page.locator("#f-content").inner_text().strip() == "We will open the border"


def test_review_by_keyboard_alone(page: Any, served: Any) -> None:
    open_room(page, served)
    page.keyboard.press("j")
    page.wait_for_selector("#detail .detail-head")
    page.keyboard.press("a")
    page.wait_for_selector("#items .item.v-accepted")
    until(page, "document.querySelectorAll('#items .item')[1].hasAttribute('aria-pressed')")
    page.keyboard.press("r")
    page.wait_for_selector("#items .item.v-rejected")
    page.keyboard.press("h")
    until(
        page,
        "document.querySelectorAll('#items .item')[2].hasAttribute('aria-pressed') || document.querySelectorAll('#items .item')[3].hasAttribute('aria-pressed')",
    )
    page.keyboard.press("n")
    until(page, "document.activeElement.id === 'f-note'")
    page.keyboard.type("as the ministry tells it")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    until(page, "document.querySelector('#detail').textContent.includes('as the ministry tells it')")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    judged = page.locator(".state p").first.inner_text()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert page.locator(".state p").first.inner_text() == judged  # the keys are switched off


def test_add_what_was_missed_and_split_an_entity(page: Any, served: Any) -> None:
    open_room(page, served)
    select(page, "delaying an accord")
    page.keyboard.press("+")
    page.wait_for_selector("#new-item")
    page.select_option("#new-kind", "issue")
    page.wait_for_selector("#n-name")
    page.fill("#n-name", "the accord")
    page.click("#new-item button.main")
    page.wait_for_selector("#items .item.v-added")
    assert "the accord" in page.locator("#items .item.v-added").inner_text()
    entity = page.locator("#items .item[data-kind='entity']").filter(has_text=re.compile("^Norway")).first
    entity.click()
    page.wait_for_selector("#f-mentions")
    select(page, "Norway of")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    until(page, "document.querySelectorAll('#items .item.v-added').length === 2")


def test_the_log_lists_what_was_done(page: Any, served: Any) -> None:
    open_room(page, served)
    page.keyboard.press("j")
    page.wait_for_selector("#detail .detail-head")
    page.keyboard.press("a")
    page.wait_for_selector("#items .item.v-accepted")
    page.get_by_role("link", name="Log").click()
    page.wait_for_selector("table.rows")
    assert "accept" in page.locator("table.rows").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text().startswith("id,at,who,action")


def test_hostile_words_are_words(page: Any, served: Any) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    open_room(page, served, "hostile.html")
    assert "<img src=x onerror=alert(2)>" in page.locator("#text").inner_text()
    assert page.locator("#text img").count() == 0


def test_a_narrow_screen_has_no_sideways_scroll(page: Any, served: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (
        "/reports",
        f"/reports/{report_id(served.project, 'talks.txt')}",
        "/add",
        "/search?q=border",
        "/merges",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
