"""How well a project puts reports together, and how fast it answers.

    python -m bench.project                    score the negotiation in bench/gold/negotiation
    python -m bench.project GOLD_FOLDER        score another folder with reports/ and gold.yaml
    python -m bench.project --speed [N]        time views and search on a made-up project of N statements (100,000)
    python -m bench.project --kill [N]         kill an adding process N times (50) and look for losses

Merging is scored on pairs of mentions: a pair is right when gold has both mentions under one name. A gold mention that no item
was read for counts against recall; an item that gold does not list, but that was merged with one it lists, against precision.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from dragoman.intake import read_path
from dragoman.project import Project
from dragoman.reading.reader import Reader

GOLD = Path(__file__).parent / "gold" / "negotiation"
Mention = tuple[str, str]
"""A report, and what tells its mentions apart: a spelling, or the place of a meeting in the text."""


def prf(right: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    p = 100 * right / found if found else 100.0
    r = 100 * right / wanted if wanted else 100.0
    return {"p": p, "r": r, "f": 2 * p * r / (p + r) if p + r else 0.0}


def pairs(groups: Iterable[Iterable[Mention]]) -> set[tuple[Mention, Mention]]:
    """All pairs of mentions that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def fill(project: Project, folder: Path, reader: Reader) -> dict[int, str]:
    """Add a folder's reports. Returns their names by number."""
    names = {}
    for path in sorted((folder / "reports").iterdir()):
        read = [(document, reader.read(document)) for document in read_path(path)]
        added = project.add(path.read_bytes(), path.name, read)
        for number in added.documents:
            names[number] = path.stem
    return names


def score(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """All figures on one project."""
    return {
        "lineages": score_lineages(project, gold, names),
        "meetings": score_meetings(project, gold, names),
        "people": score_people(project, gold, names),
        "contradictions": score_contradictions(project, gold, names),
        "timeline": {"right": 100.0 * timeline_right(project, gold, names)},
        "undated": {"right": 100.0 * undated_right(project, gold, names)},
    }


def score_lineages(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, float]:
    """The share of gold lineages found whole and alone."""
    found = {frozenset(names[d] for d in line.documents) for line in project.lineages()}
    wanted = {frozenset(group) for group in gold["lineages"]}
    return {"right": 100 * len(found & wanted) / len(wanted)}


def score_people(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, float]:
    """People merged, on pairs of reports' spellings."""
    wanted = [[(report, "") for report in told] for told in gold["people"].values()]
    spelled = {(report, name): person for person, told in gold["people"].items() for report, name in told.items()}
    groups: dict[int, list[Mention]] = {}
    with project.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT actor, document, name FROM entities WHERE kind = 'person' ORDER BY id"
        )
        for actor, document, name in rows:
            if actor is not None:
                person = spelled.get((names[document], name), f"? {name}")
                groups.setdefault(actor, []).append((names[document], person))
    gold_pairs = {
        pair
        for person, told in zip(gold["people"], wanted, strict=True)
        for pair in pairs([[(report, person) for report, _ in told]])
    }
    known = set(gold["people"])
    found = {pair for pair in pairs(groups.values()) if pair[0][1] in known or pair[1][1] in known}
    return prf(len(gold_pairs & found), len(found), len(gold_pairs))


def score_meetings(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, float]:
    """Meetings merged, on pairs of reports' tellings; an item is gold's when it stands in a gold sentence.

    The figures "of what was read" leave out tellings in which reading saw no meeting, which no merging can bring back.
    """
    groups = meeting_groups(project, gold, names)
    gold_pairs = pairs(
        [(report, meeting) for report in entry["reports"]] for meeting, entry in gold["meetings"].items()
    )
    found = {
        pair for pair in pairs(groups.values()) if pair[0][1] in gold["meetings"] or pair[1][1] in gold["meetings"]
    }
    read = {mention for mentions in groups.values() for mention in mentions}
    told = {pair for pair in gold_pairs if pair[0] in read and pair[1] in read}
    of_read = prf(len(gold_pairs & found), len(found), len(told))
    return {
        **prf(len(gold_pairs & found), len(found), len(gold_pairs)),
        "r of what was read": of_read["r"],
        "f of what was read": of_read["f"],
    }


def meeting_groups(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[int, list[Mention]]:
    """For each meeting of the project the gold meetings that its items are, report by report."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    texts = {names[d.id]: project.record(d.id).document.text for d in project.documents()}
    for meeting, entry in gold["meetings"].items():
        for report, words in entry["reports"].items():
            for piece in [words] if isinstance(words, str) else words:
                at = texts[report].find(piece)
                if at < 0:
                    raise ValueError(f"{report} does not say {piece!r}")
                spans.setdefault(report, []).append((*sentence(texts[report], at), meeting))
    groups: dict[int, list[Mention]] = {}
    for merged in project.meetings():
        for sight in merged.sights:
            report = names[sight.document]
            start = sight.start or 0
            inside = [m for low, high, m in spans.get(report, ()) if low <= start < high]
            groups.setdefault(merged.id, []).append(
                (report, inside[0] if len(inside) == 1 else nearest(inside, merged, gold))
            )
    return groups


def nearest(inside: list[str], merged: Any, gold: Mapping[str, Any]) -> str:
    """Of several gold meetings in one sentence the one on the item's day; what is in none is something else."""
    for meeting in inside:
        low = str(gold["meetings"][meeting]["day"])[:10]
        if merged.earliest and merged.earliest[:7] == low[:7]:
            return meeting
    return inside[0] if inside else "?"


def sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset, by full stops and line ends alone."""
    low = max(text.rfind(mark, 0, at) for mark in (". ", "\n", '."', ".”")) + 1
    ends = [x for x in (text.find(mark, at) for mark in (". ", "\n")) if x >= 0]
    return max(low, 0), min(ends, default=len(text))


def score_contradictions(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, float]:
    """Planted contradictions found, and direct conflicts that are none."""
    direct = project.contradictions("direct")
    found, false = set(), 0
    for one in direct:
        reports = {names[s.document] for s in one.sides}
        matched = [
            n
            for n, wanted in enumerate([*gold["contradictions"], *gold.get("also-differ", ())])
            if wanted["about"] in one.about and all(reports & set(side) for side in wanted["sides"])
        ]
        found.update(n for n in matched if n < len(gold["contradictions"]))
        false += not matched
    return {"found": float(len(found)), "of": float(len(gold["contradictions"])), "false": float(false)}


def timeline_right(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> bool:
    """Whether gold's meetings stand in the timeline in their order, each on its day (one of its days)."""
    groups = meeting_groups(project, gold, names)
    of = {}
    for number, mentions in groups.items():
        for meeting in gold["meetings"]:
            count = sum(m == meeting for _, m in mentions)
            if count and count > of.get(meeting, (0, 0))[0]:
                of[meeting] = (count, number)
    order = [moment.meeting for moment in project.timeline() if moment.meeting]
    days = {moment.meeting: moment for moment in project.timeline()}
    places = []
    for meeting in gold["timeline"]:
        if meeting not in of:
            return False
        number = of[meeting][1]
        low, _, high = str(gold["meetings"][meeting]["day"]).partition("/")
        moment = days[number]
        if not (moment.earliest and moment.latest and moment.earliest >= low and moment.latest <= (high or low)):
            return False
        places.append(order.index(number))
    return places == sorted(places)


def undated_right(project: Project, gold: Mapping[str, Any], names: Mapping[int, str]) -> bool:
    """Whether the undated reports are dated within what gold allows."""
    numbers = {name: number for number, name in names.items()}
    for report, day in gold.get("undated", {}).items():
        low, _, high = str(day).partition("/")
        (document,) = project.documents([numbers[report]])
        if not (document.earliest and document.latest and low <= document.earliest <= document.latest <= (high or low)):
            return False
    return True


def measure(folder: Path = GOLD, reader: Reader | None = None) -> dict[str, Any]:
    """Add a gold folder's reports to a new project and score it."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place, Project.open(Path(place) / "gold.dragoman", create=True) as project:
        names = fill(project, folder, reader or Reader())
        return score(project, gold, names)


def main() -> int:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m bench.project", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--speed", nargs="?", type=int, const=100_000, metavar="N")
    parser.add_argument("--kill", nargs="?", type=int, const=50, metavar="N")
    options = parser.parse_args()
    if options.speed:
        from bench.project_speed import speed

        print(json.dumps(speed(options.speed), indent=1))
        return 0
    if options.kill:
        from bench.project_kill import kill_many

        print(json.dumps(kill_many(options.kill), indent=1))
        return 0
    started = time.perf_counter()
    results = measure(options.folder)
    for name, figures in results.items():
        print(f"{name:<15}", "  ".join(f"{key} {value:.1f}" for key, value in figures.items()))
    print(f"{time.perf_counter() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
