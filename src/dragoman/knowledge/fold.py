"""Text made comparable without moving a single offset: one code point in, one code point out."""

from __future__ import annotations

import unicodedata

_MARKS = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u02bb": "'", "\u02be": "'", "\u02bf": "'", "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
    "\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0131": "i", "\u0111": "d", "\u0110": "D",
}  # fmt: skip


def fold(text: str) -> str:
    """``text`` without diacritics, with plain quotes, hyphens and spaces; ``len(fold(text)) == len(text)``."""
    table: dict[int, str] = {}
    for char in set(text):
        if char in _MARKS:
            table[ord(char)] = _MARKS[char]
        elif ord(char) > 127:
            parts = unicodedata.normalize("NFD", char)
            if len(parts) > 1 and all(unicodedata.combining(p) for p in parts[1:]):
                table[ord(char)] = parts[0]
    return text.translate(table) if table else text


def lowered(text: str) -> str:
    """Lower case with the same length: letters whose lower case is longer stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
