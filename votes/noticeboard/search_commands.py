"""`votes search rebuild`: the index anew from what everyone may read."""

import click
from flask_babel import ngettext

from votes.common.db import db
from votes.noticeboard.search_watch import rebuild


def rebuild_index() -> None:
    """Index every public text anew, and say how many there are."""
    count = rebuild()
    db.session.commit()
    click.echo(ngettext("%(num)d text can be found.", "%(num)d texts can be found.", count))
