"""The inputs that several tests share, and what an undisturbed batch makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.scale import Options, run, run_batch
from tests.scale.corpus import in_this_process, mixed


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
    """Batches are done in this process."""
    monkeypatch.setattr(run, "engine", in_this_process)
