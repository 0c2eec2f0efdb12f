"""What can be recognised word by word: known parties, titles, common nouns for actors, and runs of capital letters."""

from __future__ import annotations

from dragoman.knowledge.gazetteer import Form, Gazetteer
from dragoman.knowledge.people import given_names
from dragoman.knowledge.titles import Title, name_heads, name_parts, nominals, past_honorifics, title_starts, titles_at
from dragoman.reading.actors.working import Piece, Scene
from dragoman.reading.parse import Parse

LONGEST_NAME = 12
"""Tokens of a name at most; a longer run of capital letters is a heading, not a name."""


def scan(scene: Scene, gazetteer: Gazetteer) -> None:
    """Place known parties, titles and nouns, then names over what is left."""
    scene.at = [None] * len(scene.parse)
    _known_words(scene, gazetteer)
    _drop_doubtful(scene, gazetteer)
    for first, last in scene.parse.sents:
        _names(scene, first, last)
    scene.pieces = sorted({id(p): p for p in scene.at if p is not None}.values(), key=lambda p: p.first)


def _known_words(scene: Scene, gazetteer: Gazetteer) -> None:
    parse, folded, low = scene.parse, scene.folded, scene.low
    starts, ends, words, lowers, tags = parse.starts, parse.ends, parse.words, parse.lowers, parse.tags
    titles, nouns = title_starts(), nominals()
    i, n = 0, len(parse)
    while i < n:
        word = words[i]
        known = gazetteer.at(folded, starts[i]) if word[0].isupper() or word[0].islower() else None
        title = None
        if low[starts[i] : ends[i]] in titles or "-" in word:
            title = _plain_title(scene, gazetteer, i)
        if title is not None and (known is None or title.end > known.end):
            last = _last(parse, i, title.end)
            if lowers[last - 1] == "heads" and (last >= n or lowers[last] != "of"):
                i = last  # a verb: "the team which he heads"
                continue
            nounlike = tags[last - 1][:2] == "NN" or words[last - 1][0].isupper() or last - i > 1
            if nounlike and not _surname(parse, i, last, title.surname):
                piece = Piece("title", i, last, starts[i], title.end, title.office, title.level, title.plural)
                piece.gender, piece.of = title.gender, title.of
                scene.put(piece)
                i = last
                continue
        if known is not None:
            last = _last(parse, i, known.end)
            scene.put(Piece("known", i, last, known.start, known.end, readings=known.forms))
            i = last
            continue
        readings = nouns.get(lowers[i])
        if (
            readings
            and readings[0].kind != "telling"
            and (tags[i][:2] == "NN" or (readings[0].kind == "armed-group" and parse.deps[i] == "amod"))
            and (word[0].islower() or _lone_capital(scene, gazetteer, i))
        ):
            if lowers[i] == "front" and i and lowers[i - 1] == "in":
                i += 1
                continue
            noun = readings[0]
            plural = noun.plural or tags[i] == "NNS"
            scene.put(Piece("noun", i, i + 1, starts[i], ends[i], noun.kind, noun.form, plural))
        i += 1


def _surname(parse: Parse, i: int, last: int, flagged: bool) -> bool:
    """Whether a title's word is part of a name here: "Imran Malik", "Mervyn King said", "Malik said"."""
    words = parse.words
    if last - i != 1 or not words[i][0].isupper() or words[i].isupper():
        return False
    if last < len(words) and words[last][0].isupper() and parse.tags[last][:3] == "NNP":
        return False
    if last < len(words) and parse.lowers[last] in ("of", "for"):
        return False
    before = words[i - 1] if i and parse.sent_of[i - 1] == parse.sent_of[i] else ""
    given = before[:1].isupper() and (
        before.lower() in given_names() or name_parts().get(before, ("",))[0] == "honorific"
    )
    if given:
        return True
    return flagged and before.lower() not in ("the", "a", "an") and parse.tags[i][:3] == "NNP"


def _plain_title(scene: Scene, gazetteer: Gazetteer, i: int) -> Title | None:
    """The longest title at token i that has no party's or body's name in it: those are owners, not titles."""
    starts, n = scene.parse.starts, len(scene.parse)
    nouns, heads = nominals(), name_heads()
    for title in titles_at(scene.low, scene.folded, starts[i]):
        j = i
        while j < n and starts[j] < title.end:
            body = nouns.get(scene.parse.lowers[j], ())
            inner = any(noun.kind == "body" for noun in body) or heads.get(scene.parse.words[j]) == "government-body"
            more = scene.parse.ends[j] < title.end and scene.parse.lowers[j + 1] not in ("of", "for")
            if inner and (more or (j > i and scene.parse.words[j][0].isupper())):
                break
            if scene.parse.words[j][0].isupper() and title.end - title.start > scene.parse.ends[j] - starts[j]:
                known = gazetteer.at(scene.folded, starts[j])
                if (
                    known is not None
                    and known.end <= title.end
                    and known.forms[0].use not in ("alias", "place", "region")
                ):
                    break
            j += 1
        else:
            return title
    return None


def _lone_capital(scene: Scene, gazetteer: Gazetteer, i: int) -> bool:
    """Whether a capital word is a common noun: first in its sentence, or alone after "the", as in a readout."""
    parse = scene.parse
    words, tags = parse.words, parse.tags
    if tags[i][:3] != "NNP" and scene.starts_sentence(i):
        return True
    if i + 3 < len(words) and words[i + 1] == "of" and words[i + 2][0].isupper() and tags[i + 2][:3] == "NNP":
        if name_heads().get(words[i]) and gazetteer.at(scene.folded, parse.starts[i + 2]) is None:
            return False  # "the Government of National Unity"
    if not i or parse.lowers[i - 1] not in ("the", "his", "her", "its", "their"):
        return False
    return i + 1 >= len(words) or not (words[i + 1][0].isupper() and tags[i + 1][:2] in ("NN", "JJ"))


def _drop_doubtful(scene: Scene, gazetteer: Gazetteer) -> None:
    """Take away forms that name a party only where the text has a surer form of it ("CAN", "the Quad")."""
    sure = {p.readings[0].party for p in scene.at if p is not None and p.readings and not p.readings[0].ambiguous}
    for i, piece in enumerate(scene.at):
        if piece is None or not piece.readings or piece.first != i:
            continue
        kept = tuple(f for f in piece.readings if not f.ambiguous or f.party in sure or _body_of(gazetteer, f, sure))
        if not kept:
            scene.at[piece.first : piece.last] = [None] * (piece.last - piece.first)
        piece.readings = kept


def _body_of(gazetteer: Gazetteer, form: Form, sure: set[str]) -> bool:
    """Whether an ambiguous form names a body of a state that the text names ("Congress" beside the United States)."""
    party = gazetteer.parties.get(form.party)
    return party is not None and party.kind == "government-body" and party.country in sure


def _last(parse: Parse, i: int, end: int) -> int:
    n = len(parse)
    i += 1
    while i < n and parse.starts[i] < end:
        i += 1
    return i


def _names(scene: Scene, first: int, last: int) -> None:
    i = first
    while i < last:
        stop = _run(scene, i, last)
        if stop > i:
            _place_run(scene, i, stop)
            i = stop
        else:
            i += 1


def _run(scene: Scene, i: int, last: int) -> int:
    """The end of the run of name words that begins at token i (i itself when none does)."""
    parse, parts = scene.parse, name_parts()
    words = parse.words
    if not (_namely(scene, i) or _leading_particle(scene, i, last) or _given(scene, i, last)):
        return i
    if i and words[i - 1] == "-" and parse.ends[i - 1] == parse.starts[i] and scene.at[i - 1] is None and i - 2 >= 0:
        before = words[i - 2]
        if before[0].islower() and before not in parts:
            return i  # anti-Western, pro-Kremlin …
    j = i + 1
    while j < last and j - i < LONGEST_NAME:
        word = words[j]
        if scene.at[j] is None and _namely(scene, j, inside=True):
            j += 1
        elif (
            word == "-" and j + 1 < last and _glued(parse, j) and scene.at[j + 1] is None and words[j + 1][0].isalpha()
        ):
            j += 2
        elif _family_like_place(scene, i, j):
            j += 1
        elif word.endswith("-") and word[:-1] in parts and j + 1 < last and _namely(scene, j + 1, inside=True):
            j += 2
        elif parts.get(word, ("",))[0] in ("particle", "joined-particle") and _leading_particle(scene, j, last):
            j += 1
            while j < last and (words[j] == "-" or parts.get(words[j], ("",))[0] == "particle"):
                j += 1
            if j < last and _family_like_place(scene, i, j):
                j += 1
        else:
            break
    return j


def _family_like_place(scene: Scene, i: int, j: int) -> bool:
    """Whether a place's or state's name at token j is a family name: "al-Sabah", "Michael Jordan"."""
    parse, piece = scene.parse, scene.at[j]
    if piece is None or piece.kind != "known" or piece.last - piece.first != 1 or piece.use in ("adjective", "acronym"):
        return False
    if parse.words[j - 1] == "-" and j - 2 >= i and parse.words[j - 2] in name_parts():
        return True
    given = all(parse.lowers[k] in given_names() for k in range(i, j))
    return given and parse.deps[j - 1] == "compound" and parse.heads[j - 1] == j


def _glued(parse: Parse, j: int) -> bool:
    return parse.ends[j - 1] == parse.starts[j] and (
        parse.ends[j] == parse.starts[j + 1] or parse.words[j - 1] in name_parts()
    )


def _leading_particle(scene: Scene, i: int, last: int) -> bool:
    """Whether token i is a particle ("al", "bin", "van der") with a name behind it."""
    words, parts = scene.parse.words, name_parts()
    kind = parts.get(words[i].rstrip("-"), ("",))[0]
    if kind not in ("particle", "joined-particle") or scene.at[i] is not None:
        return False
    j = i + 1
    hyphen = words[i].endswith("-")
    while j < last and j - i < 4 and (words[j] == "-" or parts.get(words[j], ("",))[0] == "particle"):
        hyphen = hyphen or words[j] == "-"
        j += 1
    if kind == "joined-particle" and not hyphen:
        return False
    if words[i] in ("e", "y", "de", "la", "le", "du", "da", "di") and not hyphen and j - i == 1 and i == 0:
        return False
    if j >= last or not words[j][0].isupper():
        return False
    if scene.at[j] is not None:
        return words[j - 1] == "-" and _family_like_place(scene, i, j)
    return scene.parse.tags[j][:2] in ("NN", "JJ")


def _given(scene: Scene, i: int, last: int) -> bool:
    """Whether a known party's form at token i is a given name here ("Israel Katz", "Chad Wolf")."""
    piece = scene.at[i]
    if piece is None or piece.kind != "known" or piece.last - piece.first != 1 or i + 1 >= last:
        return False
    word = scene.parse.words[i]
    if piece.use in ("adjective", "demonym", "demonym-plural") or word.lower() not in given_names():
        return False
    nxt = scene.parse.words[i + 1]
    if scene.at[i + 1] is not None or not _namely(scene, i + 1) or name_heads().get(nxt):
        return False
    return nxt.lower() not in given_names()


def _namely(scene: Scene, i: int, inside: bool = False) -> bool:
    parse = scene.parse
    word, tag = parse.words[i], parse.tags[i]
    if scene.at[i] is not None or not word[0].isupper():
        return False
    if name_heads().get(word) == "calendar":
        return False
    if tag[:3] == "NNP":
        return True
    if len(word) == 2 and word[1] == ".":
        return True
    if tag in ("PRP", "PRP$", "DT", "IN", "CC", "WP", "WDT", "WRB", "TO", "MD", "EX"):
        return False
    if inside and parse.deps[i] in ("compound", "amod", "nmod", "flat"):
        return True
    return not scene.starts_sentence(i) and tag[:2] in ("NN", "JJ", "VB", "FW", "UH", "RB") and len(word) > 1


def _place_run(scene: Scene, first: int, last: int) -> None:
    """Cut honorifics off a run, spread it over "of …" where it names a body, and place it as a name."""
    parse, parts, heads = scene.parse, name_parts(), name_heads()
    words = parse.words
    gender = ""
    begin = past_honorifics(words, first, last)
    honoured = begin > first
    for i in range(first, begin):
        gender = parts[words[i]][1] or gender
    while (
        last > begin
        and not words[last - 1][-1].isalnum()
        and words[last - 1] not in parts
        and len(words[last - 1]) != 2
    ):
        last -= 1
    if last <= begin:
        return
    head = next((heads[words[i]] for i in range(last - 1, begin - 1, -1) if words[i] in heads), "")
    if last - begin > 1 and parts.get(words[last - 1], ("",))[0] == "suffix" and heads.get(words[last - 2]) == "thing":
        last -= 1  # "World War II"
    if head and not honoured and words[last - 1] in heads:
        last = _of_names(scene, last)
    elif head and not honoured:
        head = head if heads.get(words[begin]) == "thing" else ""
    if head == "place" and words[begin].lower() in given_names() and 1 < last - begin < 4:
        head = ""  # "Anthony Lake"
    before = words[first - 1] if first else ""
    if heads.get(before) == "thing" and before[0].isupper() and scene.at[first - 1] is None:
        head = "thing"
    if heads.get(words[begin]) == "thing" and not honoured:
        head = "thing"  # "Operation Desert Shield"
    if last - first == 1 and (words[first] == "Government" or (parse.tags[first][:2] == "JJ" and not honoured)):
        return
    what = "person" if honoured else head or "unknown"
    scene.put(Piece("name", first, last, parse.starts[first], parse.ends[last - 1], what, gender=gender))


def _of_names(scene: Scene, last: int) -> int:
    """Where a body's name ends that goes on with "of Foreign Affairs", "for Democracy and Unity"."""
    parse = scene.parse
    n = parse.sentence(last - 1)[1]
    for _ in range(3):
        if last >= n or parse.words[last] not in ("of", "for", "and", "on"):
            break
        j = last + 1
        if parse.words[last] != "and" and j < n and parse.words[j] == "the":
            j += 1
        if j < n and parse.words[last] == "of" and _only_title(scene, j):
            last = scene.at[j].last  # type: ignore[union-attr]
            continue
        if j < n and _namely(scene, j, inside=True) and parse.words[j].lower() not in given_names():
            stop = _run(scene, j, n)
            if stop <= j:
                break
            last = stop
        else:
            break
    return last


def _only_title(scene: Scene, j: int) -> bool:
    """Whether a capital title or noun at token j is the rest of a body's name ("House of Representatives")."""
    piece = scene.at[j]
    return piece is not None and piece.kind in ("title", "noun") and piece.plural and scene.parse.words[j][0].isupper()
