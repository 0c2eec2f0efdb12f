"""What the actors stage works with while a cast is being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.knowledge.gazetteer import Form
from dragoman.knowledge.people import Tenure
from dragoman.reading.parse import Parse
from dragoman.record import Anchor, MentionForm

PieceKind = Literal["known", "title", "noun", "name"]


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of tokens that was recognised by itself: a known party, a title, a common noun for actors, a name.

    ``first``/``last`` are half-open tokens, ``start``/``end`` half-open code points. ``readings`` are the gazetteer's
    forms; ``what`` is the office code of a title, the kind of a noun, or the kind of thing that a name names
    (``person``, ``organisation``, ``place``, ``thing``, ``unknown`` …).
    """

    kind: PieceKind
    first: int
    last: int
    start: int
    end: int
    what: str = ""
    level: str = ""
    plural: bool = False
    readings: tuple[Form, ...] = ()
    gender: str = ""
    of: str = ""
    rule: str = ""
    place: bool = False
    owner: Actor | None = None
    actor: Actor | None = None
    phrase: Phrase | None = None

    @property
    def use(self) -> str:
        """The gazetteer's use of the likeliest reading, or an empty string."""
        return self.readings[0].use if self.readings else ""


@dataclass(slots=True, eq=False)
class Duty:
    """A role while it is worked on: words, office code, whose office it is, what the text says of the tenure.

    ``pending`` while the words name an owner that is not yet resolved.
    """

    title: str
    office: str
    of: Actor | None
    state: str
    anchor: Anchor | None
    rule: str
    level: str = ""
    pending: bool = False
    since: str | None = None
    until: str | None = None
    known_from: Literal["text", "gazetteer"] = "text"


@dataclass(slots=True, eq=False)
class Spot:
    """A mention while it is worked on. ``head`` is the head token; ``subject`` whether it is one of a finite verb."""

    start: int
    end: int
    first: int
    last: int
    head: int
    form: MentionForm
    rule: str


@dataclass(slots=True, eq=False)
class Actor:
    """An entity while it is worked on."""

    name: str
    kind: str
    country: str = ""
    side: Actor | None = None
    party: str = ""
    wikidata: str = ""
    gender: str = ""
    plural: bool = False
    noun: str = ""
    says: str | None = None
    held: tuple[Tenure, ...] = ()
    members: tuple[Actor, ...] = ()
    duties: list[Duty] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)

    def spot(self, spot: Spot) -> None:
        """Add a mention and the rule that found it."""
        self.spots.append(spot)
        self.rules[spot.rule] = None


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase whose head is a title or a common noun for actors.

    ``owners`` are the pieces that say whose, each with how: ``poss``, ``adj``, or a preposition.
    """

    piece: Piece
    first: int
    last: int
    head: int
    owners: list[tuple[Piece, str]]
    determiner: str = ""
    pronoun: int | None = None
    number: str = ""
    state: str = "current"
    modifiers: tuple[str, ...] = ()
    holders: tuple[Actor, ...] = ()
    actor: Actor | None = None


@dataclass(slots=True, eq=False)
class Scene:
    """One text with what was recognised in it. ``at[i]`` is the piece that token i belongs to, or None.

    ``quoted[i]`` says whether token i stands within quotation marks, ``meant`` which actor a pronoun's token means.
    """

    parse: Parse
    folded: str
    low: str
    pieces: list[Piece] = field(default_factory=list)
    at: list[Piece | None] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    meant: dict[int, Actor] = field(default_factory=dict)

    def put(self, piece: Piece) -> None:
        """Place a piece, over whatever was there."""
        self.pieces.append(piece)
        for i in range(piece.first, piece.last):
            self.at[i] = piece

    def words(self, first: int, last: int) -> str:
        """The text of a half-open token range with white space made single."""
        return " ".join(self.parse.text[self.parse.starts[first] : self.parse.ends[last - 1]].split())

    def spot(self, first: int, last: int, head: int, form: MentionForm, rule: str) -> Spot:
        """A mention of the half-open token range."""
        return Spot(self.parse.starts[first], self.parse.ends[last - 1], first, last, head, form, rule)

    def starts_sentence(self, i: int) -> bool:
        """Whether a token is the first word of a sentence or of a quotation, where a capital letter says nothing."""
        first, _ = self.parse.sentence(i)
        while first < i and not self.parse.words[first][0].isalnum():
            first += 1
        if i <= first:
            return True
        return self.parse.words[i - 1] in _OPENING


_OPENING = frozenset({"\u201c", "\u2018", '"', "``", ":", "(", "\u2014"})
