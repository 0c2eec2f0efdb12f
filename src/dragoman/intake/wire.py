"""Wire copy as agencies sent it: ANPA 1312 and IPTC 7901, and the telex form ZCZC … NNNN of both."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dragoman.intake.encoding import decode
from dragoman.intake.errors import IntakeError
from dragoman.intake.fields import report, stated
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Failure, Item
from dragoman.knowledge.calendar import MONTHS
from dragoman.record import Witness
from dragoman.record.document import BlockKind

_START = re.compile(rb"\x16{0,4}\x01|^ZCZC[ \t\r\n]", re.M)
_END = re.compile(rb"\x03|\x04|^NNNN[ \t]*\r?$", re.M)
_ANPA = re.compile(r"(?P<service>[A-Za-z])(?P<number>\d{4})[\x1f ]?(?P<selector>[A-Za-z0-9 -]*)")
_ANPA_SECOND = re.compile(
    r"(?P<priority>[A-Za-z]) ?(?P<category>[A-Za-z])[\x11-\x14^]*\s+(?P<slug>\S.{0,60}?)"
    r"\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:\s+(?P<words>\d{1,5}))?"
)
_IPTC = re.compile(
    r"(?P<service>[A-Za-z]{2,5})(?P<number>\d{3,4})\s+(?P<priority>\d)\s+(?P<category>\S{1,5})\s+(?P<words>\d{1,5})\s*(?P<slug>.{0,80})"
)
_TRAILER_ANPA = re.compile(r"[A-Z]{2,4}-[A-Z]{2,4}-(\d\d)-(\d\d)-(\d\d)(?:\s+(\d{4})\s*([A-Z]{2,4}))?")
_TRAILER_IPTC = re.compile(r"\b(\d\d)(\d\d)(\d\d)\s?(?:GMT|UTC|Z|[A-Z]{3,4})?\s+([A-Za-z]{3})\.?\s+(\d\d(?:\d\d)?)\b")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_BLANKED = bytes(c if c in (9, 10, 13) or c >= 32 else 32 for c in range(256))
_QUOTES = (("``", "“"), ("''", "”"))
_MOST = 20_000


class _Parts(NamedTuple):
    """A message cut at its control signs: header lines, text, and what stands behind the end of text."""

    header: list[str]
    text: str
    trailer: str


def sniff(head: bytes) -> bool:
    """Whether bytes hold a message between SOH and ETX, or between the lines ZCZC and NNNN, with a header of either."""
    start = _START.search(head[:512])
    if start is None or start.start() > 64:
        return False
    if head[start.start() : start.end()].startswith(b"ZCZC"):
        return bool(_END.search(head[start.end() :]) or len(head) > 60_000)
    line = head[start.end() : start.end() + 200].decode("latin-1").lstrip("\r\n")
    return b"\x02" in head and bool(_ANPA.match(line) or _IPTC.match(line))


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The messages in order. Raises :class:`IntakeError` ``empty`` when none has a text."""
    content = data.whole()
    starts = list(_START.finditer(content))
    several = len(starts) > 1
    if len(starts) > _MOST:
        says = f"the file has {len(starts):,} messages; the first {_MOST:,} were read"
        yield Failure(source, "too-many", says)
        starts = starts[:_MOST]
    for number, start in enumerate(starts, 1):
        until = starts[number].start() if number < len(starts) else len(content)
        raw = content[start.start() : until]
        part = number if several else None
        item = _message(raw, source, part)
        if item is None:
            if not several:
                raise IntakeError("empty", "the wire message has no text")
            yield Failure(f"{source}, message {number}", "empty", "the wire message has no text")
        else:
            yield item


def _cut(raw: bytes) -> tuple[_Parts, str, tuple[str, ...]]:
    # control signs made blanks, so that they are not taken for a binary file's
    decoded = decode(raw.translate(_BLANKED))

    def text(piece: bytes) -> str:
        return piece.decode(decoded.encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")

    begin = raw.find(b"\x02")
    end = next((m.start() for m in _END.finditer(raw) if m.start() > begin), len(raw))
    if begin < 0:
        # telex: the header is what stands before the first blank line, or else the first line
        found = _BLANK_LINE.search(raw[: min(end, 400)]) or _LINE_END.search(raw[: min(end, 400)])
        begin = found.start() if found else 0
    header = text(raw[:begin]).replace("\x01", "\n")
    lines = [_CONTROL.sub(" ", line).strip().removeprefix("ZCZC").strip() for line in header.split("\n")]
    shown = [line for line in lines if line]
    return (
        _Parts(shown, text(raw[begin:end]).removeprefix("\x02"), text(raw[end + 1 : end + 400])),
        decoded.encoding,
        decoded.warnings,
    )


def _message(raw: bytes, source: str, part: int | None) -> Item | None:
    """A message as a document, or None when it has no text."""
    cut, encoding, warnings = _cut(raw)
    title, by, rest = _headed(cut.text.split("\n"))
    body = _paragraphs(rest)
    if not body and not title:
        return None
    lines: list[tuple[BlockKind, str]] = [("header-field", line) for line in cut.header]
    lines += [("title", title), ("byline", by)]
    lines += [("body", text) for text in body]
    trailer = " ".join(_CONTROL.sub(" ", cut.trailer).split())[:120]
    lines.append(("header-field", trailer))
    head = cut.header[0] if cut.header else ""
    is_iptc = bool(_IPTC.match(head)) or not _ANPA.match(head)
    slugs = (_ANPA_SECOND.search(line) or _IPTC.match(line) for line in cut.header[:3])
    slug = next((match["slug"].strip() for match in slugs if match), "")
    return report(
        source=source,
        format="iptc-7901" if is_iptc else "anpa-1312",
        sha256=hashlib.sha256(raw).hexdigest(),
        lines=lines,
        title=title or None,
        byline=(by[3:] if by[:3].lower() == "by " else by)[:200] or None,
        section=slug[:200] or None,
        witnesses=_dates(cut),
        encoding=encoding,
        part=part,
        warnings=warnings,
    )


def _headed(lines: list[str]) -> tuple[str, str, list[str]]:
    """Headline, byline and the rest: lines that begin with ^ (ANPA), or the first line behind the start of text."""
    carets = [(i, line) for i, line in enumerate(lines[:40]) if line.startswith("^")]
    if carets:
        words = [(i, _clean(line.lstrip("^"))) for i, line in carets]
        shown = [(i, w) for i, w in words if w and not re.fullmatch(r"[A-Z]{2}-[A-Z]{2}--\S.*", w)]
        title = shown[0][1] if shown else ""
        by = next((w for _, w in shown[1:] if re.match(r"by\b", w, re.I)), "")
        used = {i for i, w in words if w in (title, by)}
        return title, by, [line.lstrip("^") for i, line in enumerate(lines) if i not in used]
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return "", "", []
    words_ = _clean(lines[first])
    following = next((line for line in lines[first + 1 :] if line.strip()), "")
    alone = len(words_) < 140 and not words_.endswith((".", ",")) and following[:1] in (" ", "\t", "\x1e")
    blank = first + 1 < len(lines) and not lines[first + 1].strip() and len(words_) < 140 and not words_.endswith(".")
    if (alone and lines[first][:1] not in (" ", "\t")) or blank:
        return words_, "", lines[first + 1 :]
    return "", "", lines[first:]


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines put together; an indent, a blank line or a quad-left sign ends a paragraph."""
    found: list[list[str]] = []
    open_ = False
    for raw in lines:
        line = raw.rstrip()
        words = _clean(line)
        if not words:
            open_ = False
            continue
        if open_ and not raw.startswith((" ", "\t")):
            found[-1].append(words)
        else:
            found.append([words])
        open_ = not line.endswith(("<", "="))
    return [" ".join(p) for p in found]


def _clean(line: str) -> str:
    words = _CONTROL.sub(" ", line).strip().rstrip("<=^").strip()
    for typed, sign in _QUOTES:
        words = words.replace(typed, sign)
    return " ".join(words.replace(" _ ", " — ").split())


def _dates(cut: _Parts) -> list[Witness]:
    """The day of sending that the trailer states, with its year."""
    shown = " ".join(_CONTROL.sub(" ", cut.trailer).split())[:120]
    match = _TRAILER_ANPA.search(shown)
    if match:
        return stated("end of message", match[0], _day(int(match[3]), int(match[1]), int(match[2])))
    for words in (shown, *cut.header):
        match = _TRAILER_IPTC.search(words)
        month = MONTHS.get(match[4].lower()) if match else None
        if match and month:
            return stated("end of message", match[0], _day(int(match[5]), month, int(match[1])))
    return []


def _day(year: int, month: int, day: int) -> str | None:
    """Two-digit years are of the wires' age: 70 to 99 are of the last century."""
    if year < 100:
        year += 1900 if year >= 70 else 2000
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
