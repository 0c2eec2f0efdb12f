"""The user's own list of actors: a CSV or YAML file whose parties and names win over the built-in ones."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from pathlib import Path

from dragoman.knowledge.gazetteer import Form, Gazetteer, Party, gazetteer

COLUMNS = ("form", "id", "name", "kind", "country", "side", "wikidata")
KINDS = frozenset(
    {"person", "state", "organisation", "government-body", "armed-group", "armed-force", "group", "place"}
)
USES = frozenset({"name", "acronym", "alias", "adjective", "member", "demonym", "demonym-plural", "capital", "seat"})
LARGEST = 20_000_000
"""Bytes of an actors file at most."""

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


class ActorsFileError(ValueError):
    """The user's list cannot be used; the message names the file, the line and what is wrong there."""

    def __init__(self, path: str, line: int | None, says: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}{f', line {line}' if line is not None else ''}: {says}")


@lru_cache(maxsize=4)
def own_gazetteer(path: str) -> Gazetteer:
    """The built-in gazetteer with the user's list over it.

    A CSV has the columns ``form,id,name,kind,country,side,wikidata`` (only the first four must be filled on an actor's
    first line; an optional column ``use`` says what sort of form it is). A YAML file is a list of actors with ``id``,
    ``name``, ``kind``, ``names`` and optional ``country``, ``side``, ``wikidata``, ``adjectives``. Raises
    :class:`ActorsFileError`.
    """
    text = _text(path)
    if path.lower().endswith((".yaml", ".yml")):
        parties, forms, lines = _yaml(path, text)
    else:
        parties, forms, lines = _csv(path, text)
    base = gazetteer()
    for party in parties.values():
        if party.side and party.side not in parties and party.side not in base.parties:
            raise ActorsFileError(path, lines[party.id], f"side {party.side!r} is neither in this file nor known")
        if party.country and party.country not in base.parties:
            raise ActorsFileError(path, lines[party.id], f"country {party.country!r} is no ISO 3166-1 alpha-3 code")
    return base.with_own(parties.values(), forms)


def _text(path: str) -> str:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ActorsFileError(path, None, error.strerror or "cannot be read") from error
    if len(data) > LARGEST:
        raise ActorsFileError(path, None, f"larger than {LARGEST // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ActorsFileError(path, line, "not UTF-8") from error


def _csv(path: str, text: str) -> tuple[dict[str, Party], list[Form], dict[str, int]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    parties: dict[str, Party] = {}
    forms: list[Form] = []
    lines: dict[str, int] = {}
    said: dict[str, tuple[str, int]] = {}
    header: list[str] | None = None
    try:
        for cells in reader:
            line = reader.line_num
            if not cells or not any(c.strip() for c in cells) or cells[0].startswith("#"):
                continue
            if header is None:
                header = [c.strip() for c in cells]
                _check_header(path, line, header)
                continue
            if len(cells) > len(header):
                raise ActorsFileError(path, line, f"{len(cells)} values for {len(header)} columns")
            row = dict(zip(header, (c.strip() for c in cells), strict=False))
            _add_row(path, line, row, parties, forms, lines, said)
    except csv.Error as error:
        raise ActorsFileError(path, reader.line_num, str(error)) from error
    if header is None:
        raise ActorsFileError(path, None, f"empty; the first line must be {','.join(COLUMNS)}")
    return parties, forms, lines


def _check_header(path: str, line: int, header: list[str]) -> None:
    for column in ("form", "id"):
        if column not in header:
            raise ActorsFileError(path, line, f"no column {column!r}; the first line must be {','.join(COLUMNS)}")
    for column in header:
        if column not in (*COLUMNS, "use"):
            raise ActorsFileError(path, line, f"unknown column {column!r}; columns are {', '.join((*COLUMNS, 'use'))}")
    if len(set(header)) < len(header):
        raise ActorsFileError(path, line, "a column stands twice")


def _add_row(
    path: str,
    line: int,
    row: dict[str, str],
    parties: dict[str, Party],
    forms: list[Form],
    lines: dict[str, int],
    said: dict[str, tuple[str, int]],
) -> None:
    form, actor = row.get("form", ""), row.get("id", "")
    if not form or not actor:
        raise ActorsFileError(path, line, f"{'form' if not form else 'id'} is empty")
    if not re.search(r"\w", form):
        raise ActorsFileError(path, line, f"form {form!r} has no letter or digit")
    use = row.get("use", "") or "name"
    if use not in USES:
        raise ActorsFileError(path, line, f"unknown use {use!r}; uses are {', '.join(sorted(USES))}")
    _add_party(path, line, actor, row, form, parties, lines)
    other = said.setdefault(form, (actor, line))
    if other[0] != actor:
        raise ActorsFileError(path, line, f"{form!r} already names {other[0]!r} on line {other[1]}")
    forms.append(Form(form, actor, use))


def _add_party(
    path: str, line: int, actor: str, row: dict[str, str], form: str, parties: dict[str, Party], lines: dict[str, int]
) -> None:
    kind, country = row.get("kind", ""), row.get("country", "")
    wikidata = row.get("wikidata", "")
    if kind and kind not in KINDS:
        raise ActorsFileError(path, line, f"unknown kind {kind!r}; kinds are {', '.join(sorted(KINDS))}")
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise ActorsFileError(path, line, f"{wikidata!r} is no Wikidata id (Q and digits)")
    if country and not re.fullmatch(r"[A-Z]{3}", country):
        raise ActorsFileError(path, line, f"country {country!r} is no ISO 3166-1 alpha-3 code")
    new = Party(actor, row.get("name", "") or form, kind, country, row.get("side", ""), wikidata)
    old = parties.get(actor)
    if old is None:
        known = gazetteer().parties.get(actor)
        if not kind and known is None:
            raise ActorsFileError(path, line, f"kind is empty on the first line of {actor!r}")
        if known is not None:
            new = Party(actor, row.get("name", "") or known.name, kind or known.kind, country or known.country,
                        new.side or known.side, wikidata or known.wikidata)  # fmt: skip
        parties[actor], lines[actor] = new, line
        return
    for field in ("name", "kind", "country", "side", "wikidata"):
        value = row.get(field, "")
        if value and value != getattr(old, field):
            raise ActorsFileError(
                path, line, f"{field} {value!r} of {actor!r} is {getattr(old, field)!r} on line {lines[actor]}"
            )


def _yaml(path: str, text: str) -> tuple[dict[str, Party], list[Form], dict[str, int]]:
    import yaml  # only here: it takes a while, and most lists are CSV

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        says = getattr(error, "problem", None) or "no YAML"
        raise ActorsFileError(path, mark.line + 1 if mark is not None else None, says) from error
    if not isinstance(node, yaml.SequenceNode):
        raise ActorsFileError(path, 1, "must be a list of actors")
    parties: dict[str, Party] = {}
    forms: list[Form] = []
    lines: dict[str, int] = {}
    said: dict[str, tuple[str, int]] = {}
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            raise ActorsFileError(path, line, "an actor must be a mapping with id, name, kind, names")
        row: dict[str, str] = {}
        lists: dict[str, list[tuple[str, int]]] = {}
        for key, value in item.value:
            field = str(key.value)
            if field in ("names", "adjectives") and isinstance(value, yaml.SequenceNode):
                lists[field] = [(str(v.value), v.start_mark.line + 1) for v in value.value]
            elif field in COLUMNS and isinstance(value, yaml.ScalarNode):
                row[field] = str(value.value).strip()
            else:
                raise ActorsFileError(path, key.start_mark.line + 1, f"unknown or misshapen field {field!r}")
        names = lists.get("names", [])
        if row.get("name"):
            names = [(row["name"], line), *(n for n in names if n[0] != row["name"])]
        if not names:
            raise ActorsFileError(path, line, "an actor needs a name or names")
        for form, at in names:
            _add_row(path, at, {**row, "form": form}, parties, forms, lines, said)
        for form, at in lists.get("adjectives", []):
            _add_row(path, at, {**row, "form": form, "use": "adjective"}, parties, forms, lines, said)
    return parties, forms, lines
