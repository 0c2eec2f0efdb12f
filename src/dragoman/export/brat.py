"""brat standoff: NAME.txt and NAME.ann for each report, and one annotation.conf for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.export.items import file_stem, marks
from dragoman.record import Record

_LABELS = {
    "mention": "Mention",
    "time": "Timex3",
    "content": "Content",
    "source": "Source",
    "addressee": "Addressee",
    "target": "Target",
    "cue": "Cue",
    "hedge": "Hedge",
    "issue": "Issue",
    "meeting": "Meeting",
    "outcome": "Outcome",
    "topic": "Topic",
    "topic-excluded": "TopicExcluded",
}
_CONF = """[entities]
{entities}

[relations]

[events]
Attribution:Cue, Source-Arg?:Source, Content-Arg*:Content, Addressee-Arg?:Addressee, Target-Arg?:Target

[attributes]
"""


def files(records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    """The folder's files. A statement is an event with the cue as trigger, as in PolNeAR."""
    yield "annotation.conf", _CONF.format(entities="\n".join(_LABELS.values())).encode()
    for record in records:
        stem = file_stem(record)
        yield f"{stem}.txt", record.document.text.encode("utf-8", "replace")
        yield f"{stem}.ann", _ann(record).encode("utf-8", "replace")


def _ann(record: Record) -> str:
    text = record.document.text
    lines: list[str] = []
    number: dict[str, int] = {}
    for item in marks(record):
        pieces = [piece for span in item.spans for piece in _pieces(text, *span)]
        if not pieces:
            continue
        n = number[item.id] = len(number) + 1
        spans = ";".join(f"{a} {b}" for a, b in pieces)
        lines.append(f"T{n}\t{_LABELS[item.kind]} {spans}\t{' '.join(text[a:b] for a, b in pieces)}")
        if item.remark:
            lines.append(f"#{n}\tAnnotatorNotes T{n}\t{' '.join(item.remark.split())}")
    events = 0
    for statement in record.statements:
        cue = number.get(f"{statement.id}.cue")
        if cue is None:
            continue
        events += 1
        roles = [f"Attribution:T{cue}", f"Content-Arg:T{number[f'{statement.id}.content']}"]
        for part in ("source", "addressee", "target"):
            if f"{statement.id}.{part}" in number:
                roles.append(f"{part.capitalize()}-Arg:T{number[f'{statement.id}.{part}']}")
        lines.append(f"E{events}\t{' '.join(roles)}")
    return "".join(f"{line}\n" for line in lines)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without its line breaks, which brat's one-line entries cannot hold."""
    at = start
    for i in range(start, end + 1):
        if i == end or text[i] in "\r\n":
            if text[at:i].strip():
                yield at, i
            at = i + 1
