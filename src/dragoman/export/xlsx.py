"""The positions matrix as a workbook: parties down, issues across, each cell the stances with their words (needs the
extra ``exchange``)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dragoman.export.csv_tables import cell
from dragoman.export.steady import steady
from dragoman.record import Record

_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
_CELL = 32_000
"""Characters; a workbook's cell holds 32,767."""


def render(records: Sequence[Record]) -> bytes:
    """A workbook with the sheets ``Positions`` (matrix) and ``Statements`` (one row a position, with its words)."""
    matrix: dict[tuple[str, str], list[str]] = {}
    listed: list[list[str]] = []
    for record in records:
        names = {e.id: e.name for e in record.entities}
        issues = {i.id: i.name for i in record.issues}
        for position in record.positions:
            party, issue = names.get(position.party, position.party), issues.get(position.issue, position.issue)
            doubt = "" if position.standing in ("asserted", "attributed") else f" ({position.standing})"
            hedged = f" [{', '.join(h.text for h in position.hedges)}]" if position.hedges else ""
            words = " ".join(position.anchor.text.split()) if position.anchor else ""
            matrix.setdefault((party, issue), []).append(f"{position.stance}{doubt}{hedged}: {words}")
            speaker = names.get(position.speaker or "", "")
            when = record.published.value or f"{record.published.earliest or ''}/{record.published.latest or ''}"
            report = record.document.title or record.document.source
            listed.append(
                [party, issue, position.stance, position.standing, hedged.strip(), speaker, words, report, when]
            )
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Positions"
    parties = list(dict.fromkeys(party for party, _ in matrix))
    columns = list(dict.fromkeys(issue for _, issue in matrix))
    sheet.append(["party", *map(_safe, columns)])
    for party in parties:
        sheet.append([_safe(party), *(_safe("\n".join(matrix.get((party, issue), []))) for issue in columns)])
    detail = book.create_sheet("Statements")
    detail.append(["party", "issue", "stance", "standing", "hedges", "speaker", "words", "report", "published"])
    for line in listed:
        detail.append([_safe(value) for value in line])
    for page in (sheet, detail):
        page.freeze_panes = "B2"
        for first in page[1]:
            first.font = Font(bold=True)
        for row in page.iter_rows(min_row=2):
            for value in row:
                value.alignment = Alignment(wrap_text=True, vertical="top")
        for n in range(1, page.max_column + 1):
            page.column_dimensions[get_column_letter(n)].width = 24 if n == 1 else 44
    sink = io.BytesIO()
    book.save(sink)
    return steady(sink.getvalue())


def _safe(text: str) -> str:
    return str(cell(text.translate(_ILLEGAL)))[:_CELL]
