"""A letter, whatever file it came in: its head as fields, its body as the report, its attachments as files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import database_of
from dragoman.intake.html import read_page
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item, failed
from dragoman.intake.parts import Mark, covering
from dragoman.knowledge.agencies import agency_named
from dragoman.record import Block, Document, Witness

_SIGNATURE = re.compile(r"^--[ \u00a0]?\r?$", re.M)
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*|[\"']")
_BLANK_RUN = re.compile(r"\n{3,}")
_LEAST = 200
"""Letters of a text part below which the HTML part beside it is the letter ("This message is best viewed …")."""


@dataclass(slots=True)
class Attachment:
    """A file that came with a letter."""

    name: str
    data: bytes


@dataclass(slots=True)
class Letter:
    """What a mail says. ``day`` is the ISO day of sending, ``date`` the words that state it."""

    subject: str = ""
    sender: str = ""
    to: str = ""
    date: str = ""
    day: str | None = None
    plain: str = ""
    page: bytes = b""
    page_encoding: str | None = None
    attachments: list[Attachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def items(letter: Letter, data_hash: str, source: str, job: Job, kind: str, part: int | None = None) -> Iterator[Item]:
    """The letter as a document, unless its body is a database's export or empty, and what its attachments hold.

    Raises :class:`IntakeError` ``empty`` when there is neither.
    """
    any_ = False
    for item in _body(letter, data_hash, source, kind, part):
        any_ = True
        yield item
    if letter.attachments:
        from dragoman.intake.files import HEAD, inside

        deeper = job.deeper()
        for attachment in letter.attachments:
            deeper.member()
            content = Bytes(attachment.data[:HEAD], io.BytesIO(attachment.data), len(attachment.data))
            for item in inside(content, f"{source}/{attachment.name}", deeper):
                any_ = True
                yield item
    if not any_:
        raise IntakeError("empty", "the message has no text")


def _body(letter: Letter, data_hash: str, source: str, kind: str, part: int | None) -> Iterator[Item]:
    plain = letter.plain.replace("\0", "")
    use_page = bool(letter.page) and len(plain.strip()) < _LEAST
    if use_page:
        try:
            found = read_page(letter.page, source, letter.page_encoding)
        except IntakeError as error:
            if not plain.strip():
                yield failed(source, error)
                return
        else:
            page = found[0]
            if len(found) == 1 and isinstance(page, Document) and page.part is None:
                yield _with_head(letter, page, data_hash, kind, part)
            else:
                yield from found
            return
    if not plain.strip():
        return
    bare = Document(
        source=source, format=kind, text=plain, sha256=data_hash, part=part, warnings=tuple(letter.warnings)
    )
    database = database_of(plain)
    if database is not None:
        yield from database.read(bare)
        return
    signature = next(iter(_SIGNATURE.finditer(plain)), None)
    end = signature.start() if signature else len(plain)
    marks = [Mark("body", 0, end)] if plain[:end].strip() else []
    if signature:
        marks.append(Mark("boilerplate", end, len(plain)))
    yield _with_head(letter, replace(bare, blocks=covering(marks, 0, len(plain))), data_hash, kind, part)


def _with_head(letter: Letter, body: Document, data_hash: str, kind: str, part: int | None) -> Document:
    """The body's text with the letter's head above it, every offset moved."""
    lines: list[str] = []
    blocks: list[Block] = []
    witnesses: list[Witness] = []
    at = 0
    for name, value in (("From", letter.sender), ("To", letter.to), ("Date", letter.date)):
        if not value:
            continue
        line = f"{name}: {' '.join(value.split())[:300]}\n"
        if name == "Date" and letter.day:
            witnesses.append(
                Witness(
                    kind="header-field",
                    name="Date",
                    text=line.strip(),
                    value=letter.day,
                    start=at,
                    end=at + len(line.rstrip()),
                )
            )
        lines.append(line)
        blocks.append(Block(kind="header-field", start=at, end=at + len(line)))
        at += len(line)
    subject = " ".join(letter.subject.split())[:500]
    if subject:
        blocks.append(Block(kind="title", start=at, end=at + len(subject) + 2))
        lines.append(f"{subject}\n\n")
        at += len(subject) + 2
    moved = tuple(Block(kind=b.kind, start=b.start + at, end=b.end + at) for b in body.blocks)
    # the page's own title says the subject once more
    if subject:
        moved = tuple(b if b.kind != "title" else replace(b, kind="boilerplate") for b in moved)
    sender = _ADDRESS.sub(" ", letter.sender).strip() or letter.sender.strip("<> ")
    return replace(
        body,
        format=kind,
        text="".join(lines) + body.text,
        sha256=data_hash,
        blocks=(*blocks, *moved),
        title=subject or body.title,
        byline=sender[:200] or body.byline,
        agency=agency_named(sender) if sender else None,
        witnesses=(*witnesses, *(replace(w, start=None, end=None) for w in body.witnesses)),
        part=part,
        warnings=tuple(dict.fromkeys((*body.warnings, *letter.warnings))),
    )
