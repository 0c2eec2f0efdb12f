"""The user's own list wins, and what is wrong with it is said with its line."""

from pathlib import Path

import pytest

from dragoman.intake import read_text
from dragoman.knowledge.ownactors import ActorsFileError, own_gazetteer
from dragoman.reading.reader import Reader

HEADER = "form,id,name,kind,country,side,wikidata\n"


def _file(folder: Path, text: str, name: str = "own.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    csv = own_gazetteer(_file(tmp_path, HEADER + "Zenda Pact,zp,Zenda Pact,organisation,,,Q42\nZP,zp,,,,,\n"))
    yaml = own_gazetteer(
        _file(
            tmp_path,
            "- id: zp\n  name: Zenda Pact\n  kind: organisation\n  wikidata: Q42\n  names: [Zenda Pact, ZP]\n",
            "own.yaml",
        )
    )
    for known in (csv, yaml):
        assert known.parties["zp"].name == "Zenda Pact"
        assert [f.party for f in known.named("ZP")] == ["zp"]


def test_own_list_wins_over_the_built_in(tmp_path: Path) -> None:
    path = _file(tmp_path, HEADER + "Peru,perufront,Peru Front,armed-group,PER,,\nZenda Pact,zp,,organisation,,PER,\n")
    reader = Reader(actors_file=path)
    cast = reader.draft(read_text("Peru and the Zenda Pact met in Oslo.")).cast
    kinds = {e.name: (e.kind, e.side and cast.by_id[e.side].country) for e in cast.entities}
    assert kinds["Peru Front"] == ("armed-group", None)
    assert kinds["Zenda Pact"] == ("organisation", "PER")


def test_a_known_actor_may_get_further_names(tmp_path: Path) -> None:
    known = own_gazetteer(_file(tmp_path, "form,id\nthe Blue Helmets' house,united-nations\n"))
    assert known.parties["united-nations"].kind == "organisation"
    assert known.named("Blue Helmets' house")[0].party == "united-nations"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", None, "empty"),
        ("form,name\nA,B\n", 1, "no column 'id'"),
        ("form,id,colour\nA,a,red\n", 1, "unknown column 'colour'"),
        ("form,id,id\nA,a,b\n", 1, "stands twice"),
        (HEADER + ",a,,organisation,,,\n", 2, "form is empty"),
        (HEADER + "A,,,organisation,,,\n", 2, "id is empty"),
        (HEADER + "...,a,,organisation,,,\n", 2, "no letter"),
        (HEADER + "A,a,,,,,\n", 2, "kind is empty"),
        (HEADER + "A,a,,planet,,,\n", 2, "unknown kind 'planet'"),
        (HEADER + "A,a,,organisation,Peru,,\n", 2, "no ISO 3166-1"),
        (HEADER + "A,a,,organisation,XQX,,\n", 2, "no ISO 3166-1"),
        (HEADER + "A,a,,organisation,,nobody,\n", 2, "side 'nobody'"),
        (HEADER + "A,a,,organisation,,,42\n", 2, "no Wikidata id"),
        (HEADER + "A,a,,organisation,,,,,,\n", 2, "values for 7 columns"),
        (HEADER + "A,a,,organisation,,,\n\nA,b,,organisation,,,\n", 4, "already names 'a' on line 2"),
        (HEADER + "A,a,,organisation,,,\nB,a,,armed-group,,,\n", 3, "is 'organisation' on line 2"),
        (HEADER + '"A,a,,organisation,,,\n', 2, "unexpected end"),
    ],
)
def test_faults_of_a_csv(tmp_path: Path, text: str, line: int | None, says: str) -> None:
    with pytest.raises(ActorsFileError) as caught:
        own_gazetteer(_file(tmp_path, text))
    assert caught.value.line == line
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("id: a\n", 1, "must be a list"),
        ("- a\n", 1, "must be a mapping"),
        ("- id: a\n  kind: organisation\n", 1, "needs a name"),
        ("- id: a\n  kind: organisation\n  colour: red\n  names: [A]\n", 3, "'colour'"),
        ("- id: a\n  kind: planet\n  names: [A]\n", 3, "unknown kind"),
        ("- id: [\n", None, "expected"),
    ],
)
def test_faults_of_a_yaml(tmp_path: Path, text: str, line: int | None, says: str) -> None:
    with pytest.raises(ActorsFileError, match=says) as caught:
        own_gazetteer(_file(tmp_path, text, "own.yaml"))
    if line is not None:
        assert caught.value.line == line


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(ActorsFileError, match="No such file"):
        own_gazetteer(str(tmp_path / "none.csv"))
    path = tmp_path / "latin.csv"
    path.write_bytes(b"form,id\nCafe,a\n\xe9,b\n")
    with pytest.raises(ActorsFileError, match="line 3: not UTF-8"):
        own_gazetteer(str(path))
