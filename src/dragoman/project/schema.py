"""The tables of a project. Migrations build them; a test holds the two together.

Three layers. What was given: ``originals``, ``documents``, ``records``, ``sources``. The records flattened, one row an
item with its anchor (half-open code points into the document's text): ``entities`` … ``events``. What the project
makes of them all: ``actors``, ``meetings``, ``issues`` with the ``merges`` that say why an item belongs there,
``lineages`` with their ``copies``, ``redatings``, and the append-only ``review_log``. ``dirty`` lists what the third
layer has still to redo.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The migration that this program knows as the newest."""

APPLICATION_ID = 0x44524147
"""SQLite's application id of a project file ("DRAG")."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_document() -> Column[int]:
    return Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True)


def _of_entity(name: str, nullable: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey("entities.id", ondelete="CASCADE"), nullable=nullable, index=True)


originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    comment="the bytes as given, zlib-compressed, once each",
)

lineages = Table(
    "lineages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", Text),
    Column("name", Text, nullable=False),
    comment="reports that go back to one text",
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("original", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("agency", Text),
    Column("section", Text),
    Column("byline", Text),
    Column("language", Text),
    Column("dateline", Text),
    Column("published", Text),
    Column("earliest", String(10), index=True),
    Column("latest", String(10)),
    Column("status", String(8), nullable=False),
    Column("given", String(10)),
    Column("assumed", String(10), index=True),
    Column("length", Integer, nullable=False),
    Column("added", String(25), nullable=False),
    Column("lineage", Integer, ForeignKey("lineages.id"), index=True),
    UniqueConstraint("original", "part"),
)
"""``given`` is the day of publication that the user stated; ``assumed`` the day that the report is of or, where a
single witness (markup, dateline) gives it, is taken to be of when reports are compared; ``length`` is in code points;
``added`` in UTC."""

sources = Table(
    "sources",
    metadata,
    _of_document(),
    Column("source", Text, nullable=False),
    UniqueConstraint("document", "source"),
    comment="every path or address at which these bytes were met",
)

records = Table(
    "records",
    metadata,
    Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("pipeline", String(64), nullable=False, index=True),
    Column("schema", String(8), nullable=False),
    Column("dragoman", Text, nullable=False),
    Column("json", LargeBinary, nullable=False),
    Column("read", String(25), nullable=False),
    comment="the record as JSON, zlib-compressed",
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("content", Text, nullable=False),
    comment="the report's own paragraphs and title, for search",
)

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("country", String(3), index=True),
    Column("side", Integer, ForeignKey("actors.id", ondelete="SET NULL"), index=True),
    Column("wikidata", Text),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("status", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text),
    Column("earliest", String(10), index=True),
    Column("latest", String(10)),
    Column("place", Text),
    Column("name", Text, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("local", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("block", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("side", String(16)),
    Column("ids", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("title", Text),
    Column("office", Text),
    Column("state", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("actor", Integer, ForeignKey("actors.id", ondelete="SET NULL"), index=True),
    UniqueConstraint("document", "local"),
)
"""``key`` names the item apart from its row (it outlives a re-reading); ``block`` is what it is compared within;
``title``/``office``/``state`` are of its first role; ``ids`` and ``aliases`` are JSON."""

roles = Table(
    "roles",
    metadata,
    Column("entity", Integer, ForeignKey("entities.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("of", String(16)),
    Column("office", Text),
    Column("state", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("known_from", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
)

mentions = Table(
    "mentions",
    metadata,
    Column("entity", Integer, ForeignKey("entities.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("form", Text, nullable=False),
)

times = Table(
    "times",
    metadata,
    _of_document(),
    Column("ordinal", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("document", "ordinal"),
)

issue_items = Table(
    "issue_items",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("local", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("block", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("contexts", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("issue", Integer, ForeignKey("issues.id", ondelete="SET NULL"), index=True),
    UniqueConstraint("document", "local"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("local", String(16), nullable=False),
    Column("parent", String(16)),
    _of_entity("speaker"),
    Column("speaker_text", Text),
    _of_entity("addressee"),
    _of_entity("target"),
    Column("act", Text, nullable=False, index=True),
    Column("negated", Boolean, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("hedges", Text, nullable=False),
    Column("when", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("stems", Text, nullable=False),
    Column("repeats", Integer, ForeignKey("statements.id", ondelete="SET NULL"), index=True),
    UniqueConstraint("document", "local"),
)
"""``hedges`` is a JSON list of words; ``when`` the ordinal of a time; ``content`` all its spans, joined by " … ";
``stems`` its content words without endings; ``repeats`` the same statement in an earlier report of the lineage."""

statement_issues = Table(
    "statement_issues",
    metadata,
    Column("statement", Integer, ForeignKey("statements.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("item", Integer, ForeignKey("issue_items.id", ondelete="CASCADE"), nullable=False, index=True),
)

meeting_items = Table(
    "meeting_items",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("local", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("block", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("value", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("when_text", Text),
    Column("shift", Text),
    Column("direction", Text),
    Column("place", Text),
    Column("venue", Text),
    Column("country", String(3)),
    Column("geonames", Integer),
    Column("duration", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("meeting", Integer, ForeignKey("meetings.id", ondelete="SET NULL"), index=True),
    UniqueConstraint("document", "local"),
)
"""``shift``/``direction`` are of the time expression that dates it, where that is relative to the report's date."""

meeting_people = Table(
    "meeting_people",
    metadata,
    Column("item", Integer, ForeignKey("meeting_items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    _of_entity("entity", nullable=False),
    _of_entity("party"),
    Column("start", Integer),
    Column("end", Integer),
    CheckConstraint("part IN ('party','head','member','host','mediator','observer')", name="part"),
)

meeting_details = Table(
    "meeting_details",
    metadata,
    Column("item", Integer, ForeignKey("meeting_items.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("kind", Text),
    Column("issue", Integer, ForeignKey("issue_items.id", ondelete="SET NULL"), index=True),
    _of_entity("by"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    CheckConstraint("what IN ('topic','excluded','outcome','characterised','first-since','duration')", name="what"),
)

positions = Table(
    "positions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("ordinal", Integer, nullable=False),
    _of_entity("party"),
    Column("item", Integer, ForeignKey("issue_items.id", ondelete="CASCADE"), index=True),
    Column("stance", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("hedges", Text, nullable=False),
    Column("statement", Integer, ForeignKey("statements.id", ondelete="SET NULL"), index=True),
    _of_entity("speaker"),
    Column("start", Integer),
    Column("end", Integer),
    Column("text", Text),
    UniqueConstraint("document", "ordinal"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_document(),
    Column("ordinal", Integer, nullable=False),
    Column("plover", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, nullable=False),
    Column("cameo", Text),
    Column("when", Text),
    Column("place", Text),
    Column("standing", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    UniqueConstraint("document", "ordinal"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", Integer, ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("part", String(6), nullable=False),
    _of_entity("entity", nullable=False),
)

merges = Table(
    "merges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("item", Text, nullable=False),
    Column("with_item", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("score", Float, nullable=False),
    Column("says", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("by", Text, nullable=False),
    UniqueConstraint("kind", "item", "with_item"),
    CheckConstraint("kind IN ('actor','meeting','issue')", name="kind"),
    CheckConstraint("status IN ('done','proposed','undone')", name="status"),
    comment="item and with_item are keys of entities, meeting_items or issue_items; evidence is JSON",
)
Index("ix_merges_with_item", merges.c.kind, merges.c.with_item)

shingles = Table(
    "shingles",
    metadata,
    _of_document(),
    Column("band", String(20), nullable=False, index=True),
    comment="MinHash bands of the report's own words, as number and hash",
)

copies = Table(
    "copies",
    metadata,
    Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("of_document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("relation", String(10), nullable=False),
    Column("shared", Float, nullable=False),
    Column("shared_of", Float, nullable=False),
    Column("says", Text, nullable=False),
    UniqueConstraint("document", "of_document"),
    CheckConstraint("relation IN ('copy','extended','shortened','rewritten')", name="relation"),
    comment="which report goes back to which, with the share of the words of each that stand in the other",
)

redatings = Table(
    "redatings",
    metadata,
    Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("value", Text),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("meeting", Integer, ForeignKey("meetings.id", ondelete="CASCADE"), index=True),
    Column("from_document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), index=True),
    Column("says", Text, nullable=False),
    comment="the date of an undated report as another report of the same meeting bounds it",
)

figures = Table(
    "figures",
    metadata,
    _of_document(),
    Column("value", Float, nullable=False),
    Column("noun", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    comment="numbers with the noun that they count, and the content words of their sentence",
)

contradictions = Table(
    "contradictions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("meeting", Integer, ForeignKey("meetings.id", ondelete="SET NULL"), index=True),
    Column("says", Text, nullable=False),
    Column("sides", Text, nullable=False),
    CheckConstraint("kind IN ('direct','omission','emphasis')", name="kind"),
    comment="where accounts differ, written anew when something changed; sides is JSON",
)

dirty = Table(
    "dirty",
    metadata,
    Column("kind", String(8), nullable=False),
    Column("key", Text, nullable=False),
    UniqueConstraint("kind", "key"),
    comment="what is still to be merged again",
)

review_log = Table(
    "review_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(25), nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text),
    comment="append-only: triggers refuse changes; before and after are JSON",
)
