"""Gold for meetings: load it, and score records against it.

    python -m bench.talks [RECORDS_DIR] [--errors dev|check] [--json]

Without RECORDS_DIR, dragoman reads the gold's texts itself. RECORDS_DIR holds one ``NAME.json`` a report (the object of
``dragoman read --format json``), read from ``bench/gold/talks/texts/NAME.txt`` with the gold's publication date given.
bench/gold/talks/README.md has the guidelines by which the gold was made and says what each figure means.

Alignment. Gold and record meetings of one report are aligned one to one so that the summed similarity is greatest
(Hungarian method, ``scipy.optimize.linear_sum_assignment``). The similarity of a pair lies in [0, 1]::

    0.40 * cue      1 where an evidence anchor overlaps a gold mention, 0.6 in its sentence, 0.3 in its paragraph
    0.30 * parties  F1 of the two sets of parties
    0.15 * when     1 equal, 0.5 overlapping or both unknown, else 0
    0.15 * status   1 equal, else 0

A pair below 0.5 is not a pair: words alone are not enough, nor are the same two parties somewhere else in the text.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.sameness import content, duration_parts, edtf_bounds, fold, same_date, same_topic
from bench.talks_gold import GOLD, SPLITS, GoldError, Item, Meeting, Report, load

__all__ = ["GoldError", "Report", "load", "score"]

SAME = 0.5  # a pair of meetings less alike than this is no pair

Span = tuple[int, int]
T = TypeVar("T")


# ---------------------------------------------------------------- the record's side


class Found:
    """One record, asked by name: entities as sets of folded names, meetings as plain dicts."""

    def __init__(self, record: Mapping[str, Any], aliases: Mapping[str, tuple[str, ...]]) -> None:
        self.meetings: list[dict[str, Any]] = list(record.get("meetings") or [])
        self.warnings: list[dict[str, Any]] = list(record.get("warnings") or [])
        self.positions: list[dict[str, Any]] = list(record.get("positions") or [])
        self._issues = {i["id"]: i.get("name") or "" for i in record.get("issues") or []}
        self._entities = {
            e["id"]: {fold(x) for x in [e.get("name") or "", *(e.get("aliases") or [])]} - {""}
            for e in record.get("entities") or []
        }
        self._aliases = aliases

    def names(self, ref: Any) -> set[str]:
        """Folded names of what ``ref`` (an entity id, or an object with ``entity``) stands for."""
        if isinstance(ref, Mapping):
            ref = ref.get("entity")
        return self._entities.get(ref, set()) if isinstance(ref, str) else set()

    def wanted(self, item: Item) -> set[str]:
        return {fold(a) for n in item.names for a in (n, *self._aliases.get(n, ()))}

    def is_item(self, item: Item, ref: Any) -> bool:
        return bool(self.wanted(item) & self.names(ref))

    def issue_names(self, ref: Any) -> list[str]:
        """The words under which a topic or a position's issue can be compared."""
        if isinstance(ref, str):
            return [self._issues.get(ref) or ref]
        return [t for t in (*(t for _, t in anchors(ref)), self._issues.get(ref.get("issue") or "", "")) if t]


def anchors(x: Any) -> list[tuple[Span, str]]:
    """Anchors in an object of a record: its own three keys, its ``anchor``, or a list of such."""
    if isinstance(x, list):
        return [a for y in x for a in anchors(y)]
    if not isinstance(x, Mapping):
        return []
    if isinstance(x.get("start"), int) and isinstance(x.get("end"), int):
        return [((x["start"], x["end"]), str(x.get("text") or ""))]
    return anchors(x.get("anchor"))


def _value(x: Any) -> str | None:
    return x.get("value") if isinstance(x, Mapping) else None


# ---------------------------------------------------------------- aligning


def _best(matrix: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """One-to-one pairs with the greatest sum; pairs below ``least`` count for nothing and are left out."""
    if not matrix or not matrix[0]:
        return []
    values = np.array(matrix, dtype=float)
    values[values < least] = 0.0
    rows, columns = linear_sum_assignment(values, maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if values[r, c] > 0.0]


def _stretch(text: str, span: Span, mark: str) -> Span:
    """The stretch between two marks (regular expression) that holds the span."""
    start, end = 0, len(text)
    for match in re.finditer(mark, text):
        if match.end() <= span[0]:
            start = match.end()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return start, end


def _cue(text: str, gold: Meeting, meeting: Mapping[str, Any]) -> float:
    evidence = [span for span, _ in anchors(meeting.get("evidence") or [])]
    best = 0.0
    for words in gold.mentions:
        start = text.find(words)
        span = (start, start + len(words))
        rings = ((span, 1.0), (_stretch(text, span, r"[.!?][\"'”’)]*\s|\n"), 0.6), (_stretch(text, span, r"\n"), 0.3))
        for ring, worth in rings:
            if worth > best and any(a < ring[1] and ring[0] < b for a, b in evidence):
                best = worth
    return best


def similarity(report: Report, found: Found, gold: Meeting, meeting: Mapping[str, Any]) -> float:
    """How alike a gold and a record meeting are, 0 to 1; the module's docstring has the formula."""
    tally = _count(gold.parties, list(meeting.get("parties") or []), found.is_item)
    parties = tally.f if tally.tp + tally.fp + tally.fn else 1.0  # 1: gold leaves all of them open
    value = _value(meeting.get("when"))
    if any(same_date(w, value) for w in gold.when):
        when = 1.0 if value is not None else 0.5
    else:
        theirs = edtf_bounds(value) if value else None
        ours = [b for w in gold.when if w for b in [edtf_bounds(w)] if b]
        when = 0.5 if theirs and any(a <= theirs[1] and theirs[0] <= z for a, z in ours) else 0.0
    status = 1.0 if meeting.get("status") in gold.status else 0.0
    return 0.4 * _cue(report.text, gold, meeting) + 0.3 * parties + 0.15 * when + 0.15 * status


# ---------------------------------------------------------------- counting


@dataclass
class Tally:
    """Found right, found wrong, missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def p(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def r(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f(self) -> float:
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0

    def add(self, other: Tally) -> None:
        self.tp, self.fp, self.fn = self.tp + other.tp, self.fp + other.fp, self.fn + other.fn


@dataclass
class Rate:
    """Right of n; ``stated`` counts only cases in which gold or record gives a value."""

    right: int = 0
    n: int = 0
    stated_right: int = 0
    stated: int = 0

    def add(self, right: bool, stated: bool = True) -> None:
        self.right, self.n = self.right + right, self.n + 1
        self.stated_right, self.stated = self.stated_right + (right and stated), self.stated + stated


@dataclass
class Board:
    """All figures of one split."""

    reports: int = 0
    meetings: Tally = field(default_factory=Tally)
    sets: dict[str, Tally] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)
    confusion: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def tally(self, name: str, tally: Tally) -> None:
        self.sets.setdefault(name, Tally()).add(tally)

    def rate(self, name: str, right: bool, stated: bool = True) -> None:
        self.rates.setdefault(name, Rate()).add(right, stated)

    def as_dict(self) -> dict[str, Any]:
        def percent(x: float) -> float:
            return round(100 * x, 1)

        def triple(t: Tally) -> dict[str, Any]:
            return {"p": percent(t.p), "r": percent(t.r), "f": percent(t.f), "tp": t.tp, "fp": t.fp, "fn": t.fn}

        def share(r: Rate) -> dict[str, Any]:
            stated = percent(r.stated_right / r.stated) if r.stated else None
            return {
                "accuracy": percent(r.right / r.n),
                "right": r.right,
                "n": r.n,
                "stated": stated,
                "stated_n": r.stated,
            }

        return {
            "reports": self.reports,
            "meetings": triple(self.meetings),
            "f1": {k: triple(v) for k, v in sorted(self.sets.items()) if v.tp + v.fp + v.fn},
            "accuracy": {k: share(v) for k, v in sorted(self.rates.items()) if v.n},
            "status_confusion": dict(sorted(self.confusion.items())),
            "errors": self.errors,
        }


def _count(gold: Sequence[Item], got: Sequence[T], same: Callable[[Item, T], bool]) -> Tally:
    """Compare two lists one to one; optional gold items count neither way.

    A gold item with several names (a mediator and the body it speaks for) may be met by several items of the record:
    those beyond the first count neither way.
    """
    pairs = _best([[(0.5 if g.optional else 1.0) * same(g, x) for x in got] for g in gold], 0.1)
    hit, used = {g for g, _ in pairs}, {x for _, x in pairs}
    again = sum(
        x not in used and any(len(gold[g].names) > 1 and same(gold[g], got[x]) for g in hit) for x in range(len(got))
    )
    tp = sum(not gold[g].optional for g in hit)
    return Tally(tp, len(got) - len(pairs) - again, sum(not g.optional for g in gold) - tp)


def _alike(words: Item, texts: Sequence[str]) -> bool:
    return any(same_topic(name, text) for name in words.names for text in texts)


def _overlap(text: str, words: str, spans: Sequence[tuple[Span, str]]) -> bool:
    """Do anchors stand on ``words`` (any occurrence), or hold at least half of its content words?"""
    mine = set(content(words))
    for span, said in spans:
        theirs = set(content(said))
        if mine and len(mine & theirs) >= 0.5 * len(mine):
            return True
        start = text.find(words)
        while start >= 0:
            if span[0] < start + len(words) and start < span[1]:
                return True
            start = text.find(words, start + 1)
    return False


def _same_place(wanted: str, name: str) -> bool:
    x, y = fold(wanted).split(), fold(name).split()
    return x == y or (len(x) > 1 and x[: len(y)] == y) or (len(y) > 1 and y[: len(x)] == x)


def _same_duration(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a is b
    return a == b or (duration_parts(a) is not None and duration_parts(a) == duration_parts(b))


# ---------------------------------------------------------------- scoring


def score(gold: Sequence[Report], records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Score ``records`` (by report name; a report without a record counts as one with nothing found).

    Returns ``{"all": figures, "dev": figures, "check": figures}``, each with ``meetings`` (p, r, f in percent,
    counts), ``f1`` (the same by list field), ``accuracy`` (percent right of aligned meetings; ``stated`` leaves out
    those for which neither side gives a value), ``status_confusion`` and ``errors`` (one line each). Fields are
    scored on aligned meetings only; what the alignment loses shows in ``meetings``.
    """
    boards = {name: Board() for name in ("all", *SPLITS)}
    for report in gold:
        board = Board(reports=1)
        _score_report(board, report, Found(records.get(report.name) or {}, report.aliases))
        for total in (boards["all"], boards[report.split]):
            _merge(total, board)
    return {name: board.as_dict() for name, board in boards.items()}


def _merge(total: Board, board: Board) -> None:
    total.reports += board.reports
    total.meetings.add(board.meetings)
    for name, tally in board.sets.items():
        total.tally(name, tally)
    for name, rate in board.rates.items():
        mine = total.rates.setdefault(name, Rate())
        mine.right, mine.n = mine.right + rate.right, mine.n + rate.n
        mine.stated_right, mine.stated = mine.stated_right + rate.stated_right, mine.stated + rate.stated
    for name, n in board.confusion.items():
        total.confusion[name] = total.confusion.get(name, 0) + n
    total.errors += board.errors


def align(report: Report, found: Found) -> list[tuple[int, int]]:
    """Pairs (index of gold meeting, index of record meeting)."""
    return _best([[similarity(report, found, g, m) for m in found.meetings] for g in report.meetings], SAME)


def _score_report(board: Board, report: Report, found: Found) -> None:
    pairs = align(report, found)
    needed = {g for g, m in enumerate(report.meetings) if not m.optional}
    taken = {m for _, m in pairs}
    pairs = [(g, m) for g, m in pairs if g in needed]
    board.meetings = Tally(len(pairs), len(found.meetings) - len(taken), len(needed) - len(pairs))
    ids = {report.meetings[g].id: found.meetings[m].get("id") for g, m in pairs}
    for g, meeting in enumerate(report.meetings):
        if g in needed - {a for a, _ in pairs}:
            board.errors.append(f"{report.name}: {meeting.id}: missed ({meeting.status[0]}, {meeting.mentions[0]!r})")
    for m, got in enumerate(found.meetings):
        if m not in taken:
            said = [text for _, text in anchors(got.get("evidence") or [])][:2]
            board.errors.append(f"{report.name}: {got.get('id')}: no such meeting ({got.get('status')}, {said})")
    for g, m in pairs:
        _score_meeting(board, report, found, report.meetings[g], found.meetings[m], ids)
    _score_positions(board, report, found)


def _score_meeting(
    board: Board, report: Report, found: Found, gold: Meeting, got: Mapping[str, Any], ids: Mapping[str, Any]
) -> None:
    def rate(name: str, right: bool, wanted: Any, value: Any) -> None:
        board.rate(name, right, stated=value is not None or wanted[0] is not None)
        if not right:
            board.errors.append(f"{report.name}: {gold.id}: {name}: {value!r}, not {' or '.join(map(repr, wanted))}")

    def items(name: str, wanted: Sequence[Item], values: Sequence[Any], same: Callable[[Item, Any], bool]) -> None:
        tally = _count(wanted, values, same)
        board.tally(name, tally)
        if tally.fp or tally.fn:
            shown = [sorted(found.names(v)) or [t for _, t in anchors(v)] for v in values]
            board.errors.append(f"{report.name}: {gold.id}: {name}: {shown}, not {[w.names[0] for w in wanted]}")

    for name in ("status", "kind", "format", "level"):
        wanted = getattr(gold, name)
        rate(name, got.get(name) in wanted, wanted, got.get(name))
    board.confusion[f"{gold.status[0]} > {got.get('status')}"] = 1 + board.confusion.get(
        f"{gold.status[0]} > {got.get('status')}", 0
    )
    when, lasted = _value(got.get("when")), _value(got.get("duration"))
    rate("date", any(same_date(w, when) for w in gold.when), gold.when, when)
    rate("duration", any(_same_duration(w, lasted) for w in gold.duration), gold.duration, lasted)
    place = got.get("place") or {}
    for name, key, wanted in (("place", "name", gold.place), ("venue", "venue", gold.venue)):
        value = place.get(key) or None
        value = value if isinstance(value, str) else next((t for _, t in anchors(value)), None)
        same = _same_place if name == "place" else same_topic
        right = any(w is value if w is None or value is None else same(w, value) for w in wanted)
        rate(name, right, wanted, value)
    since = [t for _, t in anchors(got.get("first_since"))]
    right = any(not since if w is None else any(same_topic(w, t) for t in since) for w in gold.first_since)
    rate("first_since", right, gold.first_since, since[0] if since else None)

    for name in ("parties", "hosts", "mediators", "observers"):
        items(name, getattr(gold, name), list(got.get(name) or []), found.is_item)
    for name in ("topics", "topics_excluded"):
        values = list(got.get(name) or [])
        items(name, getattr(gold, name), values, lambda w, v: _alike(w, found.issue_names(v)))
    characters = list(got.get("characterised") or [])
    items("characterised", gold.characterised, characters, lambda w, v: _alike(w, [t for _, t in anchors(v)]))
    terms = list(got.get("preconditions") or [])
    items("preconditions", gold.preconditions, terms, lambda w, v: _alike(w, [t for _, t in anchors(v)]))
    _score_delegations(board, report, found, gold, got)
    _score_outcomes(board, report, gold, got)

    if gold.round is not None or got.get("round") is not None:
        rate("round", got.get("round") == gold.round, (gold.round,), got.get("round"))
    told = anchors(got.get("publicity"))
    if gold.publicity is not None or told:
        right = gold.publicity is not None and _overlap(report.text, gold.publicity, told)
        rate("publicity", right, (gold.publicity,), told[0][1] if told else None)
    if gold.next is not None and ids.get(gold.next) is not None:
        rate("next", got.get("next") == ids[gold.next], (ids[gold.next],), got.get("next"))
    for conflict in gold.conflicts:
        warned = any(_overlap(report.text, t, anchors(w)) for w in found.warnings for t in conflict.texts)
        rate("conflict warned", warned, (conflict.field,), warned)


def _score_delegations(board: Board, report: Report, found: Found, gold: Meeting, got: Mapping[str, Any]) -> None:
    delegations = list(got.get("delegations") or [])

    def of(party: str) -> list[Mapping[str, Any]]:
        item = next(p for p in gold.parties if party in p.names)
        return [d for d in delegations if found.is_item(item, d.get("party"))]

    right_heads = 0
    for party, head in gold.heads.items():
        right = any(found.is_item(head, d.get("head")) for d in of(party))
        if head.optional and not right:
            continue
        right_heads += right
        board.rate("heads", right)
        if not right:
            board.errors.append(f"{report.name}: {gold.id}: heads: {party} not headed by {head.names[0]}")
    claimed = sum(1 for d in delegations if d.get("head"))
    missed = sum(not h.optional for h in gold.heads.values()) - right_heads
    board.tally("heads", Tally(right_heads, max(0, claimed - right_heads), max(0, missed)))
    for party, members in gold.members.items():
        values = [m for d in of(party) for m in d.get("members") or []]
        board.tally("members", _count(members, values, found.is_item))


def _score_outcomes(board: Board, report: Report, gold: Meeting, got: Mapping[str, Any]) -> None:
    outcomes = list(got.get("outcomes") or [])
    # 1 for the words, 1 more for the kind: an outcome with both goes before one with the words alone
    matrix = [
        [
            (1.0 if _overlap(report.text, w.text, anchors(o)) else 0.0) * (2.0 if o.get("kind") in w.kinds else 1.0)
            for o in outcomes
        ]
        for w in gold.outcomes
    ]
    pairs = dict(_best(matrix, 0.5))
    found = sum(not gold.outcomes[g].optional for g in pairs)
    missed = sum(not w.optional for w in gold.outcomes) - found
    board.tally("outcomes", Tally(found, len(outcomes) - len(pairs), missed))
    for g, wanted in enumerate(gold.outcomes):
        kind = outcomes[pairs[g]].get("kind") if g in pairs else None
        if wanted.optional and kind is None:
            continue
        board.rate("outcome kind", kind in wanted.kinds)
        if kind not in wanted.kinds:
            board.errors.append(
                f"{report.name}: {gold.id}: outcome kind: {kind}, not {wanted.kinds[0]} ({wanted.text!r})"
            )


def _score_positions(board: Board, report: Report, found: Found) -> None:
    """Recall only: gold lists positions where they are clear, not all."""
    for wanted in report.positions:
        mine = [p for p in found.positions if found.is_item(wanted.party, p.get("party"))]
        hits = [p for p in mine if _position_words(report.text, found, wanted.issue, p)]
        board.rate("position found", bool(hits))
        if hits:
            board.rate("position stance", any(p.get("stance") in wanted.stances for p in hits))


def _position_words(text: str, found: Found, issue: str, position: Mapping[str, Any]) -> bool:
    return _overlap(text, issue, anchors(position)) or _alike(Item((issue,)), found.issue_names(position))


# ---------------------------------------------------------------- the command


def read_records(directory: Path) -> dict[str, Any]:
    """Records by report name from ``NAME.json`` or ``NAME.txt.json``."""
    records = {}
    for path in sorted(directory.glob("*.json")):
        records[path.name.removesuffix(".json").removesuffix(".txt")] = json.loads(path.read_text(encoding="utf-8"))
    return records


def read_gold(gold: Sequence[Report], directory: Path) -> dict[str, Any]:
    """dragoman's own records of the gold's texts, each with its publication date given."""
    # only here: scoring records that others made needs no part of dragoman
    from dragoman.intake import read_path
    from dragoman.reading.reader import Reader

    reader, records = Reader(), {}
    for report in gold:
        document = read_path(directory / "texts" / f"{report.name}.txt")[0]
        records[report.name] = json.loads(reader.read(document, published=report.published).to_json())
    return records


def table(figures: Mapping[str, Any]) -> str:
    """The figures of ``score`` as text, one column a split."""
    lines = [f"{'':24}" + "".join(f"{s:>22}" for s in figures)]
    lines.append(f"{'reports':24}" + "".join(f"{figures[s]['reports']:>22}" for s in figures))

    def row(label: str, cells: Sequence[str]) -> None:
        lines.append(f"{label:24}" + "".join(f"{c:>22}" for c in cells))

    def prf(x: Mapping[str, Any] | None) -> str:
        return f"{x['p']:.1f} {x['r']:.1f} {x['f']:.1f}" if x else "-"

    def share(x: Mapping[str, Any] | None) -> str:
        if not x:
            return "-"
        stated = "-" if x["stated"] is None else f"{x['stated']:.1f}"
        return f"{x['accuracy']:.1f} ({stated}) n={x['n']}"

    row("meetings  P R F", [prf(figures[s]["meetings"]) for s in figures])
    for name in sorted({n for s in figures for n in figures[s]["f1"]}):
        row(f"{name}  P R F", [prf(figures[s]["f1"].get(name)) for s in figures])
    for name in sorted({n for s in figures for n in figures[s]["accuracy"]}):
        row(name, [share(figures[s]["accuracy"].get(name)) for s in figures])
    lines.append("accuracy: percent of aligned meetings (in brackets: of those where gold or record states a value)")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.talks", description="Score records against the gold for meetings."
    )
    parser.add_argument("records", type=Path, nargs="?", help="folder with NAME.json for each report")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", choices=SPLITS, help="list each error of this split (tune on dev, judge on check)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args(argv)
    if args.records and not args.records.is_dir():
        print(f"{args.records} is not a folder", file=sys.stderr)
        return 2
    try:
        gold = load(args.gold)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 2
    records = read_records(args.records) if args.records else read_gold(gold, args.gold)
    missing = [r.name for r in gold if r.name not in records]
    if missing:
        print(f"no record for {len(missing)} of {len(gold)} reports: {', '.join(missing[:5])} …", file=sys.stderr)
    figures = score(gold, records)
    print(json.dumps(figures, indent=1, ensure_ascii=False) if args.json else table(figures))
    if args.errors:
        print("\n".join(figures[args.errors]["errors"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
