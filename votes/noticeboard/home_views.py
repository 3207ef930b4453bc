"""首页: all places and what happens in each; and the first page of one place, at a glance."""

from dataclasses import dataclass, field

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard import cycles, glance
from votes.noticeboard.glance import Glance
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_page
from votes.projects.models import Cycle


@dataclass
class Home:
    """One place with its lists: those carried on, and the past ones."""

    congress: Congress
    running: list[Cycle] = field(default_factory=list)
    over: list[Cycle] = field(default_factory=list)

    def living(self) -> list[Living]:
        """The lists that are carried on, as they stand today."""
        return [Living(cycle, clock.today()) for cycle in self.running]


@bp.route("/")
@open_to(PUBLIC)
def home() -> Response:
    """All places, and what happens now; `?place=` leads to the one that was chosen."""
    if request.args.get("place"):
        chosen = the_public_congress(request.args["place"])
        return redirect(url_for(".place", congress=chosen.slug))
    homes = all_homes()
    past: dict[str, list[Home]] = {}
    for one in homes:
        if one.over and not one.running:
            past.setdefault(one.congress.province, []).append(one)
    return public_page(
        render_template(
            "noticeboard/home.html", living=[one for one in homes if one.running], past=past, show=cycles
        )
    )


def all_homes() -> list[Home]:
    """Every congress that everyone may see, by province, with its lists, newest first."""
    shown = select(Congress).where(Congress.rehearsal_of_id.is_(None))
    homes = {one.id: Home(one) for one in db.session.scalars(shown.order_by(Congress.province, Congress.id))}
    for cycle in db.session.scalars(select(Cycle).order_by(Cycle.year.desc(), Cycle.id)):
        if cycle.is_public and cycle.congress_id in homes:
            found = homes[cycle.congress_id]
            (found.over if cycle.archived else found.running).append(cycle)
    return list(homes.values())


@bp.route("/<congress>")
@open_to(PUBLIC)
def place(congress: str) -> Response:
    """One place at a glance: its newest list, what lags, what is new, its towns; and all its lists."""
    home = the_public_congress(congress)
    lists = glance.lists_of(home)
    newest = next((cycle for cycle in lists if not cycle.archived), None)
    seen = Glance(Living(newest, clock.today())) if newest else None
    return public_page(
        render_template(
            "noticeboard/place.html",
            home=home,
            seen=seen,
            title=glance.title_of(seen.living, seen.living.on) if seen else home.place,
            lights=cycles.lights(seen.living.wall) if seen else [],
            news=glance.news_rows(seen.news, request.script_root) if seen else [],
            towns=glance.towns_of(home),
            quarters=glance.quarters_of(home),
            cycles=[cycle for cycle in lists if cycle is not newest],
            show=cycles,
            told=glance,
        )
    )
