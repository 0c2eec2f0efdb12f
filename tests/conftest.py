"""What all tests share: readable names for tests whose parameter is a file's bytes."""

from __future__ import annotations

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their length: compressed ones hold the time, and would name a test anew on every run."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 40 else None
