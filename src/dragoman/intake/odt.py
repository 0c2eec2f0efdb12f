"""OpenDocument texts: the main text, its tables, the day of last change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from dragoman.intake.dates import machine_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.flow import Flow
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import LARGEST_XML, attribute, events, local, parsed, words_in
from dragoman.intake.office import Layout, read_office
from dragoman.intake.outcome import Item
from dragoman.intake.zipped import names_in
from dragoman.record import Witness

_TEXT = b"application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset(("annotation", "tracked-changes", "note", "script", "forms", "sequence-decls", "font-face-decls",
                      "automatic-styles", "object", "image"))  # fmt: skip
_MOST_BLANKS = 100


def sniff(data: Bytes) -> bool:
    """Whether a zip file is an OpenDocument text: its first member, which is not compressed, says so."""
    return _TEXT in data.head[:200] or {"content.xml", "META-INF/manifest.xml"} <= names_in(data)


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document, or the articles of a database's export. Raises :class:`IntakeError` for what is damaged."""
    yield from read_office(
        data,
        source,
        job,
        Layout("odt", "OpenDocument file", "content", "content.xml", LARGEST_XML, "meta.xml", _flowed, _changed),
    )


def _flowed(body: bytes) -> tuple[Flow, str | None]:
    """The paragraphs of the content, and its one heading of the first level or paragraph in the style "Title"."""
    flow = Flow()
    titles: list[str] = []
    skipping = open_ = 0
    for event, element in events(body):
        name = local(element)
        if name in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif skipping:
            continue
        elif name in ("p", "h"):
            open_ += 1 if event == "start" else -1
            # An element's text is sure to be there only at its end
            if event == "end" and not open_:
                _add(flow, element)
                words = flow.end_paragraph()
                top = name == "h" and attribute(element, "outline-level") == "1"
                if words and (top or attribute(element, "style-name") == "Title"):
                    titles.append(words)
                element.clear()
        elif name == "table-row":
            if event == "start":
                flow.start_row()
            else:
                flow.end_row()
        elif name == "table-cell" and event == "end":
            flow.end_cell()
    return flow, " ".join(titles[0].split())[:500] if len(titles) == 1 else None


def _add(flow: Flow, paragraph: Any) -> None:
    """A paragraph's words; annotations and notes inside it are left out."""
    skipping = 0
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        name = local(element)
        if event == "start":
            skipping += name in _SKIPPED
            if not skipping:
                flow.add(_sign(name, element) + (element.text or ""))
            continue
        skipping -= name in _SKIPPED
        if not skipping and element is not paragraph:
            flow.add(element.tail or "")


def _sign(name: str, element: Any) -> str:
    if name == "s":
        count = attribute(element, "c")
        return " " * min(int(count) if count.isdecimal() and len(count) < 6 else 1, _MOST_BLANKS)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _changed(meta: bytes | None) -> tuple[Witness, ...]:
    """The day of last change (dc:date)."""
    if meta is None:
        return ()
    try:
        root = parsed(meta)
    except IntakeError:
        return ()
    for element in root.iter():
        if local(element) == "date" and (day := machine_day(words_in(element))):
            return (Witness(kind="modified", name="dc:date", text=words_in(element)[:80], value=day),)
    return ()
