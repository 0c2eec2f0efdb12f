"""Word documents (Office Open XML): the main text, its tables, the day of last change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.intake.dates import machine_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.flow import Flow
from dragoman.intake.job import LARGEST, Bytes, Job
from dragoman.intake.markup import attribute, events, local, parsed, words_in
from dragoman.intake.office import Layout, read_office
from dragoman.intake.outcome import Item
from dragoman.intake.zipped import names_in
from dragoman.record import Witness

_MAIN = "word/document.xml"
_SKIPPED = frozenset(("del", "instrText", "Fallback", "moveFrom", "pict", "delText"))
_TITLES = frozenset(("title", "titel", "titre"))


def sniff(data: Bytes) -> bool:
    """Whether a zip file is a Word document."""
    return _MAIN in names_in(data)


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document, or the articles of a database's export. Raises :class:`IntakeError` for what is damaged."""
    yield from read_office(
        data,
        source,
        job,
        Layout("docx", "Word document", "main text", _MAIN, LARGEST, "docProps/core.xml", _flowed, _changed),
    )


def _flowed(body: bytes) -> tuple[Flow, str | None]:
    """The paragraphs of the main part, and the first one in the style "Title" or "Heading 1"."""
    flow = Flow()
    titles: list[str] = []
    style = ""
    skipping = 0
    for event, element in events(body, LARGEST):
        name = local(element)
        if name in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif skipping:
            continue
        elif event == "start":
            if name == "p":
                style = ""
            elif name == "tr":
                flow.start_row()
        elif name == "t":
            flow.add(element.text or "")
        elif name == "tab":
            if local(element.getparent()) == "r":
                flow.add("\t")
        elif name in ("br", "cr"):
            flow.add("\n")
        elif name == "noBreakHyphen":
            flow.add("-")
        elif name == "pStyle":
            style = attribute(element, "val")
        elif name == "p":
            words = flow.end_paragraph()
            if words and _is_title(style):
                titles.append(words)
            _forget(element)
        elif name == "tc":
            flow.end_cell()
        elif name == "tr":
            flow.end_row()
    return flow, " ".join(titles[0].split())[:500] if len(titles) == 1 else None


def _is_title(style: str) -> bool:
    folded = style.casefold()
    return folded in _TITLES or folded in ("heading1", "berschrift1", "titre1")


def _forget(element: Any) -> None:
    element.clear()
    previous = element.getprevious()
    while previous is not None:
        del element.getparent()[0]
        previous = element.getprevious()


def _changed(core: bytes | None) -> tuple[Witness, ...]:
    """The day of last change; the day of creation is the template's as often as the text's, and says nothing."""
    if core is None:
        return ()
    try:
        root = parsed(core)
    except IntakeError:
        return ()
    for element in root:
        words = words_in(element)
        if local(element) == "modified" and (day := machine_day(words)):
            return (Witness(kind="modified", name="dcterms:modified", text=words[:80], value=day),)
    return ()
