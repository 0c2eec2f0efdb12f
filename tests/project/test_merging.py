"""Merges across reports: done with reasons, proposed when doubtful, undone for good."""

import pytest

from dragoman.project import Project
from dragoman.project.merging.actors import Form, clash, likeness
from dragoman.project.merging.cluster import DONE, PROPOSED, Link, group, parents
from dragoman.project.merging.issue_groups import form_of
from dragoman.project.merging.issue_groups import likeness as issue_likeness
from dragoman.project.names import block_of, given_names, plain, skeleton, surname
from tests.project.conftest import OTHER, WIRE, Put


def person(name: str, country: str | None = None, office: str | None = None, wikidata: str | None = None) -> Form:
    return Form("person", name, country, country, wikidata, frozenset({office} if office else ()), frozenset())


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (person("Omar Bakri", "SDN"), person("Omar Bakri", "SDN"), "done"),
        (person("Yusuf Haddad", "JOR"), person("Youssef Hadad", "JOR"), "done"),
        (person("Muammar Gaddafi", "LBY"), person("Moammar Qaddafi", None), "done"),
        (person("Sergei Lavrin", "RUS"), person("Sergey Lavrin"), "done"),
        (person("R. Quintana", "PER"), person("Rosa Quintana", "PER"), "done"),
        (person("Quintana", "PER", "foreign-minister"), person("Rosa Quintana", "PER", "foreign-minister"), "done"),
        (person("Quintana", "PER"), person("Rosa Quintana", "PER"), "proposed"),
        (person("Quintana"), person("Rosa Quintana", "PER"), "never"),
        (person("Rosa Quintana", "PER"), person("Rosa Quintana", "CHL"), "never"),
        (person("Rosa Quintana", "PER"), person("Carlos Quintana", "PER"), "never"),
        (person("Omar Bakri", "SDN"), person("Omar Bakhit", "SDN"), "never"),
        (person("Mahmoud Ahmadi-Nejad", "IRN"), person("Mahmoud Ahmadinejad", "IRN"), "done"),
        (person("Daniel Ortiz Vega", "PER"), person("Ortiz Vega", "PER"), "done"),
        (person("Daniel Ortiz Vega", "PER"), person("Ortiz Vega"), "proposed"),
        (person("Daniel Ortiz Vega", "PER"), person("Pablo Vega", "PER"), "never"),
        (person("Ryan C. Cole", "USA"), person("Ryan Cole", "USA"), "done"),
        (person("Kim Sun", wikidata="Q1"), person("Kim Sun", wikidata="Q2"), "never"),
        (person("Kim Sun", wikidata="Q1"), person("Gim Seon", wikidata="Q1"), "done"),
    ],
)
def test_people(a: Form, b: Form, expected: str) -> None:
    score = likeness(a, b).score
    assert likeness(b, a).score == score
    assert {"done": score >= DONE, "proposed": PROPOSED <= score < DONE, "never": score < PROPOSED}[expected], score


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Qumi", "Ghomi", True), ("Benkhelifa", "Benkhalifa", True), ("Merabet", "Mrabet", True), ("Lee", "Li", True),
     ("Arce", "Orozco", False), ("Elbaradei", "Baradei", True), ("Yacine", "Yassin", True)],
)  # fmt: skip
def test_skeletons(a: str, b: str, same: bool) -> None:
    assert (skeleton(plain(a)) == skeleton(plain(b))) is same


@pytest.mark.parametrize(
    ("name", "given", "last"),
    [
        ("Yacine Ben Khelifa", ("yacine",), "benkhelifa"),
        ("Nouri al-Maliki", ("nouri",), "maliki"),
        ("Ursula von der Leyen", ("ursula",), "leyen"),
        ("John Smith Jr.", ("john",), "smith"),
        ("Jeyla", (), "jeyla"),
        ("", (), ""),
    ],
)
def test_parts_of_names(name: str, given: tuple[str, ...], last: str) -> None:
    assert (given_names(name), surname(name)) == (given, last)


def test_what_is_never_merged_has_no_block() -> None:
    assert block_of("group", "officials", None, {}, None) == ""
    assert block_of("unnamed-source", "a diplomat", "FRA", {}, None) == ""
    assert (
        block_of("person", "foreign minister of Chad", "TCD", {}, "foreign-minister") == "office:foreign-minister:TCD"
    )


def test_groups_depend_on_links_not_on_their_order() -> None:
    links = [Link(0, 1, 0.9, ("a",)), Link(1, 2, 0.85, ("b",)), Link(2, 3, 0.7, ("c",)), Link(0, 3, 0.65, ("d",))]
    one, two = group(4, links, set()), group(4, reversed(links), set())
    assert one == two
    assert one.groups == [[0, 1, 2], [3]]
    assert [(p.first, p.second) for p in one.proposed] == [(2, 3)]
    assert {n: link.second for n, link in parents(one.groups[0], one.done).items()} == {1: 0, 2: 1}


def test_a_forbidden_pair_keeps_two_groups_apart_even_by_way_of_a_third() -> None:
    found = group(3, [Link(0, 1, 0.9, ()), Link(1, 2, 0.95, ())], {(0, 2)})
    assert found.groups == [[0], [1, 2]]


def test_what_a_person_puts_together_does_not_break_up_its_group() -> None:
    alike = [Link(0, 1, 0.95, ("alike",))]
    # 2 clashes with both, but a person said that it is 0
    found = group(3, alike, set(), [(0, 2)], lambda a, b: 2 in (a, b))
    assert found.groups == [[0, 1, 2]]
    assert group(3, alike, {(1, 2)}, [(0, 2)], lambda a, b: 2 in (a, b)).groups == [[0, 2], [1]]


def test_two_people_of_one_surname_clash() -> None:
    assert clash(person("Rosa Quintana"), person("Carlos Quintana"))
    assert not clash(person("Quintana"), person("Carlos Quintana"))


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("the border crossing", "border crossings", DONE, 1),
        ("cannabis smuggling", "the smuggling of cannabis", DONE, 1),
        ("the question of prisoners", "42 prisoners", DONE, 1),
        ("oil sanctions", "sanctions", PROPOSED, DONE),
        ("sanctions", "prisoners", 0, 0.1),
    ],
)
def test_issues(a: str, b: str, least: float, most: float) -> None:
    found = issue_likeness(form_of(a), form_of(b))
    assert least <= (found[0] if found else 0) <= most


def test_a_merge_is_a_row_with_reasons_that_can_be_undone_for_good(project: Project, put: Put) -> None:
    put(WIRE, "wire.txt")
    put(OTHER, "other.txt")
    (merge,) = [m for m in project.merges("actor") if m.item_name == "Rosa Quintana"]
    assert merge.status == "done"
    assert merge.evidence
    assert {merge.item_document, merge.with_document} == {1, 2}
    people = project.status().people

    project.decide_merge(merge.id, together=False, who="reviewer", why="two of that name")
    assert project.status().people == people + 1
    assert [m.status for m in project.merges("actor") if m.id == merge.id] == ["undone"]
    # neither more reports nor a new reading brings it back
    put(WIRE + "\nMore was expected on Friday, Rosa Quintana said.\n", "third.txt")
    project.settle()
    assert [m.status for m in project.merges("actor") if m.id == merge.id] == ["undone"]
    assert project.review_log()[2].action == "undo merge"
    assert '"status": "done"' in (project.review_log()[2].before or "")

    project.decide_merge(merge.id, together=True, who="reviewer")
    assert project.status().people == people


def test_a_person_may_merge_what_the_program_would_not(project: Project, put: Put) -> None:
    put(WIRE, "wire.txt")
    put(OTHER.replace("Rosa Quintana", "Rosalia Delgado"), "other.txt")
    project.settle()
    with project.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, key FROM entities WHERE kind = 'person'")
        keys = {row[0]: row[1] for row in rows}
    people = project.status().people
    project.put_together("actor", keys["Rosa Quintana"], keys["Rosalia Delgado"], who="reviewer", why="married name")
    assert project.status().people == people - 1
    project.keep_apart("actor", keys["Rosa Quintana"], keys["Rosalia Delgado"], who="reviewer")
    assert project.status().people == people


def test_the_order_of_adding_changes_no_group(project: Project, put: Put, tmp_path: object) -> None:
    texts = {"wire.txt": WIRE, "other.txt": OTHER, "third.txt": OTHER.replace("Rosa", "R.").replace("night", "evening")}

    def groups(opened: Project) -> set[frozenset[tuple[str, str]]]:
        opened.settle()
        query = "SELECT actor, key, name FROM entities WHERE actor IS NOT NULL"
        found: dict[int, set[tuple[str, str]]] = {}
        with opened.reading() as connection:
            for actor, key, name in connection.exec_driver_sql(query):
                found.setdefault(actor, set()).add((key, name))
        return {frozenset(members) for members in found.values()}

    for name, text in texts.items():
        put(text, name)
    first = groups(project)
    with Project.open(f"{tmp_path}/second.dragoman", create=True) as second:
        for name, text in reversed(texts.items()):
            put(text, name, into=second)
            second.settle()
        assert groups(second) == first
