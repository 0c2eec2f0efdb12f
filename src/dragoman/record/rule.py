"""What marks a function as a rule: one claim, an id, and one sentence that a user can read."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


_SENTENCE_END = re.compile(r"[.?!][\"'”’)]*(?=\s+[A-Z\"“‘(])")


def first_sentence(docstring: str) -> str:
    """The first sentence of a docstring, on one line."""
    paragraph = " ".join(docstring.strip().split("\n\n")[0].split())
    end = _SENTENCE_END.search(paragraph)
    return paragraph[: end.end()] if end else paragraph


class Rule(Generic[P, R]):
    """A named function that makes one claim. Calling it calls the function.

    ``id`` is the stable name written into records (``times.page-header-date``); ``says`` is the first sentence of the
    function's docstring, shown by ``dragoman rules`` and ``dragoman explain``.
    """

    def __init__(self, rule_id: str, function: Callable[P, R]) -> None:
        if not function.__doc__:
            raise TypeError(f"rule {rule_id} has no docstring")
        functools.update_wrapper(self, function)
        self.id = rule_id
        self.function = function
        self.says = first_sentence(function.__doc__)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<rule {self.id}>"


def rule(rule_id: str) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Mark a function as the rule ``rule_id`` (``room.what-it-claims``, lower case, hyphens).

    Nothing is registered: rules are found by looking through the modules (see ``dragoman.cli.rules``).
    """

    def mark(function: Callable[P, R]) -> Rule[P, R]:
        return Rule(rule_id, function)

    return mark
