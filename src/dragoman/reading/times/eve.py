"""The eve of something that the same sentence dates."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta

from dragoman.reading.times import calendar as cal
from dragoman.reading.times.found import Found
from dragoman.reading.times.words import Words
from dragoman.record import rule

_NEAR = 3
_FAR = 10
_ENDS = frozenset({"", ".", ";", "!", "?"})
_DAYS = ("?w", "?W", "?d", "?f", "D+", "D-")


def eves(words: Words, items: list[Found]) -> list[Found]:
    """The items with every "eve of …" among them whose day can be told, in order."""
    if "eve" not in words.lowers:
        return items
    out = list(items)
    firsts = [x.first for x in items]
    for i, low in enumerate(words.lowers):
        if low != "eve" or words.lower(i + 1) != "of":
            continue
        at = bisect_right(firsts, i)
        before, after = items[at - 1] if at else None, items[at] if at < len(items) else None
        if before is not None and before.last > i:
            continue  # "Christmas Eve of 1999"
        found = eve(words, i, before, after)
        if found is not None:
            out.append(found)
    return sorted(out, key=lambda x: x.first)


@rule("times.eve")
def eve(words: Words, i: int, last: Found | None, after: Found | None) -> Found | None:
    """ "The eve of Thursday's talks" is the day before; after a day that is named the eve is that day."""
    first = i - 1 if words.lower(i - 1) == "the" else i
    if after is not None and _dated(words, i, after):
        if after.value is not None:
            day = cal.day(after.value)
            before = day - timedelta(1) if day else None
            return Found(first, i + 1, "DATE", eve.id, value=before.isoformat()) if before else None
        if (after.shift or "")[:2] == "?w" and after.first - i <= _NEAR:
            # "flew in on the eve of Thursday's vote": the clause tells of the Wednesday, and Thursday is the day after
            number, bar, clock = (after.shift or "")[2:].partition("|")
            after.shift, after.base, after.directed = f"D+1{bar}{clock}", "previous", False
            return Found(first, i + 1, "DATE", eve.id, shift=f"?w{(int(number) + 5) % 7 + 1}", directed=True)
        found = Found(first, i + 1, "DATE", eve.id, shift=f"{(after.shift or '').partition('|')[0]}^-1")
        found.base, found.direction, found.directed, found.like = after.base, after.direction, after.directed, after
        return found
    if last is None or not _is_day(last) or not _together(words, last.last, i):
        return None
    return Found(first, i + 1, "DATE", eve.id, shift="D+0", base="previous")


def _is_day(item: Found) -> bool:
    return (item.shift or "").startswith(_DAYS) or (item.value is not None and cal.day(item.value) is not None)


def _dated(words: Words, i: int, item: Found) -> bool:
    if not _is_day(item) or item.first - i > _FAR or not _together(words, i, item.first):
        return False
    return item.first - i <= _NEAR or words.lower(item.first - 1) == "for"


def _together(words: Words, first: int, last: int) -> bool:
    return last - first <= 4 * _FAR and not _ENDS.intersection(words.lowers[first:last])
