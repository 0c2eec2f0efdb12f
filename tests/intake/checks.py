"""What must hold of every document, whatever it was read from."""

from __future__ import annotations

from dragoman.record import Document


def kinds(document: Document) -> dict[str, str]:
    """Kind of block → all of its text."""
    found: dict[str, str] = {}
    for block in document.blocks:
        found[block.kind] = found.get(block.kind, "") + document.text[block.start : block.end]
    return found


def assert_sound(document: Document) -> None:
    """Blocks cover the text in order; offsets of witnesses, dateline and pages lie inside it."""
    size = len(document.text)
    at = 0
    for block in document.blocks:
        assert block.start == at < block.end
        at = block.end
    assert not document.blocks or at == size
    assert document.text.strip()
    assert len(document.sha256) == 64
    for witness in document.witnesses:
        assert witness.value
        if witness.start is not None:
            assert witness.end is not None
            assert 0 <= witness.start < witness.end <= size
    if document.dateline:
        assert document.text[document.dateline.start : document.dateline.end] == document.dateline.text
    for page in document.pages:
        assert 0 <= page.start <= page.end <= size
    assert all(warning.endswith((".", "\ufffd")) for warning in document.warnings)
