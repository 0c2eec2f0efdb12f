"""How an item reads as a line: a head, its words, its small print."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from dragoman.review import Item, Opinion
from dragoman.review.items import Kind

TITLES: dict[Kind, str] = {
    "published": "Date of publication",
    "meeting": "The talks",
    "statement": "Who said what",
    "position": "Positions",
    "entity": "Who",
    "time": "When",
    "issue": "About what",
    "event": "As events",
}
"""The groups of the record's column, in the order in which they are shown."""

LABELS = {
    "when": "when", "same_as": "same as", "topics_excluded": "kept off the table", "edtf": "date",
}  # fmt: skip


class Line(NamedTuple):
    """One item as a line."""

    head: str
    words: str
    small: str


def line(kind: str, fields: dict[str, Any], words: tuple[str, ...]) -> Line:
    """The line of an item of ``kind`` with these field values."""
    get = fields.get
    if kind == "meeting":
        parties = " – ".join(get("parties") or ()) or "parties not named"
        bits = [
            _join(", ", *dict.fromkeys((get("venue"), get("place")))),
            edtf(get("when")),
            duration(get("duration")),
            *(get("heads") or ()),
        ]
        bits += [f"discussed: {t}" for t in get("topics") or ()]
        bits += [f"not discussed: {t}" for t in get("topics_excluded") or ()]
        bits += [f"outcome ({o.partition(': ')[0]}): {o.partition(': ')[2]}" for o in get("outcomes") or ()]
        small = _join(
            " · ", get("kind"), *(v for v in (get("format"), get("level")) if v != "unknown"), _same(get("same_as"))
        )
        return Line(f"{get('status', '')}: {parties}", _join(" · ", *bits), small)
    if kind == "statement":
        act = ("not " if get("negated") else "") + (get("act") or "")
        small = _join(
            " · ", act + (f" → {get('target')}" if get("target") else ""), get("quotation"), get("standing"),
            f"hedged: {', '.join(dict.fromkeys(get('hedges') or ()))}" if get("hedges") else None,
        )  # fmt: skip
        said = words[: max(1, len(get("content") or ()))]
        return Line(get("source") or "(source not named)", flat(" … ".join(said)), small)
    if kind == "entity":
        small = _join(" · ", get("kind"), get("side"), get("country"), _same(get("same_as")))
        return Line(get("name") or "", get("title") or "", small)
    if kind == "time":
        return Line(flat(words[0]) if words else "", get("value") or "unknown", _join(" · ", get("type"), get("edtf")))
    if kind == "position":
        small = _join(" · ", get("standing"))
        return Line(f"{get('party', '')} {get('stance', '')}", get("issue") or "", small)
    if kind == "issue":
        return Line(get("name") or "", "", "")
    if kind == "event":
        whom = f"{', '.join(get('source') or ())} → {', '.join(get('target') or ())}"
        small = _join(" · ", f"CAMEO {get('cameo')}" if get("cameo") else None, get("standing"))
        return Line(get("plover") or "", whom, small)
    return Line(edtf(get("value")) or "not known", "", "")


def item_line(item: Item | None, opinion: Opinion | None) -> Line:
    """The line of an item as a reviewer holds it: the program's values, and theirs over them."""
    base = item or (opinion.judged if opinion else None)
    fields = opinion.values() if opinion else (item.fields if item else {})
    kind = base.kind if base else (opinion.kind if opinion else "")
    return line(kind, fields, base.words if base else ())


def label(field: str) -> str:
    """What a field is called on the page."""
    return LABELS.get(field, field.replace("_", " "))


def shown(value: Any, text: str = "") -> str:
    """A field's value in words. Spans are shown by their words in ``text``."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if value and isinstance(value[0], int):
            return flat(text[value[0] : value[1]])
        if value and isinstance(value[0], list):
            return " … ".join(flat(text[s:e]) for s, e in value)
        return ", ".join(map(str, value))
    return str(value)


def edtf(value: Any) -> str:
    """An EDTF value as a person writes it: open ends in words, an interval with a dash."""
    text = str(value or "")
    first, slash, last = text.partition("/")
    if not slash:
        return text
    if first in ("", ".."):
        return f"by {last}"
    if last in ("", ".."):
        return f"from {first}"
    return first if first == last else f"{first} – {last}"


def duration(value: Any) -> str:
    """An ISO 8601 duration in words; what is no plain one comes back as it is."""
    text = str(value or "")
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        return text
    words = []
    for count, unit in zip(found.groups(), _UNITS, strict=True):
        if count:
            words.append(f"{count} {unit}" + ("" if count == "1" else "s"))
    return " ".join(words)


_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def _same(name: str | None) -> str | None:
    return f"the same as {name}" if name else None


def _join(between: str, *parts: str | None) -> str:
    return between.join(p for p in parts if p)


def flat(text: Any) -> str:
    """Words on one line."""
    return " ".join(str(text).split())
