"""Which title belongs to which name."""

from __future__ import annotations

from dragoman.reading.actors.working import Phrase, Piece, Scene
from dragoman.record import rule

_AFTER_APPOSITION = frozenset(
    {",", ".", ";", ")", "-", "\u2013", "\u2014", "and", "who", "whose", "told", "!", "?", ":"}
)
_NAMES = frozenset({"person", "unknown"})

Link = tuple[Phrase, Piece, str]


def attachments(scene: Scene, phrases: list[Phrase]) -> list[Link]:
    """(title phrase, name, rule id) for every title that stands at its holder's name."""
    links: list[Link] = []
    taken: set[int] = set()
    for phrase in phrases:
        for found in (title_before_name, titled_names, title_after_name, title_then_name, title_of_copula):
            names = found(scene, phrase)
            if names:
                links.extend((phrase, name, found.id) for name in names)
                taken.add(id(phrase))
                break
    last: Link | None = None
    by_end = {
        phrase.last: (phrase, name, r) for phrase, name, r in links if r in (title_after_name.id, second_title.id)
    }
    for phrase in phrases:
        if id(phrase) in taken:
            continue
        last = by_end.get(phrase.first - 1)
        if last is not None and second_title(scene, phrase, last):
            link = (phrase, last[1], second_title.id)
            links.append(link)
            by_end[phrase.last] = link
    return links


def _person_like(phrase: Phrase) -> bool:
    return phrase.piece.kind == "title" or phrase.piece.what in ("official", "observer", "press", "delegation", "pair")


def name_at(scene: Scene, i: int) -> Piece | None:
    """The name that begins at token i, or behind a rank or style there ("General", "Mullah"), and may be a person's."""
    words = scene.parse.words
    if (
        i + 2 < len(words)
        and words[i] == "the"
        and words[i + 1] in ("Hon", "Hon.", "Honourable", "Honorable", "Rt", "Right")
    ):
        i += 1  # "Senator the Hon Ana Rojas"
    if i < len(scene.at):
        piece = scene.at[i]
        for _ in range(2):
            styled = piece is not None and piece.kind == "title" and piece.first == i and not piece.plural
            if piece is None or not styled or piece.last >= len(scene.at):
                break
            i = piece.last
            piece = scene.at[i]
        if piece is not None and piece.kind == "name" and piece.first == i and piece.what in _NAMES:
            return piece
    return None


def name_before(scene: Scene, i: int) -> Piece | None:
    """The name that ends right before token i and may be a person's."""
    if i > 0:
        piece = scene.at[i - 1]
        if piece is not None and piece.kind == "name" and piece.last == i and piece.what in _NAMES:
            return piece
    return None


@rule("actors.title-before-name")
def title_before_name(scene: Scene, phrase: Phrase) -> list[Piece]:
    """A title right before a name is that person's ("Peru's foreign minister Ana Rojas")."""
    if phrase.piece.plural or not _person_like(phrase):
        return []
    name = name_at(scene, phrase.last)
    return [name] if name is not None else []


@rule("actors.titles-before-names")
def titled_names(scene: Scene, phrase: Phrase) -> list[Piece]:
    """A plural title before names, or before a comma and names, is held by each ("ambassadors Rojas and Silva")."""
    if not phrase.piece.plural or not _person_like(phrase):
        return []
    i = phrase.last
    words = scene.parse.lowers
    if i < len(words) and words[i] in (",", ":", "-", "\u2013"):
        i += 1
    names: list[Piece] = []
    while True:
        name = name_at(scene, i)
        if name is None:
            break
        names.append(name)
        i = last = _past_state(scene, name.last)
        while i < len(words) and words[i] in (",", "and") and i - last < 2:
            i += 1
        if i == last:
            break
    return names if len(names) > 1 else []


def _past_state(scene: Scene, i: int) -> int:
    """The token behind "of Peru" when that follows a name at token i."""
    if i + 1 < len(scene.parse) and scene.parse.lowers[i] == "of":
        j = i + 1 + (scene.parse.lowers[i + 1] == "the")
        piece = scene.at[j] if j < len(scene.parse) else None
        if piece is not None and piece.kind == "known" and piece.first == j:
            return piece.last
    return i


@rule("actors.title-comma-name")
def title_then_name(scene: Scene, phrase: Phrase) -> list[Piece]:
    """A definite title and a name between commas are one person ("the Peruvian envoy, Ana Rojas, said")."""
    if phrase.piece.plural or not _person_like(phrase) or phrase.last + 1 >= len(scene.parse):
        return []
    if scene.parse.words[phrase.last] not in (",", "-", "\u2013", "\u2014", ":"):
        return []
    if not (phrase.determiner in ("the", "poss") or phrase.owners or phrase.pronoun is not None):
        return []
    name = name_at(scene, phrase.last + 1)
    if name is None:
        return []
    after = scene.parse.lowers[name.last] if name.last < len(scene.parse) else "."
    if (
        after in _AFTER_APPOSITION
        or scene.parse.sent_of[min(name.last, len(scene.parse) - 1)] != scene.parse.sent_of[name.first]
    ):
        if name_before(scene, phrase.first - 1) is not None and after != ",":
            return []
        return [name]
    return []


@rule("actors.title-after-name")
def title_after_name(scene: Scene, phrase: Phrase) -> list[Piece]:
    """A title between commas right after a name is that person's ("Ana Rojas, the Peruvian envoy, said")."""
    parse = scene.parse
    comma = phrase.first - 1
    if phrase.piece.plural or not _person_like(phrase) or comma < 1:
        return []
    if parse.words[comma] not in (",", "-", "\u2013", "\u2014", "("):
        return []
    name = name_before(scene, comma)
    if name is None or parse.sent_of[name.first] != parse.sent_of[phrase.first]:
        return []
    if phrase.last < len(parse) and parse.sent_of[phrase.last] == parse.sent_of[phrase.first]:
        after = parse.lowers[phrase.last]
        if after not in _AFTER_APPOSITION and parse.deps[phrase.head] != "appos":
            return []
    if parse.deps[phrase.head] in ("nsubj", "nsubjpass") and parse.heads[phrase.head] > phrase.last:
        return []
    return [name]


@rule("actors.title-after-copula")
def title_of_copula(scene: Scene, phrase: Phrase) -> list[Piece]:
    """ "Rojas is the envoy" and "Rojas, who became president" give the title to the person."""
    parse = scene.parse
    verb = parse.heads[phrase.head]
    if phrase.piece.plural or parse.deps[phrase.head] not in ("attr", "oprd") or not _person_like(phrase):
        return []
    if parse.lemmas[verb] not in ("be", "become", "remain", "name", "appoint", "elect"):
        return []
    if parse.kid(verb, "neg") is not None:
        return []
    subject = parse.kid(verb, "nsubj", "nsubjpass")
    if subject is not None and parse.tags[subject] == "WP":
        subject = parse.heads[verb]
    if subject is None:
        return []
    piece = scene.at[subject]
    return [piece] if piece is not None and piece.kind == "name" and piece.what in _NAMES else []


@rule("actors.second-title")
def second_title(scene: Scene, phrase: Phrase, link: Link) -> bool:
    """A second title joined by "and" to the first ("the deputy premier and foreign minister") is the same person's."""
    return (
        not phrase.piece.plural
        and phrase.first > 0
        and scene.parse.lowers[phrase.first - 1] == "and"
        and phrase.determiner in ("", "poss")
        and link[0].last == phrase.first - 1
        and _person_like(phrase)
    )
