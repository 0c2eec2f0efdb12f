"""PDF: the text layer, page by page. Paragraphs are told by where lines stand; a scan without text is said to be."""

from __future__ import annotations

import hashlib
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from dragoman.intake.dates import machine_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import database_of
from dragoman.intake.extra import needed
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.record import Block, Document, Page, Witness
from dragoman.record.document import BlockKind

MOST_PAGES = 3_000
"""Pages of one file that are read; past them a warning says so."""
_MOST_LINES = 2_000
"""Lines of one page; a page of a newspaper has some four hundred."""
_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at a line's end."""
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_LARGER = 1.15
"""Times the usual size from which type is a headline's."""
_EDGE = 0.09
"""Part of a page's height that is its margin: 2.7 cm of an A4 page, where heads and page numbers stand."""
_GAP = 1.45
"""Line distances, times the page's usual one, that part paragraphs: set text leads at 1.0, and a blank line is 2.0."""


def sniff(head: bytes) -> bool:
    """Whether bytes are a PDF: its mark may stand anywhere in the first kilobyte."""
    return b"%PDF-" in head[:1024]


class _Line(NamedTuple):
    """A line as printed: its text and its box in points, y upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


class _Sheet(NamedTuple):
    """A page's lines in the file's order, and its height in points."""

    lines: list[_Line]
    height: float


class _Paragraph(NamedTuple):
    """Lines that belong together; ``size`` is their usual height. ``edge``: it stands at the page's head or foot."""

    text: str
    size: float
    page: int
    edge: bool = False
    running: bool = False


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document with its pages, or the articles of a database's export.

    Raises :class:`IntakeError` ``scan`` when no page has a text layer, ``encrypted``, ``damaged`` or ``extra``.
    """
    content = data.whole()
    pages, warnings, meta = _pages(content)
    paragraphs = _joined(_marked([_paragraphs(sheet, i + 1) for i, sheet in enumerate(pages)]))
    title = _title(paragraphs, meta.get("Title", ""))
    text, blocks, spans = _composed(paragraphs, title)
    document = Document(
        source=source,
        format="pdf",
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        blocks=blocks,
        title=title.text if title else None,
        pages=spans,
        witnesses=_changed(meta),
        warnings=tuple(warnings),
    )
    database = database_of(text)
    if database is None:
        yield document
    else:
        yield from database.read(document)


def _pages(content: bytes) -> tuple[list[_Sheet], list[str], dict[str, str]]:
    pdfium = needed("pypdfium2", "PDF")
    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise IntakeError("encrypted", "the PDF is locked with a password") from error
        raise IntakeError("damaged", "the PDF is damaged and cannot be opened") from error
    warnings = []
    try:
        count = len(pdf)
        if count > MOST_PAGES:
            warnings.append(f"The PDF has {count:,} pages; the first {MOST_PAGES:,} were read.")
        found = []
        bare = []
        for number in range(min(count, MOST_PAGES)):
            sheet = _sheet(pdf, number, pdfium)
            if not sheet.lines:
                bare.append(number + 1)
            found.append(sheet)
        meta = _meta(pdf, pdfium)
    finally:
        pdf.close()
    if len(bare) == len(found):
        if not found:
            raise IntakeError("empty", "the PDF has no pages")
        says = f"the PDF has {len(found)} pages but no text layer: it is a scan; text recognition (OCR) must come first"
        raise IntakeError("scan", says)
    if bare:
        listed = ", ".join(map(str, bare[:20])) + (" …" if len(bare) > 20 else "")
        warnings.append(f"Pages without text, which may be scans: {listed}.")
    return found, warnings, meta


def _meta(pdf: Any, pdfium: Any) -> dict[str, str]:
    try:
        return {str(k): str(v) for k, v in pdf.get_metadata_dict(skip_empty=True).items()}
    except (pdfium.PdfiumError, UnicodeError, ValueError):
        return {}


def _sheet(pdf: Any, number: int, pdfium: Any) -> _Sheet:
    """The lines of a page in the file's order, which is the reading order in all but odd files."""
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return _Sheet([], 0)
    try:
        words = page.get_textpage()
    except pdfium.PdfiumError:
        page.close()
        return _Sheet([], 0)
    try:
        text = words.get_text_range(errors="replace")
        lines: list[_Line] = []
        at = 0
        # Offsets into the page are UTF-16 units; signs beyond them are rare enough to be counted only when there
        wide = any(ord(c) > 0xFFFF for c in text)
        for raw in text.split("\n"):
            length = len(raw.encode("utf-16-le")) // 2 if wide else len(raw)
            stripped = raw.strip()
            if stripped and len(lines) < _MOST_LINES:
                lead = len(raw) - len(raw.lstrip())
                trail = len(raw) - len(raw.rstrip())
                first, last = (_box(words, i, pdfium) for i in (at + lead, at + length - trail - 1))
                if first and last:
                    left, bottom = min(first[0], last[0]), min(first[1], last[1])
                    lines.append(_Line(stripped, left, bottom, max(first[2], last[2]), max(first[3], last[3])))
                else:
                    above = lines[-1] if lines else _Line("", 0, 0, 0, 0)
                    lines.append(above._replace(text=stripped))
            at += length + 1
        return _Sheet(lines, page.get_height())
    except pdfium.PdfiumError:
        return _Sheet([], 0)
    finally:
        words.close()
        page.close()


def _box(words: Any, index: int, pdfium: Any) -> tuple[float, float, float, float] | None:
    try:
        left, bottom, right, top = words.get_charbox(index, loose=True)
        return left, bottom, right, top
    except (pdfium.PdfiumError, IndexError, ValueError):
        return None


def _paragraphs(sheet: _Sheet, page: int) -> list[_Paragraph]:
    """Lines grouped by distance, size, indent, and by short last lines."""
    lines = sheet.lines
    if not lines:
        return []
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom - b.bottom > 1]
    # on a page of one-line paragraphs the smaller steps are the ones inside a paragraph
    usual = statistics.quantiles(steps, n=4)[0] if len(steps) > 1 else steps[0] if steps else 12.0
    left = statistics.median(line.left for line in lines)
    right = statistics.quantiles((line.right for line in lines), n=10)[8] if len(lines) > 1 else lines[0].right
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not _parts(groups[-1][-1], line, usual, left, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    low, high = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return [
        _Paragraph(
            _unwrapped(group),
            statistics.median(x.height for x in group),
            page,
            edge=group[0].bottom > high or group[-1].top < low,
        )
        for group in groups
    ]


def _parts(above: _Line, line: _Line, usual: float, left: float, right: float) -> bool:
    """Whether a paragraph ends between two lines."""
    step = above.bottom - line.bottom
    if step <= 0.2 * usual or step > _GAP * usual:
        # beside it, above it (a new column), or after a gap
        return abs(step) > 0.2 * usual or line.left > above.right + 3 * line.height
    if abs(above.height - line.height) > 0.12 * max(above.height, line.height):
        return True
    indent = line.left - above.left
    if 0.8 * line.height < indent < 6 * line.height and abs(above.left - left) < line.height:
        return True
    left_over = right - above.right
    if left_over > 0.4 * (right - left):
        return True
    return left_over > max(4 * line.height, 0.08 * (right - left)) and bool(_SENTENCE_END.search(above.text))


def _unwrapped(group: Sequence[_Line]) -> str:
    """Lines as one paragraph; a word parted at a line's end is put together again."""
    text = group[0].text
    for line in group[1:]:
        if text.endswith(_HYPHEN):
            text = text[:-1] + line.text
        elif text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif text.endswith("-") and text[-2:-1].isalpha():
            text += line.text
        else:
            text += " " + line.text
    return _SPACE.sub(" ", text.replace(_HYPHEN, "-").replace("\u00ad", "")).strip()


def _marked(pages: list[list[_Paragraph]]) -> list[list[_Paragraph]]:
    """Running heads and feet: short lines at the edges of pages that come again on others, page numbers aside."""
    if len(pages) < 2:
        return pages
    seen = Counter(shape for page in pages for shape in {_shape(p.text) for p in page if p.edge and len(p.text) < 160})
    least = max(2, len(pages) // 3)
    usual = statistics.median(p.size for page in pages for p in page) if any(pages) else 0.0

    def runs(p: _Paragraph) -> bool:
        # the title in large type may be the running head of the pages that follow
        return p.edge and len(p.text) < 160 and p.size <= _LARGER * usual and seen[_shape(p.text)] >= least

    return [[p._replace(running=runs(p)) for p in page] for page in pages]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _joined(pages: list[list[_Paragraph]]) -> list[_Paragraph]:
    """All paragraphs in order; one that runs on over the page's end is put together, its page's foot before it."""
    out: list[_Paragraph] = []
    for page in pages:
        first = next((i for i, p in enumerate(page) if not p.running), None)
        last = next((i for i in range(len(out) - 1, -1, -1) if not out[i].running), None)
        if first is not None and last is not None and _runs_on(out[last], page[first]):
            whole = out.pop(last)
            # U+001F marks where the page ends inside the paragraph; it is taken out when the text is put together
            out.append(whole._replace(text=f"{whole.text}\x1f{page[first].text}"))
            page = [*page[:first], *page[first + 1 :]]
        out.extend(page)
    return out


def _runs_on(last: _Paragraph, first: _Paragraph) -> bool:
    return (
        not _SENTENCE_END.search(last.text)
        and first.text[:1].islower()
        and abs(last.size - first.size) < 0.12 * max(last.size, 0.1)
        and len(last.text) > 40
    )


def _title(paragraphs: Sequence[_Paragraph], stated: str) -> _Paragraph | None:
    """The largest type on the first page, where it is larger than the rest; or what the file calls its title."""
    first = [p for p in paragraphs if p.page == 1 and not p.running and "\x1f" not in p.text][:12]
    sizes = [p.size for p in paragraphs if not p.running for _ in range(max(1, len(p.text) // 80))]
    if not first or not sizes:
        return None
    wanted = " ".join(stated.split()).casefold()
    if len(wanted) > 8:
        for p in first:
            if p.text.casefold() == wanted:
                return p
    largest = max(first, key=lambda p: p.size)
    usual = statistics.median(sizes)
    if largest.size > _LARGER * usual and 8 <= len(largest.text) <= 300 and len(largest.text.split()) >= 2:
        return largest
    return None


def _composed(
    paragraphs: Sequence[_Paragraph], title: _Paragraph | None
) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    begins: dict[int, int] = {}
    at = 0
    before = title is not None
    for p in paragraphs:
        kind: BlockKind = "boilerplate" if p.running else "body"
        if p is title:
            kind, before = "title", False
        elif before:
            kind = "boilerplate"
        begins.setdefault(p.page, at)
        pieces = p.text.split("\x1f")
        for i, piece in enumerate(pieces):
            if i:
                begins.setdefault(p.page + i, at)
            glue = "\n\n" if i + 1 == len(pieces) else "" if piece.endswith("-") else " "
            parts.append(piece + glue)
            size = len(piece) + len(glue)
            blocks.append(Block(kind=kind, start=at, end=at + size))
            if i:
                last = blocks.pop()
                blocks[-1] = Block(kind=kind, start=blocks[-1].start, end=last.end)
            at += size
    numbers = sorted(begins, key=lambda n: (begins[n], n))
    ends = [*(begins[n] for n in numbers[1:]), at]
    spans = tuple(Page(n, begins[n], end) for n, end in zip(numbers, ends, strict=True))
    if title is None and not any(p.running for p in paragraphs):
        blocks = []
    return "".join(parts), tuple(blocks), spans


def _changed(meta: dict[str, str]) -> tuple[Witness, ...]:
    """The day of last change, or of making: the report is not later than the file."""
    for name in ("ModDate", "CreationDate"):
        text = meta.get(name, "")
        day = machine_day(text.removeprefix("D:"))
        if day:
            return (Witness(kind="modified", name=name, text=text[:80], value=day),)
    return ()
