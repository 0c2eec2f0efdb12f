"""The gold of actors: passages with their mentions marked in place. See bench/gold/actors/README.md."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "gold" / "actors"
UNSURE = "unsure"
"""The side of an entity whose party readers may differ about; it is not scored."""
SEED = 20070529
"""Of the split into dev and check; changing it would mix what was tuned on with what judges."""


@dataclass(frozen=True)
class GoldEntity:
    """An entity of a passage. ``country`` and ``side`` are empty where there is none; ``side`` is a key."""

    key: str
    name: str
    kind: str
    country: str
    side: str


@dataclass(frozen=True)
class Passage:
    """A passage: ``text`` without marks, ``mentions`` as (start, end, key), half-open code points."""

    name: str
    style: str
    text: str
    entities: dict[str, GoldEntity]
    mentions: tuple[tuple[int, int, str], ...]


def load(folder: Path = FOLDER) -> list[Passage]:
    """All passages in the order of their file names. Raises ``ValueError`` with file and line of a wrong mark."""
    return [parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.txt"))]


def parse(source: str, name: str) -> Passage:
    """One passage from its file's text."""
    _, header, body = source.split("---\n", 2)
    head = yaml.load(header, Loader=yaml.BaseLoader)  # plain strings: "no" is Norway here
    entities = {}
    for key, cells in head["entities"].items():
        cells = [str(c) for c in cells] + [""] * (4 - len(cells))
        entities[str(key)] = GoldEntity(str(key), *cells)
    text, mentions = _marks(body.strip() + "\n", name, source[: source.index(body)].count("\n") + 1)
    used = {key for _, _, key in mentions}
    for key in used - entities.keys():
        raise ValueError(f"{name}: {key!r} is marked and not listed")
    for entity in entities.values():
        if entity.key not in used and all(e.side != entity.key for e in entities.values()):
            raise ValueError(f"{name}: {entity.key!r} is listed and not marked")
        if entity.side not in ("", UNSURE) and entity.side not in entities:
            raise ValueError(f"{name}: side {entity.side!r} of {entity.key!r} is not listed")
    return Passage(name.removesuffix(".txt"), head["style"], text, entities, tuple(sorted(mentions)))


def _marks(body: str, name: str, line: int) -> tuple[str, list[tuple[int, int, str]]]:
    out: list[str] = []
    length = 0
    stack: list[tuple[str, int, int]] = []
    mentions = []
    i = 0
    while i < len(body):
        char = body[i]
        if char == "[":
            colon = body.index(":", i)
            stack.append((body[i + 1 : colon], length, line))
            i = colon + 1
            continue
        if char == "]":
            if not stack:
                raise ValueError(f"{name}, line {line}: a ] too many")
            key, start, _ = stack.pop()
            mentions.append((start, length, key))
            i += 1
            continue
        line += char == "\n"
        out.append(char)
        length += 1
        i += 1
    if stack:
        raise ValueError(f"{name}, line {stack[-1][2]}: [{stack[-1][0]}: is not closed")
    return "".join(out), mentions


def split(passages: list[Passage]) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """(dev, opened, fresh): 20 drawn with a fixed seed from the first forty, then up to number 60, then the rest.

    Rules were tuned on dev and judged on what was not yet opened; see the README.
    """
    first = sorted(p.name for p in passages if p.name[:2] <= "40")
    random.Random(SEED).shuffle(first)
    dev = set(first[: len(first) // 2])
    return (
        [p for p in passages if p.name in dev],
        [p for p in passages if p.name not in dev and p.name[:2] <= "60"],
        [p for p in passages if p.name[:2] > "60"],
    )
