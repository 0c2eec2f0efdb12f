"""Libraries that only some formats need, and what is said when one is not installed."""

from __future__ import annotations

import importlib
from typing import Any

from dragoman.intake.errors import IntakeError


def needed(module: str, kind: str) -> Any:
    """A module of the extra ``formats``. Raises :class:`IntakeError` ``extra`` that says how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        says = f"this is a {kind}; to read it, install dragoman with its formats: pip install 'dragoman[formats]'"
        raise IntakeError("extra", says) from error
