"""Forms of known parties are found where they stand and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.gazetteer import Form, Gazetteer, Party, capitals, gazetteer, official_names

SMALL = Gazetteer(
    [Party("RUR", "Ruritania", "state", "RUR"), Party("rlf", "Ruritanian Liberation Front", "armed-group", "RUR")],
    [
        Form("Ruritania", "RUR", "name"),
        Form("the Ruritanian", "RUR", "adjective"),
        Form("Ruritanian Liberation Front", "rlf", "name"),
        Form("Zénda", "RUR", "capital"),
        Form("bloc", "rlf", "alias"),
    ],
)


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        ("Ruritania won", 0, "Ruritania"),
        ("in Ruritania", 3, "Ruritania"),
        ("Ruritanians", 0, None),
        ("ruritania", 0, None),
        ("Ruritanian Liberation Front", 0, "Ruritanian Liberation Front"),
        ("Ruritanian\nLiberation Front", 0, "Ruritanian\nLiberation Front"),
        ("Ruritanian Liberation", 0, "Ruritanian"),
        ("Zenda fell", 0, "Zenda"),
        ("Zénda fell", 0, "Zénda"),
        ("bloc", 0, None),
        ("Ruritania", 4, None),
    ],
)
def test_at(text: str, start: int, found: str | None) -> None:
    hit = SMALL.at(fold(text), start)
    assert (text[hit.start : hit.end] if hit else None) == found


def test_the_adjective_inside_a_longer_name() -> None:
    hit = SMALL.within("Ruritanian Liberation Front", 0, 27)
    assert hit is not None
    assert hit.forms[0] == Form("the Ruritanian", "RUR", "adjective")


def test_own_forms_win() -> None:
    own = SMALL.with_own([Party("x", "X", "organisation")], [Form("Ruritania", "x", "name")])
    assert [f.party for f in own.named("Ruritania")] == ["x"]
    assert [f.party for f in SMALL.named("Ruritania")] == ["RUR"]


@given(st.text(max_size=60))
def test_folding_moves_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    ("form", "party"),
    [
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("USSR", "SUN"),
        ("Yugoslavia", "YUG"),
        ("IAEA", "iaea"),
        ("Kremlin", "RUS"),
    ],
)
def test_built_in_names(form: str, party: str) -> None:
    assert party in {f.party for f in gazetteer().named(form)}


def test_every_form_has_its_party() -> None:
    known = gazetteer()
    assert len([p for p in known.parties.values() if p.kind == "state"]) > 190
    for line in known.parties.values():
        assert not line.side or line.side in known.parties, line


def test_capitals_and_official_names() -> None:
    assert capitals()["PER"] == "Lima"
    assert any("Islamic Republic" in name for name in official_names()["PAK"])
