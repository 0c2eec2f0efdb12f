"""The hand-kept tables of offices, eras, holidays, agencies, outlets and page furniture are well formed."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "src" / "dragoman" / "knowledge" / "data"

PLAIN = ["form", "id", "kind", "valid_from", "valid_to", "source", "note"]
TENURE = ["form", "id", "kind", "of", "valid_from", "valid_to", "source", "note"]

# file → (header, least number of rows, ids as slugs, kinds allowed or None for any slug)
TABLES: dict[str, tuple[list[str], int, bool, frozenset[str] | None]] = {
    "offices_ministers.csv": (TENURE, 2500, True, None),
    "people_forms_ministers.csv": (PLAIN, 200, True, frozenset({"spelling", "female"})),
    "eras.csv": (
        PLAIN,
        250,
        True,
        frozenset({"war", "crisis", "administration", "event", "treaty", "period"}),
    ),
    "holidays.csv": (PLAIN, 60, False, frozenset({"fixed", "rule"})),
    "agencies.csv": (PLAIN, 120, False, frozenset({"agency"})),
    "outlets.csv": (
        PLAIN,
        300,
        True,
        frozenset({"newspaper", "broadcaster", "website", "magazine", "state-media"}),
    ),
    "furniture.csv": (
        PLAIN,
        350,
        True,
        frozenset(
            {
                "navigation",
                "share",
                "related",
                "copyright",
                "comments",
                "advert",
                "newsletter",
                "cookie",
                "caption",
                "byline",
                "updated",
                "section",
            }
        ),
    ),
}

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ISO_LIKE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
STATE = re.compile(r"[A-Z]{3}")
FIXED_DAY = re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
RULE = re.compile(
    r"easter([+-]\d{1,3})?"
    r"|orthodox-easter([+-]\d{1,3})?"
    r"|nth:([1-9]|1[0-2]):[1-5]:(mon|tue|wed|thu|fri|sat|sun)"
    r"|last:([1-9]|1[0-2]):(mon|tue|wed|thu|fri|sat|sun)"
    r"|before:([1-9]|1[0-2])-\d{1,2}:(mon|tue|wed|thu|fri|sat|sun)"
    r"|after:([1-9]|1[0-2])-\d{1,2}:(mon|tue|wed|thu|fri|sat|sun)"
    r"|islamic:([1-9]|1[0-2]):([1-9]|[12]\d|30)"
    r"|hebrew:([1-9]|1[0-3]):([1-9]|[12]\d|30)"
    r"|chinese:([1-9]|1[0-2]):([1-9]|[12]\d|30)"
)


def lines_of(name: str) -> list[str]:
    """A table's lines without its comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(lines_of(name), strict=True))


def earliest(value: str) -> str:
    return value + "-01-01"[3 * (len(value) // 5) :] if len(value) < 10 else value


def latest(value: str) -> str:
    return value + "-12-31"[3 * (len(value) // 5) :] if len(value) < 10 else value


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1996", "1996-01-01", "1996-12-31"),
        ("1996-04", "1996-04-01", "1996-04-31"),
        ("1996-04-07", "1996-04-07", "1996-04-07"),
    ],
)
def test_partial_dates_are_read_as_widely_as_they_allow(value: str, first: str, last: str) -> None:
    assert (earliest(value), latest(value)) == (first, last)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_table_is_well_formed(name: str) -> None:
    header, least, slugs, kinds = TABLES[name]
    lines = list(csv.reader(lines_of(name), strict=True))
    assert lines[0] == header
    assert len(lines) - 1 >= least
    assert {len(line) for line in lines} == {len(header)}
    faults: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines[1:], 2):
        row = dict(zip(header, line, strict=True))
        start, end = row["valid_from"], row["valid_to"]
        key = tuple(row.get(column, "") for column in ("form", "id", "kind", "of", "valid_from"))
        checks = {
            "empty form, id or kind": bool(row["form"] and row["id"] and row["kind"]),
            "white space at an end": all(cell == cell.strip() for cell in line),
            "no source": bool(row["source"]),
            "id is not a slug": not slugs or bool(SLUG.fullmatch(row["id"])),
            "unknown kind": row["kind"] in kinds if kinds else bool(SLUG.fullmatch(row["kind"])),
            "date is not ISO-like": all(not d or ISO_LIKE.fullmatch(d) for d in (start, end)),
            "ends before it begins": not (start and end) or earliest(start) <= latest(end),
            "said twice": key not in seen,
        }
        seen.add(key)
        faults += [f"{name}:{number}: {fault}: {line}" for fault, fine in checks.items() if not fine]
    assert not faults, "\n".join(faults)


def test_every_tenure_has_a_start_and_an_owner() -> None:
    for row in rows("offices_ministers.csv"):
        assert row["valid_from"], row
        assert STATE.fullmatch(row["of"]) or SLUG.fullmatch(row["of"]), row


def test_an_id_stands_for_one_person() -> None:
    """Two tenures of one id lie within one working life."""
    spans: dict[str, tuple[str, str]] = {}
    for row in rows("offices_ministers.csv"):
        first, last = spans.get(row["id"], (row["valid_from"], row["valid_to"] or row["valid_from"]))
        spans[row["id"]] = (min(first, row["valid_from"]), max(last, row["valid_to"] or row["valid_from"]))
    too_long = {i: s for i, s in spans.items() if int(s[1][:4]) - int(s[0][:4]) > 60}
    assert not too_long


def test_ambassadors_and_envoys_say_where_they_are_accredited() -> None:
    for row in rows("offices_ministers.csv"):
        if row["kind"] in {"ambassador", "un-ambassador", "envoy", "head-of-mission"}:
            assert re.match(r"to:([A-Z]{3}|[a-z0-9-]+)(;|$)", row["note"]), row


def test_single_offices_do_not_overlap_by_years() -> None:
    """A state has one foreign minister; an overlap of more than a year is a wrong date."""
    by_state: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("offices_ministers.csv"):
        if row["kind"] == "foreign-minister" and not row["note"].startswith("rival"):
            by_state.setdefault(row["of"], []).append((row["valid_from"], row["valid_to"] or "9999", row["form"]))
    faults = []
    for state, held in by_state.items():
        held.sort(key=lambda span: (earliest(span[0]), latest(span[1])))
        for before, after in pairwise(held):
            if int(before[1][:4]) - int(after[0][:4]) > 1:
                faults.append((state, before, after))
    assert not faults


def test_spellings_belong_to_known_people() -> None:
    known = {row["id"] for row in rows("offices_ministers.csv")}
    assert not {row["id"] for row in rows("people_forms_ministers.csv")} - known


def test_a_form_of_two_eras_says_so() -> None:
    owners: dict[str, set[str]] = {}
    table = rows("eras.csv")
    for row in table:
        owners.setdefault(row["form"], set()).add(row["id"])
    for row in table:
        assert ("ambiguous" in row["note"]) == (len(owners[row["form"]]) > 1), row


def test_eras_have_a_start() -> None:
    assert all(row["valid_from"] for row in rows("eras.csv"))


def test_an_agency_form_names_one_agency() -> None:
    owners: dict[str, set[str]] = {}
    for row in rows("agencies.csv"):
        owners.setdefault(row["form"].casefold(), set()).add(row["id"])
    assert not {form: ids for form, ids in owners.items() if len(ids) > 1}


def test_holidays_are_computable() -> None:
    for row in rows("holidays.csv"):
        pattern = FIXED_DAY if row["kind"] == "fixed" else RULE
        assert pattern.fullmatch(row["id"]), row


@pytest.mark.parametrize(
    ("form", "office", "day", "holder"),
    [
        ("foreign-minister", "FRA", "2003-02-14", "dominique-de-villepin"),
        ("foreign-minister", "DEU", "1995-11-21", "klaus-kinkel"),
        ("secretary-general", "united-nations", "1994-04-07", "boutros-boutros-ghali"),
        ("secretary-of-state", "USA", "1995-11-21", "warren-christopher"),
    ],
)
def test_known_days_find_their_holder(form: str, office: str, day: str, holder: str) -> None:
    held = {
        row["id"]
        for row in rows("offices_ministers.csv")
        if row["kind"] == form
        and row["of"] == office
        and earliest(row["valid_from"]) <= day <= latest(row["valid_to"] or "9999")
    }
    assert holder in held
