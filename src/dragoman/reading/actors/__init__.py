"""Who? Mentions, names, roles, and whom each speaks for."""

from dragoman.reading.actors.stage import read_actors

__all__ = ["read_actors"]
