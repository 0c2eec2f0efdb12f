"""``dragoman explain``: why a record holds a value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import ActorsFile, IssuesFile, Model, Published, make_reader
from dragoman.cli.sources import STDIN, Source, documents

if TYPE_CHECKING:
    from dragoman.record import Record

NAME = "explain"


def command(
    file: Annotated[Path, typer.Argument(help="A report, or a record that dragoman wrote as JSON.")],
    item: Annotated[
        str,
        typer.Argument(help="published, or an id: e1 (entity), t0 (time), s1 (statement), i1, m1 (meeting), p0, v0."),
    ],
    published: Published = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Show one item of a record with its words, and the rules behind it.

    Items are named by id; times, positions, events and warnings by their place in the list: t0, p0, v0, w0.
    """
    from dragoman.intake import IntakeError

    if file != STDIN and not file.exists():
        raise typer.BadParameter(f"{file} does not exist")
    try:
        record = _record(file, published, model, actors, issues)
    except IntakeError as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(1) from error
    found = _find(record, item)
    if found is None:
        typer.echo(f"there is no {item} in this record; it has {_inventory(record)}", err=True)
        raise typer.Exit(1)
    _show(record, item, found)


def _record(file: Path, published: str | None, model: str | None, actors: Path | None, issues: Path | None) -> Record:
    import msgspec

    from dragoman.record import Record

    if file != STDIN:
        head = b""
        if file.is_file():
            with file.open("rb") as stream:
                head = stream.read(200).lstrip()
        if head.startswith(b"{"):
            try:
                return Record.from_json(file.read_bytes())
            except msgspec.MsgspecError as error:
                raise typer.BadParameter(f"{file} is no record of this version ({error})") from error
    reader = make_reader(published, model, actors, issues)
    return reader.read(next(iter(documents(Source(file, file.stem)))))


def _lists(record: Record) -> dict[str, tuple[Any, ...]]:
    return {
        "e": record.entities,
        "t": record.times,
        "s": record.statements,
        "i": record.issues,
        "m": record.meetings,
        "p": record.positions,
        "v": record.events,
        "w": record.warnings,
    }


def _find(record: Record, item: str) -> Any:
    if item == "published":
        return record.published
    for prefix, values in _lists(record).items():
        if item.startswith(prefix) and item[1:].isdigit():
            for value in values:
                if getattr(value, "id", None) == item:
                    return value
            if not (values and hasattr(values[0], "id")) and int(item[1:]) < len(values):
                return values[int(item[1:])]
    return None


def _inventory(record: Record) -> str:
    parts = ["published"]
    for prefix, values in _lists(record).items():
        if values:
            ids = [getattr(v, "id", f"{prefix}{n}") for n, v in enumerate(values)]
            parts.append(f"{ids[0]}–{ids[-1]}" if len(ids) > 1 else ids[0])
    return ", ".join(parts)


def _show(record: Record, item: str, found: Any) -> None:
    import msgspec
    from rich.console import Console

    from dragoman.export.sentences import sentence_span
    from dragoman.reading.rulebook import rulebook

    console = Console(highlight=False, soft_wrap=True)
    data = msgspec.to_builtins(found)
    console.print(item, style="bold")
    for key, value in data.items():
        if value not in (None, [], {}, "", ()):
            console.print(f"  {key}: {_short(value)}", markup=False)
    spans = sorted(set(_spans(data)))[:12]
    if spans:
        console.print("words", style="bold")
        shown = []
        for start, end in spans:
            sentence = sentence_span(record, start, end)
            if sentence not in shown:
                shown.append(sentence)
                words = " ".join(record.document.text[slice(*sentence)].split())
                console.print(f"  {start}–{end}: {words}", markup=False)
    entries = {entry.id: entry for entry in rulebook()}
    console.print("rules", style="bold")
    for rule_id in sorted(set(_rules(data))):
        entry = entries.get(rule_id)
        console.print(f"  {rule_id}", style="cyan")
        if entry:
            console.print(f"    {entry.says}\n    src/{entry.file}:{entry.line}", markup=False)


def _short(value: Any) -> str:
    text = (
        str(value) if not isinstance(value, dict) else ", ".join(f"{k}={v}" for k, v in value.items() if v is not None)
    )
    return text if len(text) <= 300 else text[:297] + "…"


def _walk(value: Any) -> list[dict[str, Any]]:
    found, stack = [], [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            found.append(node)
            stack.extend(node.values())
        elif isinstance(node, list | tuple):
            stack.extend(node)
    return found


def _spans(value: Any) -> list[tuple[int, int]]:
    return [
        (n["start"], n["end"])
        for n in _walk(value)
        if isinstance(n.get("start"), int) and isinstance(n.get("end"), int)
    ]


def _rules(value: Any) -> list[str]:
    found: list[str] = []
    for node in _walk(value):
        if isinstance(node.get("rule"), str):
            found.append(node["rule"])
        found.extend(r for r in node.get("rules") or () if isinstance(r, str))
    return found
