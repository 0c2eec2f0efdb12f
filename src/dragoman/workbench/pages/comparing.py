"""Two reviewers side by side: where they differ, how far they agree, and the decision of a third.

Nobody sees another's judgements of a report before having finished it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from dragoman.project import Project
from dragoman.review import Entry, Opinion, Pair, alphas, decisions, evaluate, reviewers, side_by_side
from dragoman.review import view as view_of
from dragoman.workbench import showing
from dragoman.workbench.answers import Table
from dragoman.workbench.pages.reading import Opened
from dragoman.workbench.shelf import entries, subject
from dragoman.workbench.web import bench, field, post, view

COLUMNS = (
    ("kind", "Kind"), ("item", "Item"), ("field", "Field"), ("first", "First"), ("second", "Second"),
    ("program", "Program"), ("agree", "Agree"), ("decided", "Decided"),
)  # fmt: skip
ALPHA = (("name", "Judged"), ("units", "Judged by both"), ("agreed", "Alike"), ("alpha", "Alpha"), ("reason", "Note"))
CURVE = ("kind", "low", "high", "items", "forecast", "right", "worst", "best")
SCORES = (
    ("kind", "Kind"), ("field", "Field"), ("right", "Right"), ("wrong", "Wrong"), ("missed", "Missed"),
    ("precision", "Precision"), ("recall", "Recall"), ("f", "F"),
)  # fmt: skip


class Compared:
    """Two finished reviews of one report."""

    def __init__(self, opened: Opened, first: str, second: str) -> None:
        self.names = (first, second)
        views = tuple(view_of(opened.record, opened.log, name, opened.items) for name in self.names)
        self.pairs: tuple[Pair, ...] = side_by_side(opened.items, views)
        self.decided: dict[str, Opinion] = decisions(opened.record, opened.log, opened.items)


def finished_by(opened: Opened) -> list[str]:
    """The reviewers who have finished the report."""
    listed = reviewers(opened.log)
    return [w for w in listed if view_of(opened.record, opened.log, w, opened.items).finished]


def compare(request: Request) -> Response:
    """Two reviews of one report side by side."""
    here = bench(request)
    who = request.state.session.who
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], who)
    done = finished_by(opened)
    judging = reviewers(opened.log)
    blind = who in judging and who not in done
    others = [w for w in done if w != who]
    default = (who, others[0]) if who in done and others else tuple(done[:2])
    first = request.query_params.get("first") or (default[0] if default else "")
    second = request.query_params.get("second") or (default[1] if len(default) > 1 else "")
    able = not blind and first in done and second in done and first != second
    compared = Compared(opened, first, second) if able else None
    table = Table(name=f"compare-{opened.document.id}", columns=COLUMNS, rows=_rows(opened, compared))
    return here.pages.answer(
        request, "compare.html", table, document=opened.document, blind=blind, done=done, judging=judging, first=first,
        second=second, compared=compared, alphas=alphas(compared.pairs) if compared else (), text=opened.text,
        differing=[p for p in compared.pairs if p.agree is False] if compared else [],
        lines=_lines(compared) if compared else {}, shown=showing.shown,
    )  # fmt: skip


def _lines(compared: Compared) -> dict[str, list[dict[str, Any]]]:
    """For each differing pair: the units on which they differ, with both values and the program's."""
    return {p.key: _unit_rows(p, compared) for p in compared.pairs if p.agree is False}


def _unit_rows(pair: Pair, compared: Compared) -> list[dict[str, Any]]:
    rows = []
    decision = compared.decided.get(pair.key)
    for unit in pair.units:
        if unit.field == "exists":
            held: list[Any] = [("there" if v == "yes" else "not there") if v else None for v in unit.values]
            program: Any = "there" if pair.item else "not there"
        else:
            held = [
                (o.values().get(unit.field) if o is not None and o.verdict != "rejected" else None)
                for o in pair.opinions
            ]
            program = pair.item.fields.get(unit.field) if pair.item else None
        rows.append(
            {
                "field": unit.field, "first": held[0], "second": held[1], "program": program, "agree": unit.agree,
                "decided": decision.verdict if decision else None,
            }
        )  # fmt: skip
    return rows


def _rows(opened: Opened, compared: Compared | None) -> list[dict[str, Any]]:
    if compared is None:
        return []
    rows = []
    for pair in compared.pairs:
        opinion = next(o for o in pair.opinions if o is not None)
        head = showing.item_line(pair.item, opinion)
        for row in _unit_rows(pair, compared):
            shown = {n: showing.shown(row[n], opened.text) for n in ("first", "second", "program")}
            rows.append({"kind": pair.kind, "item": head.head, **row, **shown})
    return rows


def decide(request: Request, form: FormData) -> Response:
    """Adjudicate one item: the first one's view holds, the second one's, or the program's."""
    here = bench(request)
    who = request.state.session.who
    key, choice = field(form, "item", 200), field(form, "choice", 20)
    first, second = field(form, "first", 100), field(form, "second", 100)
    with here.shelf.open() as project:
        opened = Opened(project, request.path_params["id"], who)
        done = finished_by(opened)
        if first not in done or second not in done or first == second:
            raise HTTPException(409, "Both reviewers must have finished this report first.")
        if who in reviewers(opened.log) and who not in done:
            raise HTTPException(409, "Finish your own review of this report first.")
        pair = next((p for p in Compared(opened, first, second).pairs if p.key == key), None)
        if pair is None:
            raise HTTPException(404, "There is no such item to decide on.")
        after = {"item": key, **_decision(pair, choice)}
        why = field(form, "why", 2_000).strip() or None
        project.log(who, "decide", subject(opened.document), before=_before(pair), after=after, why=why)
    to = f"/reports/{opened.document.id}/compare"
    return RedirectResponse(f"{to}?{urlencode({'first': first, 'second': second})}", status_code=303)


def _decision(pair: Pair, choice: str) -> dict[str, Any]:
    if choice == "program":
        return {"verdict": "accepted" if pair.item else "rejected", "fields": {}, "as": "the program"}
    if choice not in ("first", "second"):
        raise HTTPException(400, "Decide for the first, the second, or the program.")
    opinion = pair.opinions[0 if choice == "first" else 1]
    if opinion is None:
        return {"verdict": "rejected", "fields": {}, "as": choice}
    return {"verdict": opinion.verdict, "fields": opinion.fields, "as": opinion.who}


def _before(pair: Pair) -> dict[str, Any]:
    base = pair.item or next((o.judged for o in pair.opinions if o is not None and o.judged is not None), None)
    assert base is not None
    return {
        "item": {
            "kind": base.kind, "spans": [list(s) for s in base.spans], "words": list(base.words), "fields": base.fields,
            "rules": list(base.rules),
        },
        "held": {o.who: {"verdict": o.verdict, "fields": o.fields} for o in pair.opinions if o is not None},
    }  # fmt: skip


def agreement(request: Request) -> Response:
    """Alpha of two reviewers over all reports that both have finished."""
    here = bench(request)
    with here.shelf.open() as project:
        doubly = list(_finished_twice(project))
    names = sorted({name for _, done in doubly for name in done})
    first = request.query_params.get("first") or (names[0] if names else "")
    second = request.query_params.get("second") or next((n for n in names if n != first), "")
    pairs: list[Pair] = []
    listed = []
    for opened, done in doubly:
        if first in done and second in done and first != second:
            found = Compared(opened, first, second).pairs
            listed.append((opened.document, sum(1 for p in found if p.agree is False)))
            pairs += found
    rows = [{n: getattr(a, n) for n, _ in ALPHA} for a in alphas(pairs)]
    table = Table(name="agreement", columns=ALPHA, rows=rows)
    return here.pages.answer(
        request, "agreement.html", table, names=names, first=first, second=second, reports=len(listed), listed=listed,
    )  # fmt: skip


def _finished_twice(project: Project) -> list[tuple[Opened, list[str]]]:
    by_subject: dict[str, set[str]] = {}
    for entry in entries(project):
        if entry.action == "finish":
            by_subject.setdefault(entry.subject, set()).add(entry.who)
    found = []
    for document in project.documents():
        if len(by_subject.get(subject(document), ())) > 1:
            opened = Opened(project, document.id, "")
            done = finished_by(opened)
            if len(done) > 1:
                found.append((opened, done))
    return found


def evaluation(request: Request) -> Response:
    """What the reviews say of the program: the scores and the reliability curve.

    Of a report that one has begun and not finished only one's own judgements count, or the scores would tell others'.
    """
    here = bench(request)
    who = request.state.session.who
    with here.shelf.open() as project:
        log: dict[str, list[Entry]] = {}
        for entry in entries(project):
            log.setdefault(entry.subject, []).append(entry)
        found = evaluate(
            (project.record(d.id), _visible(tuple(log[subject(d)]), who))
            for d in project.documents()
            if subject(d) in log
        )
    rows = [{n: getattr(s, n) for n, _ in SCORES} for s in found.scores]
    curve = [
        {n: getattr(b, n) for n in ("kind", "low", "high", "items", "forecast", "right", "worst", "best")}
        for b in found.bins
    ]
    table = Table(name="evaluation", columns=SCORES, rows=rows)
    return here.pages.answer(request, "evaluation.html", table, found=found, curve=curve)


def _visible(log: tuple[Entry, ...], who: str) -> tuple[Entry, ...]:
    own = [e for e in log if e.who == who]
    marks = [e.action for e in own if e.action in ("finish", "reopen")]
    blind = bool(own) and (not marks or marks[-1] == "reopen")
    return tuple(own) if blind else log


ROUTES: list[BaseRoute] = [
    *view("/reports/{id:int}/compare", compare), post("/reports/{id:int}/decide", decide),
    *view("/agreement", agreement), *view("/evaluation", evaluation),
]  # fmt: skip
