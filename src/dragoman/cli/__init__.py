"""The command line, one module a command."""

from dragoman.cli.app import main

__all__ = ["main"]
