"""Datelines: what opens a report and what only looks like it."""

import pytest

from dragoman.reading.page.dateline import dateline

FIRES = [
    ("GENEVA, March 3 (Reuters) - The two sides met.", "Geneva", "XXXX-03-03", "Reuters"),
    ("Lusaka – (dpa – Deutsche Presse-Agentur) The two sides met.", "Lusaka", None, "dpa"),
    ("NAIROBI, 4 May 1999 (AFP) -- The two sides met.", "Nairobi", "1999-05-04", "AFP"),
    ("Moscow. 12 May. INTERFAX - The two sides met.", "Moscow", "XXXX-05-12", "Interfax"),
    ("PRETORIA, South Africa (AP) _ The two sides met.", "Pretoria", None, "AP"),
    ("TRIPOLI — The two sides met.", "Tripoli", None, None),
    ("Lusaka (Southern Wire) - The two sides met.", "Lusaka", None, "Southern Wire"),
    ("(Reuters) - The two sides met.", None, None, "Reuters"),
    ("TEHRAN, 28 Khordad (ISNA) - The two sides met.", "Tehran", None, "ISNA"),
    ("KABUL, 28 Jawza 1386 (Bakhtar) - The two sides met.", "Kabul", "2007-06-18", "Bakhtar"),
    ("TEHRAN, Khordad 28, 1386 (Fars) - The two sides met.", "Tehran", "2007-06-18", "Fars"),
    ("Beijing, Jan. 5 (Xinhua) -- The two sides met.", "Beijing", "XXXX-01-05", "Xinhua"),
]
SILENT = [
    "Norway – the host of the talks – said nothing.",
    "Eide - who chaired the session - left early.",
    "The two sides met.",
    "Geneva (where the talks began) - the city of peace - was calm.",
    "Chad: no deal without the rebels.",
    "Smith (the envoy) - said to be ill - did not come.",
    "UNITA – which had walked out – came back.",
    "",
]


@pytest.mark.parametrize(("text", "place", "date", "agency"), FIRES)
def test_fires(text: str, place: str | None, date: str | None, agency: str | None) -> None:
    filed = dateline(text, 0, len(text))
    assert filed is not None
    assert (filed.dateline.place, filed.dateline.date, filed.agency) == (place, date, agency)
    assert text[filed.dateline.start : filed.dateline.end] == filed.dateline.text
    assert text[filed.end :].lstrip("_ ").startswith("The two sides met")


@pytest.mark.parametrize("text", SILENT)
def test_is_silent(text: str) -> None:
    assert dateline(text, 0, len(text)) is None
