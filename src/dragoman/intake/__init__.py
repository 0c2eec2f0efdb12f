"""bytes → Document. One module a format; the only room that knows file formats."""

from dragoman.intake.files import read_bytes, read_path, read_text

__all__ = ["read_bytes", "read_path", "read_text"]
