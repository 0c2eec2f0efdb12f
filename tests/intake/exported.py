"""Exports of news databases, written by the tests: invented articles in the databases' own shapes."""

from __future__ import annotations

BODY = [
    "Delegations of Norway and Chad met in Oslo for the second day and spoke about fishing, trains and the school year.",
    "“We have a text,” said a Norwegian negotiator, who asked not to be named because the talks go on.",
    "The two sides meet again in N'Djamena in the autumn. LANGUAGE was not an obstacle, both said.",
]


def nexis_old(count: int = 3, *, stated: int | None = None, skip: tuple[int, ...] = (), word: str = "en") -> str:
    """The typewriter layout of LexisNexis, in English, German or French."""
    total = stated or count
    marker = {"en": "{n} of {m} DOCUMENTS", "de": "Dokument {n} von {m}", "fr": "Document {n} de {m}"}[word]
    date = {"en": "March {n}, 2009 Tuesday", "de": "Dienstag {n}. März 2009", "fr": "mardi {n} mars 2009"}[word]
    by, section, length, load, language = {
        "en": ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE: ENGLISH"),
        "de": ("AUTOR", "RUBRIK", "LÄNGE", "UPDATE", "SPRACHE: GERMAN; DEUTSCH"),
        "fr": ("AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE: FRENCH; FRANÇAIS"),
    }[word]
    months = {"en": "March {n}, 2009", "de": "{n}. März 2009", "fr": "{n} mars 2009"}[word]
    out = []
    for n in range(1, count + 1):
        if n in skip:
            continue
        body = "\n\n".join(BODY)
        out.append(
            f"\n\n                               {marker.format(n=n, m=total)}\n\n\n"
            f"                              The Fjord Courier\n\n"
            f"                            {date.format(n=n)}\n                                 Final Edition\n\n"
            f"Talks enter day {n} as ministers wait for\nan answer from the capitals\n\n"
            f"{by}: Kari Nordmann, Oslo\n\n{section}: WORLD; Pg. {n}\n\n{length}: 412 words\n\nDATELINE: OSLO, March {n}\n\n"
            f"{body}\n\n{load}: {months.format(n=n + 1)}\n\n{language}\n\nPUBLICATION-TYPE: Newspaper\n\n"
            f"                      Copyright 2009 Fjord Courier AS\n                           All Rights Reserved\n"
        )
    return "".join(out)


def nexis_new(count: int = 3, *, stated: int | None = None, cover: bool = True, cut_off: bool = False) -> list[str]:
    """Paragraphs of a Nexis Uni export."""
    titles = [f"Talks enter day {n} in Oslo" for n in range(1, count + 1)]
    out: list[str] = []
    if cover:
        out += [
            "Date and Time: Friday, 3 May, 2019 10:00:00 AM CEST",
            "Job Number: 1234567",
            f"Documents ({stated or count})",
        ]
        for n, title in enumerate(titles, 1):
            out += [
                f"{n}. {title}",
                "Client/Matter: -None-",
                "Search Terms: oslo AND talks",
                "Search Type: Terms and Connectors",
            ]
        out += ["Narrowed by:", "Content Type", "Narrowed by", "News", "-None-"]
    for n, title in enumerate(titles, 1):
        out += [
            title,
            "Agence France Presse -- English",
            f"March {n}, 2009 Tuesday 5:12 PM GMT",
            "Copyright 2009 Agence France Presse All Rights Reserved",
            "Section: INTERNATIONAL NEWS",
            "Length: 412 words",
            "Byline: By KARI NORDMANN",
            f"Dateline: OSLO, March {n} 2009",
            "Body",
            *BODY,
            f"Load-Date: March {n + 1}, 2009",
        ]
        if not (cut_off and n == count):
            out.append("End of Document")
    return out


def factiva_coded(count: int = 3, *, gap: str = "\t", found: int | None = None, cut_off: bool = False) -> str:
    """Factiva with field codes."""
    out = []
    for n in range(1, count + 1):
        fields = [
            ("SE", "World"),
            ("HD", f"Talks enter day {n} in Oslo"),
            ("BY", "By Kari Nordmann"),
            ("CR", "Reuters"),
            ("WC", "412 words"),
            ("PD", f"{n} March 2009"),
            ("ET", "17:12"),
            ("SN", "Reuters News"),
            ("SC", "LBA"),
            ("LA", "English"),
            ("CY", "(c) 2009 Reuters Limited"),
            ("LP", BODY[0]),
            ("TD", f"{BODY[1]}\n\nIN Geneva nobody had heard of it.\n\n{BODY[2]}"),
            ("NS", "gdip : International Relations | gcat : Political/General News"),
            ("RE", "chad : Chad | norway : Norway"),
            ("AN", f"Document LBA0000020090303e53300{n:03d}"),
        ]
        if cut_off and n == count:
            fields = fields[:-3]
        out.append("\n".join(f"{code}{gap}{value}\n" for code, value in fields))
    text = "\n\n".join(out)
    if found is not None:
        text += f"\n\nSearch Summary\nText\toslo and talks\nDate\tAll Dates\nResults Found\t{found}\nTimestamp\t3 May 2019 10:00\n"
    return text


def factiva_plain(count: int = 3) -> list[str]:
    """Factiva's article format: no codes, as lines."""
    out = []
    for n in range(1, count + 1):
        out += [
            f"Talks enter day {n} in Oslo", "By Kari Nordmann", "412 words", f"{n} March 2009", "17:12", "Reuters News",
            "LBA", "English", "(c) 2009 Reuters Limited", *BODY, f"Document LBA0000020090303e53300{n:03d}",
        ]  # fmt: skip
    return out


def factiva_html(count: int = 3, *, coded: bool = True) -> str:
    """The page that Factiva saves."""
    articles = []
    for n in range(1, count + 1):
        paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in BODY)
        if coded:
            rows = [
                ("HD", f'<span class="enHeadline">Talks enter day {n} in Oslo</span>'), ("BY", "By Kari Nordmann"),
                ("WC", "412 words"), ("PD", f"{n} March 2009"), ("SN", "Reuters News"), ("SC", "LBA"), ("LA", "English"),
                ("CY", "(c) 2009 Reuters Limited"), ("LP", paragraphs), ("TD", paragraphs),
                ("NS", "gdip : International Relations"), ("AN", f"Document LBA0000020090303e53300{n:03d}"),
            ]  # fmt: skip
            table = "".join(
                f'<tr><td class="index" valign="top"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'
                for code, value in rows
            )
            articles.append(f'<div class="article enArticle"><table>{table}</table></div>')
        else:
            articles.append(
                f'<div class="article enArticle"><div id="hd"><span class="enHeadline">Talks enter day {n} in Oslo</span></div>'
                f'<div class="author">By Kari Nordmann</div><div>412 words</div><div>{n} March 2009</div><div>17:12</div>'
                f"<div>Reuters News</div><div>LBA</div><div>English</div><div>© 2009 Reuters Limited</div>{paragraphs}"
                f"<p>Document LBA0000020090303e53300{n:03d}</p></div>"
            )
    return f"<!DOCTYPE html><html><head><title>Factiva</title></head><body>{''.join(articles)}</body></html>"


def proquest(count: int = 3, *, stated: int | None = None, numbered: bool = True, cut_off: bool = False) -> str:
    """ProQuest's text export."""
    rule = "_" * 60
    out = []
    for n in range(1, count + 1):
        head = f"Document {n} of {stated or count}\n\n" if numbered else ""
        body = "\n\n".join(BODY)
        tail = "" if cut_off and n == count else (
            f"Subject: Negotiations; Diplomacy\n\nLocation: Oslo Norway\n\nTitle: Talks enter day {n} in Oslo\n\n"
            f"Publication title: The Fjord Courier; Oslo\n\nPages: {n}\n\nPublication year: 2009\n\nPublication date: Mar {n}, 2009\n\n"
            f"Section: World\n\nPublisher: Fjord Courier AS\n\nLanguage of publication: English\n\nDocument type: News\n\n"
            f"ProQuest document ID: 24123456{n}\n\nLast updated: 2011-10-0{n}\n\nDatabase: A Newsstand\n\n"
        )  # fmt: skip
        out.append(
            f"{head}Talks enter day {n} in Oslo\n\nAuthor: Nordmann, Kari\n\nPublication info: The Fjord Courier ; Oslo "
            f"[Oslo]0{n} Mar 2009: {n}.\n\nFull text: {body}\n\n{tail}"
        )
    contents = (
        ""
        if numbered
        else "Table of contents\n\n" + "".join(f"{n}. Talks {n}\n" for n in range(1, (stated or count) + 1))
    )
    return (
        f"{rule}\n\n{contents}\n{rule}\n\n"
        + f"{rule}\n\n".join(out)
        + f"{rule}\n\nContact us at: http://database.example\n"
    )
