"""PLOVER gold: event type, and type with both actors' countries, on the sentences of plover-gsr.

    python -m bench.plover [--errors]

Reads ``plover-gsr/dev.json`` in the folder that ``DRAGOMAN_CORPORA`` names (``../shared/corpora`` beside the repository where it is
unset). The gold uses the 18 types before PLOVER 0.8; they are mapped: DEMAND → REQUEST, DISAPPROVE and INVESTIGATE →
ACCUSE, FIGHT → ASSAULT. Each sentence is read as a short report of its own.

A sentence's type is right when its main event, the first in the record that is not inside what somebody says unless
there is no other, has the gold's type (``first``); ``any`` counts every event of the record. Actors are right when the
set of countries (IGO, NGO, IMG for those without one) of the gold's sources is that of the event's sources, and so for
targets; where gold leaves the target empty, only sources are compared, and where gold lists both parties of one act as
sources, sources and targets together are. Gold codes that are misprints of ISO codes are read as meant (ITL, JAP, VTN).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
MISPRINTS = {"ITL": "ITA", "JAP": "JPN", "VTN": "VNM"}
WORLD = frozenset({"IGO", "NGO", "IMG", "INT", "MNC", "UNK"})
TYPE_FLOOR, ACTOR_FLOOR = 65.0, 50.0


def corpora() -> Path:
    """The folder of the corpora."""
    named = os.environ.get("DRAGOMAN_CORPORA")
    return Path(named) if named else Path(__file__).resolve().parents[1].parent / "shared" / "corpora"


def countries(side: Any) -> frozenset[str]:
    """The country codes of a gold side."""
    if not isinstance(side, list):
        return frozenset()
    return frozenset(MISPRINTS.get(a["code"], a["code"]) for a in side if a.get("code"))


def codes(event: dict[str, Any], field: str) -> frozenset[str]:
    """The country codes of one side of a record's event."""
    found = {c[:3] for c in event.get(field) or []}
    return frozenset("IGO" if c in ("NGO",) else c for c in found)


def actors_right(gold: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether both actors' countries agree (see the module's docstring)."""
    wanted, onto = _world(countries(gold.get("source"))), _world(countries(gold.get("target")))
    mine, theirs = codes(event, "source_codes"), codes(event, "target_codes")
    if len(wanted) > 1 and not onto:
        return wanted == mine | theirs
    if not wanted:
        return onto == theirs
    return wanted == mine and (not onto or onto == theirs)


def _world(found: frozenset[str]) -> frozenset[str]:
    return frozenset("IGO" if c == "NGO" else c for c in found)


def score(gold: list[dict[str, Any]], records: list[dict[str, Any]]) -> dict[str, Any]:
    """Figures in percent, the confusion table and one line an error."""
    first = any_type = both = any_both = 0
    confusion: Counter[tuple[str, str]] = Counter()
    errors = []
    for item, record in zip(gold, records, strict=True):
        wanted = OLD.get(item["event"], item["event"])
        events = record.get("events") or []
        main = next((e for e in events if e["standing"] in ("asserted", "planned")), events[0] if events else None)
        got = main["plover"] if main else "none"
        confusion[wanted, got] += 1
        first += got == wanted
        right = [e for e in events if e["plover"] == wanted]
        any_type += bool(right)
        both += main is not None and got == wanted and actors_right(item, main)
        any_both += any(actors_right(item, e) for e in right)
        if main is None or got != wanted or not actors_right(item, main):
            shown = [(e["plover"], e["source_codes"], e["target_codes"]) for e in events]
            wants = (sorted(countries(item.get("source"))), sorted(countries(item.get("target"))))
            errors.append(f"{item['id']}: {wanted} {wants}: {shown}: {item['text'][:240]}")
    n = len(gold)
    return {
        "sentences": n,
        "type": round(100 * first / n, 1),
        "type_any": round(100 * any_type / n, 1),
        "type_and_actors": round(100 * both / n, 1),
        "type_and_actors_any": round(100 * any_both / n, 1),
        "confusion": confusion,
        "errors": errors,
    }


def table(confusion: Counter[tuple[str, str]]) -> str:
    """The confusion table: gold types down, the record's across."""
    rows = sorted({w for w, _ in confusion})
    columns = sorted({g for _, g in confusion})
    lines = [f"{'gold':10}" + "".join(f"{c[:5]:>6}" for c in columns)]
    for w in rows:
        lines.append(f"{w:10}" + "".join(f"{confusion[w, c] or '.':>6}" for c in columns))
    return "\n".join(lines)


def main() -> int:
    """Read the sentences, print the figures."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--errors", action="store_true")
    options.add_argument("--file", type=Path)
    chosen = options.parse_args()
    path = chosen.file or corpora() / "plover-gsr" / "dev.json"
    if not path.is_file():
        print(f"{path} is not there: name the corpora's folder in DRAGOMAN_CORPORA", file=sys.stderr)
        return 2
    from dragoman.intake import read_text
    from dragoman.reading.reader import Reader

    gold = json.loads(path.read_text(encoding="utf-8"))
    reader = Reader()
    records = [json.loads(reader.read(read_text(item["text"], item["id"])).to_json()) for item in gold]
    figures = score(gold, records)
    print(f"{figures['sentences']} sentences")
    print(f"event type            {figures['type']} % (any event: {figures['type_any']} %), target {TYPE_FLOOR} %")
    print(
        f"type and both actors  {figures['type_and_actors']} % (any event: {figures['type_and_actors_any']} %), target {ACTOR_FLOOR} %"
    )
    print(table(figures["confusion"]))
    if chosen.errors:
        print("\n".join(figures["errors"]))
    return 0 if figures["type"] >= TYPE_FLOOR and figures["type_and_actors"] >= ACTOR_FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
