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
    "actor_forms.csv": {"name", "acronym", "alias", "adjective", "member"},
    "given_names.csv": {"female", "male"},
    "places.csv": {"city", "region", "venue", "district", "water"},
    "titles.csv": {"leaders", "ministers", "ambassadors", "officials", "experts", "military", "honorific", "other"},
}  # fmt: skip


ACTOR_HEADER = ["id", "name", "kind", "country", "side", "wikidata", "valid_from", "valid_to", "source", "note"]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QID = re.compile(r"Q[1-9]\d*")


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
        assert not (start and end) or start[: len(end)] <= end, row


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


def test_actors_are_well_formed_and_their_sides_resolve() -> None:
    assert header("actors.csv") == ACTOR_HEADER
    table = rows("actors.csv")
    states = {row["id"] for row in rows("countries.csv")}
    actors = {row["id"] for row in table}
    assert len(actors) == len(table)
    assert len({row["name"] for row in table}) == len(table)
    qids = [row["wikidata"] for row in table if row["wikidata"]]
    assert len(qids) == len(set(qids))
    for row in table:
        assert SLUG.fullmatch(row["id"]), row
        assert row["kind"] in {"organisation", "government-body", "armed-group", "armed-force", "group"}, row
        assert not row["country"] or row["country"] in states, row
        assert not row["side"] or row["side"] in states | actors - {row["id"]}, row
        assert not row["wikidata"] or QID.fullmatch(row["wikidata"]), row
        assert not row["valid_from"] or EDGE.fullmatch(row["valid_from"]), row
        assert not row["valid_to"] or EDGE.fullmatch(row["valid_to"]), row
        if row["kind"] in {"government-body", "armed-force"}:
            assert row["country"], row
            assert row["side"], row


def test_sides_end_at_a_party_that_speaks_for_itself() -> None:
    side = {row["id"]: row["side"] for row in rows("actors.csv")}
    for actor in side:
        seen = {actor}
        step = side[actor]
        while side.get(step):
            assert step not in seen, actor
            seen.add(step)
            step = side[step]


def test_actors_are_many_enough_for_talks_since_1990() -> None:
    table = rows("actors.csv")
    home = {"": "international", **{row["id"]: "national" for row in rows("countries.csv")}}
    assert sum(r["kind"] == "organisation" and home[r["country"]] == "international" for r in table) >= 150
    movements = [
        r for r in table if r["kind"] in {"armed-group", "group"} or (r["kind"] == "organisation" and r["country"])
    ]
    assert len(movements) >= 300
    assert sum(r["kind"] in {"government-body", "armed-force"} for r in table) >= 150


def test_every_actor_has_its_name_as_a_form_and_every_form_its_actor() -> None:
    names = {row["id"]: row["name"] for row in rows("actors.csv")}
    forms = rows("actor_forms.csv")
    assert {row["id"] for row in forms} == set(names)
    assert {(row["id"], row["form"]) for row in forms if row["kind"] == "name"} >= set(names.items())


def test_a_form_of_two_actors_is_marked_ambiguous_for_all_but_one() -> None:
    claims: dict[str, dict[str, bool]] = {}
    for row in rows("actor_forms.csv"):
        actors = claims.setdefault(row["form"], {})
        actors[row["id"]] = actors.get(row["id"], True) and row["note"].startswith("ambiguous")
    for form, actors in claims.items():
        assert len(actors) < 2 or sum(not marked for marked in actors.values()) <= 1, form


@pytest.mark.parametrize(
    ("form", "actor"),
    [
        ("UN nuclear watchdog", "iaea"),
        ("HD Centre", "hd-centre"),
        ("Sant'Egidio", "sant-egidio"),
        ("Sant’Egidio", "sant-egidio"),
        ("E3+3", "p5-plus-1"),
        ("Talib", "taliban"),
        ("Houthi", "houthis"),
        ("M23 rebels", "m23"),
        ("Tamil Tigers", "ltte"),
        ("SPLM-IO", "splm-io"),
        ("Sinn Féin", "sinn-fein"),
        ("Duma", "state-duma"),
        ("Inter-Services Intelligence", "isi"),
        ("Unification Ministry", "unification-ministry"),
    ],
)
def test_forms_of_actors_that_news_uses_are_known(form: str, actor: str) -> None:
    assert any((row["form"], row["id"]) == (form, actor) for row in rows("actor_forms.csv"))


def test_titles_name_offices_by_code_and_never_twice() -> None:
    table = rows("titles.csv")
    assert len(table) >= 250
    forms = Counter(row["form"] for row in table)
    assert [form for form, n in forms.items() if n > 1] == []
    for row in table:
        assert SLUG.fullmatch(row["id"]), row
        assert (row["kind"] == "honorific") == (row["id"] == "honorific"), row


def test_titles_that_belong_to_one_body_point_at_it() -> None:
    known = {row["id"] for name in ("countries.csv", "actors.csv") for row in rows(name)}
    remarks = [part for row in rows("titles.csv") for part in row["note"].split("; ")]
    bodies = {remark.removeprefix("of ") for remark in remarks if remark.startswith("of ")}
    assert bodies
    assert bodies <= known


@pytest.mark.parametrize(
    ("form", "office", "level"),
    [
        ("premier", "prime-minister", "leaders"),
        ("FM", "foreign-minister", "ministers"),
        ("foreign ministers", "foreign-minister", "ministers"),
        ("top diplomat", "foreign-minister", "ministers"),
        ("defence minister", "defence-minister", "ministers"),
        ("defense minister", "defence-minister", "ministers"),
        ("deputy foreign minister", "deputy-foreign-minister", "officials"),
        ("undersecretary of state for political affairs", "undersecretary-of-state", "officials"),
        ("chargé d'affaires", "head-of-mission", "ambassadors"),
        ("chargés d'affaires", "head-of-mission", "ambassadors"),
        ("special representative", "special-representative", "officials"),
        ("high representative", "high-representative", "ministers"),
        ("national security advisor", "national-security-adviser", "officials"),
        ("chiefs of staff", "chief-of-staff", "officials"),
        ("attorneys general", "justice-minister", "ministers"),
        ("spokeswoman", "spokeswoman", "officials"),
        ("majority leader", "legislator", "other"),
        ("Lt. Gen.", "general", "military"),
        ("Mrs", "honorific", "honorific"),
    ],
)
def test_titles_that_news_uses_are_known(form: str, office: str, level: str) -> None:
    assert any((row["form"], row["id"], row["kind"]) == (form, office, level) for row in rows("titles.csv"))


def test_places_lie_in_known_states_or_between_them() -> None:
    states = {row["id"] for row in rows("countries.csv")}
    table = rows("places.csv")
    assert len(table) >= 400
    for row in table:
        assert row["id"] in states or (not row["id"] and row["kind"] in {"region", "water"}), row


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("Geneva", "CHE", "city"),
        ("Vienna", "AUT", "city"),
        ("Sharm el-Sheikh", "EGY", "city"),
        ("Naivasha", "KEN", "city"),
        ("Dayton", "USA", "city"),
        ("Rambouillet", "FRA", "city"),
        ("Camp David", "USA", "city"),
        ("Donbas", "UKR", "region"),
        ("West Bank", "PSE", "region"),
        ("Golan Heights", "SYR", "region"),
        ("Darfur", "SDN", "region"),
        ("Kashmir", "", "region"),
        ("Green Zone", "IRQ", "district"),
        ("Palais des Nations", "CHE", "venue"),
        ("Strait of Hormuz", "", "water"),
    ],
)
def test_places_of_talks_are_known(form: str, code: str, kind: str) -> None:
    assert any((row["form"], row["id"], row["kind"]) == (form, code, kind) for row in rows("places.csv"))


def test_given_names_are_of_one_gender() -> None:
    table = rows("given_names.csv")
    assert len(table) >= 1200
    assert len({row["form"] for row in table}) == len(table)
    assert not any(row["id"] for row in table)


@pytest.mark.parametrize(
    ("form", "gender"),
    [("Condoleezza", "female"), ("Benazir", "female"), ("Nkosazana", "female"), ("Kofi", "male"), ("Recep", "male"), ("Volodymyr", "male")],
)  # fmt: skip
def test_given_names_that_news_uses_are_known(form: str, gender: str) -> None:
    assert any((row["form"], row["kind"]) == (form, gender) for row in rows("given_names.csv"))


@pytest.mark.parametrize("form", ["Andrea", "Jean", "Kim", "Noor", "Robin", "Sasha", "Dominique", "Adama"])
def test_names_of_either_gender_are_left_out(form: str) -> None:
    assert all(row["form"] != form for row in rows("given_names.csv"))


def test_capitals_of_states_that_are_gone_come_after_those_of_today() -> None:
    order = [row["id"] for row in rows("countries.csv") if row["kind"] == "name"]
    gone = [row["id"] for row in rows("countries.csv") if row["kind"] == "name" and row["valid_to"]]
    assert order[-len(gone) :] == gone


@pytest.mark.parametrize("form", ["PM", "FM", "MP", "CEO", "DCM"])
def test_titles_in_capitals_are_marked_as_abbreviations(form: str) -> None:
    assert all("abbreviation" in row["note"] for row in rows("titles.csv") if row["form"] == form)
