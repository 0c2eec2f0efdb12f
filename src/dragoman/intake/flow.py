"""The running text of word-processor files: paragraphs, and table rows as lines with tabs."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[^\S\t\n]+")


class Flow:
    """Collects pieces of text into paragraphs.

    A table's row becomes one line, its cells parted by tabs; further paragraphs of a cell follow as lines of their own.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._rows: list[list[list[str]]] = []

    def add(self, text: str) -> None:
        """Add to the paragraph that is open."""
        self._pieces.append(text)

    def end_paragraph(self) -> str:
        """Close the paragraph, and return its words."""
        text = _BLANKS.sub(" ", "".join(self._pieces)).strip(" \n")
        self._pieces.clear()
        if text.strip():
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(text)
            else:
                self.paragraphs.append(text)
        return text

    def start_row(self) -> None:
        """Open a table's row inside whatever is open."""
        self.end_paragraph()
        self._rows.append([[]])

    @property
    def in_row(self) -> bool:
        """Whether a row is open."""
        return bool(self._rows)

    def end_cell(self) -> None:
        """Close a cell of the open row."""
        self.end_paragraph()
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """Close the row and put its lines where it stands."""
        self.end_paragraph()
        if not self._rows:
            return
        cells = [cell for cell in self._rows.pop() if cell]
        lines = ["\t".join(cell[0] for cell in cells), *(text for cell in cells for text in cell[1:])]
        into = self._rows[-1][-1] if self._rows and self._rows[-1] else self.paragraphs
        into.extend(line for line in lines if line.strip())

    def text(self) -> str:
        """All of it, with blank lines between paragraphs. Rows that are still open are closed."""
        while self._rows:
            self.end_row()
        self.end_paragraph()
        return "\n\n".join(self.paragraphs) + ("\n" if self.paragraphs else "")
