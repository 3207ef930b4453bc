"""`votes box …` as typed; what a command needs is imported when it runs, for a quick start."""

from pathlib import Path

import click

from votes.common.errors import say
from votes.common.spoken_commands import SpokenGroup, SpokenOption


@click.group(
    cls=SpokenGroup,
    help=say("The scrutineers' part of a vote by sealed ballots, on a laptop without network."),
)
def box() -> None:
    """监票人's commands."""


FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
ENGLISH = click.option("--english", is_flag=True, help=say("Speak English."), cls=SpokenOption)


@box.command("keys", help=say("Make the keys of the boxes and the scrutineers' cards, into FOLDER."))
@FOLDER
@click.option(
    "--congress", required=True, help=say("the congress, as the slips shall name it"), cls=SpokenOption
)
@click.option(
    "--session", required=True, help=say("the session, as the slips shall name it"), cls=SpokenOption
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    required=True,
    metavar="A=TITLE",
    help=say("a vote that may come"),
    cls=SpokenOption,
)
@click.option(
    "--cards", type=int, default=3, show_default=True, help=say("how many cards there are"), cls=SpokenOption
)
@click.option(
    "--need", type=int, default=2, show_default=True, help=say("how many cards open a box"), cls=SpokenOption
)
@ENGLISH
def box_keys(
    folder: Path,
    congress: str,
    session: str,
    sections: tuple[str, ...],
    cards: int,
    need: int,
    english: bool,
) -> None:
    """制卡."""
    from votes.ballots.box.commands import make_keys, run_at_desk, titles_of

    run_at_desk(
        lambda desk: make_keys(desk, congress, session, titles_of(sections), need, cards), folder, english
    )


@box.command(
    "slips", help=say("Draw slips for the votes in KEYS and lay them out for printing, into FOLDER.")
)
@click.argument("keys", type=click.Path(path_type=Path))
@FOLDER
@click.option("--number", type=int, required=True, help=say("how many slips"), cls=SpokenOption)
@click.option(
    "--host",
    required=True,
    metavar="https://…",
    help=say("the address that the QR codes open"),
    cls=SpokenOption,
)
@ENGLISH
def box_slips(keys: Path, folder: Path, number: int, host: str, english: bool) -> None:
    """印票."""
    from votes.ballots.box.commands import make_slips, run_at_desk

    run_at_desk(lambda desk: make_slips(desk, keys, number, host), folder, english)


@box.command(
    "open",
    help=say(
        "Open the closed BOX with the cards of KEYS, count it, and write record and result into FOLDER.\n\n"
        "KEYS and SLIPS are keys.json and slips.json as this laptop wrote them, never copies that come with the box."
    ),
)
@click.argument("file", metavar="BOX", type=click.Path(path_type=Path))
@click.argument("keys", type=click.Path(path_type=Path))
@click.argument("slips", type=click.Path(path_type=Path))
@FOLDER
@click.option(
    "--sheet",
    default="",
    help=say("the code on the sheet printed at the close; asked for if not given"),
    cls=SpokenOption,
)
@click.option(
    "--page", default="", help=say("the hash that the page's counter has printed"), cls=SpokenOption
)
@ENGLISH
def box_open(file: Path, keys: Path, slips: Path, folder: Path, sheet: str, page: str, english: bool) -> None:
    """开箱."""
    from votes.ballots.box.commands import open_at, run_at_desk

    run_at_desk(lambda desk: open_at(desk, file, keys, slips, sheet, page), folder, english)


@box.command(
    "page",
    help=say("Build the scrutineers' page, which does all this in a browser, as FILE, and tell its hash."),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def box_page(file: Path) -> None:
    """离线页."""
    from votes.ballots.box.page import write_page

    write_page(file, click.echo)
