"""Who met whom: meetings, held or not, with delegations, place, date, topics and outcome."""

from dragoman.reading.talks.stage import read_talks

__all__ = ["read_talks"]
