"""A short run of the fuzzer over every parser; ``python -m tests.intake.fuzz`` is the long one."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fuzz import SEEDS, SLOW, WRAPPED, made_broken, tried


@pytest.mark.parametrize("name", SEEDS)
def test_good_files_are_read(name: str) -> None:
    assert {tried(seed) for seed in SEEDS[name]} == {"read"}


@pytest.mark.parametrize("name", [*SEEDS, *WRAPPED])
def test_damaged_files_are_read_or_refused(name: str) -> None:
    rng = random.Random(name)
    for _ in range(60):
        data = made_broken(rng, name)
        start = time.monotonic()
        tried(data)
        assert time.monotonic() - start < SLOW
