"""The figures of those public pages that stand above the lists or beside them, as `.json` under the same address."""

from flask import abort
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.ballots.adopting import Publish, Purpose
from votes.ballots.lookup import round_of
from votes.ballots.publishing import public_result
from votes.ballots.round_record import book, record_of
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard import living_data, open_data
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_data
from votes.projects.archive import Practice
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.proposals.figures import released


@bp.route("/.json")
@open_to(PUBLIC)
def home_data() -> Response:
    """All congresses with their lists as data."""
    lists: dict[int, list[Cycle]] = {}
    for cycle in db.session.scalars(select(Cycle).order_by(Cycle.year.desc(), Cycle.id.desc())):
        if cycle.is_public:
            lists.setdefault(cycle.congress_id, []).append(cycle)
    shown = select(Congress).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.id)
    rows = [open_data.congress_data(one, lists.get(one.id, [])) for one in db.session.scalars(shown)]
    return public_data({"congresses": rows})


@bp.route("/about/rules.json")
@open_to(PUBLIC)
def rules_data() -> Response:
    """各地规则 as data, in the languages in which each is known."""
    rows = db.session.scalars(select(Practice).order_by(Practice.seq))
    return public_data({"rules": [open_data.practice_data(row) for row in rows]})


@bp.route("/<congress>/<cycle>/proposals.json")
@open_to(PUBLIC)
def proposals_data(congress: str, cycle: str) -> Response:
    """What residents asked for as data, as far as it was released."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    counts = living_data.asked_data(Living(found, clock.today()))
    rows = [living_data.proposal_data(proposal) for proposal in released(found)]
    return public_data({**counts, "proposals": rows})


@bp.route("/<congress>/<cycle>/ballots/<int:ballot>.json")
@open_to(PUBLIC)
def ballot_data(congress: str, cycle: str, ballot: int) -> Response:
    """The record of a declared round of the ballot, as far as its publish switch allows: the whole one only with counts."""
    found = the_public_cycle(congress, cycle)
    round = round_of(found, ballot)
    is_shown = round is not None and round.purpose is not Purpose.inquiry
    result = public_result(round) if round and is_shown else None
    if round is None or result is None:
        abort(404)
    told = result.publish is Publish.counts
    return public_data(
        {
            "congress": found.congress.slug,
            "cycle": found.slug,
            "result": living_data.result_data(result),
            "rules": book(round).plain(),
            "record": record_of(round) if told else None,
        }
    )
