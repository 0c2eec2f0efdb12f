"""The reader: a document in, its record out."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property, lru_cache
from importlib import resources

import msgspec

from dragoman.knowledge.ownactors import own_gazetteer
from dragoman.knowledge.ownissues import own_issues
from dragoman.reading.draft import Draft, Settings
from dragoman.reading.language import Parser, load_parser
from dragoman.reading.stages import check, stages
from dragoman.record import SCHEMA, Document, DocumentView, Model, Pipeline, Record
from dragoman.record.version import __version__


class Reader:
    """Reads documents into records, loading its models once.

    ``published`` (an ISO day) settles the date of every report read; ``model`` names a spaCy pipeline. One reader may
    read any number of documents; it holds no state between them.
    """

    def __init__(
        self,
        *,
        published: str | None = None,
        model: str | None = None,
        actors_file: str | None = None,
        issues_file: str | None = None,
    ) -> None:
        self.settings = Settings(published=published, actors_file=actors_file, issues_file=issues_file)
        self.model = model
        self.stages = stages(lambda: self.parser)
        check(self.stages)

    @cached_property
    def parser(self) -> Parser:
        """The parser, loaded when first asked for."""
        return load_parser(self.model)

    @cached_property
    def pipeline(self) -> Pipeline:
        """What makes the records: its ``id`` changes when program, models, knowledge or settings change."""
        digest = hashlib.sha256()
        parser = self.parser
        for part in (__version__, program_digest(), parser.name, parser.version, repr(self.settings)):
            digest.update(part.encode() + b"\0")
        for path in (self.settings.actors_file, self.settings.issues_file):
            if path:
                with open(path, "rb") as file:
                    digest.update(hashlib.sha256(file.read()).digest())
        # what is wrong with the user's own lists shows before the first report is read
        if self.settings.actors_file:
            own_gazetteer(self.settings.actors_file)
        if self.settings.issues_file:
            own_issues(self.settings.issues_file)
        return Pipeline(id=digest.hexdigest()[:16], models=(Model(self.parser.name, self.parser.version),))

    def read(self, document: Document, *, published: str | None = None) -> Record:
        """The record of one document. ``published`` overrides the reader's own setting for this document."""
        return self.record(self.draft(document, published=published))

    def draft(self, document: Document, *, published: str | None = None) -> Draft:
        """The document after all stages, before it is made a record."""
        settings = self.settings
        if published is not None:
            settings = Settings(published=published, actors_file=settings.actors_file, issues_file=settings.issues_file)
        draft = Draft(document=_sound(document), settings=settings)
        for stage in self.stages:
            draft = stage.run(draft)
        return draft

    def record(self, draft: Draft) -> Record:
        """A finished draft as a record."""
        document = draft.document
        view = DocumentView(
            id=hashlib.sha256(document.text.encode()).hexdigest(),
            source=document.source,
            title=draft.title,
            outlet=draft.outlet,
            agency=draft.agency,
            section=draft.section,
            byline=draft.byline,
            language=draft.language,
            dateline=draft.dateline,
            text=document.text,
            blocks=draft.blocks,
            pages=document.pages,
            part=document.part,
        )
        return Record(
            schema=SCHEMA,
            dragoman=__version__,
            pipeline=self.pipeline,
            document=view,
            published=draft.published,
            entities=draft.cast.entities,
            times=draft.times,
            statements=draft.statements,
            issues=draft.issues,
            meetings=draft.meetings,
            positions=draft.positions,
            events=draft.events,
            warnings=draft.warnings,
        )


_HALF_PAIR = re.compile("[\ud800-\udfff]")


def _sound(document: Document) -> Document:
    """The document without halves of surrogate pairs, which are no characters; offsets stay as they are."""
    if not _HALF_PAIR.search(document.text):
        return document
    says = "The text holds halves of characters (surrogates); each stands as \ufffd."
    text = _HALF_PAIR.sub("\ufffd", document.text)
    return msgspec.structs.replace(document, text=text, warnings=(*document.warnings, says))


@lru_cache(maxsize=1)
def program_digest() -> str:
    """SHA-256 over the program's own reading code and knowledge files, in a fixed order."""
    digest = hashlib.sha256()
    for room in ("reading", "knowledge", "record", "intake"):
        _walk(resources.files("dragoman").joinpath(room), digest)
    return digest.hexdigest()


def _walk(folder: resources.abc.Traversable, digest: hashlib._Hash) -> None:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _walk(entry, digest)
        elif entry.name.endswith((".py", ".csv", ".yaml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
