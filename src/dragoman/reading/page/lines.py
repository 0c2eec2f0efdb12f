"""Rules that tell what one line of a page is. Each looks at the line alone, or at it and the title."""

from __future__ import annotations

import re

from dragoman.knowledge.calendar import MONTHS
from dragoman.knowledge.furniture import furniture
from dragoman.knowledge.outlets import outlet_named
from dragoman.record import rule

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?"
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}(?:[+-]\d{1,4})?\)?)?|\d{1,2}\s*[ap]\.?m\.?"
_DAY = (
    rf"(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\.?,?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d(?:T\S+)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ONLY_DATE = re.compile(
    rf"(?i:(?:{_WEEKDAY})?,?\s*(?:{_CLOCK})?[\s,|–—-]*(?:{_DAY})[\s,|–—@-]*(?:at\s+)?(?:{_CLOCK})?"
    r"\s*(?:[A-Z]{2,4}|local time)?\.?)"
)
_HEADER_FIELD = re.compile(
    r"(?:published|posted|updated|last (?:updated|modified)|modified|created|date|date published|source|from|section"
    r"|byline|headline|length|dateline|load-date|copyright|publication|author|filed|printed|accessed|retrieved|archived"
    r"|first published|language|subject|edition|issue|page|title|slug|priority|category|wire|service|keywords?)"
    r"(?:\s+(?:on|at))?\s*:\s*\S.{0,160}",
    re.I,
)
_STAMPED = re.compile(
    r"(?:published|posted|updated|last updated|last modified|modified|filed|printed|accessed|archived)\b"
    rf"[\s:]*(?:on|at)?\s*(?:(?:{_WEEKDAY}),?\s*)?"
    rf"(?:{_DAY}|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago).{{0,40}}",
    re.I,
)
_AGE = re.compile(
    r"(?:(?:published|posted|updated|last updated|modified|added|by [^|·•\d]{2,60})\s*[:|·•–—-]*\s*)?"
    r"(?:about |over |almost )?(?:\d{1,3}|an?|one)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?"
    r"|w|weeks?|mo|months?|y|yrs?|years?) ago(?:\s*[|·•]\s*.{0,40})?",
    re.I,
)
_SEPARATED = re.compile(r"\s*(?:»|›|>|→|\||•|·|/|::)\s*")
_GLUED = re.compile(r"[a-zé][A-Z]")
_SMALL = r"and|in|of|the|for|with|at|our|staff|correspondent|reporter|writer|diplomatic|foreign|editor|agencies|&"
_BYLINE = re.compile(
    rf"(?i:by|from|reporting by|written by)\s+(?:[A-Z][\w.'’-]+|{_SMALL})(?:[ ,|–-]+(?:[A-Z][\w.'’-]*|{_SMALL}))*\.?"
)
_CREDIT = re.compile(
    r"\(?(?:photo(?:graph)?|image|picture|credit|file(?: photo| image| picture)?)"
    r"\s*(?:by|:|credit:|courtesy of|/)\s*.{2,120}"
    r"|.{3,240}\((?:AP|AFP|Reuters|EPA|Getty|File|Photo|Xinhua|PTI|IRNA|Handout)[^()]{0,60}\)"
    r"|.{3,200}(?:/ ?|\| ?)(?:AFP|AP|Reuters|EPA|Getty Images|AP Photo)",
    re.I,
)
_CREDITS = re.compile(
    r"[(\[]?\s*(?:additional\s+)?(?:reporting|writing|editing|edited|compiled|translated)\s+by\b.{2,200}"
    r"|(?:with|from) (?:inputs?|reports?|agencies|wires?)\b.{0,80}",
    re.I,
)
_END_MARK = re.compile(r"[-–—]{1,3}\s*[A-Z][A-Za-z /]{1,20}|[a-z]{2,4}(?:/[a-z]{2,4}){1,3}|###|\*{3}|ENDS?")


@rule("page.header-date")
def only_a_date(line: str) -> bool:
    """A line that holds nothing but a calendar date belongs to the page, not to the report."""
    return len(line) < 70 and bool(_ONLY_DATE.fullmatch(line.strip(" -–—|()[]")))


@rule("page.header-field")
def header_field(line: str) -> bool:
    """A line "Published: …", "Source: …" or "Updated 3 May 2011" describes the report and is no part of its words."""
    return len(line) < 200 and bool(_STAMPED.fullmatch(line) or _HEADER_FIELD.fullmatch(line) or relative_age(line))


@rule("page.relative-age")
def relative_age(line: str) -> bool:
    """A line that holds only an age ("3 hours ago", "Updated 2 days ago") is the page's, counted from its own day."""
    return len(line) < 120 and bool(_AGE.fullmatch(line.strip(" -–—|·•()[]")))


@rule("page.date-below-title")
def date_below_title(line: str) -> bool:
    """A date between the title and the first paragraph is the publisher's own: it describes the report."""
    return only_a_date(line)


_OWNER = re.compile(
    r"(?:(?:©|\(c\)|copyright)[\s©\d,–-]*|(?:source|publication|newspaper|outlet|published (?:by|in))\s*:\s*)"
    r"(?P<name>[^|,.;:]{3,60})",
    re.I,
)


@rule("page.outlet-line")
def outlet_line(line: str) -> str | None:
    """A line of the page that is a newspaper's name, or a copyright or source line with one, names the outlet."""
    if len(line) > 160:
        return None
    whole = outlet_named(line)
    if whole:
        return whole
    match = _OWNER.match(line.strip())
    return outlet_named(match["name"]) if match else None


@rule("page.issued-by")
def issued_by(line: str) -> bool:
    """A short line without a full stop between title and first paragraph says who issued the report, and where."""
    return len(line) <= 60 and len(line.split()) <= 8 and line[:1].isupper() and line[-1:] not in '.?!:”"'


@rule("page.breadcrumb")
def breadcrumb(line: str, title: str | None) -> bool:
    """A line of section names, parted by signs or run together, is the page's navigation."""
    if len(line) > 300:
        return False
    rest = line
    if title and line != title and line.endswith(title):
        rest = line[: -len(title)].strip(" »›>→|•·/:")
        if not rest:
            return False
        if len(rest) <= 80:
            return True
    menu = furniture().menu
    parts = [p for p in _SEPARATED.split(rest) if p]
    if len(parts) >= 2 and all(len(p.split()) <= 5 and not p.endswith(".") for p in parts):
        known = sum(1 for p in parts if p.casefold() in furniture().whole)
        return known >= 1 or (len(parts) >= 3 and all(p[0].isupper() or p[0].isdigit() for p in parts))
    if len(_GLUED.findall(rest)) >= 2 and menu.match(rest):
        return True
    found = menu.findall(rest)
    covered = sum(map(len, found))
    letters = sum(1 for c in rest if not c.isspace())
    return bool(found) and (covered >= 0.8 * letters if len(found) > 1 else rest.casefold() in furniture().whole)


@rule("page.byline")
def byline(line: str) -> bool:
    """A short line "By …" names the writer."""
    return len(line) < 120 and bool(_BYLINE.fullmatch(line))


@rule("page.caption")
def caption(line: str) -> bool:
    """A line with a photographer's credit describes a picture."""
    return len(line) < 300 and bool(_CREDIT.fullmatch(line.strip()))


@rule("page.sign-off")
def sign_off(line: str) -> bool:
    """Editors' credits and end marks after the last paragraph are no part of the report."""
    text = line.strip(" .")
    return len(text) < 220 and bool(_CREDITS.fullmatch(text) or _END_MARK.fullmatch(text))


@rule("page.furniture-words")
def furniture_words(line: str) -> str | None:
    """A short line of known furniture ("Share this", "Copyright …", "Related stories") is named after its kind."""
    if len(line) > 240:
        return None
    lists = furniture()
    folded = line.casefold().strip(" :.»›>|-–—()[]").strip()
    kind = lists.whole.get(folded)
    if kind:
        return kind
    match = lists.opening.match(line.lstrip(" ([*-–—"))
    if not match:
        return None
    kind = lists.opening_kind.get(match.group().casefold())
    rest = line[match.end() :]
    if kind == "copyright" or (kind == "related" and (":" in rest[:3] or len(line) < 80)):
        return kind
    if kind in ("share", "newsletter", "cookie", "comments", "advert") and len(line.split()) <= 14:
        return kind
    if kind == "caption" and ":" in match.group() + rest[:2]:
        return kind
    return None
