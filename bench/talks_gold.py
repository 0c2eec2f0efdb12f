"""The gold for meetings as types, and the loader that checks it (format: bench/gold/talks/README.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.sameness import duration_parts, edtf_bounds, fold

GOLD = Path(__file__).parent / "gold" / "talks"
SPLITS = ("dev", "check")
STATUSES = ("held", "ongoing", "planned", "proposed", "postponed", "cancelled", "refused", "denied", "background")
KINDS = ("talks", "call", "visit", "summit", "conference", "mediation", "contact")
FORMATS = ("bilateral", "trilateral", "multilateral", "indirect", "unknown")
LEVELS = ("leaders", "ministers", "ambassadors", "officials", "experts", "unknown")
OUTCOMES = ("agreed", "not-agreed", "unresolved", "next-meeting", "statement", "none")
STANCES = (
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
)


class GoldError(ValueError):
    """A gold file is wrong; the message names the file and the item."""


@dataclass(frozen=True)
class Item:
    """One gold value: any of ``names`` is right; an ``optional`` one counts neither when found nor when missed."""

    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Outcome:
    kinds: tuple[str, ...]
    text: str
    optional: bool = False


@dataclass(frozen=True)
class Position:
    party: Item
    issue: str
    stances: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Two values for one field inside one report, with the words of each."""

    field: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Meeting:
    """A gold meeting. Fields with alternatives are tuples; ``None`` among them says that no value is right too."""

    id: str
    mentions: tuple[str, ...]  # the cue first; exact words, each once in the text
    status: tuple[str, ...]
    kind: tuple[str, ...]
    format: tuple[str, ...]
    level: tuple[str, ...]
    when: tuple[str | None, ...]
    duration: tuple[str | None, ...]
    place: tuple[str | None, ...]
    venue: tuple[str | None, ...]
    first_since: tuple[str | None, ...]
    parties: tuple[Item, ...]
    heads: Mapping[str, Item]
    members: Mapping[str, tuple[Item, ...]]
    hosts: tuple[Item, ...] = ()
    mediators: tuple[Item, ...] = ()
    observers: tuple[Item, ...] = ()
    topics: tuple[Item, ...] = ()
    topics_excluded: tuple[Item, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    characterised: tuple[Item, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    optional: bool = False  # borderline: counts neither when found nor when missed
    next: str | None = None
    round: int | None = None
    publicity: str | None = None  # exact words: "behind closed doors"
    preconditions: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Report:
    name: str
    split: str
    published: str | None  # ISO date
    text: str
    aliases: Mapping[str, tuple[str, ...]]
    meetings: tuple[Meeting, ...]
    positions: tuple[Position, ...] = ()


_REPORT_KEYS = {"split", "published", "aliases", "meetings", "positions"}
_MEETING_KEYS = """id optional cue mentions status kind format level when duration place venue parties heads members hosts
    mediators observers topics topics_excluded outcomes characterised first_since conflicts next round publicity
    preconditions"""


def load(directory: Path | str = GOLD) -> list[Report]:
    """The gold reports in ``directory``, sorted by name.

    Raises GoldError, naming file and item, for a key or value that the format does not have, for "exact words" that are
    not in the text, and for a cue that does not pick out one place in it.
    """
    directory = Path(directory)
    reports = [_report(path, directory / "texts" / f"{path.stem}.txt") for path in sorted(directory.glob("*.yaml"))]
    stray = {p.stem for p in (directory / "texts").glob("*.txt")} - {r.name for r in reports}
    if stray:
        raise GoldError(f"{directory}: texts without gold: {', '.join(sorted(stray))}")
    return reports


def _report(path: Path, text_path: Path) -> Report:
    def fail(item: str, says: str) -> GoldError:
        return GoldError(f"{path.name}: {item}: {says}")

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise GoldError(f"{path.name}: not YAML: {error}") from error
    if not text_path.is_file():
        raise fail("text", f"{text_path.name} is missing")
    text = text_path.read_text(encoding="utf-8")
    if not isinstance(raw, dict) or not isinstance(raw.get("meetings"), list):
        raise fail("file", "needs a list of meetings (it may be empty)")
    if set(raw) - _REPORT_KEYS:
        raise fail("file", f"unknown keys {sorted(set(raw) - _REPORT_KEYS)}")
    if raw.get("split") not in SPLITS:
        raise fail("split", f"{raw.get('split')!r} is not one of {SPLITS}")
    published = raw.get("published")
    if isinstance(published, dt.date):
        published = published.isoformat()
    if published is not None and edtf_bounds(published) is None:
        raise fail("published", f"{published!r} is not a date")

    def words(item: str, value: str) -> str:
        if value not in text:
            raise fail(item, f"{value!r} is not in the text")
        return value

    meetings = tuple(_meeting(m, i, text, words, fail) for i, m in enumerate(raw["meetings"]))
    ids = [m.id for m in meetings]
    if len(set(ids)) < len(ids):
        raise fail("meetings", f"an id is used twice: {ids}")
    for m in meetings:
        if m.next is not None and m.next not in ids:
            raise fail(f"{m.id}.next", f"no meeting {m.next!r}")
    positions = []
    for i, p in enumerate(raw.get("positions") or []):
        stances = _choice(p.get("stance"), STANCES, f"positions[{i}].stance", fail)
        positions.append(Position(_item(p["party"]), words(f"positions[{i}].issue", p["issue"]), stances))
    aliases = {k: tuple(v) for k, v in (raw.get("aliases") or {}).items()}
    return Report(path.stem, raw["split"], published, text, aliases, meetings, tuple(positions))


def _meeting(
    raw: Any, index: int, text: str, words: Callable[[str, str], str], fail: Callable[[str, str], GoldError]
) -> Meeting:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
        raise fail(f"meetings[{index}]", "needs an id")
    id_ = raw["id"]
    if set(raw) - set(_MEETING_KEYS.split()):
        raise fail(id_, f"unknown keys {sorted(set(raw) - set(_MEETING_KEYS.split()))}")
    for key in (
        "cue",
        "status",
        "kind",
        "format",
        "level",
        "when",
        "duration",
        "place",
        "venue",
        "parties",
        "first_since",
    ):
        if key not in raw:
            raise fail(f"{id_}.{key}", "is missing")
    mentions = (raw["cue"], *(raw.get("mentions") or []))
    for mention in mentions:
        if text.count(mention) != 1:
            raise fail(f"{id_}.cue", f"{mention!r} is {text.count(mention)} times in the text, must be once")
    when, duration = _values(raw["when"]), _values(raw["duration"])
    for value in when:
        if value is not None and edtf_bounds(value) is None:
            raise fail(f"{id_}.when", f"{value!r} is not EDTF as used here")
    for value in duration:
        if value is not None and duration_parts(value) is None:
            raise fail(f"{id_}.duration", f"{value!r} is not an ISO 8601 duration")

    def exact(key: str) -> tuple[Item, ...]:
        items = tuple(_item(x) for x in raw.get(key) or [])
        for item in items:
            for name in item.names:
                words(f"{id_}.{key}", name)
        return items

    def exact_or_null(key: str) -> tuple[str | None, ...]:
        values = _values(raw[key])
        for value in values:
            if value is not None:
                words(f"{id_}.{key}", value)
        return values

    def people(item: Item, key: str) -> Item:
        for name in item.names:
            if fold(name).split()[-1] not in fold(text).split():
                raise fail(f"{id_}.{key}", f"{name!r} is nobody in the text")
        return item

    parties = tuple(_item(x) for x in raw["parties"])
    known = {n for p in parties for n in p.names}
    heads = {party: people(_item(name), "heads") for party, name in (raw.get("heads") or {}).items()}
    members = {
        party: tuple(people(_item(n), "members") for n in names) for party, names in (raw.get("members") or {}).items()
    }
    for party in [*heads, *members]:
        if party not in known:
            raise fail(f"{id_}.heads", f"{party!r} is not among the parties")
    outcomes = []
    for i, o in enumerate(raw.get("outcomes") or []):
        kinds = _choice(o.get("kind"), OUTCOMES, f"{id_}.outcomes[{i}].kind", fail)
        outcomes.append(Outcome(kinds, words(f"{id_}.outcomes[{i}]", o["text"]), bool(o.get("optional"))))
    conflicts = tuple(
        Conflict(c["field"], tuple(words(f"{id_}.conflicts", t) for t in c["text"])) for c in raw.get("conflicts") or []
    )
    return Meeting(
        id=id_,
        mentions=mentions,
        status=_choice(raw["status"], STATUSES, f"{id_}.status", fail),
        kind=_choice(raw["kind"], KINDS, f"{id_}.kind", fail),
        format=_choice(raw["format"], FORMATS, f"{id_}.format", fail),
        level=_choice(raw["level"], LEVELS, f"{id_}.level", fail),
        when=when,
        duration=duration,
        place=_values(raw["place"]),
        venue=exact_or_null("venue"),
        first_since=exact_or_null("first_since"),
        parties=parties,
        heads=heads,
        members=members,
        hosts=tuple(_item(x) for x in raw.get("hosts") or []),
        mediators=tuple(_item(x) for x in raw.get("mediators") or []),
        observers=tuple(_item(x) for x in raw.get("observers") or []),
        topics=exact("topics"),
        topics_excluded=exact("topics_excluded"),
        outcomes=tuple(outcomes),
        characterised=exact("characterised"),
        conflicts=conflicts,
        optional=bool(raw.get("optional")),
        next=raw.get("next"),
        round=raw.get("round"),
        publicity=words(f"{id_}.publicity", raw["publicity"]) if raw.get("publicity") else None,
        preconditions=exact("preconditions"),
    )


def _item(raw: Any) -> Item:
    names = [str(n) for n in (raw if isinstance(raw, list) else [raw])]
    optional = names[0].startswith("? ")
    return Item(tuple(n.removeprefix("? ") for n in names), optional)


def _values(raw: Any) -> tuple[str | None, ...]:
    values = raw if isinstance(raw, list) else [raw]
    return tuple(v.isoformat() if isinstance(v, dt.date) else None if v is None else str(v) for v in values)


def _choice(raw: Any, allowed: Sequence[str], item: str, fail: Callable[[str, str], GoldError]) -> tuple[str, ...]:
    values = tuple(raw) if isinstance(raw, list) else (raw,)
    for value in values:
        if value not in allowed:
            raise fail(item, f"{value!r} is not one of {', '.join(allowed)}")
    return values
