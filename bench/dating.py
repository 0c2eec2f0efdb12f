"""A stress set for the report's date: texts with known days, dressed with mastheads, related stories, crawl dates.

    python -m bench.dating [--cases N] [--seed S] [--source gold|templates|corpora] [--failures N]

Every text (the project's own gold, reports written from templates with real tenures, and the time corpora where they are
there) is put into pages made by a seeded generator. Each page kind is one way in which dates go wrong: a masthead with the
day of the crawl, a copyright year, related stories, comments, markup that states the day of a reprint. Three figures:

coverage       the true day lies within earliest and latest (an end that is left open counts as within)
wrong commits  the status is "known" and the value is another day
width          days between the two bounds, median over those with both
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import yaml

from bench.times import corpora, corpus
from dragoman.intake import read_bytes, read_text
from dragoman.knowledge.offices import Tenure, tenures
from dragoman.reading.draft import Draft
from dragoman.reading.reader import Reader
from dragoman.record import Document, Published

GOLD = Path(__file__).parent / "gold"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Base(NamedTuple):
    """A text with the day on which it was published."""

    name: str
    text: str
    published: date


class Case(NamedTuple):
    """A page made from a text: the document to be read, and the true day."""

    name: str
    kind: str
    document: Document
    published: date


# ---------------------------------------------------------------- texts


def gold_texts() -> Iterator[Base]:
    """The reports of the statements and talks gold that have a day of publication."""
    for folder in ("statements", "talks"):
        for path in sorted((GOLD / folder).glob("*.yaml")):
            day = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("published")
            places = (path.with_suffix(".txt"), path.parent / "texts" / f"{path.stem}.txt")
            text = next((p for p in places if p.exists()), None)
            if day and text is not None:
                yield Base(path.stem, text.read_text(encoding="utf-8"), date.fromisoformat(str(day)))


def gold_cases() -> list[dict[str, Any]]:
    """The hand-made cases of ``gold/dating`` with what is expected of each."""
    found: list[dict[str, Any]] = yaml.safe_load((GOLD / "dating" / "cases.yaml").read_text(encoding="utf-8"))
    return found


def case_texts() -> Iterator[Base]:
    """The hand-made cases as texts."""
    for case in gold_cases():
        yield Base(case["name"], case["text"], date.fromisoformat(str(case["published"])))


def failures(case: dict[str, Any], published: Published) -> list[str]:
    """What a hand-made case expects and the answer does not give."""
    out = []
    day = str(case["published"])
    low, high = map(str, case.get("within", ["0001-01-01", "9999-12-31"]))
    if published.status != case["status"]:
        out.append(f"status {published.status}, not {case['status']}")
    if not (published.earliest or "") <= day <= (published.latest or "9999-12-31"):
        out.append(f"{published.value} does not hold {day}")
    if "within" in case and not (
        low <= (published.earliest or "0001-01-01") and (published.latest or "9999-12-31") <= high
    ):
        out.append(f"{published.value} is not within {low} and {high}")
    if "value" in case and published.value != case["value"]:
        out.append(f"value {published.value}, not {case['value']}")
    out += [f"{v} was not rejected" for v in case.get("rejected", []) if v not in {r.value for r in published.rejected}]
    says = " ".join(e.says for e in published.evidence)
    return out + [f"the evidence does not name {n}" for n in case.get("names", []) if n not in says]


def corpus_texts() -> Iterator[Base]:
    """TimeBank and AQUAINT, where they are there."""
    if not (corpora() / "timex").is_dir():
        return
    for name in ("TimeBank", "AQUAINT"):
        for item in corpus(name):
            if len(item.published) == 10:
                yield Base(item.name, item.text.strip(), date.fromisoformat(item.published))


_TITLES = {
    "president": "President",
    "prime-minister": "Prime Minister",
    "foreign-minister": "Foreign Minister",
    "secretary-of-state": "Secretary of State",
    "chancellor": "Chancellor",
    "defence-minister": "Defence Minister",
}
_ADJECTIVES: dict[str, str] = {}


def _adjective(code: str) -> str | None:
    if not _ADJECTIVES:
        from dragoman.knowledge.tables import rows

        for row in rows("countries"):
            if row.kind == "adjective" and not row.valid_from:
                _ADJECTIVES.setdefault(row.id, row.form)
    return _ADJECTIVES.get(code)


_SENTENCES = (
    "{a} and {b} met for {n} hours on {weekday} to discuss the border, and agreed to meet again next month.",
    "{a} told reporters after the talks that a solution was near, while {b} warned against haste.",
    "The two sides last met in {past}, when the ceasefire was signed.",
    "{c} welcomed the outcome and called for restraint.",
    "Officials said the next round would be held in {soon}.",
    "It was the first such meeting in {years} years.",
    "A spokesman said earlier in the day that no agreement had been expected.",
    "{former}, who led the talks in {past}, said the delay was regrettable.",
    "The border has been closed since {past}.",
)


def template_texts(rng: random.Random, count: int) -> Iterator[Base]:
    """Short reports with real office-holders of a random day."""
    pool = [t for t in tenures() if t.office in _TITLES and _adjective(t.of) and len(t.name.split()) > 1]
    for i in range(count):
        day = date(1992, 1, 1) + timedelta(rng.randrange(365 * 32))
        iso = day.isoformat()
        current = [t for t in pool if t.earliest <= iso and (t.latest or "9999") >= iso and t.earliest >= "1970"]
        gone = [t for t in pool if t.latest and t.latest < iso and t.office in ("president", "prime-minister")]
        people = rng.sample(current, 3)
        before = rng.choice(gone)
        fill = {
            "a": _named(people[0]),
            "b": _named(people[1]),
            "c": _named(people[2]),
            "former": f"Former {_named(before)}",
            "n": rng.choice(("two", "three", "five")),
            "weekday": _DAYS[(day - timedelta(rng.randrange(3))).weekday()],
            "past": str(day.year - rng.randrange(1, 20)),
            "soon": str(day.year + 1) if rng.random() < 0.3 else _MONTHS[day.month % 12],
            "years": rng.choice(("five", "eight", "ten")),
        }
        chosen = [_SENTENCES[0], *rng.sample(_SENTENCES[1:], 4)]
        yield Base(f"template-{i}", "\n\n".join(s.format(**fill) for s in chosen), day)


def _named(tenure: Tenure) -> str:
    return f"{_adjective(tenure.of)} {_TITLES[tenure.office]} {tenure.name}"


# ---------------------------------------------------------------- pages


def _long(day: date) -> str:
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _spelt(day: date, rng: random.Random) -> str:
    month = _MONTHS[day.month - 1]
    return rng.choice((_long(day), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()))


def _crawl(day: date, rng: random.Random) -> date:
    later = day + timedelta(rng.randrange(400, 7000))
    return min(later, date(2025, 6, 30)) if later > day else day


@dataclass
class Maker:
    """Makes one kind of page of a text."""

    rng: random.Random

    def bare(self, base: Base) -> Document:
        """The text alone."""
        return read_text(base.text, base.name)

    def masthead_crawl(self, base: Base) -> Document:
        """A masthead with the day of the crawl and a breadcrumb above the title."""
        crawl = _spelt(_crawl(base.published, self.rng), self.rng)
        return read_text(f"{crawl}\nHomeWorld NewsTalks\n\nTalks end without result\n\n{base.text}", base.name)

    def masthead_true(self, base: Base) -> Document:
        """A masthead with the true day, which still proves nothing."""
        return read_text(f"{_spelt(base.published, self.rng)}\n\nTalks end without result\n\n{base.text}", base.name)

    def related(self, base: Base) -> Document:
        """Related stories with dates after the text."""
        crawl = _crawl(base.published, self.rng) if self.rng.random() < 0.5 else base.published - timedelta(40)
        items = "\n".join(f"Minister rejects offer - {_spelt(crawl - timedelta(d), self.rng)}" for d in (0, 3, 9))
        return read_text(f"{base.text}\n\nRelated stories\n\n{items}\n", base.name)

    def copyright(self, base: Base) -> Document:
        """A copyright line with the year of the crawl."""
        year = _crawl(base.published, self.rng).year
        return read_text(f"{base.text}\n\nCopyright © {year} The Example Times. All rights reserved.\n", base.name)

    def comments(self, base: Base) -> Document:
        """Readers' comments with dates."""
        day = _crawl(base.published, self.rng)
        lines = "\n\n".join(
            f"reader{n} says:\n{_spelt(day - timedelta(n), self.rng)} at 10:1{n} am\nWell said." for n in (1, 2)
        )
        return read_text(f"{base.text}\n\nComments (2)\n\n{lines}\n", base.name)

    def crawl_note(self, base: Base) -> Document:
        """A line that says when the page was saved, above or below the text."""
        day = _spelt(_crawl(base.published, self.rng), self.rng)
        line = self.rng.choice(
            (
                f"Retrieved on {day}",
                f"Page saved on {day}.",
                f"Accessed: {day}",
                f"Archived from the original on {day}.",
                f"This page was last updated on {day}.",
                f"This story was printed from the site of The Example Times on {day}.",
                f"Captured {day}, 03:12:44 GMT",
                f"Posted by admin on {day}",
            )
        )
        if self.rng.random() < 0.5:
            return read_text(f"{line}\n\n{base.text}", base.name)
        return read_text(f"{base.text}\n\n{line}\n", base.name)

    def teasers(self, base: Base) -> Document:
        """Sentences of other stories, with dates of the crawl, below the text."""
        day = _crawl(base.published, self.rng)
        text = (
            f"More from this section\n\nThe mayor was sworn in on {_spelt(day, self.rng)} after a recount.\n\n"
            f"Ferries resumed in {day.year} after the storm."
        )
        return read_text(f"{base.text}\n\n{text}\n", base.name)

    def replies(self, base: Base) -> Document:
        """Comments that tell when they were written in the line of the name."""
        day = _crawl(base.published, self.rng)
        lines = "\n\n".join(
            f"{name} wrote on {_spelt(day + timedelta(n), self.rng)}:\nI was there in {day.year} and saw nothing of it."
            for n, name in enumerate(("Ada", "Basil"))
        )
        return read_text(f"{base.text}\n\nReaders' comments\n\n{lines}\n", base.name)

    def dateline(self, base: Base) -> Document:
        """A dateline with day and month: of agency copy, which is out on the day, or of a paper's report, out the next.

        Nobody files a report that tells of tomorrow: a text whose first words name the day of publication is agency copy.
        """
        paper = self.rng.randrange(2) and _DAYS[base.published.weekday()] not in base.text[:300]
        filed = base.published - timedelta(bool(paper))
        line = f"GENEVA, {_MONTHS[filed.month - 1]} {filed.day}{'' if paper else ' (Reuters)'} - "
        return read_text(line + base.text, base.name)

    def dateline_full(self, base: Base) -> Document:
        """A dateline with day, month and year."""
        day = base.published
        return read_text(f"GENEVA, {day.day} {_MONTHS[day.month - 1]} {day.year} (AFP) – {base.text}", base.name)

    def wire_copy(self, base: Base) -> Document:
        """Agency copy, filed on the day, that says in its lead on which weekday things happened; often a masthead too."""
        return read_text(self._masthead(_crawl(base.published, self.rng), 0.5) + self._wire(base), base.name)

    def wire_reprint(self, base: Base) -> Document:
        """Agency copy with its dateline on a page whose markup and masthead have the day of a reprint."""
        crawl = _crawl(base.published, self.rng)
        copy = base._replace(text=self._wire(base))
        return self._page(copy, stated=crawl, address=None, shown=crawl, modified=None)

    def _masthead(self, shown: date, share: float) -> str:
        return f"{_long(shown)}\n\nTalks end without result\n\n" if self.rng.random() < share else ""

    def _wire(self, base: Base) -> str:
        day = base.published
        told = _DAYS[(day - timedelta(self.rng.choice((0, 0, 0, 0, 1)))).weekday()]
        agency = self.rng.choice(("Reuters", "AFP", "AP", "Xinhua", "dpa"))
        line = self.rng.choice((f"{_MONTHS[day.month - 1]} {day.day}", f"{day.day} {_MONTHS[day.month - 1][:3]}"))
        return (
            f"KHARTOUM, {line} ({agency}) - Envoys met on {told} behind closed doors, a spokesman said.\n\n{base.text}"
        )

    def weekday_and_day(self, base: Base) -> Document:
        """A sentence that names a day near the report with its weekday and no year."""
        near = base.published + timedelta(self.rng.randrange(-20, 60))
        said = f"{_DAYS[near.weekday()]}, {_MONTHS[near.month - 1]} {near.day}"
        verb = "was held" if near < base.published else "will be held"
        return read_text(f"{base.text}\n\nA round of talks between experts {verb} on {said}.\n", base.name)

    def relative_age(self, base: Base) -> Document:
        """A saved page that tells how old the report was when the page was shown."""
        days = self.rng.choice((0, 1, 3, 20, 100, 900))
        shown = base.published + timedelta(days)
        ages = {
            0: "5 hours ago",
            1: "1 day ago",
            3: "3 days ago",
            20: "3 weeks ago",
            100: "3 months ago",
            900: "2 years ago",
        }
        said = self.rng.choice(("{}", "Updated {}", "Published {}", "By Ann Lee | {}")).format(ages[days])
        return read_text(f"{_long(shown)}\n\nTalks end without result\n\n{said}\n\n{base.text}", base.name)

    def published_line(self, base: Base) -> Document:
        """A line "Published: …", and one "Updated: …" with a later day."""
        late = base.published + timedelta(self.rng.randrange(1, 900))
        head = f"Talks end without result\n\nPublished: {_spelt(base.published, self.rng)}\n"
        return read_text(f"{head}Last updated: {_spelt(late, self.rng)}\n\n{base.text}", base.name)

    def updated_line(self, base: Base) -> Document:
        """Only a line "Updated: …" with a later day."""
        late = base.published + timedelta(self.rng.randrange(1, 3000))
        return read_text(
            f"Talks end without result\n\nLast updated: {_spelt(late, self.rng)}\n\n{base.text}", base.name
        )

    def html_true(self, base: Base) -> Document:
        """A page whose markup and address give the true day, and a masthead with that of the crawl."""
        crawl = _crawl(base.published, self.rng)
        return self._page(base, stated=base.published, address=base.published, shown=crawl, modified=crawl)

    def html_reprint(self, base: Base) -> Document:
        """A reprint: the markup states the day of the reprint."""
        crawl = _crawl(base.published, self.rng)
        return self._page(base, stated=crawl, address=None, shown=crawl, modified=crawl)

    def html_silent(self, base: Base) -> Document:
        """A page without markup for dates: a masthead, related stories, a copyright year."""
        return self._page(base, stated=None, address=None, shown=_crawl(base.published, self.rng), modified=None)

    def html_modified(self, base: Base) -> Document:
        """The address has the true day; the markup only that of the last change."""
        crawl = _crawl(base.published, self.rng)
        return self._page(base, stated=None, address=base.published, shown=crawl, modified=crawl)

    def _page(
        self, base: Base, *, stated: date | None, address: date | None, shown: date, modified: date | None
    ) -> Document:
        head = ["<meta charset='utf-8'><title>Talks end without result</title>"]
        if stated:
            head.append(f"<meta property='article:published_time' content='{stated.isoformat()}T08:00:00Z'>")
        if modified:
            head.append(f"<meta property='article:modified_time' content='{modified.isoformat()}T08:00:00Z'>")
        if address:
            href = f"https://news.example.org/{address:%Y/%m/%d}/talks.html"
            head.append(f"<link rel='canonical' href='{href}'>")
        paragraphs = "".join(f"<p>{_escaped(p)}</p>" for p in base.text.split("\n\n") if p.strip())
        related = "".join(
            f"<li><a href='#'>Minister rejects offer</a> <time datetime='{(shown - timedelta(d)).isoformat()}'></time>"
            for d in (1, 5)
        )
        body = (
            f"<header><div class='date'>{_long(shown)}</div><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></header>"
            f"<article><h1>Talks end without result</h1>{paragraphs}</article>"
            f"<aside><h3>Related stories</h3><ul>{related}</ul></aside><footer>© {shown.year} The Example Times</footer>"
        )
        page = f"<!doctype html><html lang='en'><head>{''.join(head)}</head><body>{body}</body></html>"
        return read_bytes(page.encode(), f"{base.name}.html")[0]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


KINDS: tuple[str, ...] = (
    "bare", "masthead_crawl", "masthead_true", "related", "copyright", "comments", "crawl_note", "teasers", "replies", "dateline", "dateline_full",
    "wire_copy", "wire_reprint", "weekday_and_day", "relative_age",
    "published_line", "updated_line", "html_true", "html_reprint", "html_silent", "html_modified",
)  # fmt: skip


def cases(bases: list[Base], count: int, seed: int) -> Iterator[Case]:
    """``count`` pages, the kinds in turn, the texts in a shuffled order."""
    rng = random.Random(seed)
    order = list(bases)
    rng.shuffle(order)
    maker = Maker(rng)
    for i in range(count):
        base = order[i % len(order)]
        kind = KINDS[(i + i // len(order)) % len(KINDS)]
        make: Callable[[Base], Document] = getattr(maker, kind)
        yield Case(base.name, kind, make(base), base.published)


# ---------------------------------------------------------------- measuring


class Outcome(NamedTuple):
    """What became of one page."""

    case: Case
    published: Published

    @property
    def covered(self) -> bool:
        """Whether the true day lies within the bounds."""
        day = self.case.published.isoformat()
        return (self.published.earliest or "") <= day <= (self.published.latest or "9999")

    @property
    def wrong(self) -> bool:
        """Whether another day was claimed as known."""
        return self.published.status == "known" and self.published.value != self.case.published.isoformat()


def run(items: list[Case]) -> list[Outcome]:
    """Read the pages as far as the times stage."""
    reader = Reader()
    steps = []
    for stage in reader.stages:
        if stage.name != "actors":
            steps.append(stage.run)
        if stage.name == "times":
            break
    out = []
    for case in items:
        draft = Draft(document=case.document)
        for step in steps:
            draft = step(draft)
        out.append(Outcome(case, draft.published))
    return out


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    """Coverage, wrong commits, share known, share with both bounds, median width in days."""
    widths = [
        (date.fromisoformat(o.published.latest) - date.fromisoformat(o.published.earliest)).days
        for o in outcomes
        if o.published.earliest and o.published.latest
    ]
    n = max(len(outcomes), 1)
    return {
        "cases": len(outcomes),
        "coverage": sum(o.covered for o in outcomes) / n,
        "wrong": sum(o.wrong for o in outcomes) / n,
        "known": sum(o.published.status == "known" for o in outcomes) / n,
        "two-sided": len(widths) / n,
        "width": median(widths) if widths else 0.0,
    }


def _judged() -> Iterator[tuple[dict[str, Any], Outcome, list[str]]]:
    outcomes = run([Case(b.name, "bare", read_text(b.text, b.name), b.published) for b in case_texts()])
    for case, outcome in zip(gold_cases(), outcomes, strict=True):
        yield case, outcome, failures(case, outcome.published)


def held() -> float:
    """How many of a hundred hand-made cases give all that is expected of them."""
    missing = [bool(m) for _, _, m in _judged()]
    return 100.0 * missing.count(False) / max(len(missing), 1)


def _cases() -> int:
    wrong = total = 0
    for case, outcome, missing in _judged():
        total += 1
        wrong += bool(missing)
        print(f"{case['name']:30} {outcome.published.status:8} {outcome.published.value}  {'; '.join(missing)}")
    print(f"{total - wrong} of {total} cases hold")
    return 1 if wrong else 0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures for each kind of page and for all."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--cases", type=int, default=560)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--source", choices=("cases", "gold", "templates", "corpora", "all"), default="all")
    cli.add_argument("--failures", type=int, default=0)
    options = cli.parse_args(arguments)
    bases: list[Base] = []
    if options.source == "cases":
        return _cases()
    if options.source in ("gold", "all"):
        # a case that is a page of its own makes no text of another page
        bases += [*gold_texts(), *(b for b in case_texts() if len(b.text.split("\n\n")[0]) > 60)]
    if options.source in ("templates", "all"):
        bases += template_texts(random.Random(options.seed), 80)
    if options.source in ("corpora", "all"):
        found = list(corpus_texts())
        if not found:
            print(f"The time corpora are not at {corpora() / 'timex'}; the set is made without them.", file=sys.stderr)
        bases += found
    if not bases:
        return 2
    outcomes = run(list(cases(bases, options.cases, options.seed)))
    for kind in (*KINDS, "all"):
        part = [o for o in outcomes if kind in (o.case.kind, "all")]
        f = figures(part)
        print(
            f"{kind:15} {f['cases']:4.0f} cases  coverage {f['coverage']:.3f}  wrong commits {f['wrong']:.3f}  "
            f"known {f['known']:.2f}  two-sided {f['two-sided']:.2f}  width {f['width']:.0f} days"
        )
    for o in [o for o in outcomes if o.wrong or not o.covered][: options.failures]:
        p = o.published
        print(f"\n{o.case.kind} {o.case.name} true {o.case.published} got {p.status} {p.value}")
        for e in p.evidence:
            print(f"   + {e.rule} {e.earliest} {e.latest} {e.says}")
        for r in p.rejected:
            print(f"   - {r.rule} {r.value} {r.says}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
