"""NITF, the News Industry Text Format of the IPTC (3.x and before): one report, with its parts by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dragoman.intake.dates import any_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.fields import report, stated
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import attribute, local, parsed, root_name, words_in
from dragoman.intake.outcome import Item
from dragoman.record import Witness
from dragoman.record.document import BlockKind

Lines = list[tuple[BlockKind, str]]


def sniff(head: bytes) -> bool:
    """Whether bytes are XML whose root is ``nitf``."""
    return root_name(head) == "nitf"


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document. Raises :class:`IntakeError` ``markup`` or ``empty``."""
    content = data.whole()
    root = parsed(content)
    lines, dateline = body_lines(root)
    if not any(kind in ("body", "title") for kind, _ in lines):
        raise IntakeError("empty", "the NITF file holds no text")
    title = next((text for kind, text in lines if kind == "title"), None) or _words(root, "title") or None
    publication = _element(root, "pubdata")
    copyright_ = _element(root, "doc.copyright")
    outlet = attribute(publication, "name") if publication is not None else ""
    holder = attribute(copyright_, "holder") if copyright_ is not None else ""
    yield report(
        source=source,
        format="nitf",
        sha256=hashlib.sha256(content).hexdigest(),
        lines=lines,
        dateline=dateline,
        credit=_words(root, "distributor") or holder,
        outlet=outlet or None,
        title=title,
        byline=byline(root),
        section=(attribute(publication, "position.section") if publication is not None else "") or _meta(root, "dsk"),
        language=(attribute(root, "lang") or "")[:2].lower() or None,
        address=(attribute(publication, "ex-ref") if publication is not None else "") or None,
        witnesses=dates(root),
        encoding="utf-8",
    )


def body_lines(root: Any) -> tuple[Lines, str]:
    """The labelled lines of a NITF tree and the words of its dateline. Walks without recursion."""
    lines: Lines = []
    dateline = ""
    titled = False
    stack = [root]
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("head", "media", "table", "script") and element is not root:
            lines.extend(_media(element) if name == "media" else _rows(element) if name == "table" else [])
            continue
        if name in ("hl1", "headline"):
            words = words_in(element)
            lines.append(("header-field" if titled else "title", words))
            titled = titled or bool(words)
        elif name == "hl2":
            in_text = any(local(a) == "body.content" for a in element.iterancestors())
            lines.append(("body" if in_text else "header-field", words_in(element)))
        elif name == "byline":
            lines.append(("byline", words_in(element)))
        elif name == "dateline":
            dateline = dateline or words_in(element)
            lines.append(("header-field", words_in(element)))
        elif name in ("distributor", "copyrite", "series", "note"):
            lines.append(("header-field", words_in(element)))
        elif name in ("tagline", "bibliography", "datasource"):
            lines.append(("boilerplate", words_in(element)))
        elif name in ("p", "pre", "li", "dt", "dd", "credit"):
            lines.append(("body", words_in(element)))
        elif name == "abstract":
            lines.append(("header-field", words_in(element)))
        else:
            stack.extend(reversed(element))
    kept = [(kind, text) for kind, text in lines if text]
    if not any(kind == "body" for kind, _ in kept):
        content = _element(root, "body.content")
        loose = words_in(content) if content is not None else ""
        if loose and not any(loose in text for _, text in kept):
            kept.append(("body", loose))
    return kept, dateline


def dates(root: Any) -> list[Witness]:
    """The dates that the file's head states: issue, release, publication, and the day of each revision."""
    found: list[Witness] = []
    for element in root.iter():
        name = local(element)
        norm = attribute(element, "norm")
        if name in ("date.issue", "date.release") and norm:
            found += stated(name, norm, any_day(norm))
        elif name == "pubdata" and attribute(element, "date.publication"):
            text = attribute(element, "date.publication")
            found += stated("date.publication", text, any_day(text))
        elif name == "story.date" and norm:
            found += stated(name, norm, any_day(norm))
        elif name == "revision-history" and norm:
            found += stated(name, norm, any_day(norm), modified=True)
        elif name == "body":
            continue
    day = [_meta(root, f"publication_{part}") for part in ("year", "month", "day_of_month")]
    if all(part and part.isdecimal() for part in day):
        text = "-".join(str(part).zfill(2) for part in day)
        found += stated("publication_year, publication_month, publication_day_of_month", text, any_day(text))
    return found


def byline(root: Any) -> str | None:
    """The writer's name, "By" taken off."""
    element = _element(root, "byline")
    words = words_in(element) if element is not None else ""
    return (words[3:] if words[:3].lower() == "by " else words)[:200] or None


def _element(root: Any, name: str) -> Any | None:
    return next((e for e in root.iter() if local(e) == name), None)


def _words(root: Any, name: str) -> str:
    element = _element(root, name)
    return words_in(element) if element is not None else ""


def _meta(root: Any, name: str) -> str | None:
    found = next((e for e in root.iter() if local(e) == "meta" and attribute(e, "name") == name), None)
    return attribute(found, "content") or None if found is not None else None


def _media(element: Any) -> Lines:
    return [("caption", words_in(e)) for e in element.iter() if local(e) in ("media-caption", "media-producer")]


def _rows(element: Any) -> Lines:
    rows = [e for e in element.iter() if local(e) == "tr"]
    return [("body", "\t".join(words_in(cell) for cell in row)) for row in rows]
