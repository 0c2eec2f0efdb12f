"""The page stage: the blocks of a text, its title, dateline and agency."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.agencies import agency_named
from dragoman.reading.draft import Draft
from dragoman.reading.page import lines
from dragoman.reading.page.dateline import Filed, dateline
from dragoman.reading.page.languages import ENGLISH, language_of, not_english
from dragoman.reading.page.units import Unit, units
from dragoman.record import Block, Warning_, rule
from dragoman.record.document import BlockKind

_FURNITURE: dict[str, BlockKind] = {
    "navigation": "navigation",
    "section": "navigation",
    "related": "related",
    "caption": "caption",
    "byline": "byline",
    "updated": "header-field",
}
_HEAD = 60
"""Lines above the first paragraph among which the title is looked for."""
_Marked = list[tuple[BlockKind, int, int]]


def read_page(draft: Draft) -> Draft:
    """Tell the report from the page around it."""
    document = draft.document
    text = draft.text
    marked: _Marked = []
    title = document.title
    if document.blocks:
        marked, title = _within_blocks(draft)
    else:
        marked, title = _plain(text, title)
    marked, filed = _filed(text, marked)
    body = " ".join(text[start:end] for kind, start, end in marked if kind in ("body", "title"))
    language = language_of(body) or (document.language if not body.strip() else None)
    warnings = [*draft.warnings, *(Warning_(rule="intake", says=says) for says in document.warnings)]
    if language != ENGLISH:
        warnings.append(not_english(language))
    if not any(kind == "body" for kind, _, _ in marked):
        warnings.append(no_body())
    agency = document.agency or (filed.agency if filed else None) or _signed(text, marked)
    return replace(
        draft,
        title=title,
        outlet=document.outlet or _outlet(text, marked),
        agency=agency,
        section=document.section,
        byline=document.byline or _byline(text, marked),
        language=language,
        dateline=filed.dateline if filed else document.dateline,
        blocks=_covering(marked, len(text)),
        warnings=tuple(warnings),
    )


@rule("page.no-body")
def no_body() -> Warning_:
    """A page without a paragraph of prose holds no report."""
    return Warning_(rule=no_body.id, says="No report was found: there is no paragraph of prose in this text.")


@rule("page.title")
def title_of(head: list[Unit]) -> Unit | None:
    """The title is the line before the first paragraph that a breadcrumb repeats, or else looks like one."""
    candidates = [u for u in head if _title_like(u.text)]
    for unit in candidates:
        if any(o is not unit and len(o.text) > len(unit.text) and o.text.endswith(unit.text) for o in head):
            return unit
    for unit in candidates:
        if not (lines.breadcrumb(unit.text, None) or lines.furniture_words(unit.text)) and len(unit.text.split()) >= 3:
            return unit
    return None


def _title_like(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 30
        and len(text) <= 220
        and not text.endswith((".", ",", ";", ":"))
        and not lines.only_a_date(text)
        and not lines.header_field(text)
        and not lines.byline(text)
    )


def _plain(text: str, title: str | None) -> tuple[_Marked, str | None]:
    """Blocks of a text whose format says nothing of its parts."""
    found = units(text)
    # "CITY, May 3 (Agency) - Talks …" opens a report however short its first paragraph is.
    opens = [i for i, u in enumerate(found) if u.is_prose or dateline(text, u.start, u.end)]
    prose = [i for i in opens if not _is_furniture(found[i].text)]
    if not prose:
        prose = [i for i, u in enumerate(found) if u.text.endswith((".", "?", "!", "”", '"', "’"))]
    first, last = (prose[0], prose[-1]) if prose else (len(found), len(found))
    head = title_of(found[max(0, first - _HEAD) : first])
    title = title or (head.text if head else None)
    marked: _Marked = []
    related = False
    for i, unit in enumerate(found):
        kind: BlockKind
        if unit is head:
            kind = "title"
        elif i < first:
            kind = _before(unit.text, title)
            if head is not None and unit.start > head.start:
                kind = _below_title(unit.text, kind)
        elif i > last or (related and not unit.is_prose):
            kind = _after(unit.text, related)
        else:
            kind = _between(unit.text)
        if kind == "related":
            related = i > first
        elif kind == "body":
            related = False
        marked.append((kind, unit.start, unit.end))
    return marked, title


def _is_furniture(text: str) -> bool:
    return lines.furniture_words(text) in ("copyright", "cookie", "newsletter", "comments", "share")


def _before(text: str, title: str | None) -> BlockKind:
    if lines.only_a_date(text):
        return "page-date"
    if lines.header_field(text):
        return "header-field"
    if lines.breadcrumb(text, title):
        return "navigation"
    if lines.byline(text):
        return "byline"
    kind = lines.furniture_words(text)
    if kind:
        return _FURNITURE.get(kind, "boilerplate")
    if agency_named(text):
        return "byline"
    if lines.caption(text):
        return "caption"
    return "body"


def _below_title(text: str, kind: BlockKind) -> BlockKind:
    if lines.date_below_title(text) or (kind == "body" and lines.issued_by(text)):
        return "header-field"
    return kind


def _between(text: str) -> BlockKind:
    if len(text) > 300:
        return "body"
    if lines.only_a_date(text):
        return "page-date"
    kind = lines.furniture_words(text)
    if kind and kind not in ("section", "byline", "updated"):
        return _FURNITURE.get(kind, "boilerplate")
    if lines.caption(text):
        return "caption"
    return "body"


def _after(text: str, related: bool) -> BlockKind:
    if lines.only_a_date(text):
        return "related" if related else "page-date"
    kind = lines.furniture_words(text)
    if kind:
        return _FURNITURE.get(kind, "boilerplate")
    if related:
        return "related"
    if lines.header_field(text):
        return "header-field"
    if lines.sign_off(text) or agency_named(text):
        return "byline"
    if lines.breadcrumb(text, None):
        return "navigation"
    if lines.caption(text):
        return "caption"
    return "body"


def _within_blocks(draft: Draft) -> tuple[_Marked, str | None]:
    """Blocks that the format gave, with the article's own paragraphs looked at line by line."""
    text = draft.text
    marked: _Marked = []
    title = draft.document.title
    seen_body = False
    bodies = [b for b in draft.document.blocks if b.kind == "body"]
    for block in draft.document.blocks:
        for unit in units(text, block.start, block.end):
            kind = block.kind
            if kind == "body":
                last = block is bodies[-1]
                kind = _between(unit.text) if seen_body and not last else _edge(unit.text, title, seen_body)
                if kind == "body" and unit.is_prose:
                    seen_body = True
            elif kind == "boilerplate":
                kind = _furniture_kind(unit.text, title)
            marked.append((kind, unit.start, unit.end))
    return marked, title


def _edge(text: str, title: str | None, after: bool) -> BlockKind:
    return _after(text, False) if after else _before(text, title)


def _furniture_kind(text: str, title: str | None) -> BlockKind:
    if lines.only_a_date(text):
        return "page-date"
    if lines.header_field(text):
        return "header-field"
    if lines.byline(text):
        return "byline"
    if lines.breadcrumb(text, title):
        return "navigation"
    kind = lines.furniture_words(text)
    return _FURNITURE.get(kind, "boilerplate") if kind else "boilerplate"


def _filed(text: str, marked: _Marked) -> tuple[_Marked, Filed | None]:
    """The dateline, cut off its paragraph as a block of its own; it stands at most two paragraphs down."""
    bodies = [i for i, (kind, _, _) in enumerate(marked) if kind == "body"][:3]
    for i in bodies:
        _, start, end = marked[i]
        filed = dateline(text, start, end)
        if filed and filed.end < end:
            pieces: _Marked = [("dateline", start, filed.end), ("body", filed.end, end)]
            return [*marked[:i], *pieces, *marked[i + 1 :]], filed
    return marked, None


def _signed(text: str, marked: _Marked) -> str | None:
    """The agency that a byline, header field or sign-off names."""
    for kind, start, end in marked:
        if kind in ("byline", "header-field"):
            words = text[start:end]
            agency = agency_named(words.partition(":")[2] or words.strip("()-–— "))
            if agency:
                return agency
    return None


def _outlet(text: str, marked: _Marked) -> str | None:
    for kind, start, end in marked:
        if kind not in ("body", "title", "dateline", "related", "caption"):
            found = lines.outlet_line(" ".join(text[start:end].split()))
            if found:
                return found
    return None


def _byline(text: str, marked: _Marked) -> str | None:
    for kind, start, end in marked:
        if kind == "byline":
            words = " ".join(text[start:end].split())
            if words[:3].lower() == "by ":
                return words[3:]
    return None


def _covering(marked: _Marked, length: int) -> tuple[Block, ...]:
    """Blocks without gaps: white space goes to the block before it (at the very start, to the first)."""
    if not marked:
        return (Block(kind="boilerplate", start=0, end=length),) if length else ()
    starts = [0, *(start for _, start, _ in marked[1:]), length]
    return tuple(Block(kind=kind, start=starts[i], end=starts[i + 1]) for i, (kind, _, _) in enumerate(marked))
