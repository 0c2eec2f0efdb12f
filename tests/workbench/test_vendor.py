"""The scripts of others are those that were pinned, with their licences, and no page brings too many of them."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path

import pytest

SHIPPED = Path(str(resources.files("dragoman.workbench").joinpath("static", "vendor")))
TESTS = Path(__file__).parent / "vendor"


@pytest.mark.parametrize("folder", [SHIPPED, TESTS], ids=["shipped", "tests"])
def test_files_are_what_they_were(folder: Path) -> None:
    listed = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
    there = {f.name for f in folder.iterdir()} - {"checksums.json"}
    assert there == set(listed), "run: python tools/vendor.py"
    for name, entry in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == entry["sha256"], name


@pytest.mark.parametrize("folder", [SHIPPED, TESTS], ids=["shipped", "tests"])
def test_every_package_has_its_licence(folder: Path) -> None:
    listed = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
    licensed = {entry["package"] for name, entry in listed.items() if "LICENSE" in name}
    assert licensed == {entry["package"] for entry in listed.values()}
    assert all(entry["licence"] and entry["version"] for entry in listed.values())


def test_our_own_scripts_are_small_and_ask_nobody_else() -> None:
    static = SHIPPED.parent
    own = sorted(static.glob("*.js"))
    assert sum(f.stat().st_size for f in own) < 60_000
    for file in own:
        text = (
            file.read_text(encoding="utf-8")
            .replace("https://vega.github.io/schema/", "")
            .replace("http://www.w3.org/", "")
        )
        assert "http://" not in text
        assert "https://" not in text
        assert "eval(" not in text
