"""``dragoman serve``: the workbench in a browser."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Model

if TYPE_CHECKING:
    from dragoman.workbench.settings import Settings

NAME = "serve"


def command(
    project: Annotated[str, typer.Argument(help="The project file (made if it is not there) or a database address.")],
    host: Annotated[str, typer.Option(help="The address to serve. Others than this machine's own need a guard.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.", min=0, max=65535)] = 8765,
    password: Annotated[
        str | None,
        typer.Option(
            help="Ask for this password. In the environment other users of the machine do not see it.",
            envvar="DRAGOMAN_PASSWORD",
        ),
    ] = None,
    proxy_header: Annotated[
        str | None, typer.Option(help="A proxy signs people in and names them in this header, e.g. X-Forwarded-User.")
    ] = None,
    proxy_from: Annotated[
        list[str] | None, typer.Option(help="Address of the proxy; may be repeated.", show_default="127.0.0.1, ::1")
    ] = None,
    host_name: Annotated[
        list[str] | None, typer.Option(help="A further name under which the pages are asked for; may be repeated.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name in the review log.", show_default="your name on this machine")
    ] = None,
    model: Model = None,
) -> None:
    """Open the workbench: read reports beside their records, check and correct them, see the dossier.

    Serves this machine only unless told otherwise. Stop it with Ctrl+C.
    """
    from dragoman.workbench.settings import Settings, SettingsError

    settings = Settings(
        project=project,
        host=host,
        port=port,
        who=reviewer or _user(),
        password=password,
        proxy_header=proxy_header,
        proxy_from=tuple(proxy_from or ("127.0.0.1", "::1")),
        host_names=tuple(host_name or ()),
        model=model,
    )
    try:
        settings.check()
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    _serve(settings)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"


def _serve(settings: Settings) -> None:
    import socket

    import uvicorn

    from dragoman.project import Project, ProjectError
    from dragoman.workbench.app import create_app
    from dragoman.workbench.settings import is_address, is_loopback

    try:
        with Project.open(settings.project, create=True):
            pass
    except ProjectError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        says = f"{settings.host}:{settings.port} cannot be served: {error.strerror or error}; try another --port"
        typer.echo(says, err=True)
        raise typer.Exit(1) from error
    shown = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
    if is_address(settings.host) and settings.host in ("0.0.0.0", "::"):
        shown = socket.gethostname()
    typer.echo(f"{settings.project} is open at http://{shown}:{listening.getsockname()[1]}/", err=True)
    if not is_loopback(settings.host) and settings.proxy_header is None:
        typer.echo(
            "what goes over the network is not encrypted; put a proxy with TLS before it (docs/workbench.md)", err=True
        )
    # proxy headers are not believed: who the peer is decides whether a user's name is
    config = uvicorn.Config(
        create_app(settings), log_level="warning", proxy_headers=False, server_header=False, access_log=False,
        timeout_graceful_shutdown=3, h11_max_incomplete_event_size=65_536,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
