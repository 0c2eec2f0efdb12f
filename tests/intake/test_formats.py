"""The table of formats, and that the documentation has every one of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fuzz import SEEDS

from dragoman.intake import IntakeError, extra, read_all
from dragoman.intake.formats import FORMATS

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"


def test_every_format_is_documented_in_its_order() -> None:
    rows = [line.split("`")[1] for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [f.name for f in FORMATS]


@pytest.mark.parametrize("name", SEEDS)
def test_files_are_told_from_their_content(name: str) -> None:
    expected = {"nexis": "text", "factiva": "text", "proquest": "text"}.get(name, name)
    for data in SEEDS[name]:
        kind = read_all(data, "misleading.name").format
        assert kind == expected or (name == "warc" and kind == "compressed")


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extra.importlib, "import_module", refuse)
    for name in ("pdf", "parquet", "warc"):
        with pytest.raises(IntakeError, match=r"pip install 'dragoman\[formats\]'") as caught:
            read_all(SEEDS[name][0], "x")
        assert caught.value.code == "extra"


def test_importing_intake_loads_no_heavy_library() -> None:
    program = "import sys, dragoman.intake; print([m for m in ('pypdfium2', 'pyarrow', 'fastwarc', 'olefile', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
