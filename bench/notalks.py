"""A hundred texts that are no reports of diplomatic talks, and how many of them a reader takes for one.

    python -m bench.notalks                  # dragoman reads them and is scored
    python -m bench.notalks RECORDS_DIR      # score records made elsewhere, NAME.json each
    python -m bench.notalks --write DIR      # write the texts, NAME.txt each

The templates (bench/gold/notalks/templates.yaml) use the words of talks reporting for other things: teams "meet in the
final", climbers reach "the summit", governors "talk down" a currency, courts hold "hearings". The same seed gives the same texts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parent / "gold" / "notalks" / "templates.yaml"
CEILING = 2.0  # percent of texts with a meeting in them that may be (issue: at most 2 % on 100 texts)

_SLOT = re.compile(r"\{int (\d+) (\d+)\}|\{([a-z]+)(?:#(\d))?\}")
_CHOICE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def generate(seed: int = 0, n: int = 100) -> list[tuple[str, str]]:
    """``n`` texts as (name, text), all different; every template is used before one is used again."""
    data = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    rng = random.Random(seed)
    templates = list(data["templates"])
    texts: list[tuple[str, str]] = []
    seen: set[str] = set()
    while len(texts) < n:
        template = templates[len(texts) % len(templates)]
        text = fill(template["text"], data["lists"], rng)
        if text not in seen:
            seen.add(text)
            texts.append((f"{len(texts):03d}-{template['id']}", text))
    return texts


def fill(template: str, lists: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """One text. Slots of one list with different numbers get different values; a slot keeps its value through the text."""
    text = _CHOICE.sub(lambda m: m.group(rng.choice((1, 2))), template)
    orders: dict[str, list[str]] = {}

    def value(match: re.Match[str]) -> str:
        low, high, name, number = match.groups()
        if name is None:
            return str(rng.randint(int(low), int(high)))
        if name not in orders:
            orders[name] = rng.sample(list(lists[name]), len(lists[name]))
        return orders[name][int(number or 1) - 1]

    return _SLOT.sub(value, text)


def score(records: Mapping[str, Mapping[str, Any]], texts: Sequence[tuple[str, str]] | None = None) -> dict[str, Any]:
    """How many texts were given a meeting: ``texts``, ``false`` (texts), ``percent``, ``meetings``, ``named`` (which, and by what)."""
    named = []
    texts = generate() if texts is None else texts
    total = 0
    for name, _ in texts:
        meetings = records.get(name, {}).get("meetings") or []
        total += len(meetings)
        if meetings:
            said = [a["text"] for m in meetings for a in (m.get("evidence") or [])[:1]]
            named.append(f"{name}: {said}")
    percent = round(100 * len(named) / len(texts), 1) if texts else 0.0
    return {"texts": len(texts), "false": len(named), "percent": percent, "meetings": total, "named": named}


def read_all(texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """dragoman's own records of the texts."""
    # only here: writing texts and scoring records need no part of dragoman
    import msgspec

    from dragoman.intake import read_text
    from dragoman.reading.reader import Reader

    reader = Reader()
    return {name: msgspec.to_builtins(reader.read(read_text(text, f"{name}.txt"))) for name, text in texts}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.notalks", description="False meetings on texts without talks."
    )
    parser.add_argument("records", type=Path, nargs="?", help="folder with NAME.json for each text")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write the texts and stop")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    texts = generate(args.seed)
    if args.write:
        args.write.mkdir(parents=True, exist_ok=True)
        for name, text in texts:
            (args.write / f"{name}.txt").write_text(text, encoding="utf-8")
        return 0
    if args.records:
        if not args.records.is_dir():
            print(f"{args.records} is not a folder", file=sys.stderr)
            return 2
        paths = {name: args.records / f"{name}.json" for name, _ in texts}
        records = {name: json.loads(p.read_text(encoding="utf-8")) for name, p in paths.items() if p.is_file()}
        if len(records) < len(texts):
            print(f"no record for {len(texts) - len(records)} of {len(texts)} texts", file=sys.stderr)
            return 2
    else:
        records = read_all(texts)
    figures = score(records, texts)
    print(
        f"{figures['false']} of {figures['texts']} texts ({figures['percent']} %) were given {figures['meetings']} meetings"
    )
    print("\n".join(figures["named"]))
    return 0 if figures["percent"] <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
