"""Time expressions on TimeBank and AQUAINT: span, type and value F1 as TempEval-3 counts them, bare weekdays, speed.

    python -m bench.times [--split dev|check|all] [--corpus TimeBank|AQUAINT] [--errors N] [--kind MISS|VALUE|SPUR] [--cache DIR]

The corpora lie in ``$DRAGOMAN_CORPORA`` (``../shared/corpora`` beside the checkout when it is not set); nothing of them is
part of the project. Each text is read with its publication date given. Documents are dealt into a dev part (two thirds)
and a check part by a seeded hash of their names: rules are tuned on dev, check shows overfitting. ``--cache`` keeps parses
in a folder, so that a change of the time rules is measured in seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import os
import pickle
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dragoman.intake import read_text
from dragoman.reading.draft import Draft, Settings
from dragoman.reading.times import read_times

SEED = "times-1"
ROOT = Path(__file__).resolve().parent.parent
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


class Gold(NamedTuple):
    """An annotated time: half-open offsets, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


class Text(NamedTuple):
    """A corpus text with its publication date and its gold."""

    name: str
    text: str
    published: str
    gold: tuple[Gold, ...]


def corpora() -> Path:
    """The folder of the corpora."""
    return Path(os.environ.get("DRAGOMAN_CORPORA") or ROOT.parent / "shared" / "corpora")


def load(path: Path) -> Text:
    """Read one TimeML file; the text is the body of its TEXT element with all marks taken out."""
    raw = path.read_text(encoding="utf-8")
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)
    created = re.search(r'<DCT>.*?value="([^"]+)"', raw, re.S)
    parts: list[str] = []
    gold: list[Gold] = []
    open_marks: list[tuple[int, dict[str, str]]] = []
    at = 0
    for token in re.split(r"(<[^>]*>)", body[1] if body else ""):
        if token.startswith("<TIMEX3"):
            open_marks.append((at, dict(re.findall(r'(\w+)="([^"]*)"', token))))
        elif token.startswith("</TIMEX3"):
            start, mark = open_marks.pop()
            gold.append(Gold(start, at, mark.get("type", ""), mark.get("value", "")))
        elif not token.startswith("<"):
            plain = html.unescape(token)
            parts.append(plain)
            at += len(plain)
    text = "".join(parts)
    kept = tuple(sorted(g for g in gold if text[g.start : g.end].strip()))
    return Text(path.stem, text, created[1][:10] if created else "", kept)


def corpus(name: str, split: str = "all") -> list[Text]:
    """The texts of a corpus, or of one part of it."""
    paths = sorted(p for p in (corpora() / "timex" / name).glob("*.tml") if not p.name.startswith("._"))
    return [load(p) for p in paths if split == "all" or part(p.stem) == split]


def part(name: str) -> str:
    """``dev`` for two texts of three, ``check`` for the third, by a seeded hash of the name."""
    return "check" if hashlib.sha256(f"{SEED}:{name}".encode()).digest()[0] % 3 == 0 else "dev"


_EDGE = " \t\n\r.,;:\"'`“”‘’()"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


class Error(NamedTuple):
    """What was missed, spurious, or has a wrong value."""

    kind: str
    name: str
    words: str
    gold: str | None
    got: str | None
    start: int
    rule: str


class Score(NamedTuple):
    """Counts behind the figures; F1 is twice the count over gold plus system, in percent."""

    gold: int
    system: int
    relaxed: int
    strict: int
    type: int
    value: int

    def f(self, count: int) -> float:
        """F1 of a count."""
        return 200 * count / max(self.gold + self.system, 1)


def score(texts: Iterable[Text], answers: dict[str, list[tuple[Gold, str]]]) -> tuple[Score, list[Error]]:
    """TempEval-3: a gold time is found when an answer overlaps it (one to one); attributes count on found ones."""
    counts: Counter[str] = Counter()
    errors: list[Error] = []
    for doc in texts:
        gold = [(*_trim(doc.text, g.start, g.end), g.type, g.value) for g in doc.gold]
        system = sorted((*_trim(doc.text, a.start, a.end), a.type, a.value or "", r) for a, r in answers[doc.name])
        counts["gold"] += len(gold)
        counts["system"] += len(system)
        used: set[int] = set()
        for start, end, kind, value in gold:
            around = [j for j, s in enumerate(system) if j not in used and s[0] < end and start < s[1]]
            if not around:
                errors.append(Error("MISS", doc.name, doc.text[start:end], value, None, start, ""))
                continue
            exact = [j for j in around if system[j][:2] == (start, end)]
            j = exact[0] if exact else max(around, key=lambda j: min(system[j][1], end) - max(system[j][0], start))
            used.add(j)
            got = system[j]
            counts["relaxed"] += 1
            counts["strict"] += got[:2] == (start, end)
            counts["type"] += got[2] == kind
            counts["value"] += got[3] == value
            if got[3] != value:
                errors.append(Error("VALUE", doc.name, doc.text[got[0] : got[1]], value, got[3], start, got[4]))
            if got[:2] != (start, end):
                errors.append(
                    Error("SPAN", doc.name, doc.text[start:end], value, doc.text[got[0] : got[1]], start, got[4])
                )
        for j, s in enumerate(system):
            if j not in used:
                errors.append(Error("SPUR", doc.name, doc.text[s[0] : s[1]], None, s[3], s[0], s[4]))
    return Score(**{f: counts[f] for f in Score._fields}), errors


def drafts(texts: list[Text], cache: Path | None) -> list[Draft]:
    """The texts as far as the stage before times, each with its publication date given."""
    digest = hashlib.sha256("\0".join(t.name + t.text for t in texts).encode()).hexdigest()[:16]
    kept = cache / f"{digest}.pickle" if cache else None
    if kept and kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    from dragoman.reading.reader import Reader

    reader = Reader()
    before = []
    for stage in reader.stages:
        if stage.name == "times":
            break
        if stage.name != "actors":
            before.append(stage.run)
    out = []
    for doc in texts:
        draft = Draft(document=read_text(doc.text), settings=Settings(published=doc.published or None))
        for run in before:
            draft = run(draft)
        out.append(draft)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(out))
    return out


def answer(texts: list[Text], cache: Path | None) -> tuple[dict[str, list[tuple[Gold, str]]], float]:
    """What the times stage finds, and its processor seconds (the parse not counted)."""
    ready = drafts(texts, cache)
    if ready:
        read_times(ready[0])  # load the word lists before the clock starts
    begin = time.process_time()
    done = [read_times(draft) for draft in ready]
    seconds = time.process_time() - begin
    found = {
        doc.name: [(Gold(t.start, t.end, t.type, t.value or ""), t.rule) for t in draft.times]
        for doc, draft in zip(texts, done, strict=True)
    }
    return found, seconds


def weekdays(texts: list[Text], answers: dict[str, list[tuple[Gold, str]]]) -> tuple[int, int]:
    """Right and all of the gold's bare weekdays that have a day as value."""
    right = total = 0
    for doc in texts:
        for g in doc.gold:
            if doc.text[g.start : g.end].strip().lower() in _WEEKDAYS and re.fullmatch(r"\d{4}-\d\d-\d\d", g.value):
                total += 1
                right += any(
                    a.value[:10] == g.value for a, _ in answers[doc.name] if a.start < g.end and g.start < a.end
                )
    return right, total


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 2 when the corpora are not there."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--split", choices=("dev", "check", "all"), default="all")
    cli.add_argument("--corpus", choices=("TimeBank", "AQUAINT"))
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--kind")
    cli.add_argument("--context", type=int, default=60)
    cli.add_argument("--cache", type=Path)
    options = cli.parse_args(arguments)
    if not (corpora() / "timex").is_dir():
        print(
            f"The time corpora are not at {corpora() / 'timex'}; set DRAGOMAN_CORPORA to their folder.", file=sys.stderr
        )
        return 2
    for name in (options.corpus,) if options.corpus else ("TimeBank", "AQUAINT"):
        for split in ("dev", "check", "all") if options.split == "all" else (options.split,):
            texts = corpus(name, split)
            found, seconds = answer(texts, options.cache)
            result, errors = score(texts, found)
            right, total = weekdays(texts, found)
            print(
                f"{name:9} {split:5} {len(texts):3} texts  gold {result.gold:4} found {result.system:4}  "
                f"relaxed {result.f(result.relaxed):.1f} (P {100 * result.relaxed / max(result.system, 1):.1f} "
                f"R {100 * result.relaxed / max(result.gold, 1):.1f})  strict {result.f(result.strict):.1f}  "
                f"type {result.f(result.type):.1f}  value {result.f(result.value):.1f}  "
                f"weekdays {right}/{total} ({right / max(total, 1):.3f})  {len(texts) / max(seconds, 1e-9):.0f} texts/s"
            )
            by_name = {t.name: t for t in texts}
            shown = [e for e in errors if not options.kind or e.kind == options.kind]
            for e in shown[: options.errors]:
                text = by_name[e.name].text
                around = text[max(0, e.start - options.context) : e.start + options.context].replace("\n", " ")
                print(
                    f"  {e.kind:5} {by_name[e.name].published} “{e.words}” gold {e.gold} got {e.got} [{e.rule}] …{around}…".replace(
                        "\n", " "
                    )
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
