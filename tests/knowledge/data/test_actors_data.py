"""The actor lists hold together: every row has a known kind and a valid id, and no row says a thing twice."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "src" / "dragoman" / "knowledge" / "data"
FORM_HEADER = ["form", "id", "kind", "valid_from", "valid_to", "source", "note"]
EDGE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

UN_CODES = (
    "AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA "
    "CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH "
    "FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA "
    "JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX "
    "MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG "
    "POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD "
    "TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE"
)
UN_MEMBERS = UN_CODES.split()

KINDS = {
    "countries.csv": {
        "name", "official", "short", "former", "adjective", "demonym", "demonym-plural", "combining", "capital", "seat",
        "wikidata",
    },
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header(name: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_form_file_is_well_formed(name: str) -> None:
    assert header(name) == FORM_HEADER
    table = rows(name)
    twice = [key for key, n in Counter((r["form"], r["id"], r["kind"]) for r in table).items() if n > 1]
    assert not twice
    for row in table:
        assert None not in row, row
        assert None not in row.values(), row
        assert row["kind"] in KINDS[name], row
        assert row["source"] in {"own", "iso", "oeda"}, row
        for value in row.values():
            assert value == " ".join(value.split()), row
            assert not re.search(r"[{}\[\]\x00-\x1f]", value), row
        assert row["form"], row


@pytest.mark.parametrize("name", sorted(KINDS))
def test_dates_are_iso_and_in_order(name: str) -> None:
    for row in rows(name):
        start, end = row["valid_from"], row["valid_to"]
        assert not start or EDGE.fullmatch(start), row
        assert not end or EDGE.fullmatch(end), row
        assert not (start and end) or start <= end, row


def test_un_members_are_complete() -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    kinds: dict[str, Counter[str]] = {}
    for row in rows("countries.csv"):
        assert re.fullmatch(r"[A-Z]{3}", row["id"]), row
        kinds.setdefault(row["id"], Counter())[row["kind"]] += 1
    assert all(count["name"] == 1 for count in kinds.values())
    for code in UN_MEMBERS:
        for kind in ("adjective", "demonym", "demonym-plural", "capital", "wikidata"):
            assert kinds[code][kind], (code, kind)
    for code in ("XKX", "TWN", "PSE", "VAT", "HKG", "ESH", "SUN", "YUG", "SCG", "CSK", "DDR"):
        assert kinds[code]["name"], code


def test_wikidata_ids_of_states_are_not_shared() -> None:
    ids = [row["form"] for row in rows("countries.csv") if row["kind"] == "wikidata"]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q[1-9]\d*", form) for form in ids)


@pytest.mark.parametrize(
    ("form", "kind", "code"),
    [
        ("Burma", "former", "MMR"),
        ("Swaziland", "former", "SWZ"),
        ("Macedonia", "former", "MKD"),
        ("Zaire", "former", "COD"),
        ("Kiev", "capital", "UKR"),
        ("Kyiv", "capital", "UKR"),
        ("Peking", "capital", "CHN"),
        ("Kremlin", "seat", "RUS"),
        ("Quai d'Orsay", "seat", "FRA"),
        ("Spaniard", "demonym", "ESP"),
        ("Britons", "demonym-plural", "GBR"),
        ("Sino", "combining", "CHN"),
        ("U.S.", "short", "USA"),
    ],
)
def test_forms_that_news_uses_are_known(form: str, kind: str, code: str) -> None:
    assert any((r["form"], r["kind"], r["id"]) == (form, kind, code) for r in rows("countries.csv"))
