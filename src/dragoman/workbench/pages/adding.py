"""Adding files: what is taken, under which name, and how far they are."""

from __future__ import annotations

import re
import unicodedata

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from dragoman.workbench.answers import Table
from dragoman.workbench.reading_queue import Job, QueueFullError
from dragoman.workbench.web import bench, get, post, view

TAKEN = tuple(
    "anpa asc atom bz2 csv docx eml gz htm html json jsonl mbox md mht mhtml msg ndjson newsml nitf odt parquet pdf "
    "rss rtf tar text tgz tsv txt warc xhtml xml xz zip".split()
)
"""Endings of files that are taken. What a file is, intake tells from its content; this keeps obvious strays out."""

COLUMNS = (
    ("id", "No."), ("name", "File"), ("size", "Bytes"), ("state", "State"), ("says", "Says"), ("documents", "Reports"),
    ("seconds", "Seconds"), ("who", "By"), ("at", "At"),
)  # fmt: skip
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_LONGEST = 120


def safe_name(given: str) -> str:
    """A file's name as the project keeps it: its last part, without control and direction characters, at most 120 long.

    The name is a label. No file is ever opened or written under it.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    clean = " ".join(_FORBIDDEN.sub("", last).split()).strip(". ")
    if len(clean) > _LONGEST:
        stem, dot, ending = clean.rpartition(".")
        keep = _LONGEST - len(ending) - 2 if dot and len(ending) <= 8 else _LONGEST - 1
        clean = (stem if keep != _LONGEST - 1 else clean)[:keep] + "…" + (f".{ending}" if keep != _LONGEST - 1 else "")
    return clean or "unnamed"


def refusal(name: str, size: int, largest: int) -> str | None:
    """Why a file is not taken, None when it is."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TAKEN:
        return f"files of the kind “{ending or 'without ending'}” are not read"
    if size == 0:
        return "the file is empty"
    if size > largest:
        return f"the file has {size:,} bytes; at most {largest:,} are taken"
    return None


def add_page(request: Request) -> Response:
    """The place to drop files, and the list of those on their way."""
    here = bench(request)
    jobs = here.queue.jobs()
    table = Table(name="files", columns=COLUMNS, rows=[_row(job) for job in jobs])
    return here.pages.answer(
        request, "add.html", table, jobs=jobs, taken=TAKEN, largest=here.settings.largest_file,
        busy=any(not job.over for job in jobs),
    )  # fmt: skip


def jobs_piece(request: Request) -> Response:
    """The list alone, asked for again while files are on their way."""
    here = bench(request)
    jobs = here.queue.jobs()
    return here.pages.render(request, "_jobs.html", jobs=jobs, busy=any(not job.over for job in jobs))


def add(request: Request, form: FormData) -> Response:
    """Take files. Each is queued or refused with a reason; the answer lists both."""
    here = bench(request)
    who = request.state.session.who
    files = [f for f in form.getlist("file") if isinstance(f, UploadFile)]
    if not files:
        raise HTTPException(400, "No file came along.")
    taken = []
    for file in files:
        name = safe_name(file.filename or "")
        size = file.size or 0
        says = refusal(name, size, here.settings.largest_file)
        if says is None:
            try:
                taken.append(here.queue.put(name, file.file.read(here.settings.largest_file + 1), who))
                continue
            except QueueFullError as error:
                says = str(error)
        taken.append(here.queue.refuse(name, size, who, says))
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse([{"name": j.name, "state": j.state, "says": j.says} for j in taken])
    return RedirectResponse("/add", status_code=303)


def clear(request: Request, form: FormData) -> Response:
    """Forget the files that are through."""
    bench(request).queue.clear()
    return RedirectResponse("/add", status_code=303)


def _row(job: Job) -> dict[str, object]:
    return {name: getattr(job, name) for name, _ in COLUMNS}


ROUTES: list[BaseRoute] = [
    *view("/add", add_page), get("/add/jobs", jobs_piece), post("/add", add), post("/add/clear", clear),
]  # fmt: skip
