"""Noun phrases around titles and common nouns: whose minister, which envoy, how many officials."""

from __future__ import annotations

from dragoman.knowledge.tables import rows
from dragoman.reading.actors.working import Phrase, Piece, Scene

_OWNING_PREPOSITIONS = frozenset({"of", "for", "to", "from", "at", "with", "in", "on"})
_ADJECTIVAL = frozenset(
    {"adjective", "acronym", "name", "short", "combining", "alias", "demonym", "former", "capital", "seat", "member"}
)
_NOUN_PREPOSITIONS = {
    "state-part": ("of",), "state-side": (), "state": (), "delegation": ("of", "from"),
    "official": ("of", "from", "at", "in"), "observer": (), "press": (), "armed-force": ("of",),
    "armed-group": ("of", "from"), "body": ("of",), "organisation": ("of",), "pair": (),
    "place": ("of",), "other-state": (),
}  # fmt: skip
_OWNING_NOUNS = frozenset({"body", "organisation", "armed-force", "armed-group", "state-part"})
_SENDING = (
    "ambassador", "envoy", "consul", "permanent-representative", "charge", "negotiator", "head-of-mission",
    "special-representative", "high-representative", "mediator", "representative",
)  # fmt: skip
_PORTFOLIO = frozenset({"minister", "secretary", "commissioner", "undersecretary"})
_COMMUNAL = frozenset({"armed-group", "organisation", "state-part", "body"})


def _tenure_words() -> dict[str, str]:
    return {row.form: row.id for row in rows("tenure_words")}


def phrases(scene: Scene) -> list[Phrase]:
    """The phrases of all titles and nouns, in text order."""
    states = _tenure_words()
    found = []
    for piece in scene.pieces:
        if piece.kind in ("title", "noun") and not _part_of_name(scene, piece):
            found.append(_phrase(scene, piece, states))
    return found


def _part_of_name(scene: Scene, piece: Piece) -> bool:
    """ "King" in "Mervyn King": a capital title word right after a given name and not before another name."""
    words = scene.parse.words
    if piece.kind != "title" or piece.last - piece.first != 1 or not words[piece.first][0].isupper():
        return False
    before = scene.at[piece.first - 1] if piece.first else None
    after = scene.at[piece.last] if piece.last < len(words) else None
    return (
        before is not None
        and before.kind == "name"
        and before.last == piece.first
        and before.what in ("person", "unknown")
        and before.last - before.first == 1
        and not (after is not None and after.kind == "name")
        and scene.parse.sent_of[piece.first - 1] == scene.parse.sent_of[piece.first]
    )


def _phrase(scene: Scene, piece: Piece, states: dict[str, str]) -> Phrase:
    parse = scene.parse
    phrase = Phrase(piece, piece.first, piece.last, piece.last - 1, [])
    phrase.head = parse.head_of(piece.first, piece.last) if piece.last - piece.first > 1 else piece.first
    if parse.tags[piece.last - 1][:2] == "NN":
        phrase.head = piece.last - 1
    piece.phrase = phrase
    for word in scene.low[piece.start : piece.end].replace("-", " ").split():
        phrase.state = states.get(word, phrase.state)
    _leftward(scene, phrase, states)
    _rightward(scene, phrase, states)
    return phrase


def _leftward(scene: Scene, phrase: Phrase, states: dict[str, str]) -> None:
    parse = scene.parse
    words, lowers, tags, heads = parse.words, parse.lowers, parse.tags, parse.heads
    floor = parse.sentence(phrase.piece.first)[0]
    j = phrase.first - 1
    possessive = False
    modifiers: list[str] = []
    while j >= floor:
        piece = scene.at[j]
        if piece is not None:
            if not _may_own(scene, piece, possessive, phrase):
                break
            how = "poss" if possessive else "adj"
            phrase.owners.insert(0, (piece, how))
            if piece.kind in ("title", "noun") and not possessive:
                modifiers.insert(0, piece.level if piece.kind == "noun" else piece.what)
                if piece.what not in _COMMUNAL:
                    phrase.owners.pop(0)
            elif piece.kind == "name" and piece.what == "title-modifier":
                phrase.owners.pop(0)
            j = piece.first - 1
            phrase.first = piece.first
            if possessive:
                j = _owner_start(scene, piece, floor) - 1
                phrase.first = j + 1
                break
            continue
        tag, low = tags[j], lowers[j]
        if tag == "POS" or (low in ("'", "\u2019") and j and words[j - 1][-1] in "sS" and not possessive):
            possessive = True
            j -= 1
            if j < floor or (scene.at[j] is None):
                break
            continue
        if possessive:
            break
        if tag in ("PRP$", "WP$"):
            phrase.pronoun = j
            phrase.determiner = "poss"
            phrase.first = j
            break
        if tag in ("DT", "PDT", "WDT") or low in ("both", "all"):
            phrase.determiner = phrase.determiner or low
            phrase.first = j
            if low in ("both", "all", "either", "neither"):
                phrase.number = low
            if low in ("the", "these", "those") and j > floor and lowers[j - 1] in ("all", "both"):
                phrase.number = lowers[j - 1]
                phrase.first = j - 1
            break
        if low in states:
            phrase.state = states[low]
            modifiers.insert(0, low)
        elif tag == "CD":
            if ":" in low or not j < heads[j] < phrase.piece.last:
                break
            phrase.number = low
        elif low == "and" or low == ",":
            left = scene.at[j - 1] if j > floor else None
            if not phrase.owners or left is None or left.kind != "known" or not _adjectival(left):
                break
            if phrase.owners[0][1] != "adj" or phrase.first != j + 1:
                break
        elif tag[:2] in ("JJ", "NN", "RB", "VB") or low == "-" or tag == "HYPH":
            head = heads[j]
            said = tag == "VBN" and words[j][0].isupper() and scene.starts_sentence(j)
            if (tag in ("VBZ", "VBD", "VBP", "VB") or said) and low not in states:
                break
            if not j < head < phrase.piece.last and low != "-" and tag != "HYPH":
                break
            if words[j][0].isupper() and tag[:3] == "NNP" and not scene.starts_sentence(j):
                modifiers.insert(0, low)
            else:
                modifiers.insert(0, low)
        else:
            break
        phrase.first = j
        j -= 1
    while phrase.first < phrase.piece.first and lowers[phrase.first] in ("-", "and", ","):
        phrase.first += 1
    if len(phrase.owners) > 1 and lowers[phrase.piece.last - 1] in _PORTFOLIO:
        last, _ = phrase.owners[-1]
        if last.kind == "name" and last.what == "unknown" and phrase.owners[-2][0].kind == "known":
            last.what = "title-modifier"  # "Indian Power Secretary": a portfolio, not whose secretary
            phrase.owners.pop()
    phrase.modifiers = tuple(modifiers)
    if phrase.owners and any(how == "poss" for _, how in phrase.owners):
        phrase.determiner = "poss"


def _may_own(scene: Scene, piece: Piece, possessive: bool, phrase: Phrase) -> bool:
    if piece.kind == "known":
        return possessive or piece.use in _ADJECTIVAL
    if piece.kind == "name":
        return possessive or piece.what not in ("person", "thing")
    return (
        possessive
        or (piece.kind == "noun" and piece.what in _OWNING_NOUNS)
        or (piece.kind == "title" and not piece.plural)
    )


def _adjectival(piece: Piece) -> bool:
    """Whether a party's form stands before a noun as it is: "Peruvian", "US", "EU"."""
    return any(f.use in ("adjective", "acronym") or f.text.replace(".", "").isupper() for f in piece.readings)


def _owner_start(scene: Scene, piece: Piece, floor: int) -> int:
    """Where a possessor's own phrase begins: "the two countries", "US President George Bush"."""
    parse = scene.parse
    j = piece.first - 1
    while j >= floor:
        other = scene.at[j]
        if other is not None and other.kind in ("known", "title") and other.last == j + 1 and parse.tags[j] != "POS":
            j = other.first - 1
            continue
        if other is None and (
            parse.tags[j] in ("DT", "CD", "PRP$", "PDT")
            or (parse.tags[j][:2] == "JJ" and j < parse.heads[j] < piece.last)
        ):
            j -= 1
            continue
        break
    return j + 1


def _rightward(scene: Scene, phrase: Phrase, states: dict[str, str]) -> None:
    parse = scene.parse
    lowers, words = parse.lowers, parse.words
    end = parse.sentence(phrase.piece.first)[1]
    j = phrase.last
    if j + 1 < end and words[j] == "-" and lowers[j + 1] in states:
        phrase.state = states[lowers[j + 1]]
        j += 2
    elif j < end and lowers[j] in ("designate", "elect", "-elect", "-designate"):
        phrase.state = "elect"
        j += 1
    if phrase.piece.kind == "title" and j + 1 < end and lowers[j] == "and":
        more = scene.at[j + 1]
        if (
            more is not None
            and more.kind == "name"
            and more.what == "thing"
            and words[phrase.piece.last - 1][0].isupper()
        ):
            j = more.last  # "Minister for Europe and Foreign Affairs"
    if j + 1 < end and lowers[j] == "close" and lowers[j + 1] == "to" and j < parse.right[j] <= j + 8:
        j = parse.right[j]  # "a source close to the talks"
    phrase.last = j
    allowed = (
        _NOUN_PREPOSITIONS.get(phrase.piece.what, ())
        if phrase.piece.kind == "noun"
        else ("of", "for", "to", "at", "in", "on", "from")
    )
    for _ in range(3):
        if j >= end or lowers[j] not in allowed:
            break
        preposition = lowers[j]
        if preposition == "to" and phrase.piece.kind == "title" and not _takes_to(phrase.piece):
            break
        stop, owners = _complement(scene, j + 1, end, preposition)
        if phrase.piece.kind == "title" and preposition in ("for", "of", "to"):
            stop = _whole_complement(scene, phrase, j, max(stop, j + 1))
            if stop <= j + 1 and preposition == "for":
                stop = _plain_words(scene, j + 1, end)
        if stop <= j + 1:
            break
        if (
            preposition in ("in", "on", "from", "at")
            and not _posted(phrase.piece, preposition)
            and all(o.kind == "known" and o.use in ("capital", "place", "region") for o in owners)
        ):
            break
        phrase.owners.extend((owner, preposition) for owner in owners)
        j = phrase.last = stop


def _complement(scene: Scene, k: int, end: int, preposition: str) -> tuple[int, list[Piece]]:
    """Where the phrase after an owning preposition ends, and the pieces in it."""
    parse = scene.parse
    begin = k
    owners: list[Piece] = []
    j = k + (k < end and parse.tags[k] == "DT")
    while j < end and j - k < 4 and scene.at[j] is None and parse.tags[j][:2] in ("NN", "JJ"):
        j += 1
    if k < j - 1 and j < end and parse.lowers[j] == "of":
        k = j + 1  # "of the breakaway region of …"
    while k < end and (
        parse.tags[k] in ("DT", "PRP$", "CD", "PDT") or (parse.tags[k][:2] == "JJ" and scene.at[k] is None)
    ):
        k += 1
        if k - begin > 3:
            return begin, []
    while k < end:
        piece = scene.at[k]
        if piece is None or piece.first != k:
            break
        if (
            piece.kind == "name"
            and owners
            and owners[-1].last == k
            and piece.what in ("person", "unknown")
            and owners[-1].kind in ("known", "name")
        ):
            break
        owners.append(piece)
        k = piece.last
        if k < end and (parse.tags[k] == "POS" or parse.words[k] in ("'s", "\u2019s")):
            k += 1
            while k < end and scene.at[k] is None and parse.tags[k][:2] in ("NN", "JJ"):
                k += 1
        elif piece.kind != "title" and (more := _next_listed(scene, k, end, preposition)):
            k = more
        elif k < end and scene.at[k] is None:
            break
    while owners and k < end and scene.at[k] is None and parse.tags[k][:2] == "NN" and parse.heads[k - 1] == k:
        k += 1
    return (k, owners) if owners else (begin, [])


def _takes_to(piece: Piece) -> bool:
    """Whether "to" behind a title belongs to it: of somebody sent, or of somebody's helper."""
    return sent(piece) or (piece.what in ("adviser", "official", "aide", "secretary") and piece.plural is False)


def _posted(piece: Piece, preposition: str) -> bool:
    """Whether "in New York" says where somebody sent is posted, and so belongs to the title."""
    return preposition in ("in", "at") and piece.kind == "title" and sent(piece)


def sent(piece: Piece) -> bool:
    """Whether the title is one of somebody sent, so that "to Peru" names where and not for whom."""
    return piece.what.startswith(_SENDING) or piece.what.endswith(_SENDING) or piece.level in _SENDING


def _whole_complement(scene: Scene, phrase: Phrase, preposition: int, stop: int) -> int:
    """Where "for reintegration", "for Europe and Foreign Affairs" ends by the parse, if it holds no name or clause."""
    parse = scene.parse
    right = parse.right[preposition]
    if parse.heads[preposition] != phrase.head or not stop < right <= preposition + 8:
        return stop
    for k in range(stop, right):
        piece = scene.at[k]
        if parse.tags[k][:1] not in "NJCDI" or (piece is not None and piece.kind == "name" and piece.what != "thing"):
            return stop
    return right


def _plain_words(scene: Scene, k: int, end: int) -> int:
    """The end of a few plain words before a comma ("for international cooperation,"), or ``k`` when there is more."""
    parse, j = scene.parse, k
    while j < end and j - k < 6 and scene.at[j] is None and parse.tags[j][:2] in ("NN", "JJ", "CC"):
        j += 1
    return j if j < end and parse.words[j] in (",", ".") else k


def _next_listed(scene: Scene, k: int, end: int, preposition: str) -> int:
    """Where the next party of a list begins ("of Chad, Niger and Mali"), or 0 when the list is over at token k.

    A comma goes on with the list only when an "and" with a party follows somewhere behind.
    """
    parse = scene.parse
    if preposition not in ("to", "for", "of", "from") or k + 1 >= end:
        return 0
    j = k
    while j + 1 < end and parse.lowers[j] in (",", "and"):
        closing = parse.lowers[j] == "and"
        i = j + 1
        if parse.lowers[i] == "and":
            closing, i = True, i + 1
        if i < end and parse.lowers[i] == "the":
            i += 1
        piece = scene.at[i] if i < end else None
        if piece is None or piece.kind != "known" or piece.use == "adjective" or piece.first != i:
            return 0
        if closing:
            return (
                k
                + 1
                + (parse.lowers[k + 1] in ("and", "the"))
                + (parse.lowers[k + 1] == "and" and parse.lowers[k + 2] == "the")
            )
        j = piece.last
    return 0
