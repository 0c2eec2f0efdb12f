"""``dragoman inspect``: what files are, and what would be read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import Columns
from dragoman.cli.projects import Format, Shape, print_json, print_rows
from dragoman.cli.sources import STDIN, Source, sources

if TYPE_CHECKING:
    from dragoman.record import Block, Document

NAME = "inspect"

_REPORT = ("title", "dateline", "body")
"""Blocks that are read as the report; the others are what stands around it."""
_COLUMNS = {
    "part": "no.",
    "title": "title",
    "outlet": "outlet",
    "dates": "dates stated",
    "words": "words",
    "cut": "cut",
    "warnings": "doubts",
}


def command(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files, folders of files, or - for standard input.")
    ],
    format: Shape = Format.table,
    columns: Columns = None,
    cut: Annotated[bool, typer.Option("--cut", help="Also show the words that would be cut, kind by kind.")] = False,
) -> None:
    """Say what files are, how many reports each holds, their titles and dates, and what would be cut.

    Nothing is parsed: a file of thousands is looked through in seconds. The number of reports is compared with the
    number that the file states.
    """
    listed = sources(inputs)
    if not listed:
        raise typer.BadParameter("there is no file in the folders given")
    looked = (_looked(source, columns or {}, cut) for source in listed)
    failed = False
    if format is Format.json:
        everything = list(looked)
        failed = any(file["failures"] for file in everything)
        print_json(everything[0] if len(everything) == 1 else everything)
    elif format is Format.csv:
        everything = list(looked)
        failed = any(file["failures"] for file in everything)
        rows = [{"source": file["source"], "kind": file["kind"], **row} for file in everything for row in _rows(file)]
        print_rows(rows, {"source": "file", "kind": "kind", **_COLUMNS}, format)
        _complain(everything)
    else:
        for file in looked:
            failed = failed or bool(file["failures"])
            _show(file, cut)
    if failed:
        raise typer.Exit(1)


def _looked(source: Source, columns: Mapping[str, str], cut: bool) -> dict[str, Any]:
    """What is known of one file without parsing its language."""
    from dragoman.intake import Count, Failure, IntakeError, Note
    from dragoman.record import Document

    file: dict[str, Any] = {"source": str(source.path), "kind": None, "says": None, "encoding": None, "stated": None,
                            "found": 0, "reports": [], "failures": [], "notes": []}  # fmt: skip
    try:
        file["kind"], file["says"], items = _opened(source, columns)
        for item in items:
            if isinstance(item, Document):
                file["found"] += 1
                file["encoding"] = file["encoding"] or item.encoding
                file["reports"].append(_report(item, cut))
            elif isinstance(item, Failure):
                file["failures"].append({"where": item.source, "code": item.code, "says": item.says})
            elif isinstance(item, Note):
                file["notes"].append({"where": item.source, "says": item.says})
            elif isinstance(item, Count):
                file["stated"] = (file["stated"] or 0) + item.stated
    except IntakeError as error:
        file["failures"].append({"where": str(source.path), "code": error.code, "says": str(error)})
    return file


def _opened(source: Source, columns: Mapping[str, str]) -> tuple[str, str, Iterator[Any]]:
    import sys

    from dragoman.intake import opened, opened_bytes

    if source.path == STDIN:
        kind, items = opened_bytes(sys.stdin.buffer.read(), "stdin", columns)
    else:
        kind, items = opened(source.path, columns)
    return kind.name, kind.says, items


def _report(document: Document, cut: bool) -> dict[str, Any]:
    from dragoman.reading.draft import Draft
    from dragoman.reading.page.stage import read_page

    draft = read_page(Draft(document=document))
    kinds = _sizes(document.text, draft.blocks)
    kept = sum(size for kind, size in kinds.items() if kind in _REPORT)
    total = sum(kinds.values())
    report: dict[str, Any] = {
        "part": document.part,
        "source": document.source,
        "format": document.format,
        "title": draft.title,
        "outlet": draft.outlet,
        "agency": draft.agency,
        "byline": draft.byline,
        "section": draft.section,
        "language": draft.language,
        "dateline": draft.dateline.text if draft.dateline else None,
        "dates": [{"kind": w.kind, "name": w.name, "value": w.value, "words": w.text} for w in document.witnesses],
        "words": len(document.text.split()),
        "pages": len(document.pages) or None,
        "cut": round(1 - kept / total, 3) if total else 0.0,
        "kinds": kinds,
        "warnings": [w.says for w in draft.warnings],
    }
    if cut:
        report["cut_text"] = [
            {"kind": b.kind, "words": " ".join(document.text[b.start : b.end].split())}
            for b in draft.blocks
            if b.kind not in _REPORT and document.text[b.start : b.end].strip()
        ]
    return report


def _sizes(text: str, blocks: tuple[Block, ...]) -> dict[str, int]:
    """Letters, blanks left out, of each kind of block."""
    sizes: dict[str, int] = {}
    for block in blocks:
        letters = len("".join(text[block.start : block.end].split()))
        if letters:
            sizes[block.kind] = sizes.get(block.kind, 0) + letters
    return dict(sorted(sizes.items(), key=lambda pair: -pair[1]))


def _rows(file: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number, report in enumerate(file["reports"], 1):
        dates = [
            f"{'not after ' if d['kind'] == 'modified' else ''}{d['value']} ({d['name']})"
            for d in report["dates"]
            if d["kind"] != "htmldate"
        ]
        inner = report["source"].removeprefix(file["source"]).lstrip("/, ")
        rows.append(
            {
                "part": f"{inner} {report['part'] or ''}".strip() or str(report["part"] or number),
                "title": report["title"],
                "outlet": report["outlet"] or report["agency"],
                "dates": "; ".join(dict.fromkeys(dates)),
                "words": report["words"],
                "cut": f"{report['cut']:.0%}",
                "warnings": len(report["warnings"]) or None,
            }
        )
    return rows


def _show(file: Mapping[str, Any], cut: bool) -> None:
    formats = sorted({report["format"] for report in file["reports"]} - {file["kind"]})
    parts = [file["says"] or "not read"]
    if formats:
        parts.append(", ".join(formats))
    if file["encoding"]:
        parts.append(file["encoding"])
    count = f"{file['found']} report{'' if file['found'] == 1 else 's'}"
    if file["stated"] is not None:
        same = file["stated"] == file["found"]
        count += ", as the file states" if same else f", where the file states {file['stated']}"
    parts.append(count)
    typer.echo(f"{file['source']}: {'; '.join(parts)}")
    if file["reports"]:
        print_rows(_rows(file), _COLUMNS, Format.table)
    for report in file["reports"]:
        for says in report["warnings"]:
            typer.echo(f"  {report['part'] or ''} {says}".replace("   ", "  "))
        for piece in report.get("cut_text", ()) if cut else ():
            typer.echo(f"  {piece['kind']}: {piece['words'][:300]}")
    _complain([file])


def _complain(files: list[Mapping[str, Any]] | list[dict[str, Any]]) -> None:
    for file in files:
        for note in file["notes"]:
            typer.echo(f"{note['where']}: {note['says']}", err=True)
        for failure in file["failures"]:
            typer.echo(f"{failure['where']}: {failure['says']}", err=True)
