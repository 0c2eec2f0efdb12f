"""The first tables, their full-text indexes, and the triggers that keep the review log append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build everything."""
    op.create_table(
        "actors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("side", sa.Integer(), nullable=True),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["side"], ["actors.id"], name=op.f("fk_actors_side"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    op.create_index(op.f("ix_actors_country"), "actors", ["country"], unique=False)
    op.create_index(op.f("ix_actors_kind"), "actors", ["kind"], unique=False)
    op.create_index(op.f("ix_actors_side"), "actors", ["side"], unique=False)
    op.create_table(
        "dirty",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_dirty_kind_key")),
        comment="what is still to be merged again",
    )
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
    )
    op.create_table(
        "lineages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineages")),
        comment="reports that go back to one text",
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_earliest"), "meetings", ["earliest"], unique=False)
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("with_item", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('actor','meeting','issue')", name=op.f("ck_merges_kind")),
        sa.CheckConstraint("status IN ('done','proposed','undone')", name=op.f("ck_merges_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sa.UniqueConstraint("kind", "item", "with_item", name=op.f("uq_merges_kind_item_with_item")),
        comment="item and with_item are keys of entities, meeting_items or issue_items; evidence is JSON",
    )
    op.create_index("ix_merges_with_item", "merges", ["kind", "with_item"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
        comment="the bytes as given, zlib-compressed, once each",
    )
    op.create_table(
        "review_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_log")),
        comment="append-only: triggers refuse changes; before and after are JSON",
    )
    op.create_index(op.f("ix_review_log_subject"), "review_log", ["subject"], unique=False)
    op.create_table(
        "contradictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('direct','omission','emphasis')", name=op.f("ck_contradictions_kind")),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.id"], name=op.f("fk_contradictions_meeting"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contradictions")),
        comment="where accounts differ, written anew when something changed; sides is JSON",
    )
    op.create_index(op.f("ix_contradictions_kind"), "contradictions", ["kind"], unique=False)
    op.create_index(op.f("ix_contradictions_meeting"), "contradictions", ["meeting"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("given", sa.String(length=10), nullable=True),
        sa.Column("assumed", sa.String(length=10), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("added", sa.String(length=25), nullable=False),
        sa.Column("lineage", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["lineage"], ["lineages.id"], name=op.f("fk_documents_lineage")),
        sa.ForeignKeyConstraint(["original"], ["originals.sha256"], name=op.f("fk_documents_original")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("original", "part", name=op.f("uq_documents_original_part")),
    )
    op.create_index(op.f("ix_documents_assumed"), "documents", ["assumed"], unique=False)
    op.create_index(op.f("ix_documents_earliest"), "documents", ["earliest"], unique=False)
    op.create_index(op.f("ix_documents_lineage"), "documents", ["lineage"], unique=False)
    op.create_index(op.f("ix_documents_outlet"), "documents", ["outlet"], unique=False)
    op.create_index(op.f("ix_documents_text_sha256"), "documents", ["text_sha256"], unique=False)
    op.create_table(
        "copies",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("of_document", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("shared", sa.Float(), nullable=False),
        sa.Column("shared_of", sa.Float(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.CheckConstraint("relation IN ('copy','extended','shortened','rewritten')", name=op.f("ck_copies_relation")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_copies_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["of_document"], ["documents.id"], name=op.f("fk_copies_of_document"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("document", "of_document", name=op.f("uq_copies_document_of_document")),
        comment="which report goes back to which, with the share of the words of each that stand in the other",
    )
    op.create_index(op.f("ix_copies_of_document"), "copies", ["of_document"], unique=False)
    op.create_table(
        "entities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("local", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("side", sa.String(length=16), nullable=True),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["actors.id"], name=op.f("fk_entities_actor"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_entities_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        sa.UniqueConstraint("document", "local", name=op.f("uq_entities_document_local")),
    )
    op.create_index(op.f("ix_entities_actor"), "entities", ["actor"], unique=False)
    op.create_index(op.f("ix_entities_block"), "entities", ["block"], unique=False)
    op.create_index(op.f("ix_entities_document"), "entities", ["document"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("plover", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("cameo", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_events_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("document", "ordinal", name=op.f("uq_events_document_ordinal")),
    )
    op.create_index(op.f("ix_events_document"), "events", ["document"], unique=False)
    op.create_table(
        "figures",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_figures_document"), ondelete="CASCADE"),
        comment="numbers with the noun that they count, and the content words of their sentence",
    )
    op.create_index(op.f("ix_figures_document"), "figures", ["document"], unique=False)
    op.create_table(
        "issue_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("local", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("issue", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_issue_items_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name=op.f("fk_issue_items_issue"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_items")),
        sa.UniqueConstraint("document", "local", name=op.f("uq_issue_items_document_local")),
    )
    op.create_index(op.f("ix_issue_items_block"), "issue_items", ["block"], unique=False)
    op.create_index(op.f("ix_issue_items_document"), "issue_items", ["document"], unique=False)
    op.create_index(op.f("ix_issue_items_issue"), "issue_items", ["issue"], unique=False)
    op.create_table(
        "meeting_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("local", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("when_text", sa.Text(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("geonames", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_meeting_items_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.id"], name=op.f("fk_meeting_items_meeting"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_items")),
        sa.UniqueConstraint("document", "local", name=op.f("uq_meeting_items_document_local")),
    )
    op.create_index(op.f("ix_meeting_items_block"), "meeting_items", ["block"], unique=False)
    op.create_index(op.f("ix_meeting_items_document"), "meeting_items", ["document"], unique=False)
    op.create_index(op.f("ix_meeting_items_meeting"), "meeting_items", ["meeting"], unique=False)
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_passages_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        comment="the report's own paragraphs and title, for search",
    )
    op.create_index(op.f("ix_passages_document"), "passages", ["document"], unique=False)
    op.create_table(
        "records",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("pipeline", sa.String(length=64), nullable=False),
        sa.Column("schema", sa.String(length=8), nullable=False),
        sa.Column("dragoman", sa.Text(), nullable=False),
        sa.Column("json", sa.LargeBinary(), nullable=False),
        sa.Column("read", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_records_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_records")),
        comment="the record as JSON, zlib-compressed",
    )
    op.create_index(op.f("ix_records_pipeline"), "records", ["pipeline"], unique=False)
    op.create_table(
        "redatings",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.Column("from_document", sa.Integer(), nullable=True),
        sa.Column("says", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_redatings_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["from_document"], ["documents.id"], name=op.f("fk_redatings_from_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_redatings_meeting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_redatings")),
        comment="the date of an undated report as another report of the same meeting bounds it",
    )
    op.create_index(op.f("ix_redatings_from_document"), "redatings", ["from_document"], unique=False)
    op.create_index(op.f("ix_redatings_meeting"), "redatings", ["meeting"], unique=False)
    op.create_table(
        "shingles",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_shingles_document"), ondelete="CASCADE"),
        comment="MinHash bands of the report's own words, as number and hash",
    )
    op.create_index(op.f("ix_shingles_band"), "shingles", ["band"], unique=False)
    op.create_index(op.f("ix_shingles_document"), "shingles", ["document"], unique=False)
    op.create_table(
        "sources",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_sources_document"), ondelete="CASCADE"),
        sa.UniqueConstraint("document", "source", name=op.f("uq_sources_document_source")),
        comment="every path or address at which these bytes were met",
    )
    op.create_index(op.f("ix_sources_document"), "sources", ["document"], unique=False)
    op.create_table(
        "times",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("earliest", sa.String(length=10), nullable=True),
        sa.Column("latest", sa.String(length=10), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_times_document"), ondelete="CASCADE"),
        sa.UniqueConstraint("document", "ordinal", name=op.f("uq_times_document_ordinal")),
    )
    op.create_index(op.f("ix_times_document"), "times", ["document"], unique=False)
    op.create_table(
        "event_actors",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=6), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_event_actors_entity"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_event_actors_event"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_event_actors_entity"), "event_actors", ["entity"], unique=False)
    op.create_index(op.f("ix_event_actors_event"), "event_actors", ["event"], unique=False)
    op.create_table(
        "meeting_details",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("issue", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "what IN ('topic','excluded','outcome','characterised','first-since','duration')",
            name=op.f("ck_meeting_details_what"),
        ),
        sa.ForeignKeyConstraint(["by"], ["entities.id"], name=op.f("fk_meeting_details_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["issue"], ["issue_items.id"], name=op.f("fk_meeting_details_issue"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["item"], ["meeting_items.id"], name=op.f("fk_meeting_details_item"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_meeting_details_by"), "meeting_details", ["by"], unique=False)
    op.create_index(op.f("ix_meeting_details_issue"), "meeting_details", ["issue"], unique=False)
    op.create_index(op.f("ix_meeting_details_item"), "meeting_details", ["item"], unique=False)
    op.create_table(
        "meeting_people",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "part IN ('party','head','member','host','mediator','observer')", name=op.f("ck_meeting_people_part")
        ),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_meeting_people_entity"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["item"], ["meeting_items.id"], name=op.f("fk_meeting_people_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["party"], ["entities.id"], name=op.f("fk_meeting_people_party"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_meeting_people_entity"), "meeting_people", ["entity"], unique=False)
    op.create_index(op.f("ix_meeting_people_item"), "meeting_people", ["item"], unique=False)
    op.create_index(op.f("ix_meeting_people_party"), "meeting_people", ["party"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_mentions_entity"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_mentions_entity"), "mentions", ["entity"], unique=False)
    op.create_table(
        "roles",
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("of", sa.String(length=16), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("known_from", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entity"], ["entities.id"], name=op.f("fk_roles_entity"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_roles_entity"), "roles", ["entity"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("local", sa.String(length=16), nullable=False),
        sa.Column("parent", sa.String(length=16), nullable=True),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("speaker_text", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("quotation", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("hedges", sa.Text(), nullable=False),
        sa.Column("when", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["addressee"], ["entities.id"], name=op.f("fk_statements_addressee"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_statements_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repeats"], ["statements.id"], name=op.f("fk_statements_repeats"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["speaker"], ["entities.id"], name=op.f("fk_statements_speaker"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target"], ["entities.id"], name=op.f("fk_statements_target"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("document", "local", name=op.f("uq_statements_document_local")),
    )
    op.create_index(op.f("ix_statements_act"), "statements", ["act"], unique=False)
    op.create_index(op.f("ix_statements_addressee"), "statements", ["addressee"], unique=False)
    op.create_index(op.f("ix_statements_document"), "statements", ["document"], unique=False)
    op.create_index(op.f("ix_statements_repeats"), "statements", ["repeats"], unique=False)
    op.create_index(op.f("ix_statements_speaker"), "statements", ["speaker"], unique=False)
    op.create_index(op.f("ix_statements_target"), "statements", ["target"], unique=False)
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("hedges", sa.Text(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_positions_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["issue_items.id"], name=op.f("fk_positions_item"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party"], ["entities.id"], name=op.f("fk_positions_party"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker"], ["entities.id"], name=op.f("fk_positions_speaker"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name=op.f("fk_positions_statement"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
        sa.UniqueConstraint("document", "ordinal", name=op.f("uq_positions_document_ordinal")),
    )
    op.create_index(op.f("ix_positions_document"), "positions", ["document"], unique=False)
    op.create_index(op.f("ix_positions_item"), "positions", ["item"], unique=False)
    op.create_index(op.f("ix_positions_party"), "positions", ["party"], unique=False)
    op.create_index(op.f("ix_positions_speaker"), "positions", ["speaker"], unique=False)
    op.create_index(op.f("ix_positions_statement"), "positions", ["statement"], unique=False)
    op.create_table(
        "statement_issues",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["issue_items.id"], name=op.f("fk_statement_issues_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.id"], name=op.f("fk_statement_issues_statement"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_statement_issues_item"), "statement_issues", ["item"], unique=False)
    op.create_index(op.f("ix_statement_issues_statement"), "statement_issues", ["statement"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _sqlite() -> None:
    for table in ("statements", "passages"):
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5(content, content='{table}', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            f"CREATE TRIGGER {table}_fts_ai AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {table}_fts(rowid, content) VALUES (new.id, new.content); END"
        )
        gone = f"INSERT INTO {table}_fts({table}_fts, rowid, content) VALUES ('delete', old.id, old.content);"
        op.execute(f"CREATE TRIGGER {table}_fts_ad AFTER DELETE ON {table} BEGIN {gone} END")
        op.execute(
            f"CREATE TRIGGER {table}_fts_au AFTER UPDATE OF content ON {table} BEGIN {gone} "
            f"INSERT INTO {table}_fts(rowid, content) VALUES (new.id, new.content); END"
        )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER review_log_no_{verb.lower()} BEFORE {verb} ON review_log BEGIN "
            "SELECT RAISE(ABORT, 'the review log is append-only'); END"
        )


def _postgresql() -> None:
    for table in ("statements", "passages"):
        # a tsvector holds at most 1 MB, so that of a page-long passage only the beginning is indexed
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN tsv tsvector "
            "GENERATED ALWAYS AS (to_tsvector('english', left(content, 200000))) STORED"
        )
        op.execute(f"CREATE INDEX ix_{table}_tsv ON {table} USING gin (tsv)")
    op.execute(
        "CREATE FUNCTION review_log_closed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the review log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER review_log_no_change BEFORE UPDATE OR DELETE ON review_log "
        "FOR EACH ROW EXECUTE FUNCTION review_log_closed()"
    )
