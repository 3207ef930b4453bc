"""Commands that need no application: recounting, repeating a draw, backing up, the catalogue of sentences."""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print exactly the line of the result.")
@click.option("--english", is_flag=True, help="Read out in English.")
def recount(file: Path, as_json: bool, english: bool) -> None:
    """Count a ballot record or a Pabulib .pb FILE again, and compare it with what it states."""
    from votes.ballots.recount import as_written, recount
    from votes.common.spoken import chinese

    sys.exit(recount(file, as_json, sys.stdout, _=as_written if english else chinese()))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--english", is_flag=True, help="Tell it in English.")
def draw(file: Path, english: bool) -> None:
    """Repeat the draw by lot of a downloaded FILE, and say whether it agrees."""
    from votes.common.spoken import chinese
    from votes.supervision.draw_file import repeat

    sys.exit(repeat(file, sys.stdout, _=str if english else chinese()))


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Write a consistent copy of everything kept to TARGET (.tar); a database in PostgreSQL is not in it."""
    from votes.common.backup import WITHOUT_DATABASE, back_up
    from votes.common.config import value_of
    from votes.common.errors import RuleBroken
    from votes.common.spoken import chinese, why_not

    elsewhere = bool(value_of("DATABASE_URL"))
    try:
        back_up(Path(value_of("DATA")), target, not elsewhere)
    except RuleBroken as broken:
        raise click.ClickException(why_not(broken)) from broken
    click.echo(target)
    if elsewhere:
        click.echo(chinese()(WITHOUT_DATABASE), err=True)


@click.command()
def catalog() -> None:
    """Collect the sentences of every room into its catalogue, and say which lack Chinese."""
    from votes.common.catalog import collect, lacking

    collect()
    missing = lacking()
    for room, sentence in missing:
        click.echo(f"{room}: {sentence}")
    sys.exit(1 if missing else 0)


TOOLS = (recount, draw, backup, catalog)
