"""The views, on reports whose items were written by hand."""

from pathlib import Path

import pytest

from dragoman.project import Project, ProjectError
from tests.project.build import Draft

HEADS = {"Peru": "Rosa Quintana", "Bolivia": "Julio Arce"}
WORDS = (
    "Envoys of Peru and Bolivia met in Lima on 2012-03-06. Rosa Quintana and Julio Arce led them. They agreed to open the "
    "port of Ilo. They will exchange 42 prisoners before the winter. Arce said that Peru had promised a road to the coast. "
)


def account(
    number: int, *, day: str = "2012-03-06", duration: str = "PT4H", extra: str = "", words: str = WORDS
) -> Draft:
    """An account of one meeting, in other words each time so that none is a copy."""
    lead = ("The rain had stopped in the capital. " * number) + f"Paper number {number} writes: "
    draft = Draft(lead + words.replace("2012-03-06", day) + extra, day="2012-03-07", outlet=f"Paper {number}")
    arce = draft.person("Julio Arce", "Bolivia", "envoy", "envoy")
    draft.person("Rosa Quintana", "Peru", "envoy", "envoy")
    draft.meets(
        "met in Lima", ("Peru", "Bolivia"), day=day, place="Lima", duration=duration, heads=HEADS,
        outcomes=[("agreed", "agreed to open the port of Ilo")], topics=["port of Ilo"],
    )  # fmt: skip
    draft.says(arce, "Peru had promised a road to the coast", "assert", target=draft.state("Peru"), issue="road")
    draft.wants("Bolivia", "port of Ilo", "demands", "s1", arce)
    return draft


DENIAL = "Rosa Quintana denied that Peru had promised any road to the coast of Peru."


@pytest.fixture
def three(project: Project) -> Project:
    """Three accounts; the third differs in length, number and claim, and is silent on nothing."""
    account(0).into(project, "a.txt")
    account(1).into(project, "b.txt")
    third = account(2, duration="PT3H", extra=DENIAL, words=WORDS.replace("42 prisoners", "24 prisoners"))
    third.statements.clear()
    third.positions.clear()
    third.says(third.person("Rosa Quintana"), "that Peru had promised any road to the coast", "deny", standing="denied")
    third.wants("Bolivia", "port of Ilo", "accepts")
    third.into(project, "c.txt")
    assert len(project.lineages()) >= 1
    return project


def test_copies_count_once_and_reports_when_asked(project: Project) -> None:
    account(0).into(project, "a.txt")
    account(1).into(project, "b.txt")
    lineages = len(project.lineages())
    assert lineages == 1
    assert [m.count for m in project.meetings()] == [1]
    assert [m.count for m in project.meetings(reports=True)] == [2]
    assert [p.count for p in project.people()] == [1, 1]
    assert [p.count for p in project.people(reports=True)] == [2, 2]
    (cell,) = project.positions()
    assert cell.stances == {"demands": 1}
    (cell,) = project.positions(reports=True)
    assert cell.stances == {"demands": 2}


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """No report is taken for a copy: the accounts below share most of their words."""
    monkeypatch.setattr("dragoman.project.copies.SAME", 2.0)


@pytest.mark.usefixtures("apart")
def test_one_meeting_in_order_of_time_with_its_evidence(three: Project) -> None:
    account(3, day="2012-02-01").into(three, "d.txt")
    moments = three.timeline()
    assert [(m.value, m.kind, m.count) for m in moments] == [("2012-02-01", "meeting", 1), ("2012-03-06", "meeting", 3)]
    for document, start, end in moments[1].evidence:
        assert three.record(document).document.text[start:end] == "met in Lima"
    second = three.meetings()[1]
    assert {(d.name, d.party) for d in second.delegates} == {("Rosa Quintana", "Peru"), ("Julio Arce", "Bolivia")}
    assert [s.because is None for s in second.sights].count(True) == 1


@pytest.mark.usefixtures("apart")
def test_accounts_agree_differ_and_are_silent(three: Project) -> None:
    (meeting,) = three.meetings()
    found = three.accounts(meeting.id)
    assert [a.outlet for a in found.accounts] == ["Paper 0", "Paper 1", "Paper 2"]
    verdicts = {aspect.name: aspect.verdict for aspect in found.aspects}
    assert verdicts["day"] == "agree"
    assert verdicts["duration"] == "differ"
    assert verdicts["head of Peru"] == "agree"
    (outcome,) = [a for a in found.aspects if a.name.startswith("outcome")]
    assert outcome.silent == ()
    with pytest.raises(ProjectError, match="no meeting 99"):
        three.accounts(99)


@pytest.mark.usefixtures("apart")
def test_contradictions_are_kept_apart(three: Project) -> None:
    direct = {c.about: c for c in three.contradictions("direct")}
    assert set(direct) == {"duration", "number", "claim"}
    assert {s.value for s in direct["number"].sides} == {"42", "24"}
    assert [s.value for s in direct["claim"].sides] == ["claimed", "denied"]
    words = three.record(direct["number"].sides[-1].document).document.text
    last = direct["number"].sides[-1]
    assert words[last.start : last.end] == last.text


@pytest.mark.usefixtures("apart")
def test_a_lone_silence_is_an_omission_not_a_conflict(project: Project) -> None:
    account(0).into(project, "a.txt")
    other = account(1)
    meeting = other.meetings[0]
    import msgspec

    other.meetings[0] = msgspec.structs.replace(meeting, outcomes=())
    other.into(project, "b.txt")
    assert project.contradictions("direct") == ()


def test_copies_cannot_contradict_each_other(project: Project) -> None:
    account(0).into(project, "a.txt")
    account(1, duration="PT3H").into(project, "b.txt")
    assert len(project.lineages()) == 1
    assert project.contradictions("direct") == ()


@pytest.mark.usefixtures("apart")
def test_positions_show_their_change(project: Project) -> None:
    for n, (day, stance) in enumerate(
        (("2012-01-01", "demands"), ("2012-02-01", "demands"), ("2012-03-01", "accepts"))
    ):
        draft = Draft(f"Note {n}: Bolivia and the port of Ilo, once more.", day=day, outlet=f"Paper {n}")
        draft.wants("Bolivia", "port of Ilo", stance)
        draft.into(project, f"{n}.txt")
    (cell,) = project.positions()
    assert (cell.party_name, cell.issue_name, cell.latest) == ("Bolivia", "port of Ilo", "accepts")
    assert cell.stances == {"demands": 2, "accepts": 1}
    assert cell.changes == ("demands on 2012-02-01, accepts on 2012-03-01",)


@pytest.mark.usefixtures("apart")
def test_network(three: Project) -> None:
    found = three.network()
    names = {n.id: n.name for n in found.nodes}
    edges = {(names[e.source], e.kind, names[e.target]): e for e in found.edges}
    (met,) = [e for (a, kind, b), e in edges.items() if kind == "met" and {a, b} == {"Peru", "Bolivia"}]
    assert met.count == 3
    assert edges["Julio Arce", "said-of", "Peru"].acts == {"assert": 2}
    assert edges["Julio Arce", "speaks-for", "Bolivia"].count == 3


@pytest.mark.usefixtures("apart")
def test_people_with_their_roles_over_time(three: Project) -> None:
    arce = next(p for p in three.people() if p.name == "Julio Arce")
    assert (arce.party, arce.count, arce.statements) == ("Bolivia", 3, 2)
    (role,) = arce.roles
    assert (role.title, role.party, role.first, role.count) == ("envoy", "Bolivia", "2012-03-07", 3)


def test_an_empty_project_has_empty_views(project: Project) -> None:
    for name in ("timeline", "meetings", "people", "positions", "contradictions", "merges", "lineages", "documents"):
        assert getattr(project, name)() == (), name
    assert project.network().edges == ()
    assert project.search("anything").total == 0


def test_the_same_twice(project: Project, tmp_path: Path) -> None:
    import msgspec

    with Project.open(tmp_path / "again.dragoman", create=True) as again:
        for opened in (project, again):
            for n in range(3):
                account(n).into(opened, f"{n}.txt")
        for view in ("timeline", "meetings", "people", "positions", "contradictions", "network", "merges"):
            one, two = (msgspec.json.encode(getattr(p, view)()) for p in (project, again))
            assert one == two, view


@pytest.mark.usefixtures("apart")
def test_merging_after_each_report_finds_what_merging_once_finds(project: Project, tmp_path: Path) -> None:
    import msgspec

    def drafts() -> list[Draft]:
        made = [account(n) for n in range(3)]
        third = account(3, duration="PT3H", extra=DENIAL)
        third.statements.clear()
        third.positions.clear()
        third.says(
            third.person("Rosa Quintana"), "that Peru had promised any road to the coast", "deny", standing="denied"
        )
        return [*made, third]

    with Project.open(tmp_path / "steps.dragoman", create=True) as steps:
        for n, draft in enumerate(drafts()):
            draft.into(project, f"{n}.txt")
        for n, draft in enumerate(drafts()):
            draft.into(steps, f"{n}.txt")
            steps.settle()
        one, two = project.contradictions(), steps.contradictions()
        assert [c.about for c in one if c.kind == "direct"].count("claim") == 3
        assert msgspec.json.encode(one) == msgspec.json.encode(two)
        assert msgspec.json.encode(project.meetings()) == msgspec.json.encode(steps.meetings())
