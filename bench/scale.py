"""Batches measured: reports a second, memory, engines against each other, and kills.

    python -m bench.scale speed [--reports 2000] [--words 600]     one process against two
    python -m bench.scale memory [--reports 20000]                 peak and flatness of a worker's memory
    python -m bench.scale engines [--reports 20000]                Dask and Spark against plain processes
    python -m bench.scale kills [--kills 200] [--seed 1]           killed at random times, then compared

Reports are made up: invented names and numbers in invented sentences, so that the vocabulary grows as that of real
reports does. Each measurement begins ``dragoman batch`` as a user would and watches its processes from outside.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

STATES = ["Norway", "Chad", "Peru", "Kenya", "Nepal", "Ghana", "Laos", "Chile", "Malta", "Oman", "Togo", "Fiji"]
PLACES = ["Oslo", "Lima", "Nairobi", "Accra", "Valletta", "Geneva", "Doha", "Kathmandu", "Suva", "Vienna"]
SUBJECTS = ["fishing", "rail freight", "river tolls", "school exchanges", "grazing rights", "prisoners", "pipelines"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
AGENCIES = ["Reuters", "AP", "AFP", "dpa", "Xinhua"]
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo zu yan ber dal gor lin mar nes pol sun tal".split()


def name(pick: random.Random) -> str:
    """A surname that no list holds."""
    return "".join(pick.choices(SYLLABLES, k=pick.randint(2, 4))).capitalize()


def sentences(pick: random.Random, ours: str, theirs: str, who: str, other: str) -> Iterator[str]:
    """Sentences of a report, without end."""
    subject = pick.choice(SUBJECTS)
    while True:
        yield pick.choice(
            [
                f"{ours} demanded that {theirs} withdraw {pick.randint(3, 90)} boats, a spokesman said.",
                f'"We will not sign a text on {subject} before {pick.choice(MONTHS)}," {who} told reporters.',
                f"{other} rejected the demand and accused {ours} of delaying the talks.",
                f"The two sides agreed to set up a committee on {subject}, according to a statement.",
                f"{who} said the talks had been frank and had lasted for {pick.randint(2, 9)} hours.",
                f"Diplomats in {pick.choice(PLACES)} expect a second round within {pick.randint(2, 9)} weeks.",
                f"{theirs} offered to reopen the border if {ours} releases {pick.randint(3, 90)} prisoners.",
                f"The question of {pick.choice(SUBJECTS)} was not on the agenda, {other} said.",
                f"Envoys led by {name(pick)} and {name(pick)} are to meet again in {pick.choice(PLACES)}.",
                f"The foreign ministry of {theirs} denied that it had threatened to leave the talks.",
            ]
        )


def report(number: int, words: int) -> str:
    """A made-up report of about ``words`` words."""
    pick = random.Random(number)
    ours, theirs = pick.sample(STATES, 2)
    who, other = f"{ours}'s foreign minister, {name(pick)}", f"{theirs}'s envoy, {name(pick)}"
    place = pick.choice(PLACES)
    day = f"{pick.choice(MONTHS)} {pick.randint(1, 28)}, {pick.randint(2004, 2013)}"
    text = [
        f"{place.upper()}, {day} ({pick.choice(AGENCIES)}) - The foreign ministers of {ours} and {theirs} met in {place} "
        f"for round {number} of their talks on {pick.choice(SUBJECTS)}."
    ]
    count = len(text[0].split())
    paragraph: list[str] = []
    for sentence in sentences(pick, ours, theirs, who, other):
        if count >= words:
            break
        paragraph.append(sentence)
        count += len(sentence.split())
        if len(paragraph) == 3:
            text.append(" ".join(paragraph))
            paragraph = []
    return "\n\n".join([*text, *([" ".join(paragraph)] if paragraph else [])]) + "\n"


def corpus(folder: Path, reports: int, words: int) -> Path:
    """A folder of made-up reports, a thousand a subfolder."""
    for number in range(reports):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(number, words), encoding="utf-8")
    return folder


class Run(NamedTuple):
    """A batch that ended: wall and processor seconds, the share of the machine that other programs took meanwhile (0 to
    1), and for each process that it began the samples of (seconds,
    resident megabytes) and the peak in megabytes."""

    seconds: float
    cpu: float
    others: float
    samples: dict[int, list[tuple[float, float]]]
    peaks: dict[int, float]


def batch(inputs: Path, output: Path, *more: str) -> Run:
    """Run a batch to its end and watch it. The process that was begun has the key 0."""
    shutil.rmtree(output, ignore_errors=True)
    began = time.monotonic()
    before, busy = os.times(), _busy()
    command = [sys.executable, "-m", "dragoman", "batch", str(inputs), "-o", str(output), *more]
    process = psutil.Popen(command, stderr=subprocess.PIPE)
    samples: dict[int, list[tuple[float, float]]] = {}
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in [process.pid, *(child.pid for child in _children(process))]:
            sizes = _sizes(pid)
            if sizes is not None:
                key = 0 if pid == process.pid else pid
                samples.setdefault(key, []).append((time.monotonic() - began, sizes[0]))
                peaks[key] = sizes[1]
        time.sleep(0.1)
    if process.returncode:
        sys.exit(process.stderr.read().decode())
    process.stderr.close()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    seconds = time.monotonic() - began
    own = cpu + after.user + after.system - before.user - before.system
    others = max(0.0, _busy() - busy - own) / seconds / (os.cpu_count() or 1)
    return Run(seconds, cpu, others, samples, peaks)


def _busy() -> float:
    """Processor seconds that anything on this machine has used."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - times.iowait


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _sizes(pid: int) -> tuple[float, float] | None:
    """Resident memory now and at its peak, in megabytes, as Linux tells it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    found = {key: value.split() for key, _, value in (line.partition(":") for line in lines)}
    if "VmRSS" not in found or "VmHWM" not in found:
        return None
    return int(found["VmRSS"][0]) / 1024, int(found["VmHWM"][0]) / 1024


def reading_seconds(output: Path) -> float:
    """From the first shard's entry to the last one's, by the clock of the file system."""
    times = [path.stat().st_mtime for path in (output / "manifest").glob("*.json")]
    return max(times) - min(times)


def speed(folder: Path, options: argparse.Namespace) -> None:
    """One process against two: the whole batch, and the reading alone without the time that models take to load."""
    inputs = corpus(folder / "in", options.reports, options.words)
    size = sum(len(path.read_text().split()) for path in inputs.rglob("*.txt"))
    print(f"{options.reports} reports of {size / options.reports:.0f} words, best of {options.rounds} rounds")
    found: dict[int, list[tuple[float, float, float, float]]] = {1: [], 2: []}
    for _ in range(options.rounds):
        for workers in found:
            run = batch(inputs, folder / "out", "--workers", str(workers))
            found[workers].append((reading_seconds(folder / "out"), run.seconds, run.cpu, run.others))
    for workers, runs in found.items():
        reading, whole, cpu, others = (min(r[i] for r in runs) for i in range(4))
        print(
            f"{workers} process{'es' if workers > 1 else '  '} reading {options.reports / reading:8.1f} reports/s"
            f" {size / reading:8.0f} words/s   whole batch {whole:7.1f} s   processor {cpu:7.1f} s"
            f"   (others took {others:.0%} of the machine)"
        )
    for number, what in enumerate(("reading", "whole batch")):
        one, two = (min(r[number] for r in found[workers]) for workers in (1, 2))
        print(f"efficiency of two processes, {what}: {one / two / 2:.2f}")


def memory(folder: Path, options: argparse.Namespace) -> None:
    """Peak of each process, and the growth of workers from the second tenth of the run to the last."""
    inputs = corpus(folder / "in", options.reports, options.words)
    run = batch(inputs, folder / "out", "--workers", str(options.workers))
    print(f"{options.reports} reports of about {options.words} words in {run.seconds:.0f} s")
    for pid, samples in run.samples.items():
        if len(samples) < 50 or (pid and run.peaks[pid] < 100):
            continue
        tenth = len(samples) // 10
        early, late = (
            statistics.median(size for _, size in part) for part in (samples[tenth : 2 * tenth], samples[-tenth:])
        )
        who = "first process" if pid == 0 else "worker       "
        print(
            f"{who} peak {run.peaks[pid]:5.0f} MB   early {early:5.0f} MB   late {late:5.0f} MB   growth {late - early:+.0f} MB"
        )


def engines(folder: Path, options: argparse.Namespace) -> None:
    """Each engine on the same reports, with two workers on this machine."""
    inputs = corpus(folder / "in", options.reports, options.words)
    print(f"{options.reports} reports of about {options.words} words, two workers")
    plain = None
    for engine in ("processes", "dask", "spark"):
        run = batch(inputs, folder / "out", "--engine", engine, "--workers", "2")
        reading = reading_seconds(folder / "out")
        plain = plain or (run.seconds, reading)
        print(
            f"{engine:<10} whole batch {run.seconds:7.1f} s ({run.seconds / plain[0]:.2f})"
            f"   reading {reading:7.1f} s ({reading / plain[1]:.2f})   processor {run.cpu:7.1f} s"
            f"   (others took {run.others:.0%} of the machine)"
        )


def kills(folder: Path, options: argparse.Namespace) -> None:
    """Kill the whole group of processes at seeded random times, go on each time, and compare the tables at every end."""
    pick = random.Random(options.seed)
    inputs = corpus(folder / "in", options.reports, options.words)
    more = ("--workers", "2", "--shard-files", "4")
    run = batch(inputs, folder / "wanted", *more)
    wanted = tables(folder / "wanted")
    print(f"undisturbed: {run.seconds:.1f} s, {len(wanted)} files")
    output = folder / "out"
    killed = ended = 0
    phases = {"before reading": 0, "reading": 0, "merging": 0}
    while killed < options.kills:
        command = [sys.executable, "-m", "dragoman", "batch", str(inputs), "-o", str(output), *more]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            # most of a short run is the loading of models; nearly all that matters comes after
            code = process.wait(pick.uniform(0.2, 1.0) * run.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
            groups = list((output / "groups").glob("*")) if output.exists() else []
            shards = list((output / "shards").glob("*.zip")) if output.exists() else []
            phases["merging" if groups else "reading" if shards else "before reading"] += 1
            if killed % 20 == 0:
                print(f"{killed} kills, {ended} ends", file=sys.stderr, flush=True)
            continue
        if code:
            sys.exit(f"after {killed} kills the batch ended with {code}")
        ended += 1
        compare(tables(output), wanted, killed)
        shutil.rmtree(output)
    subprocess.run(
        [sys.executable, "-m", "dragoman", "batch", str(inputs), "-o", str(output), *more],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    compare(tables(output), wanted, killed)
    print(f"{killed} kills ({', '.join(f'{n} {phase}' for phase, n in phases.items())})")
    print(f"{ended + 1} batches came to their end, each with the same {len(wanted)} files")


def tables(output: Path) -> dict[str, bytes]:
    """The final files of a batch by name."""
    found = (p for p in output.rglob("*") if p.is_file())
    working = ("shards", "manifest", "lock")
    return {n: p.read_bytes() for p in found if (n := str(p.relative_to(output))).split("/")[0] not in working}


def compare(got: dict[str, bytes], wanted: dict[str, bytes], killed: int) -> None:
    """Stop when the tables differ."""
    differing = sorted(name for name in got.keys() | wanted.keys() if got.get(name) != wanted.get(name))
    if differing:
        sys.exit(f"after {killed} kills these differ: {', '.join(differing)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    for what, reports, words in ((speed, 2000, 600), (memory, 20_000, 60), (engines, 20_000, 60), (kills, 60, 60)):
        command = commands.add_parser(what.__name__, help=(what.__doc__ or "").splitlines()[0])
        command.set_defaults(what=what)
        command.add_argument("--reports", type=int, default=reports)
        command.add_argument("--words", type=int, default=words)
        command.add_argument("--rounds", type=int, default=2)
        command.add_argument("--workers", type=int, default=2)
        command.add_argument("--kills", type=int, default=200)
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        options.what(Path(folder), options)


if __name__ == "__main__":
    main()
