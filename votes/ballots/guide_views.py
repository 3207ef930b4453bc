"""会场说明: printable pages on how a vote by slips goes, for whoever has a part in the sitting."""

from flask import abort, render_template

from votes.accounts.access import open_to
from votes.ballots.blueprint import bp
from votes.ballots.guides import GUIDES
from votes.ballots.loading import EVERYONE, the_sitting


@bp.route("/desk/<congress>/sitting/<int:sitting>/guide/<page>")
@open_to(*EVERYONE)
def guide(congress: str, sitting: int, page: str) -> str:
    """One page of the hall procedure, to be printed."""
    here, found = the_sitting(congress, sitting), GUIDES.get(page)
    if found is None:
        abort(404)
    return render_template("ballots/guide.html", guide=found, sitting=here)
