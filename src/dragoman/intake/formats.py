"""The formats that are read, in the order in which a file's bytes are asked for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dragoman.intake import (
    compressed,
    delimited,
    docx,
    eml,
    feed,
    html,
    jsonl,
    mbox,
    mhtml,
    msg,
    newsml,
    nitf,
    odt,
    parquet,
    pdf,
    refused,
    rtf,
    tar,
    text,
    warc,
    wire,
    xml,
    zipped,
)
from dragoman.intake.job import Bytes, Job, Reader


class Format(NamedTuple):
    """A kind of file. ``sniff`` looks at the first bytes (at most 64 kB, more only through ``Bytes.file``, which it
    puts back to its start); ``read`` gives what is in the file. ``says`` names it for a person."""

    name: str
    says: str
    sniff: Callable[[Bytes, Job], bool]
    read: Reader


def _head(sniff: Callable[[bytes], bool]) -> Callable[[Bytes, Job], bool]:
    return lambda data, job: sniff(data.head)


def _data(sniff: Callable[[Bytes], bool]) -> Callable[[Bytes, Job], bool]:
    return lambda data, job: sniff(data)


FORMATS: tuple[Format, ...] = (
    Format("pdf", "PDF", _head(pdf.sniff), pdf.read),
    Format("docx", "Word document", _data(docx.sniff), docx.read),
    Format("odt", "OpenDocument text", _data(odt.sniff), odt.read),
    Format("msg", "Outlook message", _data(msg.sniff), msg.read),
    Format("refused", "kind of file that holds no text", refused.sniff, refused.read),
    Format("zip", "zip archive", _head(zipped.sniff), zipped.read),
    Format("parquet", "Parquet table", _head(parquet.sniff), parquet.read),
    Format("compressed", "compressed file (gzip, bzip2, xz)", _head(compressed.sniff), compressed.read),
    Format("tar", "tar archive", _head(tar.sniff), tar.read),
    Format("warc", "web archive (WARC)", _head(warc.sniff), warc.read),
    Format("rtf", "rich text (RTF)", _head(rtf.sniff), rtf.read),
    Format("mbox", "mailbox (mbox)", _head(mbox.sniff), mbox.read),
    Format("mhtml", "web archive (MHTML)", _head(mhtml.sniff), mhtml.read),
    Format("eml", "mail message", _head(eml.sniff), eml.read),
    Format("wire", "wire copy (ANPA 1312, IPTC 7901)", _head(wire.sniff), wire.read),
    Format("json", "JSON (ninjs, or objects with a text)", _head(jsonl.sniff), jsonl.read),
    Format("csv", "table (CSV)", delimited.sniff, delimited.read),
    Format("newsml", "NewsML message", _head(newsml.sniff), newsml.read),
    Format("nitf", "NITF report", _head(nitf.sniff), nitf.read),
    Format("feed", "news feed (RSS, Atom)", _head(feed.sniff), feed.read),
    Format("html", "web page", _head(html.sniff), html.read),
    Format("xml", "XML of an unknown kind", _head(xml.sniff), xml.read),
    Format("text", "plain text", lambda data, job: True, text.read),
)


def format_of(data: Bytes, job: Job) -> Format:
    """The first format whose sniff says yes; plain text takes what no other does."""
    return next(f for f in FORMATS if f.sniff(data, job))
