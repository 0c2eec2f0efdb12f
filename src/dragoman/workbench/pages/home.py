"""The first page: the reports of the project."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.review import active
from dragoman.workbench.answers import Table
from dragoman.workbench.shelf import entries, file_name, subject
from dragoman.workbench.web import bench, view

COLUMNS = (
    ("id", "No."), ("title", "Report"), ("outlet", "Outlet"), ("published", "Published"), ("lineage", "Lineage"),
    ("judged", "Judged by you"), ("state", "Review"), ("source", "File"), ("added", "Added"),
)  # fmt: skip
_JUDGING = ("accept", "reject", "change", "add")


def reports(request: Request) -> Response:
    """All reports, the newest by date of publication first, those without a date last."""
    here = bench(request)
    who = request.state.session.who
    words = request.query_params.get("q", "").casefold().split()
    with here.shelf.open() as project:
        documents = project.documents()
        status = project.status()
        log = active(entries(project))
    judged: dict[str, set[str]] = {}
    finished: dict[str, dict[str, bool]] = {}
    for entry in log:
        if entry.action in _JUDGING and entry.who == who:
            judged.setdefault(entry.subject, set()).add(str(entry.after.get("item")))
        if entry.action in ("finish", "reopen"):
            finished.setdefault(entry.subject, {})[entry.who] = entry.action == "finish"
    sizes = Counter(d.lineage for d in documents)
    rows: list[dict[str, Any]] = []
    for document in documents:
        about = subject(document)
        heap = " ".join(filter(None, (document.title, document.outlet, document.agency, document.source))).casefold()
        if not all(word in heap for word in words):
            continue
        done = finished.get(about, {})
        rows.append(
            {
                "id": document.id,
                "title": document.title or file_name(document.source),
                "file": file_name(document.source),
                "outlet": document.outlet or document.agency,
                "published": document.published,
                "bounds": f"{document.earliest or '?'} – {document.latest or '?'}",
                "status": document.status,
                "redated": document.redated,
                "lineage": document.lineage,
                "copies": sizes[document.lineage],
                "judged": len(judged.get(about, ())),
                "state": "finished" if done.get(who) else "begun" if about in judged else "",
                "others": sum(1 for name, is_done in done.items() if is_done and name != who),
                "source": document.source,
                "added": document.added,
                "earliest": document.earliest,
            }
        )
    rows.sort(key=lambda r: r["id"])
    rows.sort(key=lambda r: r["earliest"] or "", reverse=True)
    table = Table(name="reports", columns=COLUMNS, rows=rows)
    return here.pages.answer(request, "reports.html", table, status=status, q=request.query_params.get("q", ""))


ROUTES: list[BaseRoute] = [*view("/reports", reports)]
