"""News feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom. Each entry is a report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dragoman.intake.dates import any_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.fields import report, stated
from dragoman.intake.html import fragment_lines
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import attribute, local, parsed, root_name, words_in
from dragoman.intake.outcome import Failure, Item
from dragoman.record.document import BlockKind

_ROOTS = frozenset(("rss", "rdf", "feed"))
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate")
_MOST_ENTRIES = 20_000


def sniff(head: bytes) -> bool:
    """Whether bytes are XML whose root is a feed's."""
    name = root_name(head).lower()
    return name in _ROOTS and (name != "feed" or b"Atom" in head[:4_096] or b"<entry" in head)


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The entries in order. Raises :class:`IntakeError` ``markup``, or ``empty`` when there is no entry."""
    content = data.whole()
    root = parsed(content, recover=True)
    digest = hashlib.sha256(content).hexdigest()
    entries = [e for e in root.iter() if local(e).lower() in ("item", "entry")]
    if not entries:
        raise IntakeError("empty", "the feed has no entries")
    channel = next((e for e in root.iter() if local(e).lower() == "channel"), root)
    outlet = _first(channel, "title") or None
    language = (_first(channel, "language") or attribute(root, "lang"))[:2].lower() or None
    if len(entries) > _MOST_ENTRIES:
        says = f"the feed has {len(entries):,} entries; the first {_MOST_ENTRIES:,} were read"
        yield Failure(source, "too-many", says)
    for number, entry in enumerate(entries[:_MOST_ENTRIES], 1):
        item = _entry(entry, source, digest, number, outlet, language)
        yield item if item is not None else Failure(f"{source}, entry {number}", "empty", "the entry has no text")


def _first(parent: Any, *names: str) -> str:
    for name in names:
        for child in parent:
            if local(child).lower() == name:
                words = words_in(child)
                if words:
                    return words
    return ""


def _entry(entry: Any, source: str, digest: str, number: int, outlet: str | None, language: str | None) -> Item | None:
    title = " ".join(fragment_lines(_first(entry, "title"))) or None
    full = _markup(entry, "encoded", "content", "body")
    brief = "" if full else _markup(entry, "description", "summary")
    lines: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    body = fragment_lines(full or brief)
    lines.extend(("body", text) for text in body)
    if not lines:
        return None
    notes = []
    if not full:
        notes.append("The feed gives this entry's summary and not its full text.")
    witnesses = []
    for child in entry:
        name = local(child).lower()
        if name in _PUBLISHED or name in _UPDATED:
            words = words_in(child)
            witnesses += stated(local(child), words, any_day(words), modified=name in _UPDATED)
    own_source = _first(entry, "source")
    creator = _first(entry, "creator", "author")
    return report(
        source=source,
        format="feed",
        sha256=digest,
        lines=lines,
        outlet=(own_source if len(own_source) < 120 else "") or outlet,
        title=title,
        byline=creator[:200] or None,
        section=_section(entry),
        language=language,
        address=_link(entry),
        witnesses=witnesses,
        part=number,
        encoding="utf-8",
        warnings=tuple(notes),
    )


def _markup(entry: Any, *names: str) -> str:
    """The first filled child of these names: escaped markup as it is, inline XHTML as its words."""
    from lxml import etree

    for name in names:
        for child in entry:
            if local(child).lower() != name:
                continue
            if len(child):
                return str(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
            if (child.text or "").strip():
                return str(child.text)
    return ""


def _section(entry: Any) -> str | None:
    for child in entry:
        if local(child).lower() == "category":
            words = words_in(child) or attribute(child, "label") or attribute(child, "term")
            if words:
                return words[:200]
    return None


def _link(entry: Any) -> str | None:
    for child in entry:
        if local(child).lower() == "link" and attribute(child, "rel") in ("", "alternate"):
            found = attribute(child, "href") or (child.text or "").strip()
            if found:
                return found[:2_000]
    return None
