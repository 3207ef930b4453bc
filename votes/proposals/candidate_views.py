"""候选项目: the list, its order, its surplus, its publication, and its papers."""

from pathlib import Path
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.links import site
from votes.accounts.roles import Role
from votes.common import clock, paper
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken
from votes.common.exports import write_xlsx
from votes.common.qr import qr_png
from votes.common.resources import PACKAGE
from votes.common.validators import refuse, refuse_form
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.telling import known_of
from votes.projects.workpages import work_page
from votes.proposals.advice_words import index_by_number
from votes.proposals.candidate_papers import HEADINGS, line, table_context
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF
from votes.proposals.screening import arrange, candidates_of, publish_candidates
from votes.proposals.screening_forms import OrderForm, PublishForm
from votes.proposals.screening_telling import (
    here,
    lacking_words,
    lineage,
    surplus_of,
    surplus_warning,
    surplus_words,
)
from votes.proposals.screening_views import kept_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIST = "/desk/<congress>/<cycle>/candidates"
EVERYONE = (*STAFF, Role.unit, Role.deputy)


@bp.route(LIST)
@open_to(*STAFF)
@work_page("提", _l("List of candidates"))
def candidates(congress: str, cycle: str) -> str:
    """The candidates in the order of the ballot, with the surplus over the seats."""
    found = the_living_cycle(congress, cycle)
    surplus = surplus_of(found)
    return render_template(
        "proposals/candidates.html",
        cycle=found,
        rows=[row(one) for one in candidates_of(found)],
        index=index_by_number(found, clock.today()),
        surplus=surplus_words(surplus),
        warning=surplus_warning(surplus),
        may_publish=me().has(found.congress, Role.office) and found.candidates_published_at is None,
    )


def row(project: Any) -> dict[str, Any]:
    """A candidate as a row of the list."""
    return {
        "no": project.number,
        "title": project.title,
        "url": url_for("proposals.screen", **here(project)),
        "goal": project.year_goal,
        "unit": project.unit_name,
        "state": lacking_words(project) or _("complete"),
    }


@bp.route(f"{LIST}/order", methods=["GET", "POST"])
@open_to(Role.office)
def order(congress: str, cycle: str) -> str | Response:
    """Put the candidates in the order of the ballot, until they are published."""
    found = the_living_cycle(congress, cycle)
    rows = candidates_of(found)
    form = OrderForm(data={"places": [{"place": one.number} for one in rows]})
    if form.validate_on_submit():
        places = {one.id: entry.place.data for one, entry in zip(rows, form.places, strict=False)}
        try:
            arrange(found, places)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            db.session.commit()
            return redirect(url_for("proposals.candidates", congress=congress, cycle=cycle))
    titles = [one.title for one in rows]
    return render_template("proposals/order.html", cycle=found, form=form, titles=titles)


@bp.route(f"{LIST}/publish", methods=["GET", "POST"])
@open_to(Role.office)
def publish(congress: str, cycle: str) -> str | Response:
    """公布: from then on everyone reads the list, and nothing of it changes."""
    found = the_living_cycle(congress, cycle)
    form = PublishForm()
    surplus = surplus_of(found)
    if form.validate_on_submit():
        try:
            signed = kept_paper(found.congress, form.paper, _("Release of the candidates"))
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.paper, broken)
        else:
            publish_candidates(found, clock.now(), me().name, signed)
            db.session.commit()
            return redirect(url_for("proposals.candidates", congress=congress, cycle=cycle))
    return render_template(
        "proposals/publish.html",
        cycle=found,
        form=form,
        surplus=surplus_words(surplus),
        warning=surplus_warning(surplus),
        lacking=[one for one in map(row, candidates_of(found)) if one["state"] != _("complete")],
    )


@bp.route(f"{LIST}/booklet")
@open_to(*EVERYONE)
@work_page("决", _l("Booklet of the candidates"))
def booklet(congress: str, cycle: str) -> str:
    """候选项目说明, to print."""
    found = the_living_cycle(congress, cycle)
    return booklet_page(found, paper.pdf_available())


def booklet_page(cycle: Cycle, with_pdf: bool) -> str:
    """The booklet as a page: one candidate after the other, each with all that is known of it."""
    index = index_by_number(cycle, clock.today())
    projects = [
        (one, [(term, value) for term, value in [*known_of(one), *heard(one, index)] if value])
        for one in candidates_of(cycle)
    ]
    return render_template(
        "proposals/booklet.html",
        cycle=cycle,
        projects=projects,
        seats=settings_of(cycle.settings).seats,
        day=format_date(clock.today()),
        with_pdf=with_pdf,
    )


def heard(project: Project, index: dict[int, str]) -> list[tuple[str, str]]:
    """民意指数 of a candidate, as a fact of the booklet."""
    words = index.get(project.number, "")
    return [(_("What residents chose (民意指数)"), words)] if words else []


@bp.route(f"{LIST}/booklet.pdf")
@open_to(*EVERYONE)
def booklet_pdf(congress: str, cycle: str) -> Response:
    """The booklet as PDF."""
    found = the_living_cycle(congress, cycle)
    css = (PACKAGE / "static" / "paper.css").read_text()
    made = paper.pdf(booklet_page(found, with_pdf=False), css)
    return handed_out(made, "application/pdf", f"candidates-{congress}-{cycle}.pdf")


@bp.route(f"{LIST}.xlsx")
@open_to(*EVERYONE)
def candidates_sheet(congress: str, cycle: str) -> Response:
    """候选项目表 as a sheet."""
    found = the_living_cycle(congress, cycle)
    index = index_by_number(found, clock.today())
    rows = [[*line(one), index.get(one.number, "")] for one in candidates_of(found)]
    return handed_out(
        write_xlsx("候选项目表", [*HEADINGS, "民意指数"], rows), XLSX, f"candidates-{congress}-{cycle}.xlsx"
    )


@bp.route(f"{LIST}.docx")
@open_to(*EVERYONE)
def candidates_paper(congress: str, cycle: str) -> Response:
    """候选项目表 as a Word file, from the congress's own template if it has one."""
    found = the_living_cycle(congress, cycle)
    day, seats = format_date(clock.today()), settings_of(found.settings).seats
    context = table_context(found, candidates_of(found), day, seats)
    made = paper.fill(template("candidates.docx", found), context)
    return handed_out(made, DOCX, f"candidates-{congress}-{cycle}.docx")


@bp.route("/desk/<congress>/<cycle>/collection-notice.docx")
@open_to(*STAFF)
@work_page("提", _l("Notice of the collection, as a Word file"))
def notice(congress: str, cycle: str) -> Response:
    """征集公告, with the address and the QR to propose at."""
    found = the_living_cycle(congress, cycle)
    settings = settings_of(found.settings)
    address = site() + url_for("proposals.propose", congress=congress, cycle=cycle)
    opens, closes = found.collection_opens_on, found.collection_closes_on
    context = {
        "issuer": found.congress.name,
        "subject": found.title,
        "mark": _("Demonstration") if found.congress.demo else "",
        "date": format_date(clock.today()),
        "start": format_date(opens) if opens else "",
        "end": format_date(closes) if closes else "",
        "categories": "、".join(settings.categories),
        "reasons": [{"text": _(reason)} for reason in settings.negative_list],
        "address": address,
        "qr": qr_png(address),
        "contact": found.congress.contact,
    }
    made = paper.fill(template("collection-notice.docx", found), context)
    return handed_out(made, DOCX, f"collection-{congress}-{cycle}.docx")


def template(name: str, cycle: Cycle) -> Path:
    """The template of a paper: the congress's own, one above it, or the room's."""
    data = data_folder()
    return paper.find_template(name, paper.template_folders(data, lineage(cycle.congress), "proposals"))
