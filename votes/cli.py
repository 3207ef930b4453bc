"""Commands: `votes serve | demo | db | …`; what a command needs is imported when it runs, for a quick start."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from votes.ballots.box.cli import box
from votes.common.starting import loading
from votes.tools import TOOLS

LEVELS = ("province", "prefecture", "county", "township", "street")
ROLES = ("office", "government", "administrator", "unit")
STAGES = ("proposals", "advice", "session", "delivery", "evaluation")


@click.group()
def main() -> None:
    """民生票决: carries a livelihood project from the first wish to the last verdict."""
    os.umask(0o077)  # whatever is kept is for the account that runs the service alone


def check_port(port: int) -> None:
    """End the command with a sentence if the port is taken, before it changes anything."""
    from votes.common.errors import RuleBroken
    from votes.common.ports import check_free
    from votes.common.spoken import why_not

    try:
        check_free(port)
    except RuleBroken as broken:
        raise click.ClickException(why_not(broken)) from broken


def in_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application, with the write lock taken from the start; a broken rule is one sentence."""

    def run(*args: Any, **values: Any) -> Any:
        with loading():
            from votes.app import create_app

            app = create_app()
        from votes.common.db import writing
        from votes.common.errors import RuleBroken
        from votes.common.spoken import why_not

        token = writing.set(True)
        try:
            with app.app_context():
                return command(*args, **values)
        except RuleBroken as broken:
            raise click.ClickException(why_not(broken)) from broken
        finally:
            writing.reset(token)

    run.__doc__ = command.__doc__
    return run


@main.command()
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--workers", type=int, envvar="WORKERS", default=2, show_default=True)
def serve(port: int, workers: int) -> None:
    """Serve on this machine (behind nginx for everybody else)."""
    check_port(port)
    serve_at(port, workers)


def serve_at(port: int, workers: int) -> None:
    """Serve until stopped."""
    with loading():
        from votes.server import serve as run
    run(port, workers)


@main.command()
@click.option("--serve", "serves", is_flag=True, help="then serve it")
@click.option("--stage", type=click.Choice(STAGES), help="where the living years start (session)")
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--workers", type=int, envvar="WORKERS", default=2, show_default=True)
@click.option("--again", hidden=True, help="how it was started, where that was not by this command")
def demo(serves: bool, stage: str | None, port: int, workers: int, again: str | None) -> None:
    """Load the demonstration into an empty data folder, or go on where it stood."""
    if serves:
        check_port(port)
    from votes.common.config import value_of
    from votes.demo.commands import demo as show

    os.environ["PORT"] = str(port)
    fresh = f"DATA={value_of('DATA')} PORT={port} .venv/bin/votes demo"
    in_app(show)(stage, fresh, again or f"{fresh} --serve")
    if serves:
        serve_at(port, workers)


@main.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="the day to do; today if not given")
@click.option("--once", is_flag=True, hidden=True, help="only if no other process has done this day")
def daily(on: datetime | None, once: bool) -> None:
    """Do what each day brings: look at all projects under way, send digests, empty the outbox."""
    from votes.desk.commands import daily as do_day

    in_app(do_day)(on.date() if on else None, once)


@main.command()
def send() -> None:
    """Send what waits in the outbox."""
    from votes.desk.commands import send_now

    in_app(send_now)()


@main.group()
def db() -> None:
    """Bring the database to this version, or look at it."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to this version."""
    from votes.common.migrating import upgrade as bring_up

    in_app(bring_up)(revision=revision)


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to an earlier version."""
    from votes.common.migrating import downgrade as take_back

    in_app(take_back)(revision=revision)


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration from what the models say now."""
    from votes.common.migrating import write

    in_app(write)(message)


@main.command()
@click.argument("congress", required=False)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--blank", type=click.Path(file_okay=False, path_type=Path), help="write blank sheets there")
def archive(congress: str | None, folder: Path | None, blank: Path | None) -> None:
    """Take in past years of CONGRESS from the sheets in FOLDER; a year that is there already is brought up to date."""
    from votes.projects.archive_commands import import_archive, write_blanks

    if blank:
        in_app(write_blanks)(blank)
    elif congress and folder:
        in_app(import_archive)(congress, folder)
    else:
        raise click.UsageError("CONGRESS FOLDER, or --blank FOLDER")


@main.group()
def search() -> None:
    """What residents can search."""


@search.command("rebuild")
def rebuild_search() -> None:
    """Make the search index anew from all public words, after an import that went past the application."""
    from votes.noticeboard.search_commands import rebuild_index

    in_app(rebuild_index)()


@main.group()
def congress() -> None:
    """Add a congress, or list them."""


@congress.command("add")
@click.argument("slug")
@click.argument("name")
@click.option("--level", type=click.Choice(LEVELS), required=True)
@click.option("--parent", default="", help="the word of the congress that hosts it")
@click.option("--place", default="", help="the place, if the name does not say it")
@click.option("--province", default="", help="the province, for the list of all")
def add_congress(**values: str) -> None:
    """Add a congress: SLUG is its word in addresses, for ever; NAME its place or its full title."""
    from votes.congress.commands import add

    in_app(add)(**values)


@congress.command("list")
def list_congresses() -> None:
    """List every congress: word, level, name, host."""
    from votes.congress.commands import show

    in_app(show)()


@main.group()
def account() -> None:
    """Let staff in: add, grant, invite, close."""


@account.command("add")
@click.argument("congress")
@click.argument("login")
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="may be given several times")
@click.option("--unit", "units", multiple=True, help="a unit to act for; added if there is none of that name")
def add_account(congress: str, login: str, name: str, roles: tuple[str, ...], units: tuple[str, ...]) -> None:
    """Add an account in CONGRESS and print its one-time invitation."""
    from votes.accounts.commands import add

    in_app(add)(congress, login, name, roles, units)


@account.command("grant")
@click.argument("login")
@click.argument("congress")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES))
@click.option("--unit", "units", multiple=True)
def grant_roles(login: str, congress: str, roles: tuple[str, ...], units: tuple[str, ...]) -> None:
    """Let LOGIN hold exactly these roles in CONGRESS, its own or a hosted one."""
    from votes.accounts.commands import grant

    in_app(grant)(login, congress, roles, units)


@account.command("invite")
@click.argument("login")
def invite_account(login: str) -> None:
    """Print a new invitation for LOGIN (password or phone lost)."""
    from votes.accounts.commands import invite

    in_app(invite)(login)


@account.command("close")
@click.argument("login")
def close_account(login: str) -> None:
    """Close the account LOGIN: signed out everywhere, codes good no more."""
    from votes.accounts.commands import close

    in_app(close)(login)


@main.command()
@click.argument("place", metavar="CONGRESS/CYCLE/ROUND")
def record(place: str) -> None:
    """Write the record of a declared round, for `votes recount` and for everyone's own calculator.

    It carries all counts, whatever the publish switch says: it is for whoever runs the server, to be kept or handed
    out as the congress decides. A round that is not declared has no record.
    """
    from votes.ballots.commands import write_record

    in_app(write_record)(place)


for tool in (box, *TOOLS):
    main.add_command(tool)


if __name__ == "__main__":
    main()
