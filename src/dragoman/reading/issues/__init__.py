"""About what: the issues that statements turn on, the same matter under one name."""

from dragoman.reading.issues.stage import read_issues

__all__ = ["read_issues"]
