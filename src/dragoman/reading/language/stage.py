"""The language stage: blocks that hold sentences, parsed into one :class:`Parse`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from dragoman.reading.draft import Draft
from dragoman.reading.language.parser import Parser
from dragoman.reading.parse import Parse, Segment, edges
from dragoman.record import Warning_, rule

PARSED_KINDS = frozenset({"title", "body", "caption"})
LONGEST_SEGMENT = 6_000
"""Code points; a longer block is cut at white space, since the parser's memory grows with a piece's length."""
LONGEST_TEXT = 600_000
"""Code points of sentences that are read at most (about 100,000 words, a quarter of a minute)."""


def language_stage(parser: Callable[[], Parser]) -> Callable[[Draft], Draft]:
    """The stage, bound to a function that loads the parser when the first text comes."""

    def run(draft: Draft) -> Draft:
        pieces, cut = _pieces(draft)
        parse = Parse(draft.text)
        if pieces:
            loaded = parser()
            docs = loaded.pipe(draft.text[start:end] for _, start, end in pieces)
            for (block, start, _), doc in zip(pieces, docs, strict=True):
                _append(parse, doc, loaded, start, block, draft.blocks[block].kind)
        parse.left, parse.right = edges(parse.heads)
        warnings = draft.warnings if cut is None else (*draft.warnings, text_too_long(cut))
        return replace(draft, parse=parse, warnings=warnings)

    return run


@rule("language.no-words")
def no_words(piece: str) -> bool:
    """A long stretch that is not mostly letters and spaces holds no sentences."""
    return len(piece) > 400 and sum(c.isalpha() or c == " " for c in piece) < 0.5 * len(piece)


@rule("language.text-too-long")
def text_too_long(offset: int) -> Warning_:
    """Only the first 600,000 characters of a report are read."""
    return Warning_(
        rule=text_too_long.id,
        says=f"The text is too long to be one report: nothing was read after character {offset:,}.",
    )


def _pieces(draft: Draft) -> tuple[list[tuple[int, int, int]], int | None]:
    """(block index, start, end) of what is to be parsed, and where reading stopped if it did."""
    pieces: list[tuple[int, int, int]] = []
    total = 0
    for index, block in enumerate(draft.blocks):
        if block.kind not in PARSED_KINDS:
            continue
        for start, end in _trimmed(draft.text, block.start, block.end):
            if no_words(draft.text[start:end]):
                continue
            if total + end - start > LONGEST_TEXT:
                return pieces, start
            total += end - start
            pieces.append((index, start, end))
    return pieces, None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if stop - start > LONGEST_SEGMENT:
            stop = start + LONGEST_SEGMENT
            for mark in (". ", " "):
                at = text.rfind(mark, start + LONGEST_SEGMENT // 2, stop)
                if at > 0:
                    stop = at + 1
                    break
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop


def _append(parse: Parse, doc: Any, parser: Parser, offset: int, block: int, kind: str) -> None:
    from spacy.attrs import DEP, HEAD, LEMMA, POS, SENT_START, TAG

    base = len(parse.words)
    table = doc.to_array([HEAD, DEP, TAG, POS, LEMMA, SENT_START])
    heads, deps, tags, pos, lemmas, starts = (table[:, c].tolist() for c in range(6))
    string = parser.string
    segment = len(parse.segments)
    sent = len(parse.sents) - 1
    first = base
    for i, token in enumerate(doc):
        word = token.text
        begin = offset + token.idx
        at = base + i
        if i == 0 or starts[i] == 1:
            if i:
                parse.sents.append((first, at))
                parse.segment_of_sent.append(segment)
            sent += 1
            first = at
        step = heads[i] if heads[i] < 1 << 63 else heads[i] - (1 << 64)
        parse.words.append(word)
        parse.lowers.append(word.lower())
        parse.lemmas.append(string(lemmas[i]))
        parse.tags.append(string(tags[i]))
        parse.pos.append(string(pos[i]))
        parse.deps.append(string(deps[i]))
        parse.heads.append(at + step)
        parse.starts.append(begin)
        parse.ends.append(begin + len(word))
        parse.sent_of.append(sent)
    if len(parse.words) > base:
        parse.sents.append((first, len(parse.words)))
        parse.segment_of_sent.append(segment)
    parse.segments.append(Segment(block=block, kind=kind, first=base, last=len(parse.words)))
