"""点位: the sites of a project, typed or pasted from a map, or of all projects of a cycle out of a sheet."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import Actor, me, open_to
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.sheet_intake import taken_in
from votes.common.db import db
from votes.common.downloads import XLSX, handed_out
from votes.common.errors import RuleBroken
from votes.common.exports import write_xlsx
from votes.common.validators import refuse
from votes.congress.sheet_form import SheetForm
from votes.projects.file_views import bp
from votes.projects.loading import the_living_cycle, the_project
from votes.projects.models import Cycle, Project
from votes.projects.site_forms import SiteForm
from votes.projects.site_list import COLUMNS, Outcome, add_site, import_sites, remove_site, sheet_rows
from votes.projects.sites import Site, sites_of
from votes.projects.workpages import work_page

STAFF = (Role.office, Role.government)


def is_mine(actor: Actor, project: Project) -> bool:
    """Whether this person may say where a project is built: staff, and the unit that carries it out."""
    return actor.has(project.congress, *STAFF) or project.unit in actor.units(project.congress)


def the_sited(congress: str, cycle: str, number: int) -> Project:
    """The project of this address for whoever may say where it is built."""
    the_living_cycle(congress, cycle)
    project = the_project(congress, cycle, number)
    if not is_mine(me(), project):
        abort(404)
    return project


@bp.route("/desk/<congress>/<cycle>/<int:number>/sites", methods=["GET", "POST"])
@open_to(*STAFF, Role.unit)
@work_page("办", _l("Sites"), is_mine)
def sites(congress: str, cycle: str, number: int) -> str | Response:
    """The sites of a project, and one more."""
    project = the_sited(congress, cycle, number)
    form = SiteForm(project.congress)
    if form.validate_on_submit():
        try:
            add_site(project, form.name.data or "", form.chosen_place, *form.at)
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            db.session.commit()
            return redirect(url_for(".sites", congress=congress, cycle=cycle, number=number))
    return render_template("projects/sites.html", project=project, form=form, sites=sites_of(project))


@bp.route("/desk/<congress>/<cycle>/<int:number>/sites/<int:site>/remove", methods=["POST"])
@open_to(*STAFF, Role.unit)
def take_site_off(congress: str, cycle: str, number: int, site: int) -> Response:
    """Take a site off its project."""
    project = the_sited(congress, cycle, number)
    row = the_row(Site, project.congress, site)
    if row.project_id != project.id:
        abort(404)
    remove_site(row)
    db.session.commit()
    flash(_("Removed."))
    return redirect(url_for(".sites", congress=congress, cycle=cycle, number=number))


def mine_of(cycle: Cycle) -> set[int]:
    """The projects of a cycle of which this person may say where they are built."""
    return {project.id for project in cycle.projects if is_mine(me(), project)}


@bp.route("/desk/<congress>/<cycle>/sites", methods=["GET", "POST"])
@open_to(*STAFF, Role.unit)
@work_page("办", _l("Sites from a sheet"))
def take_sites_in(congress: str, cycle: str) -> str | Response:
    """Take the sites of many projects in, all rows or none; the same sheet again changes nothing."""
    found = the_living_cycle(congress, cycle)
    form = SheetForm()
    outcome, wrong = taken_in(form, lambda data: import_sites(found, data, mine_of(found)))
    if outcome:
        return kept(found, outcome)
    heads = [column.headings[0] for column in COLUMNS]
    return render_template("projects/take_sites_in.html", cycle=found, form=form, wrong=wrong, heads=heads)


def kept(cycle: Cycle, outcome: Outcome) -> Response:
    """Keep what a sheet did and say so."""
    db.session.commit()
    words = _(
        "%(added)d sites are new, %(changed)d lie elsewhere now.",
        added=outcome.added,
        changed=outcome.changed,
    )
    flash(words)
    return redirect(url_for(".cycle", congress=cycle.congress.slug, cycle=cycle.slug))


@bp.route("/desk/<congress>/<cycle>/sites.xlsx")
@open_to(*STAFF, Role.unit)
def sites_sheet(congress: str, cycle: str) -> Response:
    """The sites as a sheet that can be taken in again; a project without one has a row to fill."""
    found = the_living_cycle(congress, cycle)
    heads = [column.headings[0] for column in COLUMNS]
    return handed_out(
        write_xlsx(_("Sites"), heads, sheet_rows(found, mine_of(found))),
        XLSX,
        f"sites-{congress}-{cycle}.xlsx",
    )
