"""Names made comparable: what makes two spellings likely to be of one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.tables import rows

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


@cache
def _listed(kind: str) -> frozenset[str]:
    """The forms of a kind in ``name_spellings`` and ``name_parts``, lower case."""
    return frozenset(
        row.form.lower().rstrip(".")
        for file in ("name_spellings", "name_parts")
        for row in rows(file)
        if row.kind == kind
    )


@cache
def _transcribed() -> tuple[tuple[str, str], ...]:
    return tuple((row.form, row.id) for row in rows("name_spellings") if row.kind == "transcription")


@cache
def _particles() -> frozenset[str]:
    return _listed("particle") | _listed("joined-particle") | _listed("joined-to-surname")


def fillers() -> frozenset[str]:
    """Words that say nothing of what an issue is: ``question`` in "the question of the border"."""
    return _listed("says-nothing-of-issue")


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without diacritics, case, hyphens and punctuation."""
    return tuple(_WORD.findall(lowered(fold(name)).replace("-", " ")))


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """A name as its comparable words with single spaces between them."""
    return " ".join(words(name))


def _parts(name: str) -> tuple[list[str], str]:
    """Given names and surname, with articles (``al-``, ``van``) left out and ``Ben Khelifa`` as ``benkhelifa``."""
    kept = [w for w in words(name) if w not in _listed("suffix")]
    if not kept:
        return [], ""
    last, rest = kept[-1], kept[:-1]
    while rest and rest[-1] in _particles():
        particle = rest.pop()
        if particle in _listed("joined-to-surname") and rest:
            last = particle + last
    return [w for w in rest if w not in _particles()], last


@lru_cache(maxsize=65_536)
def surname(name: str) -> str:
    """The last word of a person's name, with particles and suffixes (``Jr``) left out."""
    return _parts(name)[1]


@lru_cache(maxsize=65_536)
def given_names(name: str) -> tuple[str, ...]:
    """The words before the surname, particles left out."""
    return tuple(_parts(name)[0])


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of a word as transcriptions of other scripts vary them: Qumi, Qomi and Ghomi have one skeleton.

    Vowels, ``h``, ``w`` and ``y`` are dropped after the first letter, doubled letters are single, and letters that
    transcriptions exchange (q/k/g, z/s, v/f) are one.
    """
    # the article of Arabic names is written as part of the word (Elbaradei) or not (El Baradei)
    text = word[2:] if word[:2] in ("el", "al") and len(word) > 6 else word
    lead = text[:1]
    text = re.sub(r"c(?=[eiy])", "s", text)
    for old, new in _transcribed():
        text = text.replace(old, new)
    text = re.sub(r"[aeiou]", "", text)
    text = re.sub(r"(.)\1+", r"\1", text)
    return text if len(text) >= 2 else lead + text


def initials(name: str) -> str:
    """The first letters of an organisation's words, articles left out; a single short word of capitals is its own."""
    kept = [w for w in words(name) if w not in _listed("not-in-initials")]
    if len(kept) == 1:
        return kept[0] if name.strip().isupper() or len(kept[0]) <= 5 else kept[0][0]
    return "".join(w[0] for w in kept)


def block_of(
    kind: str, name: str, country: str | None, ids: dict[str, str], office: str | None, title: str | None = None
) -> str:
    """What an entity is compared within: entities with different blocks are never merged by themselves.

    An empty string stands for what is not merged at all (groups and unnamed sources are others in each report).
    """
    if kind in ("group", "unnamed-source"):
        return ""
    if kind == "state":
        return f"state:{ids.get('iso3166') or country or plain(name)}"
    if kind == "place":
        return f"place:{plain(name)}"
    if kind == "person":
        if office and (not _looks_like_name(name) or (title and plain(name) == plain(title))):
            return f"office:{office}:{country or ''}"
        # the last three consonants, since Ahmadi-Nejad and Ahmadinejad end alike
        return f"person:{skeleton(surname(name))[-3:]}"
    if kind == "government-body":
        return f"body:{country or plain(name)}"
    if "wikidata" in ids:
        return f"id:{ids['wikidata']}"
    return f"org:{initials(name)}"


def _looks_like_name(name: str) -> bool:
    """Whether a person is called by a name (``Rosa Quintana``) rather than by an office (``foreign minister``)."""
    kept = name.replace("-", " ").split()
    return bool(kept) and kept[-1][:1].isupper() and not kept[0][:1].islower()
