"""The accuracy gate: every floor in ``floors.json`` is measured on the project's own gold and must hold.

    python -m bench.gate            measure, print, exit 1 if a figure is below its floor
    python -m bench.gate --raise    measure, and lift each floor to what was measured less its slack
    python -m bench.gate --lower NAME --because "REASON"
                                    lower one floor to what was measured; the reason is kept beside it

A figure's name is its path in what the set's scorer returns (``statements.all.lenient.f``). Floors are on the whole gold,
dev and check together; slack is one point, so that a change which trades one sentence for another does not fail.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from bench import actors, dating, notalks, project, statements, talks
from dragoman.intake import read_text
from dragoman.reading.reader import Reader

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 1.0


def _statements(reader: Reader) -> Mapping[str, Any]:
    gold = statements.load()
    records = {t.name: msgspec.to_builtins(reader.read(read_text(t.text, t.name), published=t.published)) for t in gold}
    return statements.score(gold, records)


def _talks(reader: Reader) -> Mapping[str, Any]:
    gold = talks.load(talks.GOLD)
    return talks.score(gold, talks.read_gold(gold, talks.GOLD))


def _actors(reader: Reader) -> Mapping[str, Any]:
    passages = actors.load()
    return actors.figures_of(actors.score(passages, actors.read(passages, None)), passages)


def _notalks(reader: Reader) -> Mapping[str, Any]:
    texts = notalks.generate(seed=0)
    false = sum(bool(reader.read(read_text(text, name)).meetings) for name, text in texts)
    return {"silent": 100.0 * (1 - false / len(texts))}


def _dating(reader: Reader) -> Mapping[str, Any]:
    return {"cases": dating.held()}


def _project(reader: Reader) -> Mapping[str, Any]:
    return project.measure(reader=reader)


SETS: dict[str, Callable[[Reader], Mapping[str, Any]]] = {
    "actors": _actors,
    "statements": _statements,
    "talks": _talks,
    "notalks": _notalks,
    "dating": _dating,
    "project": _project,
}


def figure(results: Mapping[str, Any], path: str) -> float:
    """The number at a dotted path. Raises ``KeyError`` naming the path when there is none."""
    node: Any = results
    for part in path.split("."):
        if not isinstance(node, Mapping) or part not in node:
            raise KeyError(path)
        node = node[part]
    return float(node)


def gold_digest() -> str:
    """SHA-256 over the gold, so that a floor is known to be of this gold and no other."""
    digest = hashlib.sha256()
    for path in sorted((FLOORS.parent / "gold").rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def main() -> int:
    """Measure and compare; see the module's docstring for the exit codes."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__.splitlines()[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured")
    parser.add_argument("--lower", metavar="NAME", help="lower one floor to what is measured")
    parser.add_argument("--because", metavar="REASON", help="why it is lowered")
    options = parser.parse_args()
    if bool(options.lower) != bool(options.because):
        parser.error("--lower and --because go together")
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors: dict[str, float] = kept["floors"]
    reader = Reader()
    wanted = sorted({name.split(".")[0] for name in floors})
    results = {name: SETS[name](reader) for name in wanted}
    failed = 0
    for name, floor in sorted(floors.items()):
        value = figure(results, name)
        if options.lift and value - SLACK > floor:
            floors[name] = round(value - SLACK, 1)
        if name == options.lower:
            floors[name] = round(value, 1)
            kept["lowered"].append({"floor": name, "from": floor, "to": floors[name], "because": options.because})
        ok = value >= floors[name]
        failed += not ok
        print(f"{'ok  ' if ok else 'BELOW'} {name:<44} {value:6.1f}  floor {floors[name]:5.1f}")
    digest = gold_digest()
    if options.lift or options.lower:
        kept["gold"] = digest
        FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    elif kept["gold"] != digest:
        print(f"the gold has changed since the floors were set ({kept['gold']} then, {digest} now)", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
