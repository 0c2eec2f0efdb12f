"""One short report goes through every stage."""

from dragoman.intake import read_text
from dragoman.reading.reader import Reader
from dragoman.record import Record

REPORT = """GENEVA, March 3 (Reuters) - Foreign ministers of Norway and Chad met for two hours on Tuesday.

"We will open the border," Norwegian Foreign Minister Jonas Gahr Store told reporters after the talks.
"""


def test_a_short_report_becomes_a_record_and_comes_back() -> None:
    record = Reader().read(read_text(REPORT))
    assert record.document.text == REPORT
    assert Record.from_json(record.to_json()) == record
