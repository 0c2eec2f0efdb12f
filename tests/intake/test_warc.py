"""WARC files."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes

PARAGRAPH = (
    "Delegations of Togo and Benin left the hotel on Thursday after nine hours of talks about the border and the port."
)
PAGE = f'<!doctype html><html><head><title>Talks</title><meta property="article:published_time" content="2009-06-04"></head><body><article><h1>Talks in Lomé end</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("nine", "ten")}</p></article></body></html>'.encode()


def record(
    kind: str,
    body: bytes,
    address: str = "https://l.example/2009/06/04/a",
    number: int = 1,
    content: str = "application/http; msgtype=response",
    extra: str = "",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nWARC-Date: 2010-01-02T03:04:05Z\r\n"
        f"WARC-Target-URI: {address}\r\nContent-Type: {content}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes = PAGE, status: str = "200 OK", kind: str = "text/html; charset=utf-8", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body


INFO = record("warcinfo", b"software: x\r\n", content="application/warc-fields")


@pytest.mark.parametrize(
    "data",
    [
        INFO + record("response", http()),
        gzip.compress(INFO) + gzip.compress(record("response", http())),
        INFO + record("response", http(gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n")),
        INFO
        + record(
            "response",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            + f"{len(PAGE):x}\r\n".encode()
            + PAGE
            + b"\r\n0\r\n\r\n",
        ),
        INFO + record("resource", PAGE, content="text/html"),
    ],
)
def test_pages_of_a_crawl(data: bytes) -> None:
    found = read_all(data, "x.warc")
    (document,) = found.documents
    assert (document.format, document.title, document.address) == (
        "warc",
        "Talks in Lomé end",
        "https://l.example/2009/06/04/a",
    )
    assert "nine hours" in kinds(document)["body"]
    stated = {(w.kind, w.name, w.value) for w in document.witnesses}
    assert {
        ("meta", "article:published_time", "2009-06-04"),
        ("url", "address", "2009-06-04"),
        ("modified", "WARC-Date", "2010-01-02"),
    } <= stated
    assert document.part
    assert_sound(document)


def test_only_pages_that_were_found_are_read() -> None:
    data = INFO + b"".join(
        record("response", body, number=i)
        for i, body in enumerate(
            [http(status="404 Not Found"), http(status="301 Moved"), http(b"body { }", kind="text/css"), http(b"\x89PNG", kind="image/png"), http(b"  "), http()], 2
        )
    ) + record("request", b"GET / HTTP/1.1\r\n\r\n", content="application/http; msgtype=request")  # fmt: skip
    found = read_all(data, "x")
    assert [d.title for d in found.documents] == ["Talks in Lomé end"]
    assert [f.code for f in found.failures] == ["empty"]


def test_revisits_are_noted_and_missing_originals_are_failures() -> None:
    revisit = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n"
    known = record(
        "revisit",
        b"HTTP/1.1 200 OK\r\n\r\n",
        number=9,
        extra=revisit + "WARC-Refers-To-Target-URI: https://l.example/2009/06/04/a\r\n",
    )
    absent = record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", "https://l.example/z", 10, extra=revisit)
    found = read_all(INFO + record("response", http()) + known + absent, "x")
    assert len(found.documents) == 1
    assert "2 records are revisits" in found.notes[0].says
    assert [(f.code, f.says[:20]) for f in found.failures] == [("revisit", "1 revisits refer to ")]


def test_a_file_that_breaks_off_keeps_its_pages() -> None:
    data = INFO + record("response", http()) + record("response", http(), number=3)[:300]
    found = read_all(data, "x")
    assert len(found.documents) >= 1
    packed = (
        gzip.compress(INFO)
        + gzip.compress(record("response", http()))
        + gzip.compress(record("response", http(), number=3))[:200]
    )
    found = read_all(packed, "x")
    assert len(found.documents) >= 1
    assert "damaged" in [f.code for f in found.failures]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (INFO, "empty"),
        (b"WARC/1.0\r\nnonsense", "empty"),
        (INFO + record("response", http(b"<html><script>1</script>")), "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code in (code, "damaged")


WHOLE = (
    INFO
    + record("response", http())
    + record("response", http(gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n"), number=2)
)


@settings(max_examples=100, deadline=None)
@given(st.integers(5, len(WHOLE)), st.binary(min_size=1, max_size=10), st.integers(0, len(WHOLE)))
def test_damage_anywhere_is_an_intake_error(at: int, noise: bytes, cut: int) -> None:
    data = bytearray(WHOLE)
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data[: max(cut, 40)]), "x")
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)
