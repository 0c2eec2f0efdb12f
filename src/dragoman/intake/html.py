"""Saved web pages. trafilatura finds the article; what it cuts is kept as furniture, and every date is a witness."""

from __future__ import annotations

import hashlib
import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import trafilatura
from lxml import etree
from msgspec.structs import replace

from dragoman.intake.compose import composed, paragraphs
from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import database_of
from dragoman.intake.job import Bytes, Job
from dragoman.intake.markup import root_name
from dragoman.intake.outcome import Item
from dragoman.intake.page_dates import witnesses
from dragoman.record import Document
from dragoman.record.document import BlockKind

LARGEST_PAGE = 12 * 1024 * 1024
"""Code points of markup, pictures taken out; a saved article is seldom over 2 MB."""

LARGEST_MARKUP = 3 * 1024 * 1024
"""Code points of markup, pictures taken out, that the article is looked for in: beyond it this takes minutes."""

_SKIP = frozenset(
    "script style noscript template svg math iframe object embed head select option button input textarea".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption "
    "center".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RELATED = re.compile(
    r"related|recommend|most-?(?:read|popular)|trending|also-?like|more-?(?:stories|news)|sidebar", re.I
)
_COMMENT = re.compile(r"comment|disqus", re.I)
_NAVIGATION = re.compile(r"\b(?:nav|menu|breadcrumb|topbar|masthead|navbar)", re.I)
_OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|table|span|h1)\b", re.I)
_DATA_ADDRESS = re.compile(r"data:[a-z0-9.+/;=-]{0,80};base64,[A-Za-z0-9+/=%]{64,}", re.I)
"""Pictures and fonts that a browser packed into the page: they are most of its bytes, and none of its words."""
_ROOTS = frozenset(("html", "body", "article", "div"))
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_XML_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>", re.I)


@dataclass(slots=True)
class _Line:
    text: str
    tag: str
    zone: str
    kind: BlockKind = "boilerplate"


@dataclass(slots=True)
class _Zones:
    """The regions that the walk is inside of, innermost last."""

    stack: list[str] = field(default_factory=list)

    def current(self) -> str:
        return next((z for z in reversed(self.stack) if z), "")


def sniff(head: bytes) -> bool:
    """Whether bytes are markup: a tag of a page at the start, or several in the first 16 kB."""
    head = head[:16_384].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    first = _OPENING.search(head)
    if first is None or (head.startswith(b"<?xml") and root_name(head).lower() not in _ROOTS):
        return False
    return first.start() == 0 or head.startswith((b"<?xml", b"<!--")) or len(_OPENING.findall(head)) >= 3


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document: the page's visible text, article and furniture told apart in ``blocks``.

    The page on which a database shows many articles gives these. Raises :class:`IntakeError` ``markup`` when nothing
    of the markup can be read, ``too-large`` past :data:`LARGEST_PAGE` bytes (:data:`LARGEST` for a database's).
    """
    yield from read_page(data.whole(), source)


def read_page(data: bytes, source: str, encoding: str | None = None, address: str | None = None) -> list[Item]:
    """:func:`read` for bytes at hand, with the encoding and address that a mail part or HTTP response states."""
    decoded = decode(data, encoding)
    markup = _XML_PROLOG.sub("", _DATA_ADDRESS.sub("data:,", decoded.text.replace("\0", "")))
    try:
        tree = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(recover=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("markup", f"the page's markup cannot be read ({error})") from error
    notes = list(decoded.warnings)
    lines = list(_lines(tree))
    if not lines:
        lines = list(_bare_lines(markup))
        notes.append("The page's markup is nested too deeply or broken; its text was read without its structure.")
    if not lines:
        raise IntakeError("empty", "the page shows no text")
    page = Document(
        source=source,
        format="html",
        text="",
        sha256=hashlib.sha256(data).hexdigest(),
        language=_language(tree),
        encoding=decoded.encoding,
        warnings=tuple(notes),
    )
    texts = [line.text for line in lines]
    database = database_of("\n".join(texts))
    if database is not None:
        text, _ = composed(paragraphs(texts))
        return list(database.read(replace(page, text=text)))
    if len(markup) > LARGEST_PAGE:
        raise IntakeError(
            "too-large", f"the page's markup has {len(markup):,} signs; at most {LARGEST_PAGE:,} are read"
        )
    return [_report(page, tree, markup, lines, address)]


def _report(page: Document, tree: Any, markup: str, lines: list[_Line], address: str | None) -> Document:
    """The one report of an ordinary page."""
    notes = page.warnings
    if len(markup) > LARGEST_MARKUP:
        notes = (*notes, "The page is very large; its article was told from the rest by the length of paragraphs only.")
        article: dict[str, Any] = {}
    else:
        article = _article(markup)
    title = _label(lines, article)
    if not any(line.kind == "body" for line in lines):
        notes = (*notes, "No article was found on this page: all of its text is menus, lists or short lines.")
    text, blocks = composed([(line.kind, line.text) for line in lines])
    address = article.get("url") or address
    return replace(
        page,
        text=text,
        blocks=blocks,
        title=title,
        outlet=article.get("sitename"),
        byline=article.get("author"),
        section=_section(article),
        address=address,
        witnesses=witnesses(tree, markup, address),
        warnings=notes,
    )


def fragment_lines(markup: str) -> list[str]:
    """The paragraphs of a piece of markup, or of plain text, that stands inside another format."""
    if "<" not in markup and "&" not in markup:
        return [line for part in markup.split("\n") if (line := " ".join(part.split()))]
    try:
        tree = lxml.html.document_fromstring(
            f"<div>{markup.replace(chr(0), '')}</div>", parser=lxml.html.HTMLParser(recover=True, remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [line.text for line in _bare_lines(markup)]
    return [line.text for line in _lines(tree)] or [line.text for line in _bare_lines(markup)]


def _lines(tree: Any) -> Iterator[_Line]:
    """Visible lines in page order. Walks without recursion, so that nesting cannot overflow the stack."""
    zones = _Zones()
    pieces: list[str] = []
    skipping = 0
    line_tag = "body"

    def flush() -> Iterator[_Line]:
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if text:
            yield _Line(text, line_tag, zones.current())

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail and not skipping:
                pieces.append(element.tail)
            continue
        if event == "start":
            if skipping or tag in _SKIP or _is_hidden(element):
                skipping += 1
                continue
            if tag in _BLOCK:
                yield from flush()
                line_tag = tag
                zones.stack.append(_zone(tag, element))
            if element.text:
                pieces.append(element.text)
        else:
            if skipping:
                skipping -= 1
            elif tag in _BLOCK:
                yield from flush()
                zones.stack.pop()
                line_tag = "body"
            if element.tail and not skipping:
                pieces.append(element.tail)
    yield from flush()


def _bare_lines(markup: str) -> Iterator[_Line]:
    """The text between tags, for pages on which the parser gives up (it stops some hundred elements deep)."""
    for piece in _TAG.sub("\n", _without_scripts(markup)).split("\n"):
        text = _SPACE.sub(" ", html.unescape(piece)).strip()
        if text:
            yield _Line(text, "body", "")


def _without_scripts(markup: str) -> str:
    lower = markup.lower()
    for name in ("<script", "<style"):
        kept, at = [], 0
        while (start := lower.find(name, at)) >= 0:
            kept.append(markup[at:start])
            end = lower.find("</" + name[1:], start)
            if end < 0:
                at = len(markup)
                break
            at = end
        markup = "".join(kept) + markup[at:]
        lower = markup.lower()
    return markup


def _is_hidden(element: Any) -> bool:
    get = element.get
    return (
        get("hidden") is not None or get("aria-hidden") == "true" or bool(_HIDDEN.search(get("style") or ""))
    ) and element.tag not in ("html", "body")


def _zone(tag: str, element: Any) -> str:
    if tag in ("nav", "footer", "aside", "figcaption"):
        return {"nav": "navigation", "footer": "boilerplate", "aside": "related", "figcaption": "caption"}[tag]
    if tag in ("article", "main"):
        return "article"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) < 2 or tag in ("html", "body"):
        return ""
    if _NAVIGATION.search(names):
        return "navigation"
    if _COMMENT.search(names):
        return "boilerplate"
    if _RELATED.search(names):
        return "related"
    return ""


def _article(markup: str) -> dict[str, Any]:
    """trafilatura's reading of the page: ``text``, ``title``, ``author``, ``sitename``, ``url``, ``categories``."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            deduplicate=False,
        )
    except Exception:  # hostile markup breaks it in many ways; the walk's own lines then have to do
        return {}
    if found is None:
        return {}
    return {k: v for k, v in found.as_dict().items() if k not in ("body", "commentsbody") and v}


def _label(lines: list[_Line], article: dict[str, Any]) -> str | None:
    """Give every line its kind, in place, and return the title."""
    main = {_SPACE.sub(" ", part).strip() for part in (article.get("text") or "").split("\n")}
    main.discard("")
    whole = " ".join(sorted(main, key=len, reverse=True)) if main else ""
    title = _title(lines, article)
    seen_title = False
    for line in lines:
        if title is not None and not seen_title and line.text == title and line.zone not in ("navigation", "related"):
            line.kind, seen_title = "title", True
        elif line.zone in ("navigation", "related", "caption"):
            line.kind = line.zone  # type: ignore[assignment]
        elif line.text in main or (len(line.text) >= 40 and line.text in whole):
            line.kind = "body"
        elif not main and line.tag in ("p", "div", "td", "article", "body", "blockquote") and len(line.text) >= 80:
            line.kind = "body"
    return title


def _title(lines: list[_Line], article: dict[str, Any]) -> str | None:
    wanted = _SPACE.sub(" ", str(article.get("title") or "")).strip()
    headings = [line.text for line in lines if line.tag == "h1" and line.zone not in ("navigation", "related")]
    for heading in headings:
        # "Talks end | The Daily" is the page's title, "Talks end" the report's.
        if wanted.startswith(heading) or heading.startswith(wanted):
            return heading
    if wanted and any(line.text == wanted for line in lines):
        return wanted
    return headings[0] if headings else wanted or None


def _section(article: dict[str, Any]) -> str | None:
    categories = article.get("categories")
    return str(categories[0]) if isinstance(categories, list) and categories else None


def _language(tree: Any) -> str | None:
    declared = (tree.get("lang") or "").strip().lower()
    return declared[:2] if re.match(r"[a-z]{2}\b", declared) else None
