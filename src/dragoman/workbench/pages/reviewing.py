"""Review: each judgement becomes an entry of the log; the answer is the record's column as it stands then."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.project import Project
from dragoman.review import CHOICES, FIELDS, KINDS, Entry, Item, added_key, to_redo, to_undo
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.reading import Opened
from dragoman.workbench.shelf import snapshot, subject
from dragoman.workbench.web import bench, field, get, number, post, view

LONGEST = 2_000
MOST_SPANS = 50
_LOG_COLUMNS = (
    ("id", "No."), ("at", "When"), ("who", "Who"), ("action", "What"), ("item", "Item"), ("words", "Words"),
    ("field", "Field"), ("before", "Before"), ("after", "After"), ("why", "Why"),
)  # fmt: skip


def review(request: Request, form: FormData) -> Response:
    """Accept, reject, change, note, add or split."""
    action = field(form, "action", 20)
    why = field(form, "why", LONGEST).strip() or None
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
        if action == "add":
            chosen = _add(project, opened, form, why)
        elif action == "split":
            chosen = _split(project, opened, form, why)
        else:
            chosen = _judge(project, opened, form, action, why)
        return _column(request, project, chosen)


def _judge(project: Project, opened: Opened, form: FormData, action: str, why: str | None) -> str:
    key = field(form, "item", 200)
    item, opinion = opened.find(key)
    base = item or (opinion.judged if opinion else None)
    if base is None:
        raise HTTPException(404, "This report has no such item.")
    before = snapshot(item) or (opinion.entries[-1].before if opinion and opinion.entries else None)
    if opinion is not None and opinion.fields and before is not None:
        before = {**before, "held": opinion.fields}
    after: dict[str, Any] = {"item": key}
    if action == "change":
        name = field(form, "field", 40)
        after |= {"field": name, "value": _value(opened, base, name, field(form, "value"))}
    elif action not in ("accept", "reject", "note"):
        raise HTTPException(400, "There is no such action.")
    if action == "note" and not why:
        raise HTTPException(400, "A note needs words.")
    project.log(opened.who, action, subject(opened.document), before=before, after=after, why=why)
    return key


def _add(project: Project, opened: Opened, form: FormData, why: str | None) -> str:
    kind = field(form, "kind", 20)
    if kind not in KINDS or kind == "published":
        raise HTTPException(400, "There is no such kind of item.")
    spans = _spans(opened, _json(field(form, "spans")))
    given = _json(field(form, "fields"))
    if not isinstance(given, dict):
        raise HTTPException(400, "The fields cannot be read.")
    fields = {name: _checked(opened, kind, name, value) for name, value in given.items()}
    own = next((n for n in ("content", "evidence", "mentions", "span") if n in FIELDS[kind]), None)
    if own is not None:
        fields[own] = [list(s) for s in spans] if own != "span" else list(spans[0])
    return _log_added(project, opened, kind, spans, {k: v for k, v in fields.items() if v not in (None, "", [])}, why)


def _split(project: Project, opened: Opened, form: FormData, why: str | None) -> str:
    """Give mentions of an entity to an entity of their own: one change and one addition."""
    item, opinion = opened.find(field(form, "item", 200))
    if item is None or item.kind != "entity":
        raise HTTPException(400, "Only an entity can be split.")
    spans = _spans(opened, _json(field(form, "spans")))
    held = (opinion.values() if opinion else item.fields).get("mentions") or []
    off = [m for m in held if any(m[0] < e and s < m[1] for s, e in spans)]
    if not off or len(off) == len(held):
        raise HTTPException(400, "Select some, not all, of this entity's mentions.")
    after = {"item": item.key, "field": "mentions", "value": [m for m in held if m not in off]}
    project.log(opened.who, "change", subject(opened.document), before=snapshot(item), after=after, why=why)
    apart = tuple((m[0], m[1]) for m in off)
    fields = {"name": opened.text[apart[0][0] : apart[0][1]], "kind": item.fields["kind"], "mentions": off}
    return _log_added(project, opened, "entity", apart, fields, why or f"split from {item.fields.get('name')}")


def _log_added(
    project: Project,
    opened: Opened,
    kind: str,
    spans: tuple[tuple[int, int], ...],
    fields: dict[str, Any],
    why: str | None,
) -> str:
    key = added_key(kind, spans, len(opened.log) + 1)
    after = {
        "item": key,
        "kind": kind,
        "fields": fields,
        "spans": [list(s) for s in spans],
        "words": [opened.text[s:e] for s, e in spans],
    }
    project.log(opened.who, "add", subject(opened.document), after=after, why=why)
    return key


def undo(request: Request, form: FormData) -> Response:
    """Take back one's own last entry; the entry stays in the log, and so does the taking back."""
    return _turn(request, form, "undo")


def redo(request: Request, form: FormData) -> Response:
    """Bring back what was undone last."""
    return _turn(request, form, "redo")


def _turn(request: Request, form: FormData, action: str) -> Response:
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
        entry = (to_undo if action == "undo" else to_redo)(opened.log, opened.who)
        if entry is None:
            raise HTTPException(400, f"There is nothing to {action}.")
        project.log(opened.who, action, subject(opened.document), after={"entry": entry.id})
        about = entry.after.get("item") if isinstance(entry.after, dict) else None
        return _column(request, project, about or field(form, "shown", 200))


def finish(request: Request, form: FormData) -> Response:
    """Say that one is done with a report: from then on it may be compared."""
    return _mark(request, form, "finish")


def reopen(request: Request, form: FormData) -> Response:
    """Go on with a report that one had finished."""
    return _mark(request, form, "reopen")


def _mark(request: Request, form: FormData, action: str) -> Response:
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
        project.log(opened.who, action, subject(opened.document), after={})
        return _column(request, project, field(form, "shown", 200))


def new_piece(request: Request) -> Response:
    """The form for an item that was missed."""
    here = bench(request)
    kind = request.query_params.get("kind", "statement")
    if kind not in KINDS or kind == "published":
        raise HTTPException(400, "There is no such kind of item.")
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
    span = [number(request.query_params.get(n, ""), n) for n in ("start", "end")]
    spans = _spans(opened, [span])
    own = ("content", "evidence", "mentions", "span", "cue", "same_as")
    fields = [(n, t, CHOICES.get((kind, n), ())) for n, t in FIELDS[kind].items() if n not in own]
    entities = sorted({str(i.fields.get("name")) for i in opened.items if i.kind == "entity"})
    return here.pages.render(
        request, "_new.html", kind=kind, kinds=[k for k in KINDS if k != "published"], fields=fields, spans=spans,
        words=opened.text[spans[0][0] : spans[0][1]], entities=entities,
    )  # fmt: skip


def log_page(request: Request) -> Response:
    """The log of one report: one's own entries, and all once one has finished."""
    here = bench(request)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], request.state.session.who)
    blind = not opened.view.finished
    rows = []
    for entry in entries_shown(opened, blind):
        after = entry.after if isinstance(entry.after, dict) else {}
        before = entry.before if isinstance(entry.before, dict) else {}
        name = after.get("field")
        old = (before.get("held") or {}).get(name, (before.get("item") or {}).get("fields", {}).get(name))
        rows.append(
            {
                "id": entry.id,
                "at": entry.at,
                "who": entry.who,
                "action": entry.action,
                "item": after.get("item") or (f"entry {after['entry']}" if "entry" in after else None),
                "words": _words(entry),
                "field": name,
                "before": _plain(old),
                "after": _plain(after.get("value") if name else after.get("fields")),
                "why": entry.why,
            }
        )
    table = Table(name=f"log-{opened.document.id}", columns=_LOG_COLUMNS, rows=rows)
    return here.pages.answer(request, "log.html", table, document=opened.document, blind=blind)


def entries_shown(opened: Opened, blind: bool) -> list[Entry]:
    """The entries that a reviewer may see: while they work, their own."""
    return [e for e in opened.log if not blind or e.who == opened.who]


def _words(entry: Entry) -> str | None:
    """What an entry is about, in words: the kind of item and the beginning of its own words."""
    before, after = (x if isinstance(x, dict) else {} for x in (entry.before, entry.after))
    item = before.get("item") or (after if entry.action == "add" else {})
    words = item.get("words") or []
    kind = item.get("kind")
    return f"{kind}: {' '.join(str(words[0]).split())[:90]}" if kind and words else kind


def _column(request: Request, project: Project, chosen: str) -> Response:
    opened = Opened(project, request.path_params["id"], request.state.session.who)
    return bench(request).pages.render(request, "_record.html", **opened.context(chosen))


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _json(data: str) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise HTTPException(400, "The value cannot be read.") from error


def _value(opened: Opened, base: Item, name: str, data: str) -> Any:
    return _checked(opened, base.kind, name, _json(data))


def _checked(opened: Opened, kind: str, name: str, value: Any) -> Any:
    """A field's new value, if it is one that the field may have. Raises a 400 that says what is wrong."""
    type_ = FIELDS[kind].get(name)  # type: ignore[index]
    if type_ is None:
        raise HTTPException(400, f"A {kind} has no field {name!r} that can be mended.")
    if value is None or value == "":
        return None
    if type_ == "flag" and isinstance(value, bool):
        return value
    if type_ == "choice" and value in CHOICES[kind, name]:
        return value
    if type_ == "span":
        return list(_spans(opened, [value])[0])
    if type_ == "spans":
        return [list(s) for s in _spans(opened, value)]
    if type_ == "names" and isinstance(value, list) and len(value) <= 100:
        if all(isinstance(v, str) and v.strip() and len(v) <= 300 for v in value):
            return [" ".join(v.split()) for v in value]
    elif type_ in ("text", "name", "date", "country") and isinstance(value, str) and len(value) <= LONGEST:
        words = " ".join(value.split())
        if type_ == "country" and not (len(words) == 3 and words.isascii() and words.isalpha() and words.isupper()):
            raise HTTPException(400, "A country is written as three capitals, as in ISO 3166.")
        if type_ == "date" and not _is_edtf(words):
            raise HTTPException(400, "A date is written in EDTF: 2024-05-28, 2024-05, 2024, or 2024-05-01/2024-05-09.")
        return words or None
    raise HTTPException(400, f"{name} cannot have this value.")


def _is_edtf(words: str) -> bool:
    return 4 <= len(words) <= 40 and all(c in "0123456789-/XT:.?~%UZ+" for c in words)


def _spans(opened: Opened, value: Any) -> tuple[tuple[int, int], ...]:
    """Spans within the text, in order, not empty."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_SPANS:
        raise HTTPException(400, "Select words in the report.")
    out = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2 or not all(type(n) is int for n in pair):
            raise HTTPException(400, "A stretch of words is two numbers.")
        start, end = pair
        if not 0 <= start < end <= len(opened.text) or not opened.text[start:end].strip():
            raise HTTPException(400, "These words are not in the report.")
        out.append((start, end))
    return tuple(sorted(set(out)))


ROUTES: list[BaseRoute] = [
    post("/reports/{id:int}/review", review), post("/reports/{id:int}/undo", undo),
    post("/reports/{id:int}/redo", redo),
    post("/reports/{id:int}/finish", finish), post("/reports/{id:int}/reopen", reopen),
    get("/reports/{id:int}/new", new_piece), *view("/reports/{id:int}/log", log_page),
]  # fmt: skip
