"""The cast as rows of a table."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.record import Record, Role


class CastRow(NamedTuple):
    """One actor for a person to read; lists are joined with ``; ``, unknown values are empty."""

    id: str
    name: str
    kind: str
    country: str
    side: str
    roles: str
    mentions: int
    first: str
    ids: str


def cast_rows(record: Record) -> list[CastRow]:
    """The entities of a record, in its order, one row each. ``side`` and the owners of roles are names, not ids."""
    names = {e.id: e.name for e in record.entities}
    return [
        CastRow(
            id=e.id,
            name=e.name,
            kind=e.kind,
            country=e.country or "",
            side=names.get(e.side or "", ""),
            roles="; ".join(_role(role, names) for role in e.roles),
            mentions=len(e.mentions),
            first=e.mentions[0].text if e.mentions else "",
            ids="; ".join(f"{scheme}:{code}" for scheme, code in sorted(e.ids.items())),
        )
        for e in record.entities
    ]


def _role(role: Role, names: dict[str, str]) -> str:
    words = " ".join(role.title.split())
    if role.state != "current":
        words = f"{role.state} {words}"
    if role.of is not None and names.get(role.of, "") not in words:
        words += f" ({names[role.of]})"
    if role.from_ or role.to:
        words += f" {role.from_ or ''}/{role.to or ''}"
    return words
