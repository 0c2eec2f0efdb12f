"""The one loader of the CSV files in ``data/``."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple


class Row(NamedTuple):
    """A line of a knowledge file with the usual columns. Missing values are empty strings.

    ``of`` is filled only by files that have that column (offices). Dates are ISO, possibly cut short (``2007-03``).
    """

    form: str
    id: str
    kind: str
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""
    of: str = ""


def table(name: str) -> list[dict[str, str]]:
    """The lines of ``data/NAME.csv`` as dictionaries, whatever its columns. Lines that start with # are comments."""
    path = resources.files("dragoman.knowledge").joinpath("data", f"{name}.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The lines of ``data/NAME.csv`` as :class:`Row` s, in the file's order. Kept for the process's life."""
    fields = Row._fields
    return tuple(Row(**{f: (line.get(f) or "") for f in fields}) for line in table(name))
