"""Dates that stand around the report: markup, address, header lines, dateline, masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.knowledge import solar_hijri
from dragoman.knowledge.calendar import day_of
from dragoman.reading.draft import Draft
from dragoman.reading.times import calendar as cal
from dragoman.reading.times import feasts
from dragoman.record import Anchor, Block, Witness, rule


@dataclass(frozen=True, slots=True)
class Stated:
    """A day that something around the report states. Witnesses of one ``group`` depend on each other."""

    rule: str
    group: str
    value: str
    says: str
    anchor: Anchor | None = None


_FIRST_YEAR, _LAST_YEAR = "1900", "2100"


_BARE_DATE = re.compile(
    r"(?:[A-Za-z]{3,9}day,?\s+)?(?:[A-Za-z]{3,9}\.?\s+\d|\d)[^:]{4,24}(?:[,|–-]?\s*\d\d?[:.]\d\d.{0,12})?"
)


def _sane(value: str | None) -> str | None:
    if value is None or len(value) != 10 or cal.day(value) is None:
        return None
    return value if _FIRST_YEAR <= value[:4] < _LAST_YEAR else None


@rule("times.page-markup-date")
def markup_date(kind: str, name: str, value: str) -> Stated | None:
    """The page's markup may state the day of publication (JSON-LD, Open Graph, meta elements)."""
    if kind not in ("meta", "json-ld") or _sane(value) is None:
        return None
    return Stated(
        markup_date.id, "markup", value, f"The page's markup ({name}) gives {value} as the day of publication."
    )


@rule("times.header-line")
def header_line(text: str, block: Block) -> Stated | None:
    """A line "Published: …" or "Date: …" above the report, or a bare date below its title, states its day."""
    words = text[block.start : block.end]
    if re.match(r"\s*(?:(?:last\s+)?(?:updated|modified|revised)|load-date)\b", words, re.I) and not re.search(
        r"\b(?:published|posted|created|issued)\b", words, re.I
    ):
        return None
    labelled = re.search(r"\b(?:published|posted|created|issued|date|dated|filed|publication)\b", words, re.I)
    if not labelled and not _BARE_DATE.fullmatch(words.strip()):
        return None
    first = re.split(r"\b(?:last\s+)?(?:updated|modified)\b", words, maxsplit=1, flags=re.I)[0]
    value = _sane(day_of(first) or day_of(words))
    if value is None:
        return None
    quoted = " ".join(words.split())[:80]
    return Stated(
        header_line.id, "line", value, f"A line of the page says “{quoted}”.", _anchor(text, block.start, block.end)
    )


@rule("times.address-date")
def address_date(kind: str, text: str, value: str) -> Stated | None:
    """The address of a page may hold the day of publication (/2011/03/04/)."""
    if kind != "url" or _sane(value) is None:
        return None
    return Stated(address_date.id, "address", value, f"The page's address holds {value}.")


@rule("times.field-date")
def field_date(witness: Witness, text: str) -> Stated | None:
    """The date field of a database export or of a letter is the day of publication unless contradicted."""
    if witness.kind != "header-field" or _sane(witness.value) is None:
        return None
    anchor = None
    if witness.start is not None and witness.end is not None and witness.start < witness.end <= len(text):
        anchor = Anchor(witness.start, witness.end, text[witness.start : witness.end])
    says = f"The file's field “{witness.name}” gives {witness.value}."
    return Stated(field_date.id, "field", witness.value, says, anchor)


@rule("times.modified-date")
def modified_date(kind: str, name: str, value: str) -> Stated | None:
    """A day of last change says only that the report is not later."""
    if kind != "modified" or _sane(value) is None:
        return None
    return Stated(modified_date.id, "markup", value, f"The page was changed on {value} ({name}).")


@rule("times.dateline-date")
def dateline_date(draft: Draft) -> Stated | None:
    """A dateline with day, month and year states the day on which the report was filed."""
    line = draft.dateline
    if line is None or line.date is None or _sane(line.date) is None:
        return None
    return Stated(
        dateline_date.id,
        "dateline",
        line.date,
        f"The dateline “{line.text}” gives {line.date}.",
        Anchor(line.start, line.end, line.text),
    )


@rule("times.page-header-date")
def page_header_date(text: str, block: Block) -> Stated | None:
    """The date in a page's header never dates the report: it is the day on which the page was shown."""
    value = _sane(day_of(text[block.start : block.end]))
    if value is None:
        return None
    anchor = _anchor(text, block.start, block.end)
    return Stated(page_header_date.id, "header", value, f"The page's header shows {value}.", anchor)


@rule("times.date-after-report")
def other_date(text: str, block: Block) -> Stated | None:
    """A date that stands alone after the report's first words belongs to a comment or another story."""
    value = _sane(day_of(text[block.start : block.end]))
    if value is None:
        return None
    anchor = _anchor(text, block.start, block.end)
    return Stated(other_date.id, "other", value, "It stands after the report, with a comment or another story.", anchor)


_AGE = re.compile(
    r"\b(\d{1,3}|an?|one)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mo|months?"
    r"|y|yrs?|years?) ago\b",
    re.I,
)
_AGE_DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}
_CAPTURED = frozenset({"WARC-Date", "Date"})
"""Names of witnesses that tell when a page was saved."""


@rule("times.relative-age")
def relative_age(text: str, block: Block, shown: Sequence[str]) -> Stated | None:
    """An age ("Updated 2 days ago") is counted from the day on which the page was shown: the report is not younger."""
    found = _AGE.search(text[block.start : block.end])
    if found is None:
        return None
    anchor = _anchor(text, block.start, block.end)
    quoted = " ".join(anchor.text.split())[:80]
    day = cal.day(max(shown)) if shown else None
    if day is None:
        says = f"A line of the page says “{quoted}”, counted from a day that the page does not show."
        return Stated(relative_age.id, "age", found[0], says, anchor)
    unit = found[2].lower()
    days = _AGE_DAYS.get("mo" if unit.startswith("mo") else unit[0], 0)
    # ages are rounded: one unit less is sure
    at = cal.add_days(day, -days * max(int(found[1]) - 1 if found[1].isdigit() else 0, 0))
    if at is None:
        return None
    says = f"A line of the page says “{quoted}”, counted from {day.isoformat()}."
    return Stated(relative_age.id, "age", at.isoformat(), says, anchor)


@rule("times.copyright-year")
def copyright_year(text: str, block: Block) -> Stated | None:
    """A copyright year is the site's, not the report's."""
    words = text[block.start : block.end]
    found = re.search(r"(?:©|\(c\)|copyright)\D{0,30}((?:\d{4}\s*[-–]\s*)?(?:19|20)\d\d)\b", words[:2000], re.I)
    if not found:
        return None
    start = block.start + found.start(1)
    end = block.start + found.end(1)
    return Stated(
        copyright_year.id,
        "copyright",
        found[1][-4:],
        "A copyright year is the site's.",
        Anchor(start, end, text[start:end]),
    )


def _anchor(text: str, start: int, end: int) -> Anchor:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Anchor(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a report: stated days, days that it is not later than, mastheads, and what is no date."""

    stated: tuple[Stated, ...]
    not_later: tuple[Stated, ...]
    headers: tuple[Stated, ...]
    never: tuple[Stated, ...]
    filed: str | None
    """The day of a dateline without year, as a rule of ``feasts`` (``--05-28``, ``solar-hijri:3:7``)."""
    agency: bool = False
    """Whether the dateline names an agency: it is then the report's own, not something set before it."""


def around(draft: Draft) -> Around:
    """Collect the witnesses around a report."""
    stated: list[Stated | None] = []
    not_later: list[Stated | None] = []
    for w in draft.document.witnesses:
        stated += [
            markup_date(w.kind, w.name, w.value),
            address_date(w.kind, w.text, w.value),
            field_date(w, draft.text),
        ]
        not_later.append(modified_date(w.kind, w.name, w.value))
    headers: list[Stated | None] = []
    never: list[Stated | None] = []
    ages: list[Block] = []
    first_body = min((b.start for b in draft.blocks if b.kind == "body"), default=len(draft.text))
    # what the format has named as a date's field is weighed as that field, and not once more as a line of the page
    fields = [(w.start, w.end) for w in draft.document.witnesses if w.start is not None and w.end is not None]
    for block in draft.blocks:
        if block.kind == "header-field" and any(start < block.end and block.start < end for start, end in fields):
            continue
        if block.kind in ("header-field", "page-date") and block.start > first_body:
            never.append(other_date(draft.text, block))
        elif block.kind == "header-field":
            stated.append(header_line(draft.text, block))
            ages.append(block)
        elif block.kind == "page-date":
            headers.append(page_header_date(draft.text, block))
        elif block.kind == "boilerplate":
            never.append(copyright_year(draft.text, block))
    stated.append(dateline_date(draft))
    title = min((b.start for b in draft.blocks if b.kind == "title"), default=first_body)
    shown = [h.value for h in headers if h is not None and h.anchor is not None and h.anchor.start < title]
    shown += [w.value for w in draft.document.witnesses if w.kind == "modified" and w.name in _CAPTURED]
    for block in ages:
        age = relative_age(draft.text, block, [s for s in shown if _sane(s)])
        if age is not None:
            (not_later if _sane(age.value) else never).append(age)
    return Around(
        _kept(stated), _kept(not_later), _kept(headers), _kept(never)[:3], _filed(draft), draft.agency is not None
    )


def _kept(found: list[Stated | None]) -> tuple[Stated, ...]:
    out: list[Stated] = []
    for item in found:
        if item is not None and not any(o.value == item.value and o.rule == item.rule for o in out):
            out.append(item)
    return tuple(out[:12])


def _filed(draft: Draft) -> str | None:
    line = draft.dateline
    if line is None:
        return None
    if line.date is not None:
        return f"--{line.date[5:]}" if re.fullmatch(r"XXXX-\d\d-\d\d", line.date) else None
    year, month, day = solar_hijri.named(line.text) or (None, 0, 0)
    return f"solar-hijri:{month}:{day}" if month and year is None else None


def near(value: str, filed: str, late: int = 3) -> bool:
    """Whether a day lies at most ``late`` days after (or one before) the day ``filed`` of some year."""
    day = cal.day(value)
    if day is None:
        return False
    on = (d for year in (day.year - 1, day.year, day.year + 1) for d in feasts.days(filed, year))
    return any(-1 <= (day - d).days <= late for d in on)
