"""A city, or the government that sits in it?"""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.tables import rows
from dragoman.reading.actors.working import Piece, Scene
from dragoman.record import rule


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(row.form for row in rows("place_cues") if row.kind == kind)


@rule("actors.capital-as-place")
def is_place(scene: Scene, piece: Piece) -> bool:
    """A capital where something is or happens ("in Cairo", "the Oslo talks") is a place, else it is the government."""
    parse = scene.parse
    head = piece.last - 1
    for _ in range(3):
        above = parse.heads[head]
        if parse.deps[head] == "conj" and above < piece.first:
            head = above
        else:
            break
    dep, above = parse.deps[head], parse.heads[head]
    before = parse.lowers[piece.first - 1] if piece.first else ""
    if before in ("the", "'s", "\u2019s") and piece.first > 1:
        before = parse.lowers[piece.first - 2] if before == "the" else before
    after = parse.words[piece.last] if piece.last < len(parse) else ""
    if before in _cues("locative"):
        return True
    if after == "-" or before == "-":
        return False
    if before in _cues("partner"):
        return before == "for" and parse.lemmas[parse.heads[piece.first - 1]] in ("leave", "depart", "head", "bind")
    if before == "to":
        return _directed(scene, piece.first - 1)
    if before == "from":
        return _directed(scene, piece.first - 1)
    if before == "of":
        if piece.first > 1 and parse.lowers[piece.first - 2] == "out":
            return True
        return parse.lemmas[parse.heads[piece.first - 1]].lower() in _cues("spot-noun")
    if parse.tags[piece.last] == "POS" if piece.last < len(parse) else False:
        owned = parse.lemmas[above].lower()
        owned_piece = scene.at[above]
        return owned in _cues("spot-noun") or (owned_piece is not None and owned_piece.what == "place")
    if dep in ("compound", "nmod", "amod"):
        return parse.lemmas[above].lower() in _cues("event-noun") or parse.lemmas[above].lower() in _cues("spot-noun")
    if dep == "pobj":
        return parse.lowers[above] in _cues("locative")
    if dep == "appos":
        return True
    if dep in ("dobj", "dative"):
        return parse.lemmas[above] not in _cues("partner-verb")
    if dep == "npadvmod":
        return True
    if dep in ("nsubj", "nsubjpass", "agent", "conj"):
        verb = parse.lemmas[above]
        return verb in ("be", "host", "become") and dep == "nsubjpass"
    return False


def _directed(scene: Scene, preposition: int) -> bool:
    """Whether "to X" or "from X" is a way somebody goes and not something that is handed over."""
    parse = scene.parse
    above = parse.heads[preposition]
    if parse.pos[above] == "VERB":
        return parse.lemmas[above] not in (
            "speak",
            "talk",
            "belong",
            "appeal",
            "say",
            "listen",
            "hear",
            "protest",
            "complain",
            "apologise",
            "apologize",
            "hand",
            "give",
            "offer",
            "deliver",
            "sell",
            "demand",
            "seek",
            "extract",
            "win",
        )
    return parse.lemmas[above].lower() not in _cues("message-noun")
