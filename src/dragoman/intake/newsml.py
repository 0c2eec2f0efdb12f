"""NewsML-G2 (and, where it is simple, NewsML 1): news items with their metadata, one message holding many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dragoman.intake import nitf
from dragoman.intake.dates import any_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.fields import report, stated
from dragoman.intake.html import fragment_lines
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import attribute, local, parsed, root_name, words_in
from dragoman.intake.outcome import Failure, Item
from dragoman.record import Witness

_ROOTS = frozenset(("newsItem", "newsMessage", "NewsML", "packageItem"))
_MOST_ITEMS = 10_000


def sniff(head: bytes) -> bool:
    """Whether bytes are XML whose root is one of NewsML's."""
    return root_name(head) in _ROOTS


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The text items of a message in order; an item without text is a failure, unless it is a picture's.

    Raises :class:`IntakeError` ``markup``, or ``empty`` when there is no item.
    """
    content = data.whole()
    root = parsed(content)
    digest = hashlib.sha256(content).hexdigest()
    items = [e for e in root.iter() if local(e) in ("newsItem", "NewsItem")]
    if not items:
        raise IntakeError("empty", "there is no news item in this message")
    several = len(items) > 1
    if len(items) > _MOST_ITEMS:
        says = f"the message has {len(items):,} items; the first {_MOST_ITEMS:,} were read"
        yield Failure(source, "too-many", says)
    for number, item in enumerate(items[:_MOST_ITEMS], 1):
        part = number if several else None
        document = _item(item, source, digest, part)
        if document is not None:
            yield document
        elif not _is_other(item):
            where = f"{source}, item {number}" if several else source
            yield Failure(where, "empty", "the news item has no text")


def _is_other(item: Any) -> bool:
    """Whether an item says that it is a picture, a graphic, sound or video."""
    for element in item.iter():
        if local(element) == "itemClass":
            code = attribute(element, "qcode").rpartition(":")[2]
            return code not in ("", "text", "composite")
        if local(element) == "MediaType":
            return attribute(element, "FormalName").lower() not in ("", "text")
    return False


def _item(item: Any, source: str, digest: str, part: int | None) -> Item | None:
    body, dateline = _content(item)
    title = _first(item, "headline", "HeadLine", "title", "SlugLine")
    filed = dateline or _first(item, "dateline", "DateLine")
    by = _first(item, "by", "ByLine", "creator")
    if not any(kind == "body" for kind, _ in body):
        return None
    lines: nitf.Lines = []
    if title and not any(kind == "title" for kind, _ in body):
        lines.append(("title", title))
    if by and not any(kind == "byline" for kind, _ in body):
        lines.append(("byline", by))
    if filed and not dateline and not any(filed in text for _, text in body):
        lines.append(("header-field", filed))
    lines.extend(body)
    provider = _named(item, "infoSource") or _named(item, "provider") or _first(item, "CreditLine", "creditline")
    notes = []
    status = next((attribute(e, "qcode") for e in item.iter() if local(e) == "pubStatus"), "")
    if status.endswith("canceled"):
        notes.append("The agency has cancelled this item.")
    elif status.endswith("withheld"):
        notes.append("The agency has withheld this item for now.")
    return report(
        source=source,
        format="newsml",
        sha256=digest,
        lines=lines,
        dateline=filed,
        credit=_first(item, "creditline", "CreditLine") or provider,
        outlet=provider or None,
        title=title or next((text for kind, text in lines if kind == "title"), None),
        byline=(by[3:] if by[:3].lower() == "by " else by)[:200] or nitf.byline(item),
        section=_first(item, "genre")[:200] or None,
        language=_language(item),
        witnesses=_dates(item),
        encoding="utf-8",
        part=part,
        warnings=tuple(notes),
    )


def _content(item: Any) -> tuple[nitf.Lines, str]:
    """The body, from NITF or XHTML inside the item, or from plain text."""
    for element in item.iter():
        name = local(element)
        if name in ("nitf", "body.content") or (name in ("html", "body") and local(element.getparent()) != "nitf"):
            if name in ("nitf", "body.content"):
                lines, dateline = nitf.body_lines(element)
                if any(kind == "body" for kind, _ in lines):
                    return lines, dateline
                continue
            return _xhtml(element), ""
        if name in ("inlineXML", "DataContent") and len(element):
            lines = (
                _xhtml(element) if not any(local(e) in ("nitf", "html", "body.content") for e in element.iter()) else []
            )
            if lines:
                return lines, ""
        if name in ("inlineData", "DataContent") and not len(element):
            words = fragment_lines(element.text or "")
            if words:
                return [("body", text) for text in words], ""
    return [], ""


def _xhtml(element: Any) -> nitf.Lines:
    lines: nitf.Lines = []
    for e in element.iter():
        name = local(e)
        if name in ("h1",):
            lines.append(("title" if not lines else "body", words_in(e)))
        elif name in ("p", "h2", "h3", "li", "pre", "blockquote"):
            if not any(local(d) in ("p", "li") for d in e.iterdescendants()):
                lines.append(("body", words_in(e)))
        elif name in ("figcaption", "caption"):
            lines.append(("caption", words_in(e)))
    kept = [(kind, text) for kind, text in lines if text]
    return kept or [("body", text) for text in [words_in(element)] if text]


def _first(item: Any, *names: str) -> str:
    """The words of the first element of these names that stands in the item's head and not in its text."""
    for name in names:
        for element in item.iter():
            inside = local(element)
            if inside == name:
                words = words_in(element)
                if words and not any(local(a) in ("contentSet", "ContentItem") for a in element.iterancestors()):
                    return words[:500]
    return ""


def _named(item: Any, tag: str) -> str:
    for element in item.iter():
        if local(element) == tag:
            name = next((words_in(c) for c in element if local(c) == "name" and words_in(c)), "")
            found = name or attribute(element, "literal") or attribute(element, "qcode").rpartition(":")[2]
            if found:
                return found[:200]
    return ""


def _language(item: Any) -> str | None:
    for element in item.iter():
        if local(element) == "language":
            return attribute(element, "tag")[:2].lower() or None
        if local(element) == "Language":
            return attribute(element, "FormalName")[:2].lower() or None
    return attribute(item, "lang")[:2].lower() or None


def _dates(item: Any) -> list[Witness]:
    """When it was first made and published; a later version's day only bounds the report."""
    found: dict[str, str] = {}
    for element in item.iter():
        name = local(element)
        if name in ("firstCreated", "contentCreated", "versionCreated", "contentModified", "FirstCreated",
                    "ThisRevisionCreated", "DateAndTime"):  # fmt: skip
            words = words_in(element)
            if words:
                found.setdefault(name, words)
    first = [name for name in ("contentCreated", "firstCreated", "FirstCreated") if name in found]
    out: list[Witness] = []
    for name in first:
        out += stated(name, found[name], any_day(found[name]))
    for name in ("versionCreated", "ThisRevisionCreated", "DateAndTime"):
        if name in found:
            out += stated(name, found[name], any_day(found[name]), modified=bool(first))
    if "contentModified" in found:
        out += stated("contentModified", found["contentModified"], any_day(found["contentModified"]), modified=True)
    return out
