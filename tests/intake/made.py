"""Files of many formats, built by the tests from paragraphs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

PARAGRAPHS = [
    "Talks in Lomé end without a text",
    "LOME, June 4 (AFP) - Delegations of Togo and Benin left the hotel on Thursday after nine hours of talks about the border.",
    "“We shall come back,” Togo’s foreign minister told reporters — and nobody doubted it.",
    "The next round is to be held in Cotonou in July.",
]


def rtf(paragraphs: Sequence[str] = PARAGRAPHS, rows: Sequence[Sequence[str]] = (), head: str = "") -> bytes:
    """An RTF file with escaped signs, a font table, an information group, and rows of a table."""

    def signs(text: str) -> str:
        out = []
        for c in text:
            if c in "\\{}":
                out.append("\\" + c)
            elif ord(c) < 128:
                out.append(c)
            elif ord(c) < 256:
                out.append(f"\\'{ord(c):02x}")
            else:
                out.append(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?")
        return "".join(out)

    body = "".join(f"{{\\pard\\f0\\fs24 {signs(p)}\\par}}\n" for p in paragraphs)
    for row in rows:
        cells = "".join("\\pard\\intbl " + signs(cell).replace("\n", "\\par ") + "\\cell" for cell in row)
        body += f"\\trowd\\cellx1000\\cellx9000 {cells}\\row\n"
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}"
        "{\\info{\\title A file}{\\author Nobody}{\\creatim\\yr2009\\mo6\\dy1}{\\revtim\\yr2009\\mo6\\dy5\\hr10\\min2}}"
        f"{{\\header Page of a paper\\par}}{head}{body}}}"
    ).encode("ascii")


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    paragraphs: Sequence[str] = PARAGRAPHS,
    rows: Sequence[Sequence[str]] = (),
    *,
    titled: bool = False,
    modified: str = "2009-06-05T10:00:00Z",
) -> bytes:
    """A Word document with its smallest set of parts."""

    def p(text: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    body = "".join(p(text, "Title" if titled and i == 0 else "") for i, text in enumerate(paragraphs))
    if rows:
        body += "<w:tbl>" + "".join(
            "<w:tr>" + "".join("<w:tc>" + "".join(p(t) for t in cell.split("\n")) + "</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        ) + "</w:tbl>"  # fmt: skip
    extras = (
        "<w:p><w:del><w:r><w:delText>Words that were struck out.</w:delText></w:r></w:del></w:p>"
        '<w:p><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r></w:p>'
    )
    main = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}{extras}</w:body></w:document>'
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2001-01-01T00:00:00Z</dcterms:created>'
        f"<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"
    )
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": main, "docProps/core.xml": core})


def odt(paragraphs: Sequence[str] = PARAGRAPHS, *, titled: bool = False) -> bytes:
    """An OpenDocument text with notes, spans and blanks."""
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = ""
    for i, text in enumerate(paragraphs):
        first, _, rest = escape(text).partition(" ")
        inner = f"<text:span>{first}</text:span><text:s/>{rest}<office:annotation><text:p>A remark.</text:p></office:annotation>"
        body += f'<text:h text:outline-level="1">{inner}</text:h>' if titled and i == 0 else f"<text:p>{inner}</text:p>"
    content = f"<?xml version='1.0'?><office:document-content {office}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    meta = f"<?xml version='1.0'?><office:document-meta {office}><office:meta><dc:date>2009-06-05T10:00:00</dc:date></office:meta></office:document-meta>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
            "META-INF/manifest.xml": "<m/>",
        },
        zipfile.ZIP_STORED,
    )


Placed = tuple[float, float, float, str]
"""Left, baseline, size in points, text."""


def pdf(pages: Sequence[Sequence[Placed]], info: str = "/ModDate (D:20090605100000Z)", packed: bool = True) -> bytes:
    """A PDF of lines set in Helvetica at given places; a page without lines shows a picture."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    parent = 2 + 2 * len(pages)
    for lines in pages:
        ops = []
        for left, base, size, text in lines:
            shown = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            ops.append(b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, left, base, shown))
        stream = b"\n".join(ops) or b"0 0 595 842 re f"
        data = zlib.compress(stream) if packed else stream
        how = b"/Filter /FlateDecode " if packed else b""
        content = add(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(data), data))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>"
                % (parent, content, font)
            )
        )
    assert (
        add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))) == parent
    )
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    details = add(b"<< %s >>" % info.encode("latin-1"))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, catalog, details, start)
    )
    return out.getvalue()


def set_page(
    paragraphs: Sequence[str],
    *,
    title: bool = False,
    width: int = 70,
    top: float = 780,
    number: int | None = None,
    head: str | None = None,
) -> list[Placed]:
    """Lines of a page: paragraphs broken at a margin, blank space between them, the first one larger when it is a title."""
    lines: list[Placed] = []
    y = top
    if head:
        lines.append((72, 815, 9, head))
    for i, paragraph in enumerate(paragraphs):
        size = 18.0 if title and i == 0 else 11.0
        words = paragraph.split()
        line = ""
        for word in words:
            if len(line) + len(word) + 1 > (width if size < 12 else width // 2):
                lines.append((72, y, size, line))
                y -= size * 1.3
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append((72, y, size, line))
        y -= size * 1.3 + 12
    if number is not None:
        lines.append((290, 30, 9, f"Page {number}"))
    return lines
