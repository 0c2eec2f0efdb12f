"""Who? Mentions, names, roles, and whom each speaks for."""

from dragoman.reading.actors.listing import CastRow, cast_rows
from dragoman.reading.actors.stage import read_actors

__all__ = ["CastRow", "cast_rows", "read_actors"]
