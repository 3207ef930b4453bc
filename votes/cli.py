"""Commands: `votes serve | db | catalog | …`; what a command needs is imported when it runs, for a quick start."""

import sys

import click


@click.group()
def main() -> None:
    """民生票决: carries a livelihood project from the first wish to the last verdict."""


@main.command()
def catalog() -> None:
    """Collect the sentences of every room into its catalogue, and say which lack Chinese."""
    from votes.common.catalog import collect, lacking

    collect()
    missing = lacking()
    for room, sentence in missing:
        click.echo(f"{room}: {sentence}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
