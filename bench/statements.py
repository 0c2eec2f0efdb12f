"""Gold for statements: load it, and score records against it.

``load`` reads ``bench/gold/statements`` and resolves the words that annotators wrote down to half-open code-point
offsets. ``score`` compares records (as JSON objects) with it. The README beside the gold has the rules of annotation.

    python -m bench.statements RECORDS_DIR [--errors]

RECORDS_DIR holds one ``NAME.json`` a text, as ``dragoman read --format json`` prints it. A text without a record counts
as a record without statements.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import yaml
from scipy.optimize import linear_sum_assignment

HERE = Path(__file__).parent / "gold" / "statements"
ACTS = (
    "assert demand propose promise threaten agree accept reject refuse accuse deny criticise praise welcome condition "
    "ask expect other"
).split()
STANDINGS = "asserted attributed alleged denied hypothetical planned".split()
QUOTATIONS = "direct indirect mixed".split()
WORD = re.compile(r"[A-Za-z0-9$%À-ÿ]+(?:['’.,-][A-Za-z0-9À-ÿ]+)*")
ELISION = " … "
STOP = frozenset("a an the of and in to for s".split())

Span = tuple[int, int]


class GoldError(ValueError):
    """The gold is not well formed; the message names the file, the statement and the words at fault."""


@dataclass(frozen=True)
class GoldStatement:
    """One annotated statement. Spans are half-open code-point offsets; tuples of names or acts are alternatives."""

    id: str
    par: int
    source: Span | None
    speaker: tuple[str, ...]
    cue: Span | None
    content: tuple[Span, ...]
    quotation: str
    parent: str | None
    acts: tuple[str, ...]
    negated: bool
    hedges: tuple[Span, ...]
    standing: tuple[str, ...]
    addressee: Span | None
    target: tuple[str, ...]


@dataclass(frozen=True)
class GoldText:
    """One annotated text; ``split`` is ``dev`` (tune on it) or ``check`` (judge with it)."""

    name: str
    text: str
    published: str | None
    split: str
    statements: tuple[GoldStatement, ...]


# ---------------------------------------------------------------- loading


def paragraphs(text: str) -> list[Span]:
    """Spans of the blank-line separated paragraphs of ``text``, in order."""
    return [(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]|\n(?![ \t]*\n))*", text)]


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where ``words`` stand in ``text`` as whole words; `` … `` in them stands for a left-out middle."""
    head, *rest = words.split(ELISION)
    found = []
    at = text.find(head)
    while at >= 0:
        end: int | None = at + len(head)
        for piece in rest:
            after = text.find(piece, end)
            end = None if after < 0 else after + len(piece)
            if end is None:
                break
        if end is not None and not _cuts_word(text, at, end):
            found.append((at, end))
        at = text.find(head, at + 1)
    return found


def _cuts_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def gap(a: Span, b: Span) -> int:
    """Code points between two spans; 0 when they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


class _Resolver:
    """Finds the spans of one statement. ``words#2`` asks for the second occurrence, otherwise the nearest wins."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where

    def candidates(self, field: str, words: object) -> tuple[list[Span], bool]:
        if not isinstance(words, str) or not words:
            raise GoldError(f"{self.where}: {field} must be words of the text, not {words!r}")
        match = re.fullmatch(r"(.+)#(\d+)", words, re.DOTALL)
        spans = occurrences(self.text, match[1] if match else words)
        if match:
            n = int(match[2])
            spans = spans[n - 1 : n]
        if not spans:
            raise GoldError(f"{self.where}: {field} not found in the text: {words!r}")
        return spans, bool(match)

    def content(self, pieces: Sequence[object], par: Span) -> tuple[Span, ...]:
        out: list[Span] = []
        for piece in pieces:
            spans, _ = self.candidates("content", piece)
            low = out[-1][1] if out else par[0]
            spans = [s for s in spans if s[0] >= low and (out or s[0] < par[1])]
            if not spans:
                raise GoldError(f"{self.where}: content not found from its paragraph on: {piece!r}")
            out.append(spans[0])
        return tuple(out)

    def near(self, field: str, words: object, anchors: Sequence[Span], avoid: Sequence[Span]) -> Span:
        """The occurrence nearest to any of ``anchors`` that overlaps none of ``avoid`` (if there is one)."""
        spans, numbered = self.candidates(field, words)
        if not numbered:
            spans = [s for s in spans if not any(_overlap(s, a) for a in avoid)] or spans
        return min(spans, key=lambda s: (min(gap(s, a) for a in anchors), s[0]))


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


def _choice(value: object, allowed: Sequence[str], field: str, where: str) -> tuple[str, ...]:
    names = _names(value)
    for name in names:
        if name not in allowed:
            raise GoldError(f"{where}: {field} is {name!r}, not one of {', '.join(allowed)}")
    if not names:
        raise GoldError(f"{where}: {field} is missing")
    return names


FIELDS = frozenset(
    "id par source speaker cue content quotation parent act negated hedges standing addressee target note".split()
)


def _statement(raw: Mapping[str, Any], text: str, pars: Sequence[Span], file: str) -> GoldStatement:
    where = f"{file}: {raw.get('id', '?')}"
    unknown = sorted(set(raw) - FIELDS)
    if unknown:
        raise GoldError(f"{where}: unknown field {', '.join(unknown)}")
    par = raw.get("par")
    if not isinstance(par, int) or not 1 <= par <= len(pars):
        raise GoldError(f"{where}: par is {par!r}, the text has {len(pars)} paragraphs")
    find = _Resolver(text, where)
    pieces = raw.get("content")
    if not isinstance(pieces, list) or not pieces:
        raise GoldError(f"{where}: content must be a list of words of the text")
    content = find.content(pieces, pars[par - 1])
    cue = None if raw.get("cue") is None else find.near("cue", raw["cue"], content, content)
    core = [cue] if cue else list(content)
    taken = [*content, *([cue] if cue else [])]
    source = None if raw.get("source") is None else find.near("source", raw["source"], core, taken)
    hedges = tuple(find.near("hedges", h, taken, ()) for h in raw.get("hedges") or ())
    addressee = None if raw.get("addressee") is None else find.near("addressee", raw["addressee"], core, taken)
    return GoldStatement(
        id=str(raw["id"]),
        par=par,
        source=source,
        speaker=_names(raw.get("speaker")),
        cue=cue,
        content=content,
        quotation=_choice(raw.get("quotation"), QUOTATIONS, "quotation", where)[0],
        parent=raw.get("parent"),
        acts=_choice(raw.get("act"), ACTS, "act", where),
        negated=bool(raw.get("negated", False)),
        hedges=hedges,
        standing=_choice(raw.get("standing"), STANDINGS, "standing", where),
        addressee=addressee,
        target=_names(raw.get("target")),
    )


def load_text(path: Path) -> GoldText:
    """Read one ``NAME.yaml`` and its ``texts/NAME.txt``. Raises GoldError."""
    body = path.parent / "texts" / (path.stem + ".txt")
    if not body.exists():
        raise GoldError(f"{path.name}: there is no texts/{body.name}")
    text = body.read_text(encoding="utf-8")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as err:
        raise GoldError(f"{path.name}: not YAML: {err}") from err
    if not isinstance(raw, dict) or not isinstance(raw.get("statements"), list):
        raise GoldError(f"{path.name}: there is no list of statements")
    if raw.get("split") not in ("dev", "check"):
        raise GoldError(f"{path.name}: split must be dev or check")
    pars = paragraphs(text)
    statements = tuple(_statement(s, text, pars, path.name) for s in raw["statements"])
    ids = [s.id for s in statements]
    for s in statements:
        if ids.count(s.id) > 1:
            raise GoldError(f"{path.name}: {s.id}: two statements have this id")
        if s.parent is not None and (s.parent not in ids or s.parent == s.id):
            raise GoldError(f"{path.name}: {s.id}: its parent {s.parent!r} is not a statement of this text")
    published = raw.get("published")
    return GoldText(path.stem, text, None if published is None else str(published), raw["split"], statements)


def load(directory: Path | str = HERE) -> list[GoldText]:
    """All gold texts of a directory, by name. Raises GoldError for the first fault."""
    return [load_text(p) for p in sorted(Path(directory).glob("*.yaml"))]


# ---------------------------------------------------------------- comparing


def fold(name: str) -> str:
    """Lower case without accents, leading article, possessive ending and punctuation, for comparing names."""
    flat = unicodedata.normalize("NFKD", name.casefold())
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    flat = re.sub(r"['’]s?(?=\s|$)", "", flat)
    words = re.findall(r"[a-z0-9]+", flat)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


class _Words:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = [(m.start(), m.end()) for m in WORD.finditer(text)]

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        spans = list(spans)
        return frozenset(i for i, w in enumerate(self.at) for s in spans if _overlap(w, s))

    def content_words(self, span: Span) -> frozenset[str]:
        words = {fold(self.text[s:e]) for s, e in (self.at[i] for i in self.of([span]))}
        return frozenset(words - STOP) or frozenset(words)

    def last(self, span: Span) -> int | None:
        return max(self.of([span]), default=None)


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    """|a ∩ b| / |a ∪ b|; 1 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 1.0


def anchor(value: Mapping[str, Any] | None) -> Span | None:
    """The span of a record's anchor, whether its keys stand in the object or under ``anchor``."""
    if not value:
        return None
    inner = value.get("anchor") or value
    start, end = inner.get("start"), inner.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _same_source(words: _Words, gold: Span | None, found: Span | None) -> bool:
    """Same head word, approximately: the same last word, or half of the content words in common at the same place."""
    if gold is None or found is None:
        return gold is found
    if not words.of([gold]) & words.of([found]):
        return False
    same = words.last(gold) == words.last(found)
    return same or jaccard(words.content_words(gold), words.content_words(found)) >= 0.5


class _Entities:
    """The names of a record's entities, for comparing them with the canonical names of the gold."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.kind: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        for e in record.get("entities", ()):
            self.kind[e["id"]] = e.get("kind", "")
            said = [m.get("text", "") for m in e.get("mentions", ()) if m.get("form") == "name"]
            self.names[e["id"]] = {fold(n) for n in [e.get("name") or "", *e.get("aliases", ()), *said] if n}

    def is_one_of(self, value: Mapping[str, Any] | None, names: Sequence[str], text: str) -> bool:
        """Whether the record's source, addressee or target is the entity that the gold names."""
        if not value:
            return False
        entity, span = value.get("entity"), anchor(value)
        said = fold(text[span[0] : span[1]]) if span else ""
        for name in names:
            if name.startswith("unnamed:"):
                head = fold(name.removeprefix("unnamed:")).split()[-1:]
                known = " ".join([said, *sorted(self.names.get(entity or "", ()))]).split()
                if self.kind.get(entity or "") == "unnamed-source" or set(head) & set(known):
                    return True
            elif entity and fold(name) in self.names.get(entity, ()):
                return True
        return False


MEASURES = ("act", "act_first", "standing", "quotation", "polarity", "speaker")


class _Tally:
    """Counts over any number of texts."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def prf(self, tp: str, found: str, gold: str) -> dict[str, float]:
        p = 100 * self.n[tp] / max(self.n[found], 1)
        r = 100 * self.n[tp] / max(self.n[gold], 1)
        return {"p": p, "r": r, "f": 2 * p * r / max(p + r, 1e-9)}

    def share(self, right: str, of: str) -> float:
        return 100 * self.n[right] / self.n[of] if self.n[of] else 100.0

    def result(self) -> dict[str, Any]:
        n = self.n
        out: dict[str, Any] = {"gold": n["gold"], "found": n["found"], "pairs": n["pairs"]}
        for name in ("lenient", "strict"):
            out[name] = self.prf(name, "found", "gold")
        out["nested"] = self.prf("nested", "found_nested", "gold_nested")
        out["negated"] = self.prf("negated", "found_negated", "gold_negated")
        for name in ("addressee", "target"):
            out[name] = self.prf(name, "found_" + name, "gold_" + name)
        for name in MEASURES:
            out[name] = self.share(name, "with_speaker" if name == "speaker" else "pairs")
        out["hedge_recall"] = self.share("hedges", "gold_hedges")
        out["hedge_recall_anywhere"] = self.share("hedges_anywhere", "all_hedges")
        return out


def compare(gold: GoldText, record: Mapping[str, Any] | None, errors: list[str] | None = None) -> Counter[str]:
    """Counts for one text. ``errors`` collects one line a fault, for people who look at errors by kind."""
    n: Counter[str] = Counter()
    found = [s for s in (record or {}).get("statements", ()) if any(anchor(c) for c in s.get("content", ()))]
    words = _Words(gold.text)
    say = errors.append if errors is not None else lambda _line: None
    n["gold"], n["found"] = len(gold.statements), len(found)
    n["gold_nested"] = sum(g.parent is not None for g in gold.statements)
    n["found_nested"] = sum(f.get("parent") is not None for f in found)
    n["all_hedges"] = sum(len(g.hedges) for g in gold.statements)
    kept = [h for f in found for h in map(anchor, f.get("hedges", ())) if h]
    n["hedges_anywhere"] = sum(any(_overlap(h, k) for k in kept) for g in gold.statements for h in g.hedges)
    g_content = [words.of(g.content) for g in gold.statements]
    f_content = [words.of(a for a in map(anchor, f["content"]) if a) for f in found]
    g_cue = [words.of([g.cue] if g.cue else []) for g in gold.statements]
    f_cue = [words.of([c] if (c := anchor(f.get("cue"))) else []) for f in found]
    pairs: dict[int, int] = {}
    if found and gold.statements:
        likeness = np.array(
            [
                [
                    jaccard(gc, fc) + (0.2 if gc & fc and (gq & fq or not (gq or fq)) else 0)
                    for fc, fq in zip(f_content, f_cue, strict=True)
                ]
                for gc, gq in zip(g_content, g_cue, strict=True)
            ]
        )
        for i, j in zip(*linear_sum_assignment(-likeness), strict=True):
            if g_content[i] & f_content[j]:
                pairs[int(i)] = int(j)
    names = _Entities(record or {})
    index = {g.id: i for i, g in enumerate(gold.statements)}
    found_index = {f["id"]: j for j, f in enumerate(found) if "id" in f}
    for i, g in enumerate(gold.statements):
        label = f"{gold.name} {g.id}"
        shown = gold.text[g.content[0][0] : g.content[0][1]][:60].replace("\n", " ")
        j = pairs.get(i)
        if j is None:
            say(f"{label}\tmissed\t{shown}")
            continue
        f = found[j]
        near = jaccard(g_content[i], f_content[j])
        source = anchor(f.get("source"))
        known = names.is_one_of(f.get("source"), g.speaker, gold.text)
        same = _same_source(words, g.source, source) or (g.source is None and bool(g.speaker) and known)
        cue = bool(g_cue[i] & f_cue[j]) or not (g_cue[i] or f_cue[j])
        n["lenient"] += near >= 0.5 and cue and same
        exact_source = words.of([g.source] if g.source else []) == words.of([source] if source else [])
        exact_source = exact_source or (g.source is None and same)
        n["strict"] += near == 1 and g_cue[i] == f_cue[j] and exact_source
        if near < 0.5:
            say(f"{label}\tcontent\t{shown}")
            continue
        if not cue:
            say(f"{label}\tcue\t{shown}")
        if not same:
            say(f"{label}\tsource\t{shown}")
        n["pairs"] += 1
        parent = found_index.get(f.get("parent") or "")
        if g.parent is not None:
            right = parent is not None and pairs.get(index[g.parent]) == parent
            n["nested"] += right
            if not right:
                say(f"{label}\tparent\t{shown}")
        right_of = {
            "act": f.get("act") in g.acts,
            "act_first": f.get("act") == g.acts[0],
            "standing": f.get("standing") in g.standing,
            "quotation": f.get("quotation") == g.quotation,
            "polarity": bool(f.get("negated")) == g.negated,
        }
        wanted = {
            "act": g.acts,
            "standing": g.standing,
            "quotation": g.quotation,
            "polarity": g.negated,
            "speaker": g.speaker,
        }
        if g.speaker:
            n["with_speaker"] += 1
            right_of["speaker"] = known
        for measure, right in right_of.items():
            n[measure] += right
            if not right and measure != "act_first":
                say(f"{label}\t{measure}\t{f.get(measure)}\tfor {wanted[measure]}\t{shown}")
        n["gold_negated"] += g.negated
        n["found_negated"] += bool(f.get("negated"))
        n["negated"] += g.negated and bool(f.get("negated"))
        found_to = anchor(f.get("addressee"))
        inside = found_to is not None and any(_overlap(found_to, c) for c in g.content)
        n["gold_addressee"] += g.addressee is not None
        # "urged the two sides to …": the words asked are content here, and naming them as addressee is no fault
        n["found_addressee"] += found_to is not None and (g.addressee is not None or not inside)
        n["addressee"] += g.addressee is not None and found_to is not None and _overlap(g.addressee, found_to)
        n["gold_target"] += bool(g.target)
        n["found_target"] += bool(g.target) and bool(f.get("target"))
        hit = bool(g.target) and names.is_one_of(f.get("target"), g.target, gold.text)
        n["target"] += hit
        if g.target and not hit:
            say(f"{label}\ttarget\tfor {g.target}\t{shown}")
        hedges = [h for h in map(anchor, f.get("hedges", ())) if h]
        n["gold_hedges"] += len(g.hedges)
        for h in g.hedges:
            right = any(_overlap(h, k) for k in hedges)
            n["hedges"] += right
            if not right:
                say(f"{label}\thedge\t{gold.text[h[0] : h[1]]}\t{shown}")
    taken = set(pairs.values())
    for j, f in enumerate(found):
        if j not in taken:
            span = anchor(f["content"][0]) or (0, 0)
            say(f"{gold.name} {f.get('id')}\tspare\t{gold.text[span[0] : span[1]][:60]!r}")
    return n


def score(
    gold: Sequence[GoldText], records: Mapping[str, Mapping[str, Any]], errors: list[str] | None = None
) -> dict[str, Any]:
    """Compare records (by text name) with the gold: ``{"all": {...}, "dev": {...}, "check": {...}}``, in per cent.

    Pairs are made one to one, maximising Jaccard(content words) + 0.2 for a common cue word. ``lenient`` wants content
    Jaccard at least .5, a common cue word (or no cue on both sides) and the same source head; ``strict`` wants the same
    words in all three. ``nested`` is right when the parents are a pair too. ``act``, ``standing``, ``quotation``,
    ``polarity`` and ``speaker`` are accuracies over pairs with content Jaccard at least .5; so is ``hedge_recall``,
    while ``hedge_recall_anywhere`` asks whether any statement of the record keeps the hedge.
    """
    tallies = {"all": _Tally(), "dev": _Tally(), "check": _Tally()}
    for text in gold:
        counts = compare(text, records.get(text.name), errors)
        tallies["all"].n.update(counts)
        tallies[text.split].n.update(counts)
    return {name: tally.result() for name, tally in tallies.items()}


def report(result: Mapping[str, Mapping[str, Any]], out: TextIO) -> None:
    """Print the figures of ``score`` as a table."""
    parts = list(result)
    print(f"{'':24}" + "".join(f"{p:>22}" for p in parts), file=out)
    counts = (f"{result[p]['gold']}/{result[p]['found']}/{result[p]['pairs']}" for p in parts)
    print(f"{'gold/found/pairs':24}" + "".join(f"{c:>22}" for c in counts), file=out)
    for name in result[parts[0]]:
        if name in ("gold", "found", "pairs"):
            continue
        cells = []
        for p in parts:
            v = result[p][name]
            cells.append(f"{v['p']:6.1f} {v['r']:5.1f} {v['f']:5.1f}" if isinstance(v, dict) else f"{v:5.1f}")
        print(f"{name:24}" + "".join(f"{c:>22}" for c in cells), file=out)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line: score a directory of records; exit code 2 for gold or records that cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.statements", description="Score statements against the gold."
    )
    parser.add_argument("records", type=Path, help="directory with one NAME.json a text")
    parser.add_argument("--gold", type=Path, default=HERE)
    parser.add_argument("--errors", action="store_true", help="list every fault in the dev half, one a line")
    args = parser.parse_args(argv)
    records: dict[str, Any] = {}
    try:
        gold = load(args.gold)
        for text in gold:
            path = args.records / f"{text.name}.json"
            if path.exists():
                records[text.name] = json.loads(path.read_text(encoding="utf-8"))
                if records[text.name]["document"]["text"] != text.text:
                    raise GoldError(f"{path}: document.text differs from the text of the gold")
    except (GoldError, OSError, ValueError, KeyError) as err:
        print(f"bench.statements: {err}", file=sys.stderr)
        return 2
    missing = [t.name for t in gold if t.name not in records]
    if missing:
        print(f"no record for {len(missing)} of {len(gold)} texts: {', '.join(missing[:5])} …", file=sys.stderr)
    errors: list[str] = []
    # faults of the check half stay unseen, so that nobody tunes on them
    score([t for t in gold if t.split == "dev"], records, errors)
    if args.errors:
        print("\n".join(errors))
    report(score(gold, records), sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
