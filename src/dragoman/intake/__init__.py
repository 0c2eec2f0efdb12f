"""bytes → Document. One module a format; the only room that knows file formats."""

from dragoman.intake.errors import IntakeError
from dragoman.intake.files import read_bytes, read_path
from dragoman.intake.text import read_text

__all__ = ["IntakeError", "read_bytes", "read_path", "read_text"]
