"""`votes box …` as typed; what a command needs is imported when it runs, for a quick start."""

from pathlib import Path

import click


@click.group()
def box() -> None:
    """The scrutineers' part of a vote by sealed ballots, on a laptop without network."""


FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
ENGLISH = click.option("--english", is_flag=True, help="Speak English.")


@box.command("keys")
@FOLDER
@click.option("--congress", required=True)
@click.option("--session", required=True)
@click.option(
    "--section", "sections", multiple=True, required=True, metavar="A=TITLE", help="a vote that may come"
)
@click.option("--cards", type=int, default=3, show_default=True)
@click.option("--need", type=int, default=2, show_default=True, help="how many cards open a box")
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
    """Make the keys of the boxes and the scrutineers' cards, into FOLDER."""
    from votes.ballots.box.commands import make_keys, run_at_desk, titles_of

    run_at_desk(
        lambda desk: make_keys(desk, congress, session, titles_of(sections), need, cards), folder, english
    )


@box.command("slips")
@click.argument("keys", type=click.Path(path_type=Path))
@FOLDER
@click.option("--number", type=int, required=True)
@click.option("--host", required=True, metavar="https://…", help="the address that the QR codes open")
@ENGLISH
def box_slips(keys: Path, folder: Path, number: int, host: str, english: bool) -> None:
    """Draw slips for the votes in KEYS and lay them out for printing, into FOLDER."""
    from votes.ballots.box.commands import make_slips, run_at_desk

    run_at_desk(lambda desk: make_slips(desk, keys, number, host), folder, english)


@box.command("open")
@click.argument("file", metavar="BOX", type=click.Path(path_type=Path))
@click.argument("keys", type=click.Path(path_type=Path))
@click.argument("slips", type=click.Path(path_type=Path))
@FOLDER
@click.option(
    "--sheet", default="", help="the code on the sheet printed at the close; asked for if not given"
)
@click.option("--page", default="", help="the hash that the page's counter has printed")
@ENGLISH
def box_open(file: Path, keys: Path, slips: Path, folder: Path, sheet: str, page: str, english: bool) -> None:
    """Open the closed BOX with the cards of KEYS, count it, and write record and result into FOLDER.

    KEYS and SLIPS are keys.json and slips.json as this laptop wrote them, never copies that come with the box.
    """
    from votes.ballots.box.commands import open_at, run_at_desk

    run_at_desk(lambda desk: open_at(desk, file, keys, slips, sheet, page), folder, english)


@box.command("page")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def box_page(file: Path) -> None:
    """Build the scrutineers' page, which does all this in a browser, as FILE, and tell its hash."""
    from votes.ballots.box.page import write_page

    write_page(file, click.echo)
