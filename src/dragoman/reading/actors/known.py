"""Known parties and named bodies become actors; cities become places or the governments that sit there."""

from __future__ import annotations

from collections import Counter

from dragoman.knowledge.gazetteer import NAME_USES, Form
from dragoman.knowledge.titles import speaking_verbs
from dragoman.reading.actors.locate import is_place
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Piece, Scene
from dragoman.record import MentionForm, rule

_PLACE_USES = frozenset({"capital", "seat", "place", "region"})
_BODY_KINDS = frozenset({"organisation", "government-body", "armed-group", "armed-force", "media"})


def place_known(scene: Scene, registry: Registry) -> None:
    """Give every known piece its actor and mention."""
    sure: Counter[str] = Counter()
    for piece in scene.pieces:
        if piece.kind == "known" and len({f.party for f in piece.readings}) == 1:
            sure[piece.readings[0].party] += 1
    for piece in scene.pieces:
        if piece.kind != "known":
            continue
        form = _reading(piece, sure)
        if form.use == "agency" and not agency_acts(scene, piece):
            continue
        if form.use in _PLACE_USES and (form.use in ("place", "region") or is_place(scene, piece)):
            _as_place(scene, registry, piece, form)
            continue
        place = next((f for f in piece.readings if f.use in _PLACE_USES), None)
        if place is not None and form.use == "alias" and is_place(scene, piece):
            _as_place(scene, registry, piece, place)
            continue
        if form.use in _PLACE_USES:
            form = next((f for f in piece.readings if f.use not in ("capital", "place", "region")), form)
        actor = registry.party(form.party)
        if actor is None:
            continue
        piece.actor = actor
        mention, rule_id = _form(form)
        spot = scene.spot(piece.first, piece.last, piece.last - 1, mention, rule_id)
        spot.end = piece.end
        if mention == "name":
            before = scene.at[piece.first - 1] if piece.first else None
            if before is not None and before.actor is actor and before.kind == "known" and actor.spots:
                actor.spots[-1].last, actor.spots[-1].end = piece.last, piece.end  # "the West African bloc ECOWAS"
                continue
            spot.first = _described_from(scene, piece)
            spot.start = scene.parse.starts[spot.first]
        actor.spot(spot)
        if actor.kind != "state" and piece.last - piece.first > 1:
            state_inside(scene, registry, piece, actor)


def _described_from(scene: Scene, piece: Piece) -> int:
    """The first token of a name with the adjectives before it ("the ruling Amber Party", "neighbouring Georgia")."""
    parse, j = scene.parse, piece.first
    while j and scene.at[j - 1] is None and parse.words[j - 1].islower() and piece.first - j < 3:
        fits = parse.tags[j - 1] in ("JJ", "VBG", "VBN") and parse.deps[j - 1] == "amod"
        if not fits or not piece.first <= parse.heads[j - 1] < piece.last:
            break
        j -= 1
    return j


@rule("actors.agency-that-acts")
def agency_acts(scene: Scene, piece: Piece) -> bool:
    """A news agency or paper is in the cast where it reports, is told or is quoted, not where it signs the report."""
    parse = scene.parse
    head = piece.last - 1
    dep, verb = parse.deps[head], parse.heads[head]
    if parse.deps[verb] in ("compound", "appos") and dep == "compound":
        return False
    if dep in ("nsubj", "agent", "dobj", "dative"):
        return parse.pos[verb] == "VERB" and parse.lemmas[verb].lower() in (*speaking_verbs(), "interview", "cite")
    if dep == "pobj" and parse.lowers[verb] in ("to", "by", "with"):
        above = parse.heads[verb]
        return parse.lemmas[above].lower() in (
            "accord",
            "tell",
            "say",
            "speak",
            "talk",
            "report",
            "interview",
            "statement",
        )
    return False


@rule("actors.state-inside-name")
def state_inside(scene: Scene, registry: Registry, piece: Piece, actor: Actor) -> None:
    """The adjective that begins the name of a state's own body ("the Peruvian army") points at the state as well."""
    hit = registry.gazetteer.within(scene.folded, piece.start, piece.end)
    if hit is None:
        return
    form = hit.forms[0]
    own = actor.country == form.party or (actor.side is not None and actor.side.party == form.party)
    word = scene.parse.words[piece.first + 1]
    if not own or not (word[0].islower() or actor.kind in ("armed-force", "government-body")):
        return
    if form.use in _PLACE_USES or word in ("Authority", "Autonomy"):
        return
    inner = registry.party(form.party)
    if inner is not None and inner is not actor:
        spot = scene.spot(piece.first, piece.first + 1, piece.first, "demonym", state_inside.id)
        spot.end = hit.end
        inner.spot(spot)


def _reading(piece: Piece, sure: Counter[str]) -> Form:
    readings = piece.readings
    if len(readings) == 1:
        return readings[0]
    best = max(range(len(readings)), key=lambda i: (sure[readings[i].party] > 0, -i))
    return readings[best]


def _form(form: Form) -> tuple[MentionForm, str]:
    if form.use == "agency":
        return "name", agency_acts.id
    if form.use in NAME_USES:
        return "name", known_name.id
    if form.use in ("capital", "seat"):
        return "metonym", capital_as_government.id
    return "demonym", demonym.id


@rule("actors.known-name")
def known_name(form: Form) -> bool:
    """A name, short name, former name or acronym from the lists of states and organisations names that party."""
    return form.use in NAME_USES


@rule("actors.capital-as-government")
def capital_as_government(form: Form) -> bool:
    """A capital or seat of power that acts or is dealt with ("Ankara said") stands for its government."""
    return form.use in ("capital", "seat")


@rule("actors.demonym")
def demonym(form: Form) -> bool:
    """An adjective or noun of nationality ("Peruvian officials", "the Peruvians") points at its state."""
    return form.use not in NAME_USES and form.use not in _PLACE_USES and form.use != "agency"


@rule("actors.known-place")
def _as_place(scene: Scene, registry: Registry, piece: Piece, form: Form) -> None:
    """A known city or building where something happens is a place in its country."""
    actor = registry.thing(scene.parse.text[piece.start : piece.end], "place")
    known = registry.gazetteer.parties.get(form.party)
    if known is not None:
        actor.country = actor.country or known.country
    elif len(form.party) == 3:
        actor.country = actor.country or form.party
    if form.use in ("capital", "place"):
        actor.noun = "city"
    piece.place = True
    piece.actor = actor
    rule_id = _as_place.id if form.use in ("place", "region") else is_place.id
    spot = scene.spot(piece.first, piece.last, piece.last - 1, "name", rule_id)
    spot.start, spot.end = piece.start, piece.end
    actor.spot(spot)


@rule("actors.short-direction")
def short_direction(scene: Scene, registry: Registry, piece: Piece) -> bool:
    """ "The North" is the state of the text that has the word in its name."""
    word = scene.parse.words[piece.first]
    if piece.last - piece.first != 1 or word not in ("North", "South", "East", "West") or not piece.first:
        return False
    if scene.parse.lowers[piece.first - 1] != "the":
        return False
    named = [a for a in registry.actors if a.kind == "state" and a.name.startswith(f"{word} ")]
    if len(named) != 1:
        return False
    piece.what, piece.actor = "state", named[0]
    named[0].spot(scene.spot(piece.first, piece.last, piece.first, "name", short_direction.id))
    return True


def place_bodies(scene: Scene, registry: Registry) -> None:
    """Named organisations, ministries, forces and places that no list has become actors."""
    for piece in scene.pieces:
        if piece.kind != "name":
            continue
        if piece.what == "unknown" and short_direction(scene, registry, piece):
            continue
        if piece.what in _BODY_KINDS:
            _body(scene, registry, piece)
        elif piece.what == "place":
            place_word(scene, registry, piece)


@rule("actors.place-word")
def place_word(scene: Scene, registry: Registry, piece: Piece) -> None:
    """A name with a word for a place in it ("Valley", "Airport", "Palace") names a place."""
    actor = registry.thing(scene.words(piece.first, piece.last), "place")
    before = scene.at[piece.first - 1] if piece.first else None
    if before is not None and before.kind == "known" and before.actor is not None:
        actor.country = actor.country or before.actor.country
    piece.actor = actor
    actor.spot(scene.spot(piece.first, piece.last, piece.last - 1, "name", place_word.id))


@rule("actors.body-word")
def _body(scene: Scene, registry: Registry, piece: Piece) -> None:
    """A name with a word for a body in it ("Ministry", "Party", "Front", "Council") names that kind of body."""
    parse = scene.parse
    first, owner = piece.first, None
    j = first - 1
    floor = parse.sentence(first)[0]
    possessive = j > floor and (parse.tags[j] == "POS" or parse.words[j] in ("'s", "\u2019s"))
    before = scene.at[j - 1] if possessive else (scene.at[j] if j >= floor else None)
    if before is not None and before.actor is not None and not before.place and before.actor.kind != "place":
        owner = before.actor
        if before.kind == "known" and (possessive or before.last == first):
            first = before.first
    if piece.what == "media" and before is not None and before.last == piece.first and before.actor is not None:
        first = before.first  # "New York Times" is no place
        before.actor.spots = [s for s in before.actor.spots if s.first != before.first]
    after = scene.at[piece.last + 1] if piece.last + 1 < len(parse) and parse.lowers[piece.last] == "of" else None
    last = piece.last
    if owner is None and after is not None and after.kind == "known" and after.actor is not None:
        owner = after.actor
        last = after.last if after.first == piece.last + 1 else last
    shared = owner is None
    if shared:
        owner = shared_adjective(scene, piece)
    name = scene.words(piece.first, piece.last)
    kind = "organisation" if piece.what == "media" else piece.what
    full = scene.words(first, piece.last)
    actor = registry.has_thing(full) or registry.has_thing(f"{owner.party if owner else ''}|{name}")
    if actor is None and owner is None:
        actor = registry.has_thing(f"latest|{name}")
    if actor is None:
        actor = registry.thing(full, kind)
        registry.alias(f"latest|{name}", actor)
    if owner is not None:
        registry.alias(f"{owner.party}|{name}", actor)
        own_body(actor, owner)
        if possessive and actor.side is None and not actor.party and owner.kind == "state":
            actor.side = owner
        if shared:
            actor.rules[shared_adjective.id] = None
    if len(full) > len(actor.name) and first < piece.first:
        actor.name = full
    piece.actor = actor
    piece.owner = owner
    actor.spot(scene.spot(first, last, piece.last - 1, "name", _body.id))


@rule("actors.shared-adjective")
def shared_adjective(scene: Scene, piece: Piece) -> Actor | None:
    """ "Peruvian diplomats and Foreign Ministry officials": the first one's adjective holds for the second."""
    parse = scene.parse
    head = piece.last - 1
    if parse.deps[head] in ("compound", "nmod"):
        head = parse.heads[head]
    if parse.deps[head] != "conj":
        return None
    for i in parse.kids(parse.heads[head], "amod", "compound", "nmod"):
        other = scene.at[i]
        if other is not None and other.kind == "known" and other.actor is not None and other.actor.kind == "state":
            return other.actor
    return None


@rule("actors.body-of-state")
def own_body(actor: Actor, owner: Actor) -> None:
    """A ministry, force or party named with a state's name or adjective belongs to that state."""
    if actor.side is not None or actor.party:
        return
    state = owner if owner.kind == "state" else owner.side
    actor.country = actor.country or owner.country
    if actor.kind in ("government-body", "armed-force") or owner.kind != "state":
        actor.side = state or owner
    actor.rules[own_body.id] = None
