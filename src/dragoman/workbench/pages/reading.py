"""The reading room: the report with its marks, the record beside it."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project import Project
from dragoman.project.model import ProjectDocument
from dragoman.reading.rulebook import rulebook
from dragoman.record import Record
from dragoman.review import CHOICES, FIELDS, Item, Opinion, View, items, to_redo, to_undo
from dragoman.review import view as view_of
from dragoman.workbench import showing
from dragoman.workbench.answers import Table
from dragoman.workbench.shelf import entries, file_name, subject
from dragoman.workbench.web import bench, get, view

COLUMNS = (
    ("id", "Item"), ("kind", "Kind"), ("head", "Who or what"), ("words", "Says"), ("small", "How"), ("start", "Start"),
    ("end", "End"), ("verdict", "Your verdict"), ("changed", "Your values"),
)  # fmt: skip
FURNITURE = frozenset({"navigation", "page-date", "related", "boilerplate", "header-field", "caption", "byline"})


Shown = tuple[str, Item | None, Opinion | None]
"""An item's key, the program's item, the reviewer's opinion."""


class Opened:
    """A report opened by a reviewer: its record, its items, and what this reviewer holds of them."""

    def __init__(self, project: Project, id: int, who: str) -> None:
        found = project.documents([id])
        if not found:
            raise HTTPException(404, f"There is no report {id} in this project.")
        self.document: ProjectDocument = found[0]
        self.record: Record = project.record(id)
        self.items: tuple[Item, ...] = items(self.record)
        self.log = entries(project, subject(self.document))
        self.who = who
        self.view: View = view_of(self.record, self.log, who, self.items)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.record.document.text

    def find(self, key: str) -> tuple[Item | None, Opinion | None]:
        """An item by key, or one that the reviewer added or that has come loose."""
        item = next((i for i in self.items if i.key == key), None)
        return item, self.view.opinions.get(key)

    def context(self, chosen: str = "", says: str = "") -> dict[str, Any]:
        """What the templates of the record's column need."""
        groups = []
        for kind, title in showing.TITLES.items():
            mine: list[Shown] = [(i.key, i, self.view.of(i)) for i in self.items if i.kind == kind]
            mine += [(o.key, None, o) for o in self.view.added if o.kind == kind]
            if mine:
                groups.append((kind, title, sorted(mine, key=_place) if kind != "published" else mine))
        judged = sum(1 for i in self.items if (o := self.view.of(i)) is not None and o.verdict)
        return {
            "document": self.document,
            "record": self.record,
            "groups": groups,
            "view": self.view,
            "judged": judged,
            "total": len(self.items),
            "undo": to_undo(self.log, self.who),
            "redo": to_redo(self.log, self.who),
            "chosen": chosen,
            "says": says,
            **self.details(chosen),
        }

    def details(self, chosen: str) -> dict[str, Any]:
        """What the panel of one item needs; an empty panel for no item."""
        item, opinion = self.find(chosen) if chosen else (None, None)
        base = item or (opinion.judged if opinion else None)
        if base is None:
            return {"detail": None}
        named = {entry.id: entry for entry in rulebook()}
        entities = sorted({str(i.fields.get("name")) for i in self.items if i.kind == "entity"})
        return {
            "detail": {
                "key": chosen,
                "item": item,
                "opinion": opinion,
                "kind": base.kind,
                "fields": [
                    {
                        "name": name,
                        "type": kind,
                        "program": item.fields.get(name) if item else None,
                        "mine": opinion.fields.get(name) if opinion else None,
                        "changed": bool(opinion and name in opinion.fields and item is not None),
                        "value": (opinion.values() if opinion else base.fields).get(name),
                        "choices": CHOICES.get((base.kind, name), ()),
                    }
                    for name, kind in FIELDS[base.kind].items()
                ],
                "others": [(n, v) for n, v in base.fields.items() if n not in FIELDS[base.kind]],
                "rules": [named.get(rule) or rule for rule in base.rules],
                "evidence": self._evidence() if base.kind == "published" else [],
                "entities": entities,
                "reason": self._reason(item),
                "text": self.text,
            }
        }

    def _evidence(self) -> list[tuple[str, str, str]]:
        published = self.record.published
        found = [("for", e.says, e.rule) for e in published.evidence]
        return found + [(f"not {r.value}", r.says, r.rule) for r in published.rejected]

    def _reason(self, item: Item | None) -> str | None:
        """Why the program does not know a value, where it says so."""
        if item is None:
            return None
        if item.kind == "published":
            return self.record.published.reason
        if item.kind == "time":
            return self.record.times[int(item.id[1:])].reason
        if item.kind == "entity":
            return next((e.says for e in self.record.entities if e.id == item.id), None)
        if item.kind == "meeting":
            return next((m.when.reason for m in self.record.meetings if m.id == item.id and m.when), None)
        return None


def room(request: Request) -> Response:
    """The report and its record. The same items come as JSON and CSV."""
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
        order = [d.id for d in project.documents()]
    if request.state.ending == "json":
        return Response(opened.record.to_json(indent=1), media_type="application/json")
    at = order.index(opened.document.id)
    table = Table(name=f"report-{opened.document.id}", columns=COLUMNS, rows=_rows(opened))
    return here.pages.answer(
        request,
        "room.html",
        table,
        blocks=_blocks(opened.record),
        file=file_name(opened.document.source),
        doubts=_doubts(opened.record),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        **opened.context(request.query_params.get("item", "")),
    )


def panel(request: Request) -> Response:
    """The panel of one item."""
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
    key = request.query_params.get("item", "")
    if opened.find(key) == (None, None):
        raise HTTPException(404, "This report has no such item.")
    return here.pages.render(request, "_detail.html", document=opened.document, **opened.details(key))


def _blocks(record: Record) -> list[dict[str, Any]]:
    """The stretches of the text, each to be one element with one text node, so that offsets stay simple for scripts."""
    out = []
    for block in record.document.blocks:
        words = record.document.text[block.start : block.end].rstrip()
        if words:
            out.append({"kind": block.kind, "start": block.start, "words": words, "furniture": block.kind in FURNITURE})
    return out


def _doubts(record: Record) -> list[str]:
    published = record.published
    reason = [published.reason] if published.reason and published.status != "known" else []
    return list(dict.fromkeys([*reason, *(w.says for w in record.warnings)]))


def _rows(opened: Opened) -> list[dict[str, Any]]:
    rows = []
    listed: list[Shown] = [(i.key, i, opened.view.of(i)) for i in opened.items]
    listed += [(o.key, None, o) for o in (*opened.view.added, *opened.view.loose)]
    for key, item, opinion in listed:
        shown = showing.item_line(item, opinion)
        spans = item.spans if item else opinion.spans if opinion else ()
        rows.append(
            {
                "id": item.id if item else key,
                "kind": item.kind if item else opinion.kind if opinion else "",
                "head": shown.head,
                "words": shown.words,
                "small": shown.small,
                "start": spans[0][0] if spans else None,
                "end": spans[0][1] if spans else None,
                "verdict": opinion.verdict if opinion else None,
                "changed": ", ".join(sorted(opinion.fields)) if opinion else None,
            }
        )
    return rows


def _place(entry: Shown) -> tuple[int, int]:
    _, item, opinion = entry
    spans = item.spans if item else opinion.spans if opinion else ()
    return spans[0] if spans else (0, 0)


ROUTES: list[BaseRoute] = [*view("/reports/{id:int}", room), get("/reports/{id:int}/item", panel)]
