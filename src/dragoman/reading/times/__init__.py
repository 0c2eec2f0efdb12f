"""When? Time expressions, their values, and the report's own date."""

from dragoman.reading.times.resolve import resolve
from dragoman.reading.times.stage import read_times

__all__ = ["read_times", "resolve"]
