"""Reviewed records as gold: the record as the reviewers hold it, in the types of a record.

Only what people judged is in it, unless all is asked for; names that a kept item points at stay with it. A value of a
person carries the rule ``review``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from dragoman.record import (
    Anchor,
    Duration,
    Entity,
    Event,
    Issue,
    Meeting,
    MeetingWhen,
    Mention,
    Place,
    Position,
    Record,
    Ref,
    Role,
    Statement,
    TimeExpression,
)
from dragoman.review.consensus import Settled, settle
from dragoman.review.entries import Entry
from dragoman.review.items import Kind
from dragoman.review.opinions import Opinion

RULE = "review"
_T = TypeVar("_T")


def gold(record: Record, entries: tuple[Entry, ...], *, unjudged: bool = False) -> Record:
    """The record as its reviewers hold it. ``unjudged`` keeps, too, what nobody judged.

    Rejected items are gone, changed values are in their place, added items are there; items on which reviewers differ
    and nobody decided are left out. The text, its blocks and the pipeline stay as they are.
    """
    return _Maker(record, settle(record, entries), unjudged).record_()


class _Maker:
    def __init__(self, record: Record, settled: Settled, unjudged: bool) -> None:
        self.record = record
        self.text = record.document.text
        self.settled = settled
        self.unjudged = unjudged
        self.key_of = {item.id: item.key for item in settled.items}
        self.open = set(settled.open)
        self.same: dict[str, str] = {}

    def record_(self) -> Record:
        entities = self._entities()
        self.by_name = {n.casefold(): e.id for e in reversed(entities) for n in (*e.aliases, e.name)}
        self.ids = {e.id for e in entities}
        issues = self._issues()
        self.issue_ids = {i.id for i in issues}
        self.issue_by_name = {i.name.casefold(): i.id for i in reversed(issues)}
        times, self.time_at = self._times()
        statements = self._statements()
        self.statement_ids = {s.id for s in statements}
        statements = [
            msgspec.structs.replace(s, parent=s.parent if s.parent in self.statement_ids else None) for s in statements
        ]
        meetings = self._meetings()
        made = msgspec.structs.replace(
            self.record,
            published=self._published(),
            entities=tuple(e for e in entities if self._is_added(e.id) or self._kept(e.id) is not None),
            times=tuple(times),
            statements=tuple(sorted(statements, key=lambda s: s.content[0].start)),
            issues=tuple(issues),
            meetings=tuple(meetings),
            positions=tuple(self._positions()),
            events=tuple(self._events()),
        )
        return _with_parties(made, entities)

    def _kept(self, id: str) -> Opinion | bool | None:
        """The opinion on an item that stays, True for one that stays unjudged, None for one that goes."""
        key = self.key_of[id]
        opinion = self.settled.held.get(key)
        if opinion is not None:
            return None if opinion.verdict == "rejected" else opinion
        return True if self.unjudged and key not in self.open else None

    def _is_added(self, id: str) -> bool:
        return id not in self.key_of

    def _changed(self, id: str) -> dict[str, Any]:
        kept = self._kept(id)
        return kept.fields if isinstance(kept, Opinion) else {}

    def _added(self, kind: Kind) -> Iterable[tuple[str, Opinion]]:
        found = [o for o in self.settled.held.values() if o.kind == kind and o.item is None and o.verdict != "rejected"]
        usable = [o for o in found if o.spans]
        return ((f"{kind[0]}+{n}", o) for n, o in enumerate(sorted(usable, key=lambda o: o.spans)))

    def _anchors(self, spans: Iterable[Sequence[int]]) -> tuple[Anchor, ...]:
        return tuple(Anchor(s, e, self.text[s:e]) for s, e in sorted((s[0], s[1]) for s in spans))

    # -- who --------------------------------------------------------------------------------------------------------

    def _entities(self) -> list[Entity]:
        """All entities but those rejected or the same as another; unjudged ones may still be pointed at."""
        out = []
        named = {e.name.casefold(): e.id for e in reversed(self.record.entities)}
        rejected = set()
        for entity in self.record.entities:
            opinion = self.settled.held.get(self.key_of[entity.id])
            if opinion is not None and opinion.verdict == "rejected":
                rejected.add(entity.id)
                continue
            fields = opinion.fields if opinion else {}
            twin = named.get(str(fields.get("same_as") or "").casefold())
            if twin and twin != entity.id:
                self.same[entity.id] = twin
                continue
            out.append(self._entity(entity, fields, named))
        for id, opinion in self._added("entity"):
            spans = opinion.fields.get("mentions") or [list(s) for s in opinion.spans]
            name = opinion.fields.get("name") or self.text[slice(*opinion.spans[0])]
            blank = Entity(id=id, name=name, kind=opinion.fields.get("kind") or "person", rules=(RULE,))
            out.append(self._entity(blank, {**opinion.fields, "mentions": spans}, named))
        for entity in self.record.entities:
            if entity.id in self.same:
                target = self.same[entity.id]
                out = [_joined(e, entity) if e.id == target else e for e in out]
        return [
            msgspec.structs.replace(e, side=None if e.side in rejected else self.same.get(e.side or "", e.side))
            for e in out
        ]

    def _entity(self, entity: Entity, fields: dict[str, Any], named: dict[str, str]) -> Entity:
        changes: dict[str, Any] = {n: fields[n] for n in ("name", "kind", "country") if n in fields}
        if changes.get("name", "") is None:
            del changes["name"]
        if "side" in fields:
            changes["side"] = named.get(str(fields["side"]).casefold()) if fields["side"] else None
        if "title" in fields:
            rest = entity.roles[1:]
            role = Role(
                title=fields["title"], of=None, from_=None, to=None, known_from="text", anchor=None, rule=RULE
            ) if fields["title"] else None  # fmt: skip
            changes["roles"] = (role, *rest) if role else rest
        if "mentions" in fields:
            old = {(m.start, m.end): m for m in entity.mentions}
            changes["mentions"] = tuple(
                old.get((a.start, a.end)) or Mention(start=a.start, end=a.end, text=a.text, form="name", rule=RULE)
                for a in self._anchors(fields["mentions"] or [])
            )
        return msgspec.structs.replace(entity, **changes) if changes else entity

    def _id(self, id: str | None) -> str | None:
        found = self.same.get(id or "", id)
        return found if found in self.ids else None

    def _named(self, name: str | None) -> Ref | None:
        """A person's name for a speaker or party, as a reference."""
        if not name:
            return None
        id = self.by_name.get(name.casefold())
        return Ref(entity=self.same.get(id, id) if id else None, text=None if id else name, rule=RULE)

    def _ref(self, ref: Ref | None) -> Ref | None:
        if ref is None or ref.entity is None:
            return ref
        return msgspec.structs.replace(ref, entity=self._id(ref.entity))

    def _pick(self, name: str, fields: dict[str, Any], ref: Ref | None) -> Ref | None:
        return self._named(fields[name]) if name in fields else self._ref(ref)

    # -- what and when ------------------------------------------------------------------------------------------------

    def _published(self) -> Any:
        published = self.record.published
        opinion = self.settled.held.get("published")
        if opinion is None or "value" not in opinion.fields:
            if opinion is not None and opinion.verdict == "rejected":
                return msgspec.structs.replace(published, value=None, earliest=None, latest=None, status="unknown")
            return published
        earliest, latest = bounds(opinion.fields["value"])
        known = earliest is not None and earliest == latest
        return msgspec.structs.replace(
            published,
            value=opinion.fields["value"],
            earliest=earliest,
            latest=latest,
            status="known" if known else "bounded" if opinion.fields["value"] else "unknown",
            reason=None,
        )

    def _issues(self) -> list[Issue]:
        out = []
        for issue in self.record.issues:
            if self._kept(issue.id) is None and self.settled.held.get(self.key_of[issue.id]) is not None:
                continue
            fields = self._changed(issue.id)
            changes: dict[str, Any] = {"name": fields["name"]} if fields.get("name") else {}
            if fields.get("mentions"):
                changes["mentions"] = self._anchors(fields["mentions"])
            out.append(msgspec.structs.replace(issue, **changes) if changes else issue)
        for id, opinion in self._added("issue"):
            name = opinion.fields.get("name") or self.text[slice(*opinion.spans[0])]
            out.append(Issue(id=id, name=name, contexts=(), mentions=self._anchors(opinion.spans), rules=(RULE,)))
        return out

    def _times(self) -> tuple[list[TimeExpression], dict[int, int]]:
        kept: list[tuple[int | None, TimeExpression]] = []
        for n, time in enumerate(self.record.times):
            if self._kept(f"t{n}") is None:
                continue
            fields = self._changed(f"t{n}")
            changes: dict[str, Any] = {k: fields[k] for k in ("type", "value", "edtf") if k in fields}
            if "edtf" in fields:
                changes["earliest"], changes["latest"] = bounds(fields["edtf"])
            if fields.get("span"):
                anchor = self._anchors([fields["span"]])[0]
                changes |= {"start": anchor.start, "end": anchor.end, "text": anchor.text}
            if changes:
                changes |= {"rule": RULE, "reason": None}
            kept.append((n, msgspec.structs.replace(time, **changes) if changes else time))
        for _, opinion in self._added("time"):
            anchor = self._anchors(opinion.spans)[0]
            edtf = opinion.fields.get("edtf")
            earliest, latest = bounds(edtf)
            kept.append(
                (
                    None,
                    TimeExpression(
                        start=anchor.start, end=anchor.end, text=anchor.text, type=opinion.fields.get("type") or "DATE",
                        value=opinion.fields.get("value"), edtf=edtf, earliest=earliest,
                        latest=latest, relative_to=None,
                        rule=RULE,
                    ),
                )
            )  # fmt: skip
        kept.sort(key=lambda pair: (pair[1].start, pair[1].end))
        at = {old: new for new, (old, _) in enumerate(kept) if old is not None}
        out = []
        for _, time in kept:
            base = time.relative_to
            out.append(msgspec.structs.replace(time, relative_to=at.get(base)) if isinstance(base, int) else time)
        return out, at

    def _statements(self) -> list[Statement]:
        out = []
        for statement in self.record.statements:
            if self._kept(statement.id) is None:
                continue
            fields = self._changed(statement.id)
            changes: dict[str, Any] = {
                n: fields[n] for n in ("act", "standing", "quotation", "negated") if fields.get(n) is not None
            }
            for name in ("source", "addressee", "target"):
                changes[name] = self._pick(name, fields, getattr(statement, name))
            if fields.get("content"):
                changes["content"] = self._anchors(fields["content"])
            if "cue" in fields:
                changes["cue"] = self._anchors([fields["cue"]])[0] if fields["cue"] else None
            changes["issues"] = tuple(i for i in statement.issues if i in self.issue_ids)
            changes["when"] = self.time_at.get(statement.when) if statement.when is not None else None
            out.append(msgspec.structs.replace(statement, **changes))
        for id, opinion in self._added("statement"):
            get = opinion.fields.get
            out.append(
                Statement(
                    id=id, parent=None, source=self._named(get("source")), cue=None,
                    content=self._anchors(opinion.spans), quotation=get("quotation") or "indirect",
                    act=get("act") or "assert", negated=bool(get("negated")),
                    hedges=(), standing=get("standing") or "attributed", addressee=self._named(get("addressee")),
                    target=self._named(get("target")), rules=(RULE,),
                )
            )  # fmt: skip
        return out

    def _meetings(self) -> list[Meeting]:
        out = []
        same: dict[str, str] = {}
        lines: dict[str, str] = {}
        for meeting in self.record.meetings:
            fields = self._changed(meeting.id)
            if fields.get("same_as"):
                same[meeting.id] = str(fields["same_as"])
            lines[meeting.id] = meeting.id
        for meeting in self.record.meetings:
            if self._kept(meeting.id) is None or same.get(meeting.id) in lines:
                continue
            out.append(self._meeting(meeting, self._changed(meeting.id)))
        for id, opinion in self._added("meeting"):
            blank = Meeting(
                id=id, status="held", kind="talks", format="unknown", level="unknown", when=None, duration=None,
                place=None, parties=(), delegations=(), hosts=(), mediators=(), observers=(), topics=(),
                topics_excluded=(), outcomes=(), characterised=(), first_since=None, next=None,
                evidence=self._anchors(opinion.spans), rules=(RULE,),
            )  # fmt: skip
            out.append(self._meeting(blank, opinion.fields))
        there = {m.id for m in out}
        follow = [msgspec.structs.replace(m, next=same.get(m.next or "", m.next)) for m in out]
        return [msgspec.structs.replace(m, next=m.next if m.next in there else None) for m in follow]

    def _meeting(self, meeting: Meeting, fields: dict[str, Any]) -> Meeting:
        changes: dict[str, Any] = {n: fields[n] for n in ("status", "kind", "format", "level") if fields.get(n)}
        if "when" in fields:
            earliest, latest = bounds(fields["when"])
            changes["when"] = (
                MeetingWhen(value=fields["when"], earliest=earliest, latest=latest) if fields["when"] else None
            )
        if "place" in fields:
            place = fields["place"]
            changes["place"] = Place(name=place, venue=None, country=None, geonames=None) if place else None
        if "duration" in fields:
            value = fields["duration"]
            anchor = meeting.evidence[0] if meeting.evidence else Anchor(0, 0, "")
            changes["duration"] = (
                Duration(value=value, start=anchor.start, end=anchor.end, text=anchor.text) if value else None
            )
        if fields.get("evidence"):
            changes["evidence"] = self._anchors(fields["evidence"])
        if "parties" in fields:
            changes["parties"] = tuple(ref for n in fields["parties"] or () if (ref := self._named(n)) is not None)
        for name in ("parties", "hosts", "mediators", "observers"):
            if name not in changes:
                changes[name] = tuple(r for ref in getattr(meeting, name) if (r := self._ref(ref)) is not None)
        changes["delegations"] = tuple(
            msgspec.structs.replace(
                d,
                party=party,
                head=self._id(d.head),
                members=tuple(m for member in d.members if (m := self._id(member)) is not None),
            )
            for d in meeting.delegations
            if (party := self._id(d.party)) is not None
        )
        changes["characterised"] = tuple(msgspec.structs.replace(c, by=self._id(c.by)) for c in meeting.characterised)
        for name in ("topics", "topics_excluded"):
            changes[name] = tuple(
                msgspec.structs.replace(t, issue=t.issue if t.issue in self.issue_ids else None)
                for t in getattr(meeting, name)
            )
        return msgspec.structs.replace(meeting, **changes)

    def _positions(self) -> Iterable[Position]:
        for n, position in enumerate(self.record.positions):
            if self._kept(f"p{n}") is None:
                continue
            fields = self._changed(f"p{n}")
            party = (
                self.by_name.get(str(fields["party"]).casefold()) if fields.get("party") else self._id(position.party)
            )
            issue = position.issue
            if fields.get("issue"):
                issue = self.issue_by_name.get(fields["issue"].casefold(), issue)
            if party is None or issue not in self.issue_ids:
                continue
            changes: dict[str, Any] = {k: fields[k] for k in ("stance", "standing") if fields.get(k)}
            statement = position.statement if position.statement in self.statement_ids else None
            speaker = self._id(position.speaker)
            yield msgspec.structs.replace(
                position, party=party, issue=issue, statement=statement, speaker=speaker, **changes
            )

    def _events(self) -> Iterable[Event]:
        for n, event in enumerate(self.record.events):
            if self._kept(f"v{n}") is None:
                continue
            fields = self._changed(f"v{n}")
            changes: dict[str, Any] = {k: fields[k] for k in ("plover", "cameo", "standing") if fields.get(k)}
            yield msgspec.structs.replace(
                event,
                source=tuple(i for e in event.source if (i := self._id(e)) is not None),
                target=tuple(i for e in event.target if (i := self._id(e)) is not None),
                statement=event.statement if event.statement in self.statement_ids else None,
                **changes,
            )


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last ISO day of a plain EDTF value: a day, month, year, or interval; None where it is another."""
    if not edtf:
        return None, None
    first, _, last = edtf.partition("/")
    return _edge(first, 0), _edge(last or first, 1)


def _edge(value: str, side: int) -> str | None:
    try:
        parts = [int(p) for p in value.strip("?~%").split("-")]
        if len(parts) == 3:
            return date(*parts).isoformat()
        year, month = parts[0], parts[1] if len(parts) == 2 else (12 if side else 1)
        if not 1 <= month <= 12:
            return None
        if not side:
            return date(year, month, 1).isoformat()
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _joined(entity: Entity, other: Entity) -> Entity:
    mentions = sorted({*entity.mentions, *other.mentions}, key=lambda m: (m.start, m.end))
    aliases = tuple(dict.fromkeys((*entity.aliases, other.name, *other.aliases)))
    return msgspec.structs.replace(
        entity, mentions=tuple(mentions), aliases=tuple(a for a in aliases if a != entity.name)
    )


def _with_parties(record: Record, entities: list[Entity]) -> Record:
    """Put back the entities that kept items point at, so that every id in the record has its entity."""
    wanted: set[str | None] = {e.id for e in record.entities}
    for statement in record.statements:
        wanted |= {r.entity for r in (statement.source, statement.addressee, statement.target) if r}
    for meeting in record.meetings:
        wanted |= {r.entity for r in (*meeting.parties, *meeting.hosts, *meeting.mediators, *meeting.observers)}
        wanted |= {c.by for c in meeting.characterised}
        for d in meeting.delegations:
            wanted |= {d.party, d.head, *d.members}
    for position in record.positions:
        wanted |= {position.party, position.speaker}
    for event in record.events:
        wanted |= {*event.source, *event.target}
    by_id = {e.id: e for e in entities}
    queue = [w for w in wanted if w in by_id]
    while queue:
        entity = by_id[queue.pop()]
        for also in (entity.side, *(r.of for r in entity.roles)):
            if also in by_id and also not in wanted:
                wanted.add(also)
                queue.append(also)
    kept = [
        msgspec.structs.replace(
            e,
            side=e.side if e.side in by_id else None,
            roles=tuple(r if r.of in by_id else msgspec.structs.replace(r, of=None) for r in e.roles),
        )
        for e in entities
        if e.id in wanted
    ]
    return msgspec.structs.replace(record, entities=tuple(kept))
