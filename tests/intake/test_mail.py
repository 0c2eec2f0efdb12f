"""Mail messages, mailboxes and Outlook's own files."""

from __future__ import annotations

import email.message
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import exported
import made
import ole
from checks import assert_sound, kinds

from dragoman.intake import IntakeError, read_all, read_bytes
from dragoman.intake.msg import _PREBUFFER, unpacked

BODY = "\n\n".join(made.PARAGRAPHS)
PAGE = "<html><body><h1>Talks in Lomé</h1>" + "".join(f"<p>{p} {p}</p>" for p in made.PARAGRAPHS) + "</body></html>"


def letter(
    plain: str | None = BODY,
    page: str | None = None,
    attached: dict[str, tuple[str, bytes]] | None = None,
    **fields: str,
) -> bytes:
    message = email.message.EmailMessage()
    head = {"From": "AFP Lomé <desk@afp.example>", "To": "desk@ledger.example", "Subject": "Talks in Lomé: “no text”",
            "Date": "Fri, 05 Jun 2009 00:30:00 +0200", "Message-ID": "<1@afp.example>", **fields}  # fmt: skip
    for name, value in head.items():
        if value:
            message[name] = value
    if plain is not None:
        message.set_content(plain)
    if page is not None:
        message.add_alternative(page, subtype="html") if plain is not None else message.set_content(
            page, subtype="html"
        )
    for name, (kind, data) in (attached or {}).items():
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_head_and_body() -> None:
    (document,) = read_bytes(letter(BODY + "\n\n-- \nThe desk\n"), "x.eml")
    assert (document.format, document.title, document.byline) == ("eml", "Talks in Lomé: “no text”", "AFP Lomé")
    found = kinds(document)
    assert found["body"].strip() == BODY
    assert found["title"].strip() == document.title
    assert found["boilerplate"] == "-- \nThe desk\n"
    (witness,) = document.witnesses
    assert (witness.kind, witness.name, witness.value) == ("header-field", "Date", "2009-06-05")
    assert document.text[witness.start : witness.end] == "Date: Fri, 05 Jun 2009 00:30:00 +0200"
    assert_sound(document)


def test_a_page_beside_a_trivial_text_is_the_letter() -> None:
    (document,) = read_bytes(letter("See the HTML part.", PAGE), "x.eml")
    assert "nine hours" in kinds(document)["body"]
    assert "See the HTML" not in document.text
    assert document.title == "Talks in Lomé: “no text”"
    assert_sound(document)
    (document,) = read_bytes(letter(None, PAGE), "x.eml")
    assert "nine hours" in document.text


def test_attachments_are_files_of_their_own() -> None:
    attached = {
        "readout.docx": ("application/octet-stream", made.docx()),
        "logo.png": ("image/png", b"\x89PNG" + b"x" * 90),
        "bad.pdf": ("application/pdf", b"%PDF-1.4 x"),
    }
    found = read_all(letter(attached=attached), "x.eml")
    assert [(d.source, d.format) for d in found.documents] == [("x.eml", "eml"), ("x.eml/readout.docx", "docx")]
    assert [(f.source, f.code) for f in found.failures] == [("x.eml/bad.pdf", "damaged")]


def test_a_message_inside_a_message() -> None:
    outer = email.message.EmailMessage()
    outer["From"], outer["Subject"], outer["Date"], outer["To"] = (
        "a@b.example",
        "Fwd",
        "Sat, 06 Jun 2009 10:00:00 +0000",
        "c@d.example",
    )
    outer.set_content("See below.")
    outer.add_attachment(email.message_from_bytes(letter(), policy=email.policy.default))
    found = read_all(outer.as_bytes(), "x.eml")
    assert [d.title for d in found.documents] == ["Fwd", "Talks in Lomé: “no text”"]


def test_a_mailed_export_is_divided() -> None:
    found = read_all(letter(exported.nexis_old(3)), "x.eml")
    assert [d.format for d in found.documents] == ["nexis (eml)"] * 3


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            b"From: a@b.example\nMessage-ID: <1>\nContent-Type: text/plain; charset=koi8-r\n\n"
            + "Переговоры в Ломе кончились.".encode("koi8-r"),
            "Переговоры",
        ),
        (
            b"From: a@b.example\nMessage-ID: <1>\nContent-Type: text/plain; format=flowed\n\nThe talks \nwent on.\n",
            "The talks went on.",
        ),
        (
            b"From: a@b.example\nMessage-ID: <1>\nContent-Transfer-Encoding: base64\nContent-Type: text/plain\n\nVGhlIHRhbGtzIHdlbnQgb24u\n",
            "The talks went on.",
        ),
        (
            b"From: a@b.example\r\nMessage-ID: <1>\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nThe talks went on.\r\n",
            "The talks went on.",
        ),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert text in read_bytes(data, "x")[0].text


@pytest.mark.parametrize(
    "data",
    [b"Date: 3 March\n\nThe ministers met in Oslo on Monday.", b"Subject: talks\nFrom: Oslo\n\nThe ministers met."],
)
def test_texts_with_a_few_fields_are_no_mail(data: bytes) -> None:
    assert read_bytes(data, "x")[0].format == "text"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"From: a@b.example\nMessage-ID: <1>\n\n", "empty"),
        (b"From: a@b.example\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(400)), "nested"),
        (b"From: a@b.example\nMessage-ID: <1>\nContent-Type: image/png\n\nxyz", "empty"),
    ],
)  # fmt: skip
def test_broken_messages_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


def test_a_mailbox_gives_its_messages_and_names_bad_ones() -> None:
    messages = [
        letter(Subject="One"),
        b"From: x@y.example\nMessage-ID: <2>\n\n",
        letter("A line.\n\n>From here on.\n\nFrom the talks nothing.", Subject="Three"),
    ]
    box = b"".join(b"From desk@afp.example Fri Jun  5 00:30:00 2009\n" + m.rstrip(b"\n") + b"\n\n" for m in messages)
    found = read_all(box, "x.mbox")
    assert [(d.title, d.part, d.source) for d in found.documents] == [
        ("One", 1, "x.mbox, message 1"),
        ("Three", 3, "x.mbox, message 3"),
    ]
    assert [(f.source, f.code) for f in found.failures] == [("x.mbox, message 2", "empty")]
    assert "\nFrom here on." in found.documents[1].text
    assert "\nFrom the talks nothing." in found.documents[1].text


FROM = b"From desk@afp.example Fri Jun  5 00:30:00 2009\n"


@pytest.mark.parametrize(
    ("box", "titles"),
    [
        (FROM + letter(Subject="One"), ["One"]),
        ((FROM + letter(Subject="One") + b"\n" + FROM + letter(Subject="Two")).replace(b"\n", b"\r\n"), ["One", "Two"]),
        (FROM + letter(None, PAGE, Subject="Page") + b"\n" + FROM + letter(Subject="Two"), ["Page", "Two"]),
        (FROM.replace(b"desk@afp.example", b"-").replace(b"2009", b"+0200 2009") + letter(Subject="One"), ["One"]),
        (
            FROM
            + letter(
                Subject="One",
                attached={"a.txt": ("text/plain", b"The talks in Lom went on all night, said a minister.")},
            ),
            ["One", None],
        ),
    ],
)
def test_mailboxes_of_many_makes(box: bytes, titles: list[str | None]) -> None:
    found = read_all(box, "x")
    assert found.format == "mbox"
    assert [d.title for d in found.documents] == titles


def ticks(day: str) -> int:
    from datetime import UTC, datetime

    return (
        int((datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds())
        * 10_000_000
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_an_outlook_message(narrow: bool) -> None:
    data = ole.message(subject="Talks in Lomé", body=BODY.replace("\n", "\r\n"), sender="AFP Lomé", sent=ticks("2009-06-05T10:00"),
                       attachments={"readout.odt": made.odt(), "logo.png": b"\x89PNG" + b"x" * 5_000}, narrow=narrow)  # fmt: skip
    found = read_all(data, "x.msg")
    assert [(d.source, d.format) for d in found.documents] == [("x.msg", "msg"), ("x.msg/readout.odt", "odt")]
    document = found.documents[0]
    assert (document.title, document.byline) == ("Talks in Lomé", "AFP Lomé")
    assert [(w.kind, w.value) for w in document.witnesses] == [("header-field", "2009-06-05")]
    assert kinds(document)["body"].strip() == BODY
    assert_sound(document)


def test_an_outlook_message_in_html_and_one_in_compressed_rtf() -> None:
    (document,) = read_bytes(ole.message(subject="S", html=PAGE.encode("cp1252")), "x.msg")
    assert "Lomé" in document.text
    text = made.rtf()
    stored = struct.pack("<IIII", len(text) + 12, len(text), 0x414C454D, 0) + text
    (document,) = read_bytes(ole.message(subject="S", packed=stored), "x.msg")
    assert "nine hours" in document.text


def test_compressed_rtf_by_the_specification() -> None:
    assert len(_PREBUFFER) == 207
    # the example of [MS-OXRTFCP] 4.1.1
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ole.message(subject="Only a subject"), "empty"),
        (ole.message(subject="S", body=BODY)[:900] + "__properties_version1.0".encode("utf-16-le"), "damaged"),
        (ole.container({"WordDocument": b"x" * 5_000}), "format"),
        (ole.message(packed=b"123"), "damaged"),
    ],
)
def test_broken_outlook_messages_say_why(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code


def test_a_stream_that_claims_more_than_the_file_holds_is_refused_at_once() -> None:
    data = bytearray(ole.message(subject="S", body=BODY))
    at = data.index("__substg1.0_1000001F".encode("utf-16-le"))
    data[at + 120 : at + 124] = struct.pack("<I", 0x7FFFFFF0)
    with pytest.raises(IntakeError, match="claims more bytes"):
        read_bytes(bytes(data), "x")


LINES = ["From: a@b.example", "Message-ID: <1>", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x", "Content-Type: text/plain; charset=utf-16",
         "Content-Type: text/html", "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Subject: =?utf-8?B?4oCc?= =?x?Q?=FF?=",
         "Date: Fri, 99 Jun 2009", "", "--x", "--x--", "Words =E2=80=9C here.", "<p>Words</p>", "Content-Disposition: attachment; filename*=utf-8''a%2Fb", "  continued", "From x Fri Jun  5 00:30:00 2009"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=30), st.sampled_from(["\n", "\r\n"]), st.booleans()
)
def test_any_lines_are_read_or_refused(lines: list[str], end: str, box: bool) -> None:
    start = ["From x Fri Jun  5 00:30:00 2009"] if box else []
    try:
        found = read_all(
            end.join([*start, "From: a@b.example", "Message-ID: <1>", *lines]).encode("utf-8", "replace"), "x"
        )
    except IntakeError:
        return
    for document in found.documents:
        assert_sound(document)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 6_000), st.binary(min_size=1, max_size=16))
def test_damage_anywhere_in_an_outlook_message_is_an_intake_error(at: int, noise: bytes) -> None:
    data = bytearray(
        ole.message(
            subject="Talks",
            body=BODY,
            sender="AFP",
            sent=ticks("2009-06-05T10:00"),
            attachments={"a.txt": b"The talks went on."},
        )
    )
    data[at : at + len(noise)] = noise
    try:
        found = read_all(bytes(data), "x")
    except IntakeError as error:
        assert str(error)
        return
    for document in found.documents:
        assert_sound(document)
