"""Who says what: source, cue, content, nesting, act and standing of every statement."""

from dragoman.reading.statements.stage import read_statements

__all__ = ["read_statements"]
