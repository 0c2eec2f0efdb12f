"""People named with an office: each bounds the report by the time in which that person held it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.knowledge import offices
from dragoman.knowledge.offices import Form, Tenure
from dragoman.reading.times.dating.claim import FIRST, LAST, Claim, Interval, united
from dragoman.reading.times.dating.page_words import Page
from dragoman.record import Anchor, rule

_LINK = frozenset({"to", "of", "in", "for", "at"})
_WINDOW = 9
GRACE = 3
"""Days by which a report may trail the end of a tenure or run before its start (time zones, morning papers)."""


@dataclass(slots=True)
class Named:
    """A person named with an office at a place in the text, with the tenures that fit the words."""

    start: int
    end: int
    name: str
    title: str
    state: str
    tenures: tuple[Tenure, ...]


def _ending(page: Page, i: int, forms: dict[str, tuple[tuple[Form, str], ...]]) -> tuple[int, str] | None:
    """The longest form that ends with word ``i``: where it begins and its code."""
    for form, code in forms.get(page.words[i], ()):
        first = i - len(form) + 1
        if first >= 0 and tuple(page.words[first : i + 1]) == form:
            return first, code
    return None


def _state_before(page: Page, i: int) -> tuple[int, str] | None:
    """A state's name or adjective that ends just before word ``i`` ("Iraqi", "Iraq's")."""
    j = i - 1
    if j >= 0 and page.words[j] == "s" and j > 0:
        j -= 1
    return _ending(page, j, offices.states()) if j >= 0 else None


def _starting(page: Page, i: int, forms: dict[str, tuple[tuple[Form, str], ...]]) -> tuple[int, str] | None:
    """The longest state name that starts at word ``i`` (at most five words): where it ends (half-open) and its code."""
    for last in range(min(i + 5, len(page.words)) - 1, i - 1, -1):
        if (found := _ending(page, last, forms)) and found[0] == i:
            return last + 1, found[1]
    return None


@dataclass(slots=True)
class _Title:
    first: int
    last: int
    code: str
    of: str | None
    to: frozenset[str]
    state: str
    plural: bool


def _title_ending(page: Page, i: int) -> _Title | None:
    """The title whose last word (country phrase included) is word ``i``, with what stands before it."""
    to: set[str] = set()
    last = i
    found = _ending(page, i, offices.titles())
    if found is None:
        # "ambassador to Iraq", "President of the Republic of Chad", "the foreign ministers of Chad, Niger and Mali"
        j = i
        for _ in range(6):
            state = _ending(page, j, offices.states()) if j >= 0 else None
            if state is None:
                return None
            to.add(state[1])
            j = state[0] - 1
            if j >= 0 and page.words[j] == "the":
                j -= 1
            if j >= 1 and page.words[j] in _LINK:
                break
            if j < 1 or page.words[j] not in ("and", ","):
                return None
            j -= 1
        else:
            return None
        found = _ending(page, j - 1, offices.titles())
        if found is None:
            return None
    return _title(page, found[0], last + 1, found[1], frozenset(to))


def _title(page: Page, first: int, last: int, code: str, to: frozenset[str]) -> _Title:
    of = None
    state = "current"
    at = first
    words_before = offices.tenure_words()["before"]
    for _ in range(3):
        if at > 0 and page.words[at - 1] in words_before:
            state = words_before[page.words[at - 1]]
            at -= 1
            continue
        if of is None and (found := _state_before(page, at)):
            at, of = found
            continue
        break
    return _Title(at, last, code, of, to, state, _plural(page, first, last, bool(to)))


def _plural(page: Page, first: int, last: int, linked: bool) -> bool:
    words = page.words[first:last]
    if linked:
        words = words[: next((k for k, w in enumerate(words) if w in _LINK), len(words))]
    return any(w.endswith("s") and len(w) > 4 for w in words[-2:])


def _fitting(people: Iterable[str], title: _Title) -> tuple[Tenure, ...]:
    codes = offices.title_offices().get(title.code, frozenset())
    out = []
    for person in sorted(people):
        for tenure in offices.by_person()[person]:
            if tenure.office not in codes:
                continue
            sent = tenure.to is not None or tenure.office in ("ambassador", "un-ambassador", "head-of-mission")
            if sent:
                if title.to and tenure.to and tenure.to not in title.to:
                    continue
                if title.of and tenure.of != title.of:
                    continue
            else:
                named = title.to or ({title.of} if title.of else None)
                if named and tenure.of not in named and len(tenure.of) == 3 and tenure.of.isupper():
                    continue
            out.append(tenure)
    return tuple(out)


def _full_name(page: Page, i: int) -> tuple[int, frozenset[str]] | None:
    for form, people in offices.full_names().get(page.words[i], ()):
        last = i + len(form)
        if tuple(page.words[i:last]) == form:
            return last, people
    return None


def _short_name(page: Page, i: int) -> tuple[int, frozenset[str]] | None:
    known = offices.short_names()
    for length in (3, 2, 1):
        form = tuple(page.words[i : i + length])
        if len(form) == length and (people := known.get(form)) and page.capital(i + length - 1):
            last = i + length
            # "President Bush Senior", "President Kim Young-sam": a name that goes on is another name
            if (
                last < len(page.words)
                and page.words[last][:1].isalnum()
                and page.capital(last)
                and page.words[last] != "s"
            ):
                return None
            return last, people
    return None


def named_holders(page: Page) -> Iterator[Named]:
    """Everybody in the text who is named beside an office that the tenure lists know, in order."""
    i, n = 0, len(page.words)
    shared: _Title | None = None
    fulls, titles = offices.full_names(), offices.titles()
    while i < n:
        word = page.words[i]
        if word == "\n" or word in ".;":
            shared = None
        if not (word[:1].isalpha() and page.capital(i)):
            i += 1
            continue
        full = _full_name(page, i) if word in fulls else None
        title = _title_before(page, i)
        if full is not None:
            last, people = full
            title = title or _title_behind(page, last) or shared
            if title is not None:
                yield from _named(page, i, last, people, title)
                shared = title if title.plural else None
            i = last
            continue
        if (title is not None or shared is not None) and word not in titles:
            short = _short_name(page, i)
            if short is not None:
                last, people = short
                chosen = title or shared
                if chosen is not None:
                    yield from _named(page, i, last, people, chosen)
                    shared = chosen if chosen.plural else None
                i = last
                continue
        i += 1


def _title_before(page: Page, i: int) -> _Title | None:
    j = i - 1
    if j >= 0 and page.words[j] == ",":
        j -= 1
        # "the foreign minister of Chad, Moussa Faki": only a title with its country may stand before a comma
        found = _title_ending(page, j) if j >= 0 else None
        return found if found is not None and (found.to or found.of) else None
    return _title_ending(page, j) if j >= 0 and page.words[j][:1].isalnum() else None


def _title_behind(page: Page, i: int) -> _Title | None:
    """ "…, the British foreign secretary," behind a name."""
    if i + 1 >= len(page.words) or page.words[i] not in (",", "("):
        return None
    for last in range(min(i + _WINDOW, len(page.words)) - 1, i, -1):
        if any(page.words[k] in (",", ".", ";", "\n", ")") for k in range(i + 1, last + 1)):
            continue
        found = _ending(page, last, offices.titles())
        if found is None or found[0] <= i:
            continue
        title = _title(page, found[0], last + 1, found[1], frozenset())
        first = title.first
        if first > i + 1 and page.words[first - 1] in ("the", "a", "an", "s"):
            first -= 1
        if first != i + 1:
            continue
        j = last + 1
        if j + 1 < len(page.words) and page.words[j] in _LINK:
            j += 1
            if page.words[j] == "the" and j + 1 < len(page.words):
                j += 1
            state = _starting(page, j, offices.states())
            if state is not None:
                title.to, title.last = frozenset({state[1]}), state[0]
        return title
    return None


def _named(page: Page, first: int, last: int, people: frozenset[str], title: _Title) -> Iterator[Named]:
    state = title.state
    if last < len(page.words):
        behind = offices.tenure_words()["behind"].get(page.words[last])
        state = behind or state
    if title.last <= first:
        state = offices.tenure_words()["behind"].get(page.words[title.last - 1]) or state
    tenures = _fitting(people, title)
    if not tenures or state == "void":
        return
    yield Named(
        start=page.starts[min(first, title.first)],
        end=page.ends[max(last, title.last) - 1],
        name=page.text_of(first, last),
        title=page.text_of(title.first, title.last),
        state=state,
        tenures=tenures,
    )


def _shift(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (OverflowError, ValueError):
        return day


def _spell(tenure: Tenure) -> str:
    return f"from {tenure.earliest} to {tenure.latest}" if tenure.latest else f"since {tenure.earliest}"


def _who(found: Named) -> str:
    names = sorted({t.name for t in found.tenures})
    if len(names) == 1:
        return names[0]
    return f"{found.name} ({' or '.join(names[:3])})"


@rule("times.office-held")
def office_held(found: Named) -> tuple[tuple[Interval, ...], str]:
    """A person named with an office held it when the report was written."""
    spans = united([(_shift(t.earliest, -GRACE), _shift(t.latest, GRACE) if t.latest else LAST) for t in found.tenures])
    spells = " and ".join(_spell(t) for t in found.tenures[:3])
    return spans, f"{_who(found)} is named as “{found.title}” and held that office {spells}."


@rule("times.former-holder")
def former_holder(found: Named) -> tuple[tuple[Interval, ...], str]:
    """A person called a former holder had left the office when the report was written."""
    ends = [t.latest for t in found.tenures if t.latest]
    if not ends:
        return ((FIRST, LAST),), ""
    end = min(ends)
    return ((_shift(end, -GRACE), LAST),), f"{_who(found)} is called a former holder of an office held until {end}."


@rule("times.holder-elect")
def holder_elect(found: Named) -> tuple[tuple[Interval, ...], str]:
    """A person called elect, designate or incoming had not yet taken the office when the report was written."""
    start = max(t.earliest for t in found.tenures)
    first = min(t.earliest for t in found.tenures)
    return ((_shift(first, -400), _shift(start, GRACE)),), f"{_who(found)} is yet to take an office held from {start}."


@rule("times.then-holder")
def then_holder(found: Named) -> tuple[tuple[Interval, ...], str]:
    """A "then" or "late" holder had begun in the office when the report was written; more it does not say."""
    start = min(t.earliest for t in found.tenures)
    return ((start, LAST),), f"{_who(found)} is spoken of as a past holder of an office held from {start}."


_RULES = {
    "current": office_held,
    "former": former_holder,
    "elect": holder_elect,
    "then": then_holder,
    "late": then_holder,
}
_LESSER = frozenset({"agency-head", "chairman", "party-leader", "ambassador", "chief-negotiator"})
"""Offices that several people hold at once, or whose lists are thin."""
_WEIGHTS = {"current": 1.0, "former": 0.6, "elect": 0.7, "then": 0.4, "late": 0.4}


def holder_claims(
    found: Iterable[Named], text: str, dated: list[tuple[int, int, str, str]], surely: int | None = None
) -> list[Claim]:
    """One claim for each person and state of tenure.

    A mention beside a date inside the tenure ("in 1980 President …") speaks of that date and not of the report's.
    ``dated`` holds the sentences that give a year: start, end, first and last day. Behind the offset ``surely`` another
    story may have begun: what is named only there counts half.
    """
    out: dict[tuple[str, str], Claim] = {}
    for item in found:
        function = _RULES[item.state]
        spans, says = function(item)
        if not says or spans == ((FIRST, LAST),):
            continue
        if item.state == "current" and _told_of_then(item, spans, dated):
            continue
        key = ("|".join(sorted({t.person for t in item.tenures})), item.state)
        if key in out:
            kept = out[key]
            narrower = tuple(
                (max(a, c), min(b, d)) for a, b in kept.intervals for c, d in spans if max(a, c) <= min(b, d)
            )
            if not narrower or narrower == kept.intervals:
                continue
            spans = united(list(narrower))
        out[key] = Claim(
            rule=function.id,
            subject=key[0],
            says=says,
            intervals=spans,
            anchor=Anchor(item.start, item.end, text[item.start : item.end]),
            weight=(0.5 if surely is not None and item.start >= surely else 1.0)
            * _WEIGHTS[item.state]
            * (0.6 if all(t.office in _LESSER for t in item.tenures) else 1.0),
            short=f"{_who(item)} ({_spell(item.tenures[0])[5:] if len(item.tenures) == 1 else 'as ' + item.title})",
        )
    left = {person for (person, state) in out if state in ("former", "late", "then")}
    return [claim for (person, state), claim in out.items() if state != "current" or person not in left]


def _told_of_then(item: Named, spans: tuple[Interval, ...], dated: list[tuple[int, int, str, str]]) -> bool:
    """Whether the sentence itself dates the mention: it gives a year that lies in the tenure."""
    for start, end, low, high in dated:
        if start <= item.start < end and any(a <= high and low <= b for a, b in spans):
            return True
    return False
