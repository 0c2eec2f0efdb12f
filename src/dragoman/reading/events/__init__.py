"""What happened, as standard event data: PLOVER types, modes and contexts, CAMEO codes."""

from dragoman.reading.events.stage import read_events

__all__ = ["read_events"]
