"""Generated documents are fresh, and every command and option says what it does."""

from pathlib import Path

import pytest
import typer

from dragoman.cli import rules, schema
from dragoman.cli.app import app

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "command"), [("rules.md", rules.markdown), ("schema.md", schema.markdown)])
def test_generated_pages_are_fresh(name: str, command: object) -> None:
    assert callable(command)
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == command() + "\n", f"run: dragoman {name[:-3]} --format markdown > docs/{name}"


def test_every_command_and_option_has_help() -> None:
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.opts}"
