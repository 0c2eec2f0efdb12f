"""The briefing note as DOCX with numbered sources (needs the extra ``exchange``)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document

from dragoman.export.note import note
from dragoman.export.steady import steady
from dragoman.record import Record

_STYLES = {"title": "Title", "heading": "Heading 1", "text": "Normal", "item": "List Bullet"}
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def render(records: Sequence[Record]) -> bytes:
    """The note; each number points into the list of sources at its end."""
    found = note(records)
    document = Document()
    document.core_properties.author = "dragoman"
    for line in found.lines:
        paragraph = document.add_paragraph(line.text.translate(_CONTROL), style=_STYLES[line.kind])
        for number in line.notes:
            paragraph.add_run(f" {number}").font.superscript = True
    document.add_paragraph("Sources", style="Heading 1")
    for number, text in enumerate(found.footnotes, 1):
        document.add_paragraph(f"{number}. {text.translate(_CONTROL)}")
    sink = io.BytesIO()
    document.save(sink)
    return steady(sink.getvalue())
