"""Score the statements against PolNeAR, the corpus of attributions in news (Newell, Margolin and Ruths, LREC 2018).

    python -m bench.attribution [--part dev|train] [--sample N] [--errors N] [--cache FILE]

The corpus is no part of the project: it is looked for below ``DRAGOMAN_CORPORA`` or in ``../shared/corpora`` beside the
repository. PolNeAR marks outermost attributions only, so a statement with a parent does not count.

A role (source, cue, content) is a set of words; punctuation never counts. Gold and found attributions are paired one to
one so that the sum of Jaccard(content) + 0.2 for a common cue word is greatest. *lenient*: same head word of the
source, a common cue word, Jaccard(content) ≥ .5. *strict*: the same words in all three roles. *head*: pairs with the
same head word of the source. *content*: words of all contents together. *direct*: lenient recall over gold whose
content stands in quotation marks to nine tenths.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from dragoman.reading.cast import Cast
from dragoman.reading.draft import Draft
from dragoman.reading.parse import Parse
from dragoman.reading.reader import Reader
from dragoman.reading.statements import read_statements
from dragoman.record import Document, Statement

WORD = re.compile(r"[A-Za-z0-9$%À-ÿ]+(?:['’.,-][A-Za-z0-9À-ÿ]+)*")
Span = tuple[int, int]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class Attribution:
    """One attribution: half-open code-point spans of each role (empty where there is none)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass
class Figures:
    """Counts over documents; :meth:`prf` gives precision, recall, F1 in percent."""

    counts: Counter[str] = field(default_factory=Counter)

    def prf(self, hits: str, found: str = "found", gold: str = "gold") -> tuple[float, float, float]:
        """Precision, recall and F1 in percent of one kind of hit."""
        c = self.counts
        p, r = c[hits] / max(c[found], 1), c[hits] / max(c[gold], 1)
        return 100 * p, 100 * r, 200 * p * r / max(p + r, 1e-9)


def corpus() -> Path | None:
    """Where PolNeAR lies, or None."""
    roots = [os.environ.get("DRAGOMAN_CORPORA"), Path(__file__).resolve().parents[2] / "shared" / "corpora"]
    for root in roots:
        if root and (Path(root) / "polnear").is_dir():
            return Path(root) / "polnear"
    return None


def load(part: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """(name, text, attributions) of a part of the corpus; the first annotator's where there are several."""
    for path in sorted((part / "text").glob("*.txt")):
        with path.open(encoding="utf8", newline="") as file:
            text = file.read()
        standoff = sorted((part / "attributions").glob(glob_escape(path.stem) + "_????.ann"))
        yield path.stem, text, _annotations(standoff[0].read_text(encoding="utf8"))


def glob_escape(name: str) -> str:
    """A file name as a pattern that matches itself only."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _annotations(lines: str) -> list[Attribution]:
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in lines.split("\n"):
        parts = line.split("\t")
        if len(parts) >= 3 and parts[0].startswith("T"):
            _, offsets = parts[1].split(" ", 1)
            spans[parts[0]] = [(int(a), int(b)) for a, b in (o.split() for o in offsets.split(";"))]
        elif len(parts) >= 2 and parts[0].startswith("E"):
            events.append(parts[1].split())
    found = []
    for event in events:
        roles: dict[str, list[Span]] = {r: [] for r in ROLES}
        for argument in event[1:]:
            name, key = argument.split(":")
            role = re.sub(r"\d+$", "", name).lower()
            if role in roles and key in spans:
                roles[role] += spans[key]
        if roles["content"]:
            found.append(Attribution(*(tuple(roles[r]) for r in ROLES)))
    return found


def from_statements(statements: Sequence[Statement]) -> list[Attribution]:
    """The outermost statements of a record as attributions."""
    found = []
    for s in statements:
        if s.parent is None:
            source = ((s.source.start, s.source.end),) if s.source and s.source.start is not None else ()
            cue = ((s.cue.start, s.cue.end),) if s.cue else ()
            found.append(Attribution(source, cue, tuple((a.start, a.end) for a in s.content)))  # type: ignore[arg-type]
    return found


class Words:
    """The words of a text, and the set of them that spans cover."""

    def __init__(self, text: str) -> None:
        matches = list(WORD.finditer(text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.quoted = _quoted(text)

    def of(self, spans: Sequence[Span]) -> frozenset[int]:
        """Indices of the words that overlap the spans."""
        out: set[int] = set()
        for start, end in spans:
            i = bisect_right(self.ends, start)
            while i < len(self.starts) and self.starts[i] < end:
                out.add(i)
                i += 1
        return frozenset(out)


def _quoted(text: str) -> bytearray:
    mask, inside = bytearray(len(text)), False
    for i, c in enumerate(text):
        if c in "\n”":
            inside = False
        elif c == "“":
            inside = True
        elif c == '"':
            inside = not inside
        mask[i] = inside
    return mask


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared share of two sets; 1 when both are empty."""
    return len(a & b) / len(a | b) if a or b else 1.0


def head_word(parse: Parse, spans: Sequence[Span]) -> int | None:
    """Offset of the head word of the first stretch of a source, or None without source."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= 1:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    for start, end in merged:
        tokens = parse.tokens_in(start, end)
        if len(tokens):
            return parse.starts[parse.head_of(tokens[0], tokens[-1] + 1)]
    return None


Pair = tuple[int, int, dict[str, bool]]


def score(figures: Figures, text: str, parse: Parse, gold: list[Attribution], found: list[Attribution]) -> list[Pair]:
    """Add one document to the figures; the pairs with what holds of each."""
    words = Words(text)
    g = [tuple(words.of(getattr(a, r)) for r in ROLES) for a in gold]
    p = [tuple(words.of(getattr(a, r)) for r in ROLES) for a in found]
    c = figures.counts
    c["gold"] += len(g)
    c["found"] += len(p)
    for k, role in enumerate(ROLES):
        a, b = frozenset().union(*(x[k] for x in g)), frozenset().union(*(x[k] for x in p))
        c[role] += len(a & b)
        c[role + " gold"] += len(a)
        c[role + " found"] += len(b)
    direct = [bool(x[2]) and sum(words.quoted[words.starts[w]] for w in x[2]) >= 0.9 * len(x[2]) for x in g]
    c["direct gold"] += sum(direct)
    heads = [head_word(parse, a.source) for a in gold], [head_word(parse, a.source) for a in found]
    c["head gold"] += sum(h is not None for h in heads[0])
    c["head found"] += sum(h is not None for h in heads[1])
    if not g or not p:
        return []
    value = np.array([[jaccard(x[2], y[2]) + 0.2 * bool(x[2] & y[2] and x[1] & y[1]) for y in p] for x in g])
    pairs: list[Pair] = []
    for i, j in zip(*linear_sum_assignment(-value), strict=True):
        x, y = g[i], p[j]
        if not x[2] & y[2]:
            continue
        same = heads[0][i] == heads[1][j]
        near = jaccard(x[2], y[2]) >= 0.5
        holds = {
            "aligned": True,
            "near": near,
            "exact": x[2] == y[2],
            "cue": bool(x[1] & y[1]),
            "head": same and heads[0][i] is not None,
            "source": same,
            "lenient": same and near and bool(x[1] & y[1]),
            "strict": x == y,
        }
        holds["direct"] = holds["lenient"] and direct[i]
        for name, hit in holds.items():
            c["hit " + name] += hit
        pairs.append((int(i), int(j), holds))
    return pairs


def report(figures: Figures) -> str:
    """The figures as lines of text."""
    lines = [f"{figures.counts['gold']} attributions, {figures.counts['found']} found"]
    rows = [
        ("lenient", ("hit lenient",)),
        ("strict", ("hit strict",)),
        ("source head", ("hit head", "head found", "head gold")),
        ("content words", ("content", "content found", "content gold")),
        ("source words", ("source", "source found", "source gold")),
        ("cue words", ("cue", "cue found", "cue gold")),
        ("content near", ("hit near",)),
        ("content exact", ("hit exact",)),
    ]
    for name, keys in rows:
        p, r, f = figures.prf(*keys)
        lines.append(f"{name:14s} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}")
    direct = 100 * figures.counts["hit direct"] / max(figures.counts["direct gold"], 1)
    lines.append(f"direct quotations, lenient recall {direct:.1f} of {figures.counts['direct gold']}")
    return "\n".join(lines)


class Errors:
    """Faults by kind: what was missed, what was found in vain, and which spans are wrong."""

    def __init__(self) -> None:
        self.missed: Counter[str] = Counter()
        self.spurious: Counter[str] = Counter()
        self.spurious_of: Counter[str] = Counter()
        self.spans: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def add(
        self,
        text: str,
        parse: Parse,
        gold: list[Attribution],
        found: list[Attribution],
        statements: list[Statement],
        pairs: list[Pair],
    ) -> None:
        """Note the faults of one document."""
        lenient = {i: j for i, j, holds in pairs if holds["lenient"]}
        hit = set(lenient.values())
        paired = {i for i, _, _ in pairs}
        for i, a in enumerate(gold):
            if i not in paired:
                kind = "missed " + _kind(parse, a)
                self.missed[kind] += 1
                self._example(kind, text, a)
        for j, b in enumerate(found):
            kind = "spurious " + _kind(parse, b) + " " + (statements[j].rules[0] if statements[j].rules else "")
            self.spurious_of[kind] += 1
            if j not in hit:
                self.spurious[kind] += 1
                self._example(kind, text, b)
        for i, j, holds in pairs:
            for name in ("source", "near", "cue"):
                if not holds[name]:
                    kind = f"wrong {name} " + (_kind(parse, found[j]) if name == "source" else "")
                    self.spans[kind] += 1
                    self._example(kind, text, gold[i], found[j])

    def _example(self, kind: str, text: str, *attributions: Attribution) -> None:
        kept = self.examples.setdefault(kind, [])
        if len(kept) < 200:
            kept.append("   but found   ".join(_show(text, a) for a in attributions))

    def report(self, count: int) -> str:
        """The commonest kinds of each sort with examples."""
        lines = []
        rng = random.Random(1)
        for title, table in (("missed", self.missed), ("spurious", self.spurious), ("spans", self.spans)):
            lines.append(f"--- {title}: {sum(table.values())}")
            for kind, n in table.most_common(count):
                of = f" of {self.spurious_of[kind]}" if kind in self.spurious_of else ""
                lines.append(f"{n}{of}  {kind}")
                kept = self.examples.get(kind, [])
                lines.extend("      " + e for e in rng.sample(kept, min(3, len(kept))))
        return "\n".join(lines)


def _kind(parse: Parse, a: Attribution) -> str:
    tokens = [t for start, end in a.cue for t in parse.tokens_in(start, end)]
    verbs = [t for t in tokens if parse.pos[t] == "VERB"] or [t for t in tokens if parse.pos[t] in ("NOUN", "ADJ")]
    key = verbs[-1] if verbs else (tokens[0] if tokens else None)
    return "(no cue)" if key is None else f"{parse.pos[key]} {parse.lemmas[key].lower()}"


def _show(text: str, a: Attribution) -> str:
    parts = (" .. ".join(text[s:e] for s, e in getattr(a, r))[:110].replace("\n", "¶") for r in ROLES)
    return " | ".join(parts)


def parses(part: Path, cache: Path | None) -> dict[str, Parse]:
    """The parse of every text, kept in ``cache`` between runs when that is given."""
    if cache and cache.exists():
        with cache.open("rb") as file:
            return dict(pickle.load(file))
    reader = Reader()
    stage = next(s for s in reader.stages if s.name == "language")
    page = next(s for s in reader.stages if s.name == "page")
    out = {}
    for name, text, _ in load(part):
        draft = stage.run(page.run(Draft(document=_document(text))))
        out[name] = draft.parse
    if cache:
        with cache.open("wb") as file:
            pickle.dump(out, file)
    return out


def _document(text: str) -> Document:
    return Document(source="polnear", format="text", text=text, sha256="")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns 2 where the corpus is not to be found."""
    options = argparse.ArgumentParser(description="Score the statements against PolNeAR.")
    options.add_argument("--part", choices=("dev", "train"), default="dev")
    options.add_argument("--sample", type=int, default=0, help="a fixed random sample of this many texts")
    options.add_argument("--errors", type=int, default=0, help="list this many kinds of fault")
    options.add_argument("--cache", type=Path, help="a file to keep the parses in, outside the repository")
    chosen = options.parse_args(arguments)
    root = corpus()
    if root is None:
        print("PolNeAR is not here: set DRAGOMAN_CORPORA to the folder that holds polnear/", file=sys.stderr)
        return 2
    part = root / chosen.part
    parsed = parses(part, chosen.cache)
    texts = list(load(part))
    if chosen.sample:
        texts = random.Random(5).sample(texts, min(chosen.sample, len(texts)))
    figures, errors, seconds = Figures(), Errors(), 0.0
    for name, text, gold in texts:
        parse = parsed[name]
        began = time.perf_counter()
        draft = read_statements(Draft(document=_document(text), parse=parse, cast=Cast()))
        seconds += time.perf_counter() - began
        outer = [s for s in draft.statements if s.parent is None]
        found = from_statements(outer)
        pairs = score(figures, text, parse, gold, found)
        if chosen.errors:
            errors.add(text, parse, gold, found, outer, pairs)
    print(f"PolNeAR {chosen.part}, {len(texts)} texts; {seconds:.2f} s for the statements stage alone")
    print(report(figures))
    if chosen.errors:
        print(errors.report(chosen.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
