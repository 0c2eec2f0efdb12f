"""The flat tables of a record, one a record kind, and what each column holds."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Value = str | int | bool | list[str] | None
Row = dict[str, Value]
ColumnType = Literal["string", "integer", "boolean", "list"]


class Column(NamedTuple):
    """A column: its name, type (``list`` is a list of strings) and what it holds."""

    name: str
    type: ColumnType
    says: str


class Table(NamedTuple):
    """A table: its name, what a row is, and its columns."""

    name: str
    says: str
    columns: tuple[Column, ...]


def _columns(*specs: tuple[str, str]) -> tuple[Column, ...]:
    """``name`` or ``name:int|bool|list`` with a sentence."""
    kinds: dict[str, ColumnType] = {"": "string", "int": "integer", "bool": "boolean", "list": "list"}
    out = []
    for spec, says in specs:
        name, _, kind = spec.partition(":")
        out.append(Column(name, kinds[kind], says))
    return tuple(out)


_DOCUMENT = ("document", "id of the document: SHA-256 of its text")
_WORDS = (
    ("start:int", "first code point of the words in the document's text"),
    ("end:int", "code point after the last"),
    ("text", "the words"),
)

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "one row a report",
        _columns(
            _DOCUMENT,
            ("source", "path or address it was read from"),
            ("title", "the report's title"),
            ("outlet", "who published it"),
            ("agency", "the news agency that it is signed by"),
            ("section", "section of the outlet"),
            ("byline", "the writer"),
            ("language", "ISO 639-1 code"),
            ("dateline_place", "where it was filed"),
            ("dateline_date", "EDTF day of the dateline"),
            ("published", "EDTF day of publication where it is known"),
            ("published_earliest", "first possible day, ISO, inclusive"),
            ("published_latest", "last possible day, ISO, inclusive"),
            ("published_status", "known, bounded or unknown"),
            ("published_reason", "why it is not known"),
            ("characters:int", "length of the text in code points"),
            ("dragoman", "program version"),
            ("pipeline", "id of program, models, knowledge and settings"),
        ),
    ),
    Table(
        "evidence",
        "one row a witness for or against a date of publication",
        _columns(
            _DOCUMENT,
            ("verdict", "for or against"),
            ("value", "the date that was rejected"),
            ("rule", "id of the rule"),
            ("says", "the reason as a sentence"),
            ("earliest", "first day it allows"),
            ("latest", "last day it allows"),
            *_WORDS,
        ),
    ),
    Table(
        "entities",
        "one row a person, party, body, group or place of a report",
        _columns(
            _DOCUMENT,
            ("id", "entity id, unique within the document"),
            ("name", "its fullest name in the report"),
            ("kind", "person, state, organisation, …"),
            ("country", "ISO 3166-1 alpha-3"),
            ("side", "entity id of the party it speaks or acts for"),
            ("side_name", "that party's name"),
            ("aliases:list", "other names in the report"),
            ("wikidata", "Q-id where certain"),
            ("says", "what is said of an unnamed source"),
            ("mentions:int", "how often it is mentioned"),
            ("rules:list", "rules that made it"),
        ),
    ),
    Table(
        "roles",
        "one row an office or function of an entity",
        _columns(
            _DOCUMENT,
            ("entity", "entity id"),
            ("name", "the entity's name"),
            ("title", "the office in the report's words"),
            ("office", "code of the office"),
            ("of", "entity id of the body or state"),
            ("of_name", "its name"),
            ("state", "current, former, elect, acting or late"),
            ("from", "EDTF start of the tenure"),
            ("to", "EDTF end of the tenure"),
            ("known_from", "text or gazetteer"),
            *_WORDS,
        ),
    ),
    Table(
        "mentions",
        "one row a mention of an entity",
        _columns(
            _DOCUMENT, ("entity", "entity id"), ("form", "name, title, nominal, pronoun, …"), ("rule", "rule"), *_WORDS
        ),
    ),
    Table(
        "times",
        "one row a time expression (TIMEX3)",
        _columns(
            _DOCUMENT,
            ("n:int", "index of the expression"),
            ("type", "DATE, TIME, DURATION or SET"),
            ("value", "TIMEX3 value"),
            ("edtf", "EDTF value"),
            ("earliest", "first day, ISO, inclusive"),
            ("latest", "last day, ISO, inclusive"),
            ("relative_to", "published, dateline, index of another expression, or empty"),
            ("mod", "TIMEX3 modifier"),
            ("rule", "rule that gave the value"),
            ("reason", "why it has no value"),
            *_WORDS,
        ),
    ),
    Table(
        "statements",
        "one row a statement",
        _columns(
            _DOCUMENT,
            ("id", "statement id"),
            ("parent", "statement that reports this one"),
            ("source", "entity id of the speaker"),
            ("source_name", "the speaker's name, or the words that stand for one"),
            ("side", "entity id of the party the speaker speaks for"),
            ("side_name", "that party's name"),
            ("source_text", "the source's words"),
            ("cue_text", "the cue's words"),
            ("quotation", "direct, indirect or mixed"),
            ("act", "what is done by saying it"),
            ("negated:bool", "the cue is negated"),
            ("standing", "asserted, attributed, alleged, denied, hypothetical or planned"),
            ("hedges:list", "hedging words"),
            ("addressee", "entity id"),
            ("addressee_name", "to whom it was said"),
            ("target", "entity id"),
            ("target_name", "against or of whom"),
            ("issues:list", "issue ids"),
            ("when", "value of the time when it was said"),
            ("rules:list", "rules that made it"),
            *_WORDS,
        ),
    ),
    Table(
        "issues",
        "one row an issue of a report",
        _columns(
            _DOCUMENT,
            ("id", "issue id"),
            ("name", "short noun phrase"),
            ("contexts:list", "PLOVER contexts"),
            ("mentions:int", "how often it is mentioned"),
        ),
    ),
    Table(
        "meetings",
        "one row a meeting",
        _columns(
            _DOCUMENT,
            ("id", "meeting id"),
            ("status", "held, planned, refused, …"),
            ("kind", "talks, call, visit, …"),
            ("format", "bilateral, multilateral, …"),
            ("level", "leaders, ministers, …"),
            ("when", "EDTF"),
            ("earliest", "first possible day"),
            ("latest", "last possible day"),
            ("when_text", "the words for the time"),
            ("duration", "ISO 8601"),
            ("place", "city or country"),
            ("venue", "building"),
            ("country", "ISO 3166-1 alpha-3"),
            ("geonames:int", "GeoNames id"),
            ("parties:list", "entity ids"),
            ("party_names:list", "their names"),
            ("hosts:list", "names"),
            ("mediators:list", "names"),
            ("observers:list", "names"),
            ("first_since", "the words"),
            ("round:int", "number of the round"),
            ("next", "id of the meeting that follows"),
            ("rules:list", "rules that made it"),
            *_WORDS,
        ),
    ),
    Table(
        "delegations",
        "one row a party's delegation to a meeting",
        _columns(
            _DOCUMENT,
            ("meeting", "meeting id"),
            ("party", "entity id"),
            ("party_name", "its name"),
            ("head", "entity id"),
            ("head_name", "the head's name"),
            ("members:list", "names"),
        ),
    ),
    Table(
        "meeting_items",
        "one row a topic, outcome, description or precondition of a meeting",
        _columns(
            _DOCUMENT,
            ("meeting", "meeting id"),
            ("field", "topic, topic-excluded, outcome, characterised or precondition"),
            ("kind", "kind of outcome"),
            ("issue", "issue id of a topic"),
            ("by", "name of who described the meeting so"),
            *_WORDS,
        ),
    ),
    Table(
        "positions",
        "one row a party's stance on an issue",
        _columns(
            _DOCUMENT,
            ("n:int", "index of the position"),
            ("party", "entity id"),
            ("party_name", "its name"),
            ("issue", "issue id"),
            ("issue_name", "its name"),
            ("stance", "demands, rejects, …"),
            ("statement", "statement id"),
            ("speaker", "entity id"),
            ("speaker_name", "who said so"),
            ("standing", "standing of the statement"),
            ("hedges:list", "hedging words"),
            *_WORDS,
        ),
    ),
    Table(
        "events",
        "one row an event (PLOVER, CAMEO)",
        _columns(
            _DOCUMENT,
            ("n:int", "index of the event"),
            ("plover", "PLOVER type"),
            ("mode", "PLOVER mode"),
            ("contexts:list", "PLOVER contexts"),
            ("cameo", "CAMEO code"),
            ("source:list", "entity ids"),
            ("source_names:list", "names"),
            ("source_codes:list", "CAMEO actor codes"),
            ("target:list", "entity ids"),
            ("target_names:list", "names"),
            ("target_codes:list", "CAMEO actor codes"),
            ("when", "EDTF"),
            ("place", "place"),
            ("standing", "asserted, attributed, alleged, …: an alleged event is no fact"),
            ("statement", "statement id"),
            ("meeting", "meeting id"),
            *_WORDS,
        ),
    ),
    Table("warnings", "one row a warning", _columns(_DOCUMENT, ("rule", "rule"), ("says", "sentence"), *_WORDS)),
)


BY_NAME = {table.name: table for table in TABLES}


def data_dictionary() -> dict[str, Any]:
    """The tables as a Frictionless Table Schema package, for readers of the CSV and Parquet files."""
    return {
        "profile": "tabular-data-package",
        "name": "dragoman",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "description": table.says,
                "schema": {
                    "fields": [
                        {
                            "name": c.name,
                            "type": "string" if c.type == "list" else c.type,
                            "description": c.says + (" (joined by |)" if c.type == "list" else ""),
                        }
                        for c in table.columns
                    ]
                },
            }
            for table in TABLES
        ],
    }
