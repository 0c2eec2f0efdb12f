"""The leaders' tables keep their own rules: dates, ids, tenures that do not collide, enough of them."""

from __future__ import annotations

import calendar
import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "src" / "dragoman" / "knowledge" / "data"
OFFICES_HEADER = ["form", "id", "kind", "of", "valid_from", "valid_to", "source", "note"]
FORMS_HEADER = ["form", "id", "kind", "valid_from", "valid_to", "source", "note"]
KINDS = {
    "president", "prime-minister", "chancellor", "monarch", "supreme-leader", "party-leader",
    "vice-president", "emir", "pope", "chairman", "junta-leader",
}  # fmt: skip
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Vague tenures and hand-overs make neighbours touch; more than this means that one of the two is wrong.
TOLERATED_OVERLAP = timedelta(days=60)
OVERLAP_EXPLAINED = re.compile(r"disputed|co-ruler|acting")
FAR = date(9999, 12, 31)
UN_MEMBERS = """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA
    BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ
    ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL
    ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT
    MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA PRK MKD NOR OMN PAK PLW PAN PNG PRY
    PER PHL POL PRT QAT KOR ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD
    ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN
    VNM YEM ZMB ZWE
""".split()
ALSO = ["XKX", "TWN", "PSE", "VAT"]


def _rows(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        rows = list(reader)
    assert reader.fieldnames is not None
    return list(reader.fieldnames), rows


OFFICES_FIELDS, OFFICES = _rows("offices_leaders.csv")
FORMS_FIELDS, FORMS = _rows("people_forms_leaders.csv")


def _earliest(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _latest(value: str) -> date:
    if not value:
        return FAR
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def _certain_overlap(one: dict[str, str], other: dict[str, str]) -> timedelta:
    """How long both held the office for certain: vague dates are read to the narrowest."""
    start = max(_latest(one["valid_from"]), _latest(other["valid_from"]))
    end = min(_earliest(row["valid_to"]) if row["valid_to"] else FAR for row in (one, other))
    return end - start


def test_headers() -> None:
    assert OFFICES_FIELDS == OFFICES_HEADER
    assert FORMS_FIELDS == FORMS_HEADER


def test_every_row_of_offices_is_well_formed() -> None:
    for row in OFFICES:
        assert None not in row, row  # a cell too many
        assert None not in row.values(), row  # a cell too few
        assert row["form"] == row["form"].strip() != "", row
        assert SLUG.fullmatch(row["id"]), row
        assert row["kind"] in KINDS, row
        assert re.fullmatch(r"[A-Z]{3}", row["of"]), row
        assert row["source"] in {"own", "own+oeda"}, row
        assert ISO.fullmatch(row["valid_from"]), row
        assert row["valid_to"] == "" or ISO.fullmatch(row["valid_to"]), row


def test_tenures_run_forward_and_touch_the_years_covered() -> None:
    for row in OFFICES:
        assert _earliest(row["valid_from"]) <= _latest(row["valid_to"]), row
        assert date(1990, 1, 1) <= _latest(row["valid_to"]), row
        assert _earliest(row["valid_from"]) < date(2026, 1, 1), row


def test_an_id_is_one_person_with_one_usual_name() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for row in OFFICES:
        names[row["id"]].add(row["form"])
    assert [item for item in names.items() if len(item[1]) > 1] == []


def test_no_row_twice() -> None:
    tenures = [(row["id"], row["kind"], row["of"], row["valid_from"]) for row in OFFICES]
    assert len(tenures) == len(set(tenures))
    forms = [(row["form"], row["id"], row["kind"]) for row in FORMS]
    assert len(forms) == len(set(forms))


def test_an_office_has_one_holder_at_a_time_unless_the_note_says_why() -> None:
    offices: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in OFFICES:
        offices[row["of"], row["kind"]].append(row)
    collisions = [
        (one, other)
        for rows in offices.values()
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if _certain_overlap(one, other) > TOLERATED_OVERLAP
        and not OVERLAP_EXPLAINED.search(one["note"])
        and not OVERLAP_EXPLAINED.search(other["note"])
    ]
    assert collisions == []


def test_every_other_form_belongs_to_a_person_with_a_tenure() -> None:
    usual = {row["id"]: row["form"] for row in OFFICES}
    for row in FORMS:
        assert row["kind"] in {"spelling", "female"}, row
        assert row["form"] == row["form"].strip() != "", row
        assert row["id"] in usual, row
        assert (row["form"] == usual[row["id"]]) == (row["kind"] == "female"), row


def test_a_form_of_two_persons_says_so() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in FORMS:
        owners[row["form"]].add(row["id"])
    assert [row for row in FORMS if len(owners[row["form"]]) > 1 and "also" not in row["note"]] == []


def test_enough_of_them() -> None:
    assert len(OFFICES) >= 2900
    assert sum(row["kind"] == "spelling" for row in FORMS) >= 4000
    assert sum(row["kind"] == "female" for row in FORMS) >= 165


@pytest.mark.parametrize("code", [*UN_MEMBERS, *ALSO])
def test_every_member_of_the_united_nations_has_a_leader(code: str) -> None:
    assert any(row["of"] == code for row in OFFICES)


@pytest.mark.parametrize(
    ("id_", "kind", "of", "valid_from", "valid_to"),
    [
        ("george-w-bush", "president", "USA", "2001-01-20", "2009-01-20"),
        ("george-h-w-bush", "president", "USA", "1989-01-20", "1993-01-20"),
        ("angela-merkel", "chancellor", "DEU", "2005-11-22", "2021-12-08"),
        ("silvio-berlusconi", "prime-minister", "ITA", "2001-06-11", "2006-05-17"),
        ("vladimir-putin", "prime-minister", "RUS", "2008-05-08", "2012-05-07"),
        ("vladimir-putin", "president", "RUS", "2012-05-07", ""),
        ("ernesto-zedillo", "president", "MEX", "1994-12-01", "2000-12-01"),
        ("nelson-mandela", "president", "ZAF", "1994-05-10", "1999-06-16"),
    ],
)
def test_well_known_tenures(id_: str, kind: str, of: str, valid_from: str, valid_to: str) -> None:
    found = [(r["valid_from"], r["valid_to"]) for r in OFFICES if (r["id"], r["kind"], r["of"]) == (id_, kind, of)]
    assert (valid_from, valid_to) in found
