"""The ``dragoman`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point."""
    from pathlib import Path

    from dragoman.intake import read_path
    from dragoman.reading.reader import Reader

    for document in read_path(Path(sys.argv[1])):
        sys.stdout.buffer.write(Reader().read(document).to_json(indent=2) + b"\n")
