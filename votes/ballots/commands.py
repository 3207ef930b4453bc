"""`votes record`: the record of a round, with counts, for whoever runs the service."""

import click
from flask_babel import gettext as _
from sqlalchemy import select

from votes.ballots import record as records
from votes.ballots.lookup import round_of
from votes.ballots.round_record import record_of
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress
from votes.projects.models import Cycle


def write_record(place: str) -> None:
    """Write the record of the round at CONGRESS/CYCLE/ROUND to the standard output."""
    try:
        data = records.as_bytes(record_of(the_round(place)))
    except RuleBroken as broken:
        raise click.ClickException(_(broken.sentence, **broken.values)) from broken
    click.echo(data, nl=False)


def the_round(place: str) -> Round:
    """The round of this place, or the end of the command."""
    congress, cycle, number = [*place.strip("/").split("/"), "", "", ""][:3]
    query = select(Cycle).join(Congress, Cycle.congress_id == Congress.id)
    found = db.session.scalar(query.where(Congress.slug == congress, Cycle.slug == cycle))
    is_number = number.isdecimal() and len(number) < 10
    round = round_of(found, int(number)) if found and is_number else None
    if round is None:
        raise click.ClickException(
            _("There is no round %(place)s. Give it as CONGRESS/CYCLE/ROUND.", place=place)
        )
    return round
