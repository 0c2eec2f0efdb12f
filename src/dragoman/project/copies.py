"""Wire copies: which reports go back to one text.

Candidates share a MinHash band over runs of four words (Broder 1997; 64 bands of two rows find pairs whose sets have a
fifth in common in 93 of 100 cases). They are then aligned: the share of each report's own words that stand in a run of
four or more shared words decides. Words inside quotation marks do not count, since two reporters who were at one press
conference quote the same words; only a report that is nearly all quotation is compared as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from dragoman.knowledge.fold import fold, lowered
from dragoman.project import schema as t
from dragoman.project.bulk import insert_numbered
from dragoman.project.dirt import mark
from dragoman.record import Block

RUN = 4
"""Words in a shingle."""
BANDS, ROWS = 64, 2
SAME = 0.45
"""Share of the shorter report's words from which on two reports are of one text."""
SAME_AGENCY = 0.25
"""The same where both credit one agency."""
LEAST_OWN = 0.35
"""Share of a report's words that must stand outside quotation marks for these alone to be compared."""
MOST_WORDS = 50_000
"""Words of a report that are compared; what follows in a longer one adds memory and no certainty."""
LEAST_WORDS = 20
"""Reports with fewer own words are never taken for copies."""

_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")
_OPEN, _CLOSE = "\u201c\u00ab\u201e", "\u201d\u00bb"

Relation = Literal["copy", "extended", "shortened", "rewritten"]


class Text:
    """A report's own words: those of its body, furniture left out."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.words: list[str] = []
        self.quoted: list[bool] = []
        kept = [b for b in blocks if b.kind == "body"] or [Block("body", 0, len(text))]
        for block in kept:
            if len(self.words) > MOST_WORDS:
                break
            self._take(lowered(fold(text[block.start : block.end])), text[block.start : block.end])

    def _take(self, folded: str, original: str) -> None:
        inside, at = False, 0
        for match in _WORD.finditer(folded):
            for char in original[at : match.start()]:
                if char == '"':
                    inside = not inside
                elif char in _OPEN:
                    inside = True
                elif char in _CLOSE:
                    inside = False
            at = match.end()
            if len(self.words) > MOST_WORDS:
                break
            self.words.append(match[0])
            self.quoted.append(inside)

    @cached_property
    def shingles(self) -> dict[str, list[int]]:
        """Each run of words with the positions at which it begins."""
        found: dict[str, list[int]] = {}
        for i in range(len(self.words) - RUN + 1):
            found.setdefault(" ".join(self.words[i : i + RUN]), []).append(i)
        return found

    @cached_property
    def compared(self) -> list[bool]:
        """Which words count: those outside quotation marks, or all in a report that is nearly all quotation."""
        own = len(self.words) - sum(self.quoted)
        if own < LEAST_WORDS or own < LEAST_OWN * len(self.words):
            return [True] * len(self.words)
        return [not q for q in self.quoted]

    def shared_with(self, other: Text) -> float:
        """The share of this report's compared words that stand in a run shared with ``other``."""
        covered = [False] * len(self.words)
        for shingle, places in self.shingles.items():
            if shingle in other.shingles:
                for i in places:
                    covered[i : i + RUN] = [True] * RUN
        total = sum(self.compared)
        return sum(c and k for c, k in zip(covered, self.compared, strict=True)) / total if total else 0.0


def bands(text: Text) -> list[str]:
    """The MinHash bands of a report, each as its number and hash; none for a report of a few words."""
    if sum(text.compared) < LEAST_WORDS:
        return []
    from datasketch import MinHash

    minhash = MinHash(num_perm=BANDS * ROWS, seed=1)
    minhash.update_batch([s.encode("utf-8", "replace") for s in text.shingles])
    values = minhash.hashvalues
    return [f"{b}:" + "".join(f"{int(v):08x}" for v in values[b * ROWS : (b + 1) * ROWS]) for b in range(BANDS)]


class Likeness(NamedTuple):
    """How two reports share their words; ``first``/``second`` are shares of each one's own words."""

    first: float
    second: float
    relation: Relation
    says: str


def likeness(first: Text, second: Text, agency: str | None) -> Likeness | None:
    """How ``first`` goes back to ``second``, or None where they are two texts. ``agency`` is one that both credit."""
    a, b = first.shared_with(second), second.shared_with(first)
    if min(len(first.words), len(second.words)) < LEAST_WORDS:
        return None
    shorter = max(a, b)
    if agency and max(a * sum(first.compared), b * sum(second.compared)) < LEAST_WORDS:
        agency = None  # a phrase or two, which their credit to one agency does not make a copy
    if shorter < (SAME_AGENCY if agency else SAME):
        return None
    credit = f"; both credit {agency}" if agency else ""
    if a >= 0.8 and b >= 0.8:
        relation: Relation = "copy"
        says = f"{_percent(a)} of its words are the other's"
    elif b >= SAME and a < b:
        relation = "extended"
        says = f"it holds {_percent(b)} of the other's words and adds its own"
    elif a >= SAME:
        relation = "shortened"
        says = f"{_percent(a)} of its words are from the other, of which it leaves out {_percent(1 - b)}"
    else:
        relation = "rewritten"
        says = f"{_percent(a)} of its words are the other's"
    return Likeness(a, b, relation, says + credit)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


class Report(NamedTuple):
    """What is compared of a document."""

    id: int
    order: tuple[str, int, str]
    agency: str | None
    text: Text


def order_of(earliest: str | None, length: int, sha256: str) -> tuple[str, int, str]:
    """Which of two reports is the other's source: the earlier, then the shorter, then by their bytes."""
    return (earliest or "9999", length, sha256)


def candidates(connection: Connection, found: Sequence[str], but: int) -> list[int]:
    """The other documents that share a band."""
    if not found:
        return []
    query = select(t.shingles.c.document).where(t.shingles.c.band.in_(found), t.shingles.c.document != but).distinct()
    return sorted(connection.scalars(query))


def new_lineage(connection: Connection, values: Mapping[str, Any]) -> int:
    """A lineage for a report (its ``documents`` row) that shares no text with another. Returns its number."""
    row = {"agency": values["agency"], "name": values["title"] or values["source"]}
    (number,) = insert_numbered(connection, t.lineages, [row])
    mark(connection, "lineage", [str(number)])
    return number


def link(connection: Connection, report: Report, others: Iterable[Report]) -> None:
    """Compare a new report with its candidates, and give all that hang together one lineage."""
    linked = False
    for other in others:
        agency = report.agency if report.agency and report.agency == other.agency else None
        later, earlier = (report, other) if report.order > other.order else (other, report)
        found = likeness(later.text, earlier.text, agency)
        if found:
            linked = True
            connection.execute(
                insert(t.copies).values(
                    document=later.id, of_document=earlier.id, relation=found.relation,
                    shared=round(found.first, 4), shared_of=round(found.second, 4), says=found.says,
                )
            )  # fmt: skip
    if linked:
        regroup(connection, [report.id])
    else:
        _name(connection, [report.id])


def neighbours(connection: Connection, document: int) -> set[int]:
    """The documents that share a copy row with this one."""
    c = t.copies.c
    query = select(c.document, c.of_document).where((c.document == document) | (c.of_document == document))
    return {x for row in connection.execute(query) for x in row if x != document}


def regroup(connection: Connection, documents: Iterable[int]) -> None:
    """Give each group of documents that hang together by copies a lineage of its own, around these documents."""
    done: set[int] = set()
    for start in documents:
        if start in done:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in sorted(neighbours(connection, todo.pop()) - group):
                group.add(other)
                todo.append(other)
        done |= group
        _name(connection, sorted(group))


def _name(connection: Connection, group: list[int]) -> None:
    d = t.documents.c
    rows = connection.execute(
        select(d.id, d.lineage, d.agency, d.outlet, d.title, d.source, d.earliest, d.length, d.original).where(
            d.id.in_(group)
        )
    ).all()
    first = min(rows, key=lambda r: order_of(r.earliest, r.length, r.original))
    agencies = sorted({r.agency for r in rows if r.agency})
    name = first.title or first.source
    values = {"agency": agencies[0] if len(agencies) == 1 else None, "name": name}
    lineage = min((r.lineage for r in rows if r.lineage is not None), default=None)
    if lineage is not None:
        outside = connection.scalar(
            select(d.id).where(d.lineage == lineage, d.id.not_in(group)).order_by(d.id).limit(1)
        )
        if outside is not None:  # the group was split off from it
            lineage = None
    if lineage is None:
        lineage = connection.execute(insert(t.lineages).values(values).returning(t.lineages.c.id)).scalar_one()
    else:
        connection.execute(update(t.lineages).where(t.lineages.c.id == lineage).values(values))
    connection.execute(update(t.documents).where(d.id.in_(group)).values(lineage=lineage))
    mark(connection, "lineage", [str(lineage)])
    drop_empty(connection, [r.lineage for r in rows if r.lineage not in (None, lineage)])


def drop_empty(connection: Connection, lineages: Iterable[int]) -> None:
    """Delete those of these lineages that have no report left."""
    for lineage in set(lineages):
        used = connection.scalar(select(t.documents.c.id).where(t.documents.c.lineage == lineage).limit(1))
        if used is None:
            connection.execute(delete(t.lineages).where(t.lineages.c.id == lineage))
