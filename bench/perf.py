"""Speed and memory of the whole record against the bare parse, in one run.

    python -m bench.perf [FOLDER]

FOLDER holds reports as .txt; without it the example reports are used, each several times. Prints documents and words a
second for the bare parse (the same spaCy pipeline, nothing else) and for the whole record, their ratio, each stage's
share, peak memory, and the time of ``dragoman --help`` and of one report in a fresh process.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from dragoman.intake import read_path
from dragoman.reading.draft import Draft
from dragoman.reading.language.stage import _pieces  # the pieces that are parsed, so that both sides parse the same
from dragoman.reading.reader import Reader
from dragoman.record import Document

EXAMPLES = Path(__file__).parent.parent / "examples"


def documents(folder: Path | None, most: int) -> list[Document]:
    """At most ``most`` reports; the examples are repeated to give a stable clock."""
    paths = sorted((folder or EXAMPLES).glob("*.txt"))
    found = [document for path in paths for document in read_path(path)]
    if folder is None and found:
        found *= max(1, 40 // len(found))
    return found[:most]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--most", type=int, default=150)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    docs = documents(chosen.folder, chosen.most)
    if not docs:
        sys.exit("there are no .txt reports to read")
    reader = Reader()
    page = reader.stages[0]
    texts = []
    for document in docs:
        draft = page.run(Draft(document=document))
        texts.append([draft.text[a:b] for _, a, b in _pieces(draft)[0]])
    reader.read(docs[0])
    bare_times, whole_times, stage_times = [], [], defaultdict(float)
    words = 0
    for _ in range(chosen.rounds):
        gc.collect()
        start = time.perf_counter()
        words = sum(len(doc) for pieces in texts for doc in reader.parser.pipe(pieces))
        bare_times.append(time.perf_counter() - start)
        gc.collect()
        start = time.perf_counter()
        for document in docs:
            reader.read(document).to_json()
        whole_times.append(time.perf_counter() - start)
    for document in docs:
        draft = Draft(document=document)
        for stage in reader.stages:
            start = time.perf_counter()
            draft = stage.run(draft)
            stage_times[stage.name] += time.perf_counter() - start
    bare, whole = min(bare_times), min(whole_times)
    print(f"{len(docs)} reports, {words} words, best of {chosen.rounds} rounds, one process")
    print(f"bare parse    {len(docs) / bare:8.1f} reports/s  {words / bare:8.0f} words/s")
    print(f"whole record  {len(docs) / whole:8.1f} reports/s  {words / whole:8.0f} words/s")
    print(f"ratio         {whole / bare:8.2f} times the bare parse")
    for name, seconds in stage_times.items():
        print(f"  {name:<12}{seconds / bare:6.2f}  ({len(docs) / max(seconds, 1e-9):.0f} reports/s)")
    print(f"peak memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    print(f"--help        {_fresh('--help'):8.2f} s")
    example = sorted(EXAMPLES.glob("*.txt"))
    if example:
        print(f"one report    {_fresh('read', str(example[0])):8.2f} s cold")


def _fresh(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dragoman", *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
