"""Exports of Factiva: with field codes (HD, BY, PD, SN, LP, TD … AN), or as articles that end with their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.intake.dates import worded_day
from dragoman.intake.outcome import Failure, Item, Note
from dragoman.intake.parts import Line, Mark, compared, cut, lines_of
from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.databases import agency_behind, in_order, labels, language_named
from dragoman.record import Document, Witness
from dragoman.record.document import BlockKind

_NUMBER = re.compile(r"(?:AN[\s\u00a0]+)?Document[\s\u00a0]+([A-Za-z0-9]{2,12}\d{6}[A-Za-z0-9]{4,16})")
_ACCESSION = re.compile(r"\bDocument[\s\u00a0]{1,4}[A-Za-z0-9]{2,12}\d{6}")
_WORDS = re.compile(r"\d{1,3}(?:[,. \u00a0]?\d{3})* (?:words?|mots?|Wörter|Wort|palabras|parole)", re.I)
_CODE = re.compile(r"([A-Z]{2,3})(\t|[ \u00a0]{2,}|[ \u00a0]|\s*$)")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: GMT)?")
_SHORT_CODE = re.compile(r"[A-Z0-9]{2,10}")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\)|all rights reserved)", re.I)
_FOUND = re.compile(r"Results Found[\s:]+(\d[\d,.]{0,9})", re.I)
_PAGE = re.compile(r"Page \d{1,4} of \d{1,4}\b.{0,80}|.{0,80}Factiva, Inc\. All rights reserved\.?")


def sniff(text: str) -> bool:
    """Whether a text is such an export: an accession line "Document …", and the codes HD and PD or a line of words."""
    if "HD" not in text and not _ACCESSION.search(text):
        return False
    numbered = False
    codes = set()
    for line in lines_of(text[:4_000_000]):
        if len(line.text) > 300:
            continue
        numbered = numbered or bool(_NUMBER.fullmatch(line.text))
        if _WORDS.fullmatch(line.text):
            codes.add("words")
        elif (match := _CODE.match(line.text)) and match[1] in ("HD", "PD", "SN", "AN", "TD"):
            codes.add(match[1])
        if numbered and ("words" in codes or len(codes) >= 3):
            return True
    # a file that breaks off inside its first article has no accession line
    return {"HD", "PD", "SN"} <= codes and bool({"TD", "AN"} & codes)


def read(whole: Document) -> Iterator[Item]:
    """The articles of an export, in order; one that breaks off is said to."""
    text = whole.text
    lines = [line for line in lines_of(text) if not _PAGE.fullmatch(line.text)]
    coded = _codes(text, lines)
    articles = _coded(lines, coded) if _has_codes(coded) else _plain(lines)
    number = 0
    for article in articles:
        number += 1
        if isinstance(article, _Article):
            yield _document(whole, number, article)
        else:
            yield Failure(f"{whole.source}, article {number}", "empty", article)
    found = _FOUND.search(text)
    if found and text.rfind("Search Summary", 0, found.start()) >= 0:
        stated = int(re.sub(r"\D", "", found[1]))
        # a search may find thousands; at most a hundred come in one file
        if stated <= 100:
            yield from compared(whole.source, stated, number, "the number stated is that of the search summary")
        else:
            says = f"The search found {stated:,} articles; {number:,} of them are in this file."
            yield Note(whole.source, says)


class _Field(NamedTuple):
    """A field's code and its lines; ``value`` is what stands behind the code on the first of them."""

    code: str
    lines: tuple[Line, ...]
    value: str

    @property
    def words(self) -> str:
        """The whole value on one line."""
        return " ".join([self.value, *(line.text for line in self.lines[1:])]).strip()


class _Article(NamedTuple):
    """An article as its fields; ``whole`` tells whether its accession number closes it."""

    fields: tuple[_Field, ...]
    whole: bool


def _codes(text: str, lines: Sequence[Line]) -> list[tuple[str, str] | None]:
    """For each line the code that it begins with, and the rest of the line; None for lines without one."""
    known = in_order("factiva")
    found: list[tuple[str, str, bool] | None] = []
    for line in lines:
        match = _CODE.match(text[line.start : line.end].lstrip("\ufeff"))
        if match and match[1] in known:
            rest = " ".join(text[line.start + len(match[1]) : line.end].split())
            found.append((match[1], rest, match[2] not in (" ", "\u00a0")))
        else:
            found.append(None)
    # "IN Geneva …" opens a paragraph; a code set apart by one blank counts only where no HD is set apart by more
    wide = any(f and f[0] == "HD" and f[2] for f in found)
    return [(f[0], f[1]) if f and (f[2] or not wide) else None for f in found]


def _has_codes(coded: Sequence[tuple[str, str] | None]) -> bool:
    codes = {f[0] for f in coded if f}
    return len(codes & {"HD", "PD", "SN", "LP", "TD", "AN"}) >= 3


def _coded(lines: Sequence[Line], coded: Sequence[tuple[str, str] | None]) -> Iterator[_Article | str]:
    order = in_order("factiva")
    fields: list[tuple[str, list[Line], str]] = []
    for line, found in zip(lines, coded, strict=True):
        code = found[0] if found else None
        if code and fields and order[code] <= order[fields[-1][0]]:
            # codes come in one order, so one that goes back opens a new article, or is no code but a word
            if code in ("HD", "SE", "CLM") and _closed(fields):
                yield _made(fields)
                fields = []
            else:
                code = None
        if code and found:
            if fields or code in ("HD", "SE", "CLM", "BY"):
                fields.append((code, [line], found[1]))
        elif fields and not (line.text and _numbered(fields[-1])):
            fields[-1][1].append(line)
        elif fields:
            yield _made(fields)
            fields = []
    if fields:
        yield _made(fields)


def _numbered(field: tuple[str, list[Line], str]) -> bool:
    """Whether a field is the accession number, with its value: it ends the article."""
    code, lines, value = field
    return code == "AN" and (bool(value) or any(line.text for line in lines[1:]))


def _closed(fields: Sequence[tuple[str, list[Line], str]]) -> bool:
    return any(code in ("AN", "TD", "LP", "PD") for code, _, _ in fields)


def _made(fields: Sequence[tuple[str, list[Line], str]]) -> _Article | str:
    made = tuple(_Field(code, tuple(lines), value) for code, lines, value in fields)
    if not any(f.code in ("LP", "TD", "HD") and f.words for f in made):
        return f"the article has the fields {', '.join(f.code for f in made)} but neither headline nor text"
    return _Article(made, made[-1].code == "AN")


def _plain(lines: Sequence[Line]) -> Iterator[_Article | str]:
    """Articles without codes: everything up to "Document …" is one; its head is told by the line "512 words"."""
    inside: list[Line] = []
    for line in lines:
        if _NUMBER.fullmatch(line.text):
            yield _headed([*inside, line])
            inside = []
        elif line.text or inside:
            inside.append(line)
    if any(_WORDS.fullmatch(line.text) for line in inside):
        yield _headed(inside)


def _headed(inside: list[Line]) -> _Article | str:
    number = inside[-1] if _NUMBER.fullmatch(inside[-1].text) else None
    body = inside[:-1] if number else inside
    shown = [i for i, line in enumerate(body) if line.text]
    if not shown:
        return "there is nothing before the article's number"
    at = next((k for k, i in enumerate(shown[:12]) if _WORDS.fullmatch(body[i].text)), None)
    fields: list[_Field] = []

    def field(code: str, first: int, last: int) -> None:
        if first < last:
            fields.append(_Field(code, tuple(body[first:last]), body[first].text))

    if at is None:
        field("HD", shown[0], shown[0] + 1)
        field("TD", shown[0] + 1, len(body))
    else:
        # A table of contents or the search's own heading may stand above; the title is next to the line of words.
        top = max(0, at - 2)
        field("HD", shown[top], shown[top] + 1)
        if at - top == 2:
            field("BY", shown[top + 1], shown[at])
        field("WC", shown[at], shown[at] + 1)
        codes = _below([body[i].text for i in shown[at + 1 :]])
        rest = shown[at + 1 :]
        for code, i in zip(codes, rest, strict=False):
            field(code, i, i + 1)
        if len(codes) < len(rest):
            field("TD", rest[len(codes)], len(body))
    if number:
        fields.append(_Field("AN", (number,), number.text))
    return _Article(tuple(fields), number is not None)


def _below(texts: Sequence[str]) -> list[str]:
    """The codes of the lines under "512 words": date, clock, source, code, edition, language, copyright."""
    codes: list[str] = []
    for text in texts[:14]:
        if "PD" not in codes and len(text) <= 40 and worded_day(text):
            codes.append("PD")
        elif "PD" in codes and _CLOCK.fullmatch(text):
            codes.append("ET")
        elif _COPYRIGHT.match(text):
            codes.append("CY")
            break
        elif "PD" in codes and "SN" not in codes and len(text) <= 120:
            codes.append("SN")
        elif "SN" in codes and "SC" not in codes and _SHORT_CODE.fullmatch(text):
            codes.append("SC")
        elif "LA" not in codes and language_named(text):
            codes.append("LA")
        elif "SC" in codes and "LA" not in codes and len(text) <= 60 and not text.endswith("."):
            codes.append("ED")
        else:
            break
    return codes


def _document(whole: Document, number: int, article: _Article) -> Document:
    start = article.fields[0].lines[0].start
    end = article.fields[-1].lines[-1].end
    words = {f.code: f.words for f in reversed(article.fields) if f.words}
    marks: list[Mark] = []
    witnesses: list[Witness] = []
    for field in article.fields:
        marks.extend(_marks(whole.text, field))
        if field.code == "PD" and (value := worded_day(field.words)):
            at, last = _value_at(whole.text, field)
            witnesses.append(
                Witness(
                    kind="header-field",
                    name="PD",
                    text=field.words[:120],
                    value=value,
                    start=at - start,
                    end=last - start,
                )
            )
    notes = list(whole.warnings)
    if not article.whole:
        notes.append(f"Article {number} of the export has no accession number at its end; it may be cut off.")
    if not witnesses:
        notes.append(f"Article {number} of the export states no date of publication.")
    outlet = words.get("SN")
    return cut(
        whole,
        number,
        start,
        end,
        marks,
        format=f"factiva ({whole.format})",
        title=words.get("HD", "")[:500] or None,
        outlet=outlet,
        agency=agency_named(words.get("CR", "")) or agency_behind(outlet),
        byline=re.sub(r"^by\s+", "", words.get("BY", ""), flags=re.I)[:200] or None,
        section=words.get("SE"),
        language=language_named(words.get("LA", "")),
        witnesses=tuple(witnesses),
        warnings=tuple(notes),
    )


def _value_at(text: str, field: _Field) -> tuple[int, int]:
    """The first line of a field's value, as half-open offsets: behind its code, or below it."""
    line = field.lines[0]
    behind = line.start
    if field.value != line.text:
        behind = text.find(field.code, line.start, line.end) + len(field.code)
    if not field.value:
        line = next((other for other in field.lines[1:] if other.text), line)
        behind = max(behind, line.start)
    stretch = text[behind : line.end]
    return behind + len(stretch) - len(stretch.lstrip()), behind + len(stretch.rstrip())


_KINDS: dict[str, BlockKind] = {"title": "title", "body": "body", "byline": "byline"}


def _marks(text: str, field: _Field) -> Iterator[Mark]:
    """The field's code and its value as marks: a code is never part of the title or the body."""
    kind = _KINDS.get(labels("factiva").get(field.code.casefold(), ""), "header-field")
    start, end = field.lines[0].start, field.lines[-1].end
    at, _ = _value_at(text, field)
    if kind != "header-field" and at > start and field.value != field.lines[0].text:
        yield Mark("header-field", start, at)
        start = at
    if start < end:
        yield Mark(kind, start, end)
