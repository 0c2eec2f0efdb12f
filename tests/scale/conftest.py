"""The inputs that several tests share, and what an undisturbed batch makes of them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from dragoman.scale import Options, run, run_batch
from tests.scale.corpus import Here, mixed


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("inputs"), 26)


@pytest.fixture(scope="session")
def undisturbed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("undisturbed")
    run_batch([str(inputs)], str(output), Options(workers=2))
    return output


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are done in this process, where models are loaded once for all tests."""

    def engine(name: str, job: Any, **options: Any) -> Any:
        return nullcontext(Here(job))

    monkeypatch.setattr(run, "engine", engine)
