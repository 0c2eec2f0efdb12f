"""The gold of actors loads, and the scorer gives the figures that can be reckoned by hand."""

import pytest

from bench.actors import Score, score, trimmed
from bench.actors_gold import load, parse, split

PASSAGE = "---\nstyle: news\nentities:\n  pe: [Peru, state, PER]\n  ana: [Ana Rojas, person, PER, pe]\n---\n" + (
    "[ana:[pe:Peru]'s minister Ana Rojas] came. [ana:She] left [pe:Peru].\n"
)


def _record(*entities: tuple[str, str, str | None, list[str]]) -> dict[str, object]:
    text = parse(PASSAGE, "p.txt").text
    listed = []
    for n, (name, kind, side, words) in enumerate(entities, 1):
        mentions, at = [], 0
        for word in words:
            at = text.index(word, at)
            mentions.append({"start": at, "end": at + len(word), "rule": "r"})
            at += 1
        listed.append(
            {
                "id": f"e{n}",
                "name": name,
                "kind": kind,
                "country": "PER",
                "side": side,
                "aliases": [],
                "mentions": mentions,
            }
        )
    return {"entities": listed}


def _score(*entities: tuple[str, str, str | None, list[str]]) -> Score:
    return score([parse(PASSAGE, "p.txt")], [_record(*entities)])


def test_perfect() -> None:
    result = _score(
        ("Ana Rojas", "person", "e2", ["Peru's minister Ana Rojas", "She"]), ("Peru", "state", None, ["Peru", "Peru"])
    )
    assert result.conll == pytest.approx(100)
    assert (result.kind["right"], result.side["right"]) == (2, 1)


def test_one_link_missed() -> None:
    result = _score(
        ("Ana Rojas", "person", None, ["Peru's minister Ana Rojas"]), ("she", "person", None, ["She"]), ("Peru", "state", None, ["Peru", "Peru"])
    )  # fmt: skip
    assert result.muc.prf[:2] == pytest.approx((100, 50))
    assert result.b3.prf[:2] == pytest.approx((100, 75))
    assert result.ceaf.prf[0] == pytest.approx(100 * (2 / 3 + 1) / 3)
    assert result.side["wrong"] == 1


def test_trimming() -> None:
    text = "the Peruvian side's"
    assert text[slice(*trimmed(text, 0, len(text)))] == "Peruvian side"
    assert trimmed("the", 0, 3) == (0, 3)


@pytest.mark.parametrize(
    ("fault", "says"),
    [("[ana:She", "not closed"), ("She]", "too many"), ("[bob:He]", "not listed")],
)
def test_faults_of_the_gold(fault: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(PASSAGE.replace("[ana:She]", fault), "p.txt")


def test_the_gold() -> None:
    passages = load()
    dev, opened, fresh = split(passages)
    assert len(dev) == 20
    assert len(dev) + len(opened) + len(fresh) == len(passages)
    assert sum(len(p.mentions) for p in passages) >= 1_200
