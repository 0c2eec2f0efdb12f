"""Where each party stands: its stances on issues, from what is said in its name."""

from __future__ import annotations

from dragoman.reading.matters import Matters
from dragoman.reading.talks.conditions import Condition
from dragoman.reading.talks.scene import Scene
from dragoman.reading.talks.sides import named_party
from dragoman.record import Act, Anchor, Entity, Position, Stance, Statement, rule

STANCES: dict[Act, Stance] = {
    "demand": "demands",
    "propose": "offers",
    "promise": "offers",
    "accept": "accepts",
    "agree": "accepts",
    "reject": "rejects",
    "refuse": "refuses",
    "accuse": "accuses",
    "deny": "denies",
    "criticise": "opposes",
    "welcome": "supports",
    "praise": "supports",
    "condition": "conditions",
}
NOT: dict[Stance, Stance] = {"accepts": "rejects", "supports": "opposes", "offers": "refuses"}
BARE = frozenset({"this", "that", "it", "them", "these", "those", "so", "both"})


def read_positions(scene: Scene, matters: Matters, conditions: list[Condition]) -> tuple[Position, ...]:
    """The positions of the parties in text order, one a party, issue, stance and statement."""
    out: list[tuple[int, Position]] = []
    before: str | None = None
    for statement in scene.draft.statements:
        found = position_of(scene, matters, statement, before)
        if found is not None and found.anchor is not None:
            out.append((found.anchor.start, found))
        if statement.issues:
            before = statement.issues[0]
    for c in conditions:
        anchor = scene.parse.anchor(c.first, c.last)
        if any(p.anchor == anchor for _, p in out):
            continue
        out.append(
            (
                anchor.start,
                Position(
                    party=c.party,
                    issue=matters.issue(anchor, c.rule),
                    stance="conditions",
                    statement=None,
                    speaker=c.speaker,
                    anchor=anchor,
                    standing="attributed" if c.speaker else "asserted",
                    rules=(c.rule,),
                ),
            )
        )
    out.sort(key=lambda p: p[0])
    return tuple(p for _, p in out)


@rule("talks.position")
def position_of(scene: Scene, matters: Matters, statement: Statement, before: str | None) -> Position | None:
    """What a party's own people demand, offer, reject or deny is the party's position on that issue."""
    stance = STANCES.get(statement.act)
    if stance is None or statement.source is None or statement.source.entity is None or not statement.content:
        return None
    if statement.negated and stance not in ("refuses", "denies", "rejects"):
        if stance not in NOT:
            return None
        stance = NOT[stance]
    cast = scene.draft.cast.by_id
    source = cast.get(statement.source.entity)
    if source is None:
        return None
    party = scene.side(source.id)
    if not is_party(party):
        return None
    anchor = statement.content[0]
    issue = statement.issues[0] if statement.issues else None
    if anchor.text.lower().strip(" .,") in BARE and before is not None:
        issue = before
    if issue is None:
        issue = matters.issue(_short(scene, anchor), position_of.id)
    return Position(
        party=party.id,
        issue=issue,
        stance=stance,
        statement=statement.id,
        speaker=source.id if source.id != party.id else None,
        anchor=anchor,
        hedges=statement.hedges,
        standing=statement.standing,
        rules=(position_of.id,),
    )


def is_party(entity: Entity) -> bool:
    """Whether an entity can hold a position as a party: not reporters, observers or a person on no side."""
    return named_party(entity)


def _short(scene: Scene, anchor: Anchor) -> Anchor:
    """The words of a content from its first noun or verb of meaning to the end of that clause."""
    parse = scene.parse
    tokens = parse.tokens_in(anchor.start, anchor.end)
    first = next(
        (t for t in tokens if parse.lowers[t] not in ("to", "that", "of", "for", "if", "“", '"', "‘", "'")), None
    )
    if first is None:
        return anchor
    last = min(tokens.stop, first + 12)
    for t in range(first + 1, last):
        if parse.words[t] in (",", ";", ".", ":"):
            last = t
            break
    return parse.anchor(first, max(last, first + 1))
