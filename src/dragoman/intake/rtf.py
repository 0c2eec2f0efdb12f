"""Rich Text Format, by its specification 1.9.1: a small reader that keeps the text and forgets the looks."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from dragoman.intake.dates import machine_day
from dragoman.intake.errors import IntakeError
from dragoman.intake.exports import divided
from dragoman.intake.flow import Flow
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Item
from dragoman.record import Document, Witness

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)", re.I | re.S
)
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr footerf listtable "
    "listoverridetable rsidtbl themedata datastore xmlnstbl generator fldinst latentstyles filetbl revtbl operator "
    "comment doccomm keywords category manager company password nonshppict annotation atnid atnauthor mmathpr "
    "footnote ftnsep ftnsepc aftnsep bkmkstart bkmkend userprops xe tc pntext pntxta pntxtb colorschememapping".split()
)
"""Groups whose text is no text of the document."""
_SIGNS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ", "tab": "\t", "line": "\n", "softline": "\n", "zwj": "", "zwnj": "",
}  # fmt: skip
_BREAKS = frozenset(("par", "sect", "page", "column", "softpage"))
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""\\fcharset numbers and their code pages."""
_DEEPEST = 2_000
LARGEST_RTF = 40 * 1024 * 1024
"""Bytes: five hundred articles have ten million; a file of nothing but braces takes two microseconds for each."""


def sniff(head: bytes) -> bool:
    """Whether bytes begin as RTF."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """One document, or the articles of a database's export. Raises :class:`IntakeError` ``empty`` or ``nested``."""
    content = data.whole(LARGEST_RTF)
    found = _Reading(content.decode("latin-1"))
    found.run()
    text = found.flow.text()
    if not text.strip():
        raise IntakeError("empty", "the RTF file holds no text")
    notes = []
    if found.depth > 0:
        notes.append("The RTF file ends inside a group; it may be cut off.")
    yield from divided(
        Document(
            source=source,
            format="rtf",
            text=text,
            sha256=hashlib.sha256(content).hexdigest(),
            title=_shown(found.title, found.flow.paragraphs),
            witnesses=found.witnesses(),
            encoding=found.codepage,
            warnings=tuple(notes),
        )
    )


def text_of(data: bytes) -> str:
    """The text of RTF that stands inside another file. Raises :class:`IntakeError` ``nested``."""
    found = _Reading(data.decode("latin-1"))
    found.run()
    return found.flow.text()


def _shown(title: str, paragraphs: list[str]) -> str | None:
    """The title that the file states, where its text shows it: it is the template's name as often."""
    wanted = " ".join(title.split())
    return wanted if len(wanted) > 4 and any(" ".join(p.split()) == wanted for p in paragraphs[:6]) else None


@dataclass(slots=True)
class _State:
    """What a group may change, and gets back at its end."""

    skip: bool = False
    info: str = ""
    unicode_skip: int = 1
    font: int = 0
    hidden: bool = False


class _Reading:
    """One pass over the tokens of a file."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.flow = Flow()
        self.codepage = "cp1252"
        self.fonts: dict[int, str] = {}
        self.depth = 0
        self.title = ""
        self._state = _State()
        self._stack: list[_State] = []
        self._pending = bytearray()
        self._to_skip = 0
        self._surrogate = ""
        self._font_now = 0
        self._in_table = False
        self._starred = False
        self._numbers: dict[str, int] = {}

    def run(self) -> None:
        """Read all tokens; what is no token (a lone backslash at the end) is passed over."""
        at = 0
        text = self.source
        match_at = _TOKEN.match
        while at < len(text):
            match = match_at(text, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            word, number, hexed, symbol, brace, plain = match.groups()
            if word is not None:
                skipped = self._word(word.lower(), int(number) if number else None)
                at += skipped
            elif plain is not None:
                self._plain(plain)
            elif hexed is not None:
                self._byte(int(hexed, 16))
            elif brace is not None:
                self._brace(brace)
            elif symbol is not None:
                self._symbol(symbol)
        self._flush()

    def witnesses(self) -> tuple[Witness, ...]:
        """The day of last change that the file's information group states."""
        n = self._numbers
        day = machine_day(f"{n.get('yr', 0):04d}-{n.get('mo', 0):02d}-{n.get('dy', 0):02d}")
        return (Witness(kind="modified", name="revtim", text=day, value=day),) if day else ()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        if brace == "{":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise IntakeError("nested", f"the RTF file's groups are nested more than {_DEEPEST:,} deep")
            s = self._state
            self._stack.append(_State(s.skip, s.info, s.unicode_skip, s.font, s.hidden))
        elif self._stack:
            self.depth -= 1
            self._state = self._stack.pop()
        self._starred = False

    def _word(self, word: str, number: int | None) -> int:
        """Take a control word; returns how many characters of binary data follow it."""
        state = self._state
        starred, self._starred = self._starred, False
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._unicode(number)
            return 0
        self._flush()
        self._to_skip = 0
        if word == "fonttbl":
            state.skip, state.info = True, "fonts"
        elif word == "info":
            state.skip, state.info = True, "info"
        elif state.info == "info" and word == "title":
            state.info = "title"
        elif state.info == "info" and word == "revtim":
            state.info = "revtim"
        elif state.info == "revtim":
            if number is not None:
                self._numbers[word] = number
        elif word == "f" and number is not None:
            state.font = number
        elif word == "fcharset" and number is not None:
            self.fonts[state.font] = _CHARSETS.get(number, "")
        elif word == "ansicpg" and number is not None:
            self._codepage(number)
        elif word == "mac":
            self.codepage = "mac_roman"
        elif word in ("pc", "pca"):
            self.codepage = "cp437" if word == "pc" else "cp850"
        elif word == "uc" and number is not None:
            state.unicode_skip = min(max(number, 0), 16)
        elif word in _SKIPPED or (starred and word not in ("fldrslt", "shptxt")):
            state.skip = True
        elif word == "fldrslt" or word == "shptxt":
            state.skip = False
        elif word in ("v", "deleted"):
            state.hidden = number != 0
        elif word == "plain":
            state.hidden = False
        elif not state.skip:
            self._layout(word)
        return 0

    def _layout(self, word: str) -> None:
        if word == "intbl":
            if not self.flow.in_row:
                self.flow.start_row()
            self._in_table = True
        elif word == "pard":
            self._in_table = False
        elif word in ("cell", "nestcell"):
            if not self.flow.in_row:
                self.flow.start_row()
            self.flow.end_cell()
        elif word in ("row", "nestrow"):
            self.flow.end_row()
            self._in_table = False
        elif word in _BREAKS:
            if self.flow.in_row and not self._in_table:
                self.flow.end_row()
            self.flow.end_paragraph()
        elif word in _SIGNS:
            self._out(_SIGNS[word])

    def _codepage(self, number: int) -> None:
        name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
        with suppress(LookupError):
            self.codepage = codecs.lookup(name).name

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\\{}":
            self._plain(symbol)
        elif symbol in "\r\n":
            if not self._state.skip:
                self._flush()
                self.flow.end_paragraph()
        elif symbol == "~":
            self._plain(" ")
        elif symbol == "_":
            self._plain("-")

    def _byte(self, value: int) -> None:
        self._starred = False
        if self._to_skip:
            self._to_skip -= 1
            return
        if self._font_now != self._state.font:
            self._flush()
            self._font_now = self._state.font
        self._pending.append(value)

    def _plain(self, text: str) -> None:
        self._starred = False
        if self._to_skip:
            cut = min(self._to_skip, len(text))
            self._to_skip -= cut
            text = text[cut:]
        if not text:
            return
        if self._pending:
            # a double-byte character's second byte may stand as a plain letter
            encoding = self._encoding()
            if encoding in ("cp932", "cp949", "gbk", "big5") and len(self._pending) % 2:
                self._pending += text[:1].encode("latin-1", "replace")
                text = text[1:]
            self._flush()
        # bytes above 127 that stand unescaped are in the document's code page
        if not text.isascii():
            text = text.encode("latin-1").decode(self.codepage, "replace")
        self._out(text)

    def _unicode(self, number: int) -> None:
        if self._pending:
            self._flush()
        code = number + 65_536 if number < 0 else number
        self._to_skip = self._state.unicode_skip
        if not 0 <= code <= 0x10FFFF:
            return
        sign = chr(code)
        if 0xD800 <= code < 0xDC00:
            self._surrogate = sign
            return
        if 0xDC00 <= code < 0xE000:
            if self._surrogate:
                sign = (self._surrogate + sign).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            else:
                sign = "\ufffd"
        elif 0xF020 <= code <= 0xF0FF:
            sign = chr(code - 0xF000)  # symbol fonts put their signs there
        self._surrogate = ""
        self._out(sign)

    def _encoding(self) -> str:
        return self.fonts.get(self._font_now) or self.codepage

    def _flush(self) -> None:
        if self._pending:
            data = bytes(self._pending)
            self._pending.clear()
            self._out(data.decode(self._encoding(), "replace"))

    def _out(self, text: str) -> None:
        state = self._state
        if state.info == "title":
            self.title = (self.title + text)[:300].strip("\n")
        elif not state.skip and not state.hidden:
            self.flow.add(text)
