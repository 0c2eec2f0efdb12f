"""The record of one report, field by field as docs/schema.md publishes it.

Every anchor is ``start``/``end``/``text``: half-open offsets in Unicode code points into ``document.text``, and
``document.text[start:end] == text``. Where a value was inferred without words of its own the three are null.
Lists are ordered by first offset. ``rules`` names the rules that made an item.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.record.document import Block, Dateline, Page

SCHEMA = "1"

EntityKind = Literal[
    "person",
    "state",
    "organisation",
    "government-body",
    "armed-group",
    "armed-force",
    "group",
    "place",
    "unnamed-source",
]
MentionForm = Literal["name", "title", "nominal", "pronoun", "metonym", "demonym"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Quotation = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "assert",
    "demand",
    "propose",
    "promise",
    "threaten",
    "agree",
    "accept",
    "reject",
    "refuse",
    "accuse",
    "deny",
    "criticise",
    "praise",
    "welcome",
    "condition",
    "ask",
    "expect",
    "other",
]
Standing = Literal["asserted", "attributed", "alleged", "denied", "hypothetical", "planned"]
MeetingStatus = Literal[
    "held", "ongoing", "planned", "proposed", "postponed", "cancelled", "refused", "denied", "background"
]
MeetingKind = Literal["talks", "call", "visit", "summit", "conference", "mediation", "contact"]
MeetingFormat = Literal["bilateral", "trilateral", "multilateral", "indirect", "unknown"]
Level = Literal["leaders", "ministers", "ambassadors", "officials", "experts", "unknown"]
OutcomeKind = Literal["agreed", "not-agreed", "unresolved", "next-meeting", "statement", "none"]
Stance = Literal[
    "demands",
    "offers",
    "accepts",
    "rejects",
    "refuses",
    "conditions",
    "accuses",
    "denies",
    "supports",
    "opposes",
]


class Anchor(msgspec.Struct, frozen=True):
    """Words of the text: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


class Model(msgspec.Struct, frozen=True):
    """A statistical model that took part."""

    name: str
    version: str


class Pipeline(msgspec.Struct, frozen=True):
    """What made the record. ``id`` is a hash of program version, models, knowledge files and settings."""

    id: str
    models: tuple[Model, ...]


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """The document as read. ``id`` is the SHA-256 of ``text`` in UTF-8. ``pages`` says which stretch of the text stands
    on which printed page (PDF), ``part`` which report of a file with several it is, counted from 1."""

    id: str
    source: str
    title: str | None
    outlet: str | None
    agency: str | None
    section: str | None
    byline: str | None
    language: str | None
    dateline: Dateline | None
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    part: int | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that bounds the date of publication, in one sentence; ``earliest``/``latest`` ISO days, inclusive."""

    rule: str
    says: str
    earliest: str | None
    latest: str | None
    anchor: Anchor | None


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """A date that might have been the publication date and is not, and why."""

    value: str
    rule: str
    says: str
    anchor: Anchor | None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the report was published: EDTF ``value``, inclusive ISO bounds, and the witnesses for and against."""

    value: str | None
    earliest: str | None
    latest: str | None
    status: Literal["known", "bounded", "unknown"]
    evidence: tuple[Evidence, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    reason: str | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """An office or function. ``of`` is an entity id; ``from``/``to`` EDTF or null; ``office`` the office's code.

    ``state`` is what the text says of the tenure: ``current``, ``former``, ``elect``, ``acting``, ``late``.
    """

    title: str
    of: str | None
    from_: str | None
    to: str | None
    known_from: Literal["text", "gazetteer"]
    anchor: Anchor | None
    office: str | None = None
    state: Literal["current", "former", "elect", "acting", "late"] = "current"
    rule: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words that refer to an entity."""

    start: int
    end: int
    text: str
    form: MentionForm
    rule: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that acts, is spoken for, or is a place. ``side`` is the entity id of its party."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    side: str | None = None
    roles: tuple[Role, ...] = ()
    ids: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    says: str | None = None
    rules: tuple[str, ...] = ()


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A TIMEX3. ``relative_to`` is ``published``, ``dateline``, the index of another expression, or null.

    ``value`` may be symbolic (``XXXX-WXX-1``) when it cannot be resolved; ``reason`` then says why. ``shift`` is how a
    relative time is counted from ``relative_to``, kept so that it can be resolved later without the text.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    relative_to: str | int | None
    rule: str
    reason: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    direction: Literal["past", "future", "same"] | None = None
    shift: str | None = None


class Ref(msgspec.Struct, frozen=True, kw_only=True):
    """An entity with the words that point at it. Offsets are null when no words do (``rule`` then says how)."""

    entity: str | None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    rule: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what: attribution source, cue and content; ``parent`` is the statement that reports this one."""

    id: str
    parent: str | None
    source: Ref | None
    cue: Anchor | None
    content: tuple[Anchor, ...]
    quotation: Quotation
    act: Act
    negated: bool
    hedges: tuple[Anchor, ...]
    standing: Standing
    addressee: Ref | None
    target: Ref | None
    issues: tuple[str, ...] = ()
    when: int | None = None
    rules: tuple[str, ...] = ()


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What is talked about: a short noun phrase, PLOVER contexts, and where it is mentioned."""

    id: str
    name: str
    contexts: tuple[str, ...]
    mentions: tuple[Anchor, ...]
    rules: tuple[str, ...] = ()


class MeetingWhen(msgspec.Struct, frozen=True, kw_only=True):
    """When a meeting was, EDTF with inclusive ISO bounds, and the words that say so."""

    value: str | None
    earliest: str | None
    latest: str | None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    reason: str | None = None


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """How long, as an ISO 8601 duration (``PT4H``)."""

    value: str
    start: int
    end: int
    text: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a meeting was: city, venue, ISO 3166-1 alpha-3 country, GeoNames id."""

    name: str | None
    venue: str | None
    country: str | None
    geonames: int | None
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Delegation(msgspec.Struct, frozen=True, kw_only=True):
    """One party's people at a meeting; all values are entity ids."""

    party: str
    head: str | None
    members: tuple[str, ...] = ()


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was, or was not, on the table."""

    issue: str | None
    start: int
    end: int
    text: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a meeting."""

    kind: OutcomeKind
    start: int
    end: int
    text: str


class Characterisation(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody described a meeting (``positive``, ``businesslike``)."""

    by: str | None
    start: int
    end: int
    text: str


class FirstSince(msgspec.Struct, frozen=True, kw_only=True):
    """The first such meeting since when, or in how long."""

    value: str | None
    start: int
    end: int
    text: str


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting, held or not. ``next`` is the id of the meeting that follows it."""

    id: str
    status: MeetingStatus
    kind: MeetingKind
    format: MeetingFormat
    level: Level
    when: MeetingWhen | None
    duration: Duration | None
    place: Place | None
    parties: tuple[Ref, ...]
    delegations: tuple[Delegation, ...]
    hosts: tuple[Ref, ...]
    mediators: tuple[Ref, ...]
    observers: tuple[Ref, ...]
    topics: tuple[Topic, ...]
    topics_excluded: tuple[Topic, ...]
    outcomes: tuple[Outcome, ...]
    characterised: tuple[Characterisation, ...]
    first_since: FirstSince | None
    next: str | None
    evidence: tuple[Anchor, ...]
    round: int | None = None
    publicity: Anchor | None = None
    preconditions: tuple[Anchor, ...] = ()
    rules: tuple[str, ...] = ()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A party's stance on an issue, from one statement (or from the reporter when ``statement`` is null)."""

    party: str
    issue: str
    stance: Stance
    statement: str | None
    speaker: str | None
    anchor: Anchor | None
    hedges: tuple[Anchor, ...] = ()
    standing: Standing = "attributed"
    rules: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The same as standard event data: PLOVER type, mode and contexts, CAMEO code, entity ids."""

    plover: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    when: str | None
    place: str | None
    standing: Standing
    statement: str | None
    anchor: Anchor | None
    meeting: str | None = None
    source_codes: tuple[str, ...] = ()
    target_codes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Warning_(msgspec.Struct, frozen=True, kw_only=True):
    """What was skipped, truncated, unreadable or contradictory, in a sentence."""

    rule: str
    says: str
    anchor: Anchor | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that dragoman takes from one report."""

    schema: str
    dragoman: str
    pipeline: Pipeline
    document: DocumentView
    published: Published
    entities: tuple[Entity, ...]
    times: tuple[TimeExpression, ...]
    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]
    meetings: tuple[Meeting, ...]
    positions: tuple[Position, ...]
    events: tuple[Event, ...]
    warnings: tuple[Warning_, ...]

    def to_json(self, *, indent: int = 0) -> bytes:
        """The record as UTF-8 JSON; ``indent`` > 0 for a form that people read. Byte-identical for equal records."""
        raw = msgspec.json.encode(self, order="deterministic")
        return msgspec.json.format(raw, indent=indent) if indent else raw

    @staticmethod
    def from_json(data: bytes | str) -> Record:
        """Read a record back. Raises ``msgspec.ValidationError`` with the path of the first field that is wrong."""
        return msgspec.json.decode(data, type=Record)
