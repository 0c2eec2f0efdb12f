"""The issues of a report while it is read: the same matter under other words is one issue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.knowledge.issuewords import contexts_of, same_head
from dragoman.knowledge.ownissues import OwnIssue
from dragoman.record import Anchor, Issue

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEADING = re.compile(
    r"^(?:(?:the|a|an|any|all|some|its|their|his|her|our|this|that|these|those|such|other|no|both|neither|my|your)\s+)+",
    re.I,
)
_LIGHT = re.compile(
    r"^(?:(?:issue|issues|question|questions|matter|topic|subject|problem|idea)\s+of\s+(?:the\s+)?)", re.I
)
_STOP = frozenset(
    "a an the of in on at by for to from with and or between over about into its their his her our any all some"
    " this that these those as is are was were be been which who whose both s such per".split()
)
_BREAK = frozenset("of in on at by for to from with between over about into that which who whose against under".split())
MOST_WORDS = 9
"""An issue's name is a short noun phrase: what is longer is cut before its last complement."""


class Matters:
    """Issues by what they are about. :meth:`issue` finds or makes the one that a phrase names."""

    def __init__(self, issues: Iterable[Issue] = (), own: Iterable[OwnIssue] = ()) -> None:
        self._names: list[str] = []
        self._contexts: list[tuple[str, ...]] = []
        self._mentions: list[dict[tuple[int, int], Anchor]] = []
        self._rules: list[dict[str, None]] = []
        self._ids: list[str] = []
        self._keys: list[frozenset[str]] = []
        self._by_word: dict[str, list[int]] = {}
        self._own: list[tuple[str, OwnIssue]] = [
            (" ".join(_words(form)), issue) for issue in own for form in (issue.name, *issue.words)
        ]
        for issue in issues:
            n = self._make(issue.name, issue.id)
            self._contexts[n] = issue.contexts
            self._rules[n].update(dict.fromkeys(issue.rules))
            for a in issue.mentions:
                self._mentions[n][(a.start, a.end)] = a

    def issue(self, anchor: Anchor, rule: str) -> str:
        """The id of the issue that the words of an anchor name, which gains a mention."""
        name = short_name(anchor.text)
        n = self._owned(anchor.text) if self._own else None
        if n is None:
            n = self._find(name)
        if n is None:
            n = self._make(name, f"i{len(self._names) + 1}")
        self._mentions[n][(anchor.start, anchor.end)] = anchor
        self._rules[n][rule] = None
        return self._ids[n]

    def _owned(self, text: str) -> int | None:
        """The user's own issue whose words stand in a phrase, the longest words first."""
        words = f" {' '.join(_words(text))} "
        best: tuple[int, OwnIssue] | None = None
        for form, issue in self._own:
            if form and f" {form} " in words and (best is None or len(form) > best[0]):
                best = (len(form), issue)
        if best is None:
            return None
        issue = best[1]
        if issue.id in self._ids:
            return self._ids.index(issue.id)
        n = self._make(issue.name, issue.id)
        self._contexts[n] = issue.contexts or self._contexts[n]
        return n

    def name(self, issue_id: str) -> str:
        """The name of an issue."""
        return self._names[self._ids.index(issue_id)]

    def finished(self) -> tuple[Issue, ...]:
        """The issues in the order in which they were made, with their mentions in text order."""
        return tuple(
            Issue(
                id=self._ids[n],
                name=self._names[n],
                contexts=self._contexts[n],
                mentions=tuple(a for _, a in sorted(self._mentions[n].items())),
                rules=tuple(self._rules[n]),
            )
            for n in range(len(self._names))
        )

    def _make(self, name: str, issue_id: str) -> int:
        key = key_of(name)
        n = len(self._names)
        self._names.append(name)
        self._ids.append(issue_id)
        self._contexts.append(contexts_of(name))
        self._mentions.append({})
        self._rules.append({})
        self._keys.append(key)
        for word in key:
            self._by_word.setdefault(word, []).append(n)
        return n

    def _find(self, name: str) -> int | None:
        """The issue with the same head whose other words agree with these, the fullest agreement first."""
        key = key_of(name)
        if not key:
            return None
        head = head_of(name)
        counts: dict[int, int] = {}
        for word in key:
            for n in self._by_word.get(word, ())[:50]:
                counts[n] = counts.get(n, 0) + 1
        best: tuple[float, int] | None = None
        for n, shared in counts.items():
            other = self._keys[n]
            union = len(key | other)
            share = shared / union
            same = head_of(self._names[n]) == head
            inside = key <= other or other <= key
            if share >= 0.6 or (same and (share >= 0.4 or (inside and min(len(key), len(other)) > 1))):
                score = share + (0.5 if same else 0.0)
                if best is None or score > best[0]:
                    best = (score, n)
        return best[1] if best else None


def short_name(text: str) -> str:
    """A phrase as an issue's name: single spaces, no article, no "issue of", no quotation marks at its edges."""
    name = " ".join(text.split()).strip("\"'“”‘’«»,;:.()–— ")
    name = _LEADING.sub("", name)
    name = _LEADING.sub("", _LIGHT.sub("", name)) or name
    words = name.split()
    if len(words) > MOST_WORDS:
        cut = next((i for i in range(MOST_WORDS, 2, -1) if words[i].lower() in _BREAK), MOST_WORDS)
        words = words[:cut]
    return " ".join(words).strip(",;:. ") or " ".join(text.split())[:80]


def key_of(name: str) -> frozenset[str]:
    """The content words of a name, each in the form that it shares with its synonyms."""
    return frozenset(same_head(_singular(w)) for w in _words(name) if w not in _STOP)


def head_of(name: str) -> str:
    """The head of a noun phrase: its last content word before the first preposition."""
    head = ""
    for word in _words(name):
        if word in _BREAK and head:
            break
        if word not in _STOP:
            head = word
    return same_head(_singular(head))


def _words(name: str) -> list[str]:
    return [re.sub(r"['’]s$", "", w.lower()) for w in _WORD.findall(name)]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word
