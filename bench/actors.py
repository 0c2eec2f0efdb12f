"""Score the cast of records against the gold of actors.

    python -m bench.actors [--split dev|opened|fresh|all] [--errors] [--records DIR]

Reads every passage with dragoman (or takes ``DIR/NAME.json``) and prints MUC, B3 and CEAF-e with their mean (the CoNLL
figure), F1 of mentions, and accuracy of side and kind. ``--errors`` lists the faults, but for those of the fresh part.
bench/gold/actors/README.md says what counts as a mention and how figures are made.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.actors_gold import UNSURE, Passage, load, split

Span = tuple[int, int]

_LEAD = re.compile(r"(?:(?:the|a|an|an?other)\s+)+", re.IGNORECASE)
_TAIL = re.compile(r"(?:['\u2019]s?|[\s,.;:]+)$")


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without articles before it and without a possessive ending, space or mark of punctuation behind it."""
    lead = _LEAD.match(text, start, end)
    if lead is not None and lead.end() < end:
        start = lead.end()
    while True:
        tail = _TAIL.search(text, start, end)
        if tail is None or tail.start() <= start:
            return start, end
        end = tail.start()


@dataclass
class Ratio:
    """Sums for precision and recall."""

    hit_p: float = 0.0
    all_p: float = 0.0
    hit_r: float = 0.0
    all_r: float = 0.0

    def add(self, hit_p: float, all_p: float, hit_r: float, all_r: float) -> None:
        """Add one passage's numerators and denominators."""
        self.hit_p += hit_p
        self.all_p += all_p
        self.hit_r += hit_r
        self.all_r += all_r

    @property
    def prf(self) -> tuple[float, float, float]:
        """Precision, recall and F1, in per cent."""
        p = self.hit_p / self.all_p if self.all_p else 0.0
        r = self.hit_r / self.all_r if self.all_r else 0.0
        return 100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0.0


@dataclass
class Score:
    """The figures of a set of passages."""

    mention: Ratio = field(default_factory=Ratio)
    muc: Ratio = field(default_factory=Ratio)
    b3: Ratio = field(default_factory=Ratio)
    ceaf: Ratio = field(default_factory=Ratio)
    kind: Counter[str] = field(default_factory=Counter)
    side: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def conll(self) -> float:
        """The mean of the F1 of MUC, B3 and CEAF-e."""
        return (self.muc.prf[2] + self.b3.prf[2] + self.ceaf.prf[2]) / 3


def clusters_of(passage: Passage) -> dict[str, set[Span]]:
    """The gold's entities as sets of trimmed spans."""
    found: dict[str, set[Span]] = {key: set() for key in passage.entities}
    for start, end, key in passage.mentions:
        found[key].add(trimmed(passage.text, start, end))
    return {key: spans for key, spans in found.items() if spans}


def score(passages: list[Passage], records: list[dict[str, Any]]) -> Score:
    """Score records (as JSON objects) against the passages that they were read from."""
    total = Score()
    for passage, record in zip(passages, records, strict=True):
        gold = clusters_of(passage)
        entities = {e["id"]: e for e in record["entities"]}
        taken: set[Span] = set()
        system: dict[str, set[Span]] = {}
        for entity in record["entities"]:
            spans = {trimmed(passage.text, m["start"], m["end"]) for m in entity["mentions"]} - taken
            taken |= spans
            if spans:
                system[entity["id"]] = spans
        _clusters(total, gold, system)
        pairs = _align(total, gold, system)
        _attributes(total, passage, entities, pairs)
        _faults(total, passage, gold, system, pairs, entities)
    return total


def _clusters(total: Score, gold: dict[str, set[Span]], system: dict[str, set[Span]]) -> None:
    of_gold = {span: key for key, spans in gold.items() for span in spans}
    of_system = {span: key for key, spans in system.items() for span in spans}
    both = len(of_gold.keys() & of_system.keys())
    total.mention.add(both, len(of_system), both, len(of_gold))
    hit_r, all_r = _links(gold, of_system)
    hit_p, all_p = _links(system, of_gold)
    total.muc.add(hit_p, all_p, hit_r, all_r)
    r = sum(len(gold[g] & system[of_system[s]]) / len(gold[g]) for s, g in of_gold.items() if s in of_system)
    p = sum(len(system[k] & gold[of_gold[s]]) / len(system[k]) for s, k in of_system.items() if s in of_gold)
    total.b3.add(p, len(of_system), r, len(of_gold))


def _links(key: dict[str, set[Span]], other: dict[Span, str]) -> tuple[int, int]:
    hit = whole = 0
    for spans in key.values():
        parts = len({other[s] for s in spans if s in other}) + sum(s not in other for s in spans)
        hit += len(spans) - parts
        whole += len(spans) - 1
    return hit, whole


def _align(total: Score, gold: dict[str, set[Span]], system: dict[str, set[Span]]) -> dict[str, str]:
    if not gold or not system:
        total.ceaf.add(0, len(system), 0, len(gold))
        return {}
    rows, columns = list(gold), list(system)
    phi = np.array([[2 * len(gold[g] & system[s]) / (len(gold[g]) + len(system[s])) for s in columns] for g in rows])
    a, b = linear_sum_assignment(-phi)
    total.ceaf.add(phi[a, b].sum(), len(columns), phi[a, b].sum(), len(rows))
    return {rows[i]: columns[j] for i, j in zip(a, b, strict=True) if phi[i, j] > 0}


def _attributes(total: Score, passage: Passage, entities: dict[str, Any], pairs: dict[str, str]) -> None:
    back = {s: g for g, s in pairs.items()}
    for key, entity in passage.entities.items():
        if key not in pairs:
            total.kind["unfound"] += 1
            continue
        mine = entities[pairs[key]]
        right = mine["kind"] in entity.kind.split("|")
        total.kind["right" if right else "wrong"] += 1
        if not right:
            total.faults.append(f"{passage.name}  kind of {entity.name}: {mine['kind']} for {entity.kind}")
        kind = entity.kind.split("|")[0]
        if entity.side == UNSURE or kind in ("state", "place", "organisation", "armed-group"):
            continue
        if not entity.side and kind not in ("person", "unnamed-source", "group"):
            continue
        side = mine["side"]
        if not entity.side and not side:
            continue
        right = bool(entity.side) and side is not None and _same_side(passage, entity.side, side, back, entities)
        total.side["right" if right else "wrong"] += 1
        if not right:
            got = entities[side]["name"] if side else None
            want = passage.entities[entity.side].name if entity.side else None
            total.faults.append(f"{passage.name}  side of {entity.name}: {got} for {want}")


def _same_side(passage: Passage, key: str, side: str, back: dict[str, str], entities: dict[str, Any]) -> bool:
    if back.get(side) == key:
        return True
    above = passage.entities[key].side
    if above and above != UNSURE and _same_side(passage, above, side, back, entities):
        return True  # who speaks for a state's army speaks for the state
    want, mine = passage.entities[key], entities[side]
    if want.kind == "state" and mine["kind"] == "state":
        return bool(mine["country"] == want.country)
    return want.name.lower() in {n.lower() for n in (mine["name"], *mine["aliases"])}


def _faults(
    total: Score,
    passage: Passage,
    gold: dict[str, set[Span]],
    system: dict[str, set[Span]],
    pairs: dict[str, str],
    entities: dict[str, Any],
) -> None:
    text = passage.text
    back = {s: g for g, s in pairs.items()}
    of_system = {span: key for key, spans in system.items() for span in spans}
    of_gold = {span: key for key, spans in gold.items() for span in spans}
    rule = {trimmed(text, m["start"], m["end"]): m["rule"] for e in entities.values() for m in e["mentions"]}
    for span, key in sorted(of_gold.items()):
        words = " ".join(text[slice(*span)].split())
        name = passage.entities[key].name
        if span not in of_system:
            total.faults.append(f"{passage.name}  missed  {words!r}  ({name})")
        elif pairs.get(key) != of_system[span]:
            got = entities[of_system[span]]["name"]
            total.faults.append(f"{passage.name}  linked  {words!r}  to {got} for {name}  [{rule[span]}]")
    for span in sorted(of_system):
        if span not in of_gold:
            words = " ".join(text[slice(*span)].split())
            got = entities[of_system[span]]["name"]
            home = back.get(of_system[span], "-")
            total.faults.append(f"{passage.name}  spurious  {words!r}  ({got} = {home})  [{rule[span]}]")


def read(passages: list[Passage], records: Path | None) -> list[dict[str, Any]]:
    """The records of the passages: from files, or read now."""
    if records is not None:
        return [json.loads((records / f"{p.name}.json").read_text(encoding="utf-8")) for p in passages]
    from dragoman.intake import read_text
    from dragoman.reading.reader import Reader

    reader = Reader()
    return [json.loads(reader.read(read_text(p.text, p.name)).to_json()) for p in passages]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=("dev", "opened", "fresh", "all"), default="all")
    parser.add_argument("--records", type=Path, help="folder of NAME.json; without it the passages are read now")
    parser.add_argument("--errors", action="store_true", help="list the faults (not those of the fresh part)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    figures = {}
    for name, passages in zip(("dev", "opened", "fresh"), split(load()), strict=True):
        if given.split not in (name, "all"):
            continue
        result = score(passages, read(passages, given.records))
        figures[name] = figures_of(result, passages)
        if not given.json:
            _print(name, figures[name])
        if given.errors and name != "fresh":
            print("\n".join(result.faults))
    if given.json:
        print(json.dumps(figures, indent=2))


def figures_of(result: Score, passages: list[Passage]) -> dict[str, float]:
    """The figures of a score, in percent, by the names that ``--json`` prints."""
    kind = result.kind["right"] + result.kind["wrong"]
    side = result.side["right"] + result.side["wrong"]
    return {
        "passages": len(passages),
        "mentions": sum(len(p.mentions) for p in passages),
        "entity_f1": round(result.conll, 1),
        "muc": round(result.muc.prf[2], 1),
        "b3": round(result.b3.prf[2], 1),
        "ceafe": round(result.ceaf.prf[2], 1),
        "mention_p": round(result.mention.prf[0], 1),
        "mention_r": round(result.mention.prf[1], 1),
        "mention_f1": round(result.mention.prf[2], 1),
        "kind_accuracy": round(100 * result.kind["right"] / max(1, kind), 1),
        "side_accuracy": round(100 * result.side["right"] / max(1, side), 1),
        "entities_found": round(100 * kind / max(1, kind + result.kind["unfound"]), 1),
        "sides": side,
    }


def _print(name: str, f: dict[str, float]) -> None:
    print(
        f"{name}: {f['passages']:.0f} passages, {f['mentions']:.0f} mentions\n"
        f"  entities (MUC {f['muc']}, B3 {f['b3']}, CEAF-e {f['ceafe']})  F1 {f['entity_f1']}\n"
        f"  mentions  P {f['mention_p']}  R {f['mention_r']}  F1 {f['mention_f1']}\n"
        f"  kind {f['kind_accuracy']} of the {f['entities_found']} % of entities found; side {f['side_accuracy']} of {f['sides']:.0f}"
    )


if __name__ == "__main__":
    main()
