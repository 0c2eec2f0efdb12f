"""bytes → Document. One module a format; the only room that knows file formats."""

from dragoman.intake.errors import IntakeError
from dragoman.intake.files import opened, opened_bytes, read_all, read_bytes, read_path
from dragoman.intake.outcome import Count, Failure, Intake, Item, Note
from dragoman.intake.text import read_text

__all__ = [
    "Count",
    "Failure",
    "Intake",
    "IntakeError",
    "Item",
    "Note",
    "opened",
    "opened_bytes",
    "read_all",
    "read_bytes",
    "read_path",
    "read_text",
]
