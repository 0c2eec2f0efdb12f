"""The inputs that several tests share, and what an undisturbed batch makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.scale import Options, run_batch
from tests.scale.corpus import mixed


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("inputs"), 36)


@pytest.fixture(scope="session")
def undisturbed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("undisturbed")
    run_batch([str(inputs)], str(output), Options(workers=2))
    return output
