"""Search in what was said and in what was written."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Select, and_, column, func, literal_column, or_, select, table, text
from sqlalchemy.sql.elements import ColumnElement

from dragoman.project import schema as t
from dragoman.project.errors import ProjectError
from dragoman.project.model import Found, Hit
from dragoman.project.query import Node, parse, to_fts5, to_tsquery

LONGEST = 240
"""Code points of a snippet where no words were looked for."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Filters and paging. ``since``/``until`` are ISO days of publication, inclusive.

    ``within`` says what is searched: statements, or the reports' own paragraphs. ``speaker``, ``party``, ``issue`` and
    ``outlet`` are names or parts of them; a party may be a country's three letters. ``copies`` also lists statements
    that repeat one in an earlier report of the same lineage.
    """

    within: Literal["statements", "text"] = "statements"
    speaker: str | None = None
    party: str | None = None
    act: str | None = None
    issue: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    copies: bool = False
    order: Literal["rank", "date"] = "rank"
    limit: int = 20
    offset: int = 0


def find(connection: Connection, words: str, query: Query) -> Found:
    """One page of hits. Raises :class:`ProjectError` (``query``) for a query that makes no sense."""
    node = parse(words)
    if node is None and words.strip():
        raise ProjectError("query", "there is no word in the query")
    said = query.within == "statements"
    if not said and (query.speaker or query.party or query.act or query.issue):
        raise ProjectError("query", "speaker, party, act and issue are filters on statements, not on text")
    source = t.statements if said else t.passages
    ids, rank = _matching(connection, source.name, node)
    where = _filters(connection, query, said)
    base = select(source.c.id).join(t.documents, t.documents.c.id == source.c.document)
    if ids is not None:
        base = base.join(ids, ids.c.rowid == source.c.id) if connection.dialect.name == "sqlite" else base
        where.append(_match_clause(connection, source.name, node))
    base = base.where(*where)
    total = connection.scalar(select(func.count()).select_from(base.subquery())) or 0
    dated = (func.coalesce(t.documents.c.earliest, "9999"), source.c.document, source.c.start)
    ordered = base.order_by(rank, source.c.id) if rank is not None and query.order == "rank" else base.order_by(*dated)
    page = list(connection.scalars(ordered.limit(max(0, query.limit)).offset(max(0, query.offset))))
    return Found(total=total, offset=query.offset, hits=_hits(connection, source.name, node, page))


def _matching(connection: Connection, name: str, node: Node | None) -> tuple[Any, Any]:
    if node is None:
        return None, None
    if connection.dialect.name == "sqlite":
        fts = table(f"{name}_fts", column("rowid"), column("rank"))
        return fts, fts.c.rank
    vector: ColumnElement[Any] = literal_column(f"{name}.tsv")
    return vector, func.ts_rank(vector, _tsquery(node)).desc()


def _tsquery(node: Node) -> ColumnElement[Any]:
    return to_tsquery(node)


def _match_clause(connection: Connection, name: str, node: Node | None) -> ColumnElement[bool]:
    assert node is not None
    if connection.dialect.name == "sqlite":
        return text(f"{name}_fts MATCH :fts_query").bindparams(fts_query=to_fts5(node))  # type: ignore[return-value]
    return literal_column(f"{name}.tsv").op("@@")(_tsquery(node))


def _filters(connection: Connection, query: Query, said: bool) -> list[Any]:
    d, s = t.documents.c, t.statements.c
    where: list[Any] = []
    if query.outlet:
        where.append(or_(_like(d.outlet, query.outlet), _like(d.agency, query.outlet)))
    if query.since:
        where.append(func.coalesce(d.latest, "0000") >= query.since)
    if query.until:
        where.append(func.coalesce(d.earliest, "9999") <= query.until)
    if not said:
        return where
    if not query.copies:
        where.append(s.repeats.is_(None))
    if query.act:
        where.append(s.act == query.act)
    if query.speaker:
        where.append(s.speaker.in_(_entities_named(query.speaker)))
    if query.party:
        where.append(s.speaker.in_(_entities_of_party(query.party)))
    if query.issue:
        i, si = t.issue_items.c, t.statement_issues.c
        named = select(i.id).where(or_(_like(i.name, query.issue), i.issue.in_(_issues_named(query.issue))))
        where.append(s.id.in_(select(si.statement).where(si.item.in_(named))))
    return where


def _like(column_: Any, words: str) -> Any:
    escaped = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column_.ilike(f"%{escaped}%", escape="\\")


def _issues_named(name: str) -> Select[Any]:
    return select(t.issues.c.id).where(_like(t.issues.c.name, name))


def _entities_named(name: str) -> Select[Any]:
    """Entities of any report whose actor, in any spelling of the project, is called so."""
    e = t.entities.c
    actors = select(e.actor).where(or_(_like(e.name, name), _like(e.aliases, name)), e.actor.is_not(None))
    return select(e.id).where(or_(e.actor.in_(actors), _like(e.name, name)))


def _entities_of_party(name: str) -> Select[Any]:
    """The party itself and all who speak for it."""
    e, side = t.entities.alias("spoken").c, t.entities.alias("party").c
    a = t.actors.c
    if len(name) == 3 and name.isupper():
        parties = select(a.id).where(a.country == name, a.kind == "state")
    else:
        parties = select(a.id).where(_like(a.name, name), a.kind != "person")
    of_side = select(e.id).where(
        e.side.is_not(None), side.document == e.document, side.local == e.side, side.actor.in_(parties)
    )
    return of_side.union(select(t.entities.c.id).where(t.entities.c.actor.in_(parties)))  # type: ignore[return-value]


def _hits(connection: Connection, name: str, node: Node | None, page: list[int]) -> tuple[Hit, ...]:
    if not page:
        return ()
    snippets = _snippets(connection, name, node, page)
    source, d = (t.statements if name == "statements" else t.passages), t.documents.c
    columns: list[Any] = [source.c.id, source.c.start, source.c.end, source.c.content, d.id.label("document")]
    columns += [d.lineage, d.outlet, d.agency, d.published, d.title, d.source]
    if name == "statements":
        e, side = t.entities.alias("spoken"), t.entities.alias("party")
        actor, party = t.actors.alias("actor"), t.actors.alias("of_party")
        s = t.statements.c
        query = (
            select(
                *columns, s.local, s.act, s.standing,
                func.coalesce(actor.c.name, e.c.name, s.speaker_text).label("speaker"),
                func.coalesce(party.c.name, side.c.name).label("party"),
            )
            .join(t.documents, d.id == s.document)
            .outerjoin(e, e.c.id == s.speaker)
            .outerjoin(actor, actor.c.id == e.c.actor)
            .outerjoin(side, and_(side.c.document == e.c.document, side.c.local == e.c.side))
            .outerjoin(party, party.c.id == side.c.actor)
        )  # fmt: skip
    else:
        query = select(*columns).join(t.documents, d.id == source.c.document)
    rows = {row.id: row._mapping for row in connection.execute(query.where(source.c.id.in_(page)))}
    hits = []
    for number in page:
        row = rows[number]
        snippet = snippets.get(number) or _cut(row["content"])
        hits.append(
            Hit(
                document=row["document"], lineage=row["lineage"], outlet=row["outlet"] or row["agency"],
                published=row["published"], title=row["title"], source=row["source"], statement=row.get("local"),
                speaker=row.get("speaker"), party=row.get("party"), act=row.get("act"),
                standing=row.get("standing"), start=row["start"], end=row["end"], snippet=" ".join(snippet.split()),
            )
        )  # fmt: skip
    return tuple(hits)


def _cut(content: str) -> str:
    return content if len(content) <= LONGEST else content[:LONGEST].rsplit(" ", 1)[0] + " …"


def _snippets(connection: Connection, name: str, node: Node | None, page: list[int]) -> dict[int, str]:
    if node is None:
        return {}
    if connection.dialect.name == "sqlite":
        # only for the rows of this page: made for every match, snippets would cost more than the search
        marks = ", ".join(str(int(number)) for number in page)
        found = connection.execute(
            text(
                f"SELECT rowid, snippet({name}_fts, 0, '[', ']', ' … ', 32) FROM {name}_fts "
                f"WHERE {name}_fts MATCH :q AND rowid IN ({marks})"
            ),
            {"q": to_fts5(node)},
        )
    else:
        source = t.statements if name == "statements" else t.passages
        how = "StartSel=[, StopSel=], MaxFragments=2, FragmentDelimiter=' … ', MaxWords=32, MinWords=12"
        headline = func.ts_headline("english", source.c.content, _tsquery(node), how)
        found = connection.execute(select(source.c.id, headline).where(source.c.id.in_(page)))
    return {row[0]: row[1] for row in found}
