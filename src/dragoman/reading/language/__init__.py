"""Sentences, words and their grammar: the one place that touches spaCy."""

from dragoman.reading.language.parser import MODELS, NoModelError, Parser, load_parser
from dragoman.reading.language.stage import language_stage

__all__ = ["MODELS", "NoModelError", "Parser", "language_stage", "load_parser"]
