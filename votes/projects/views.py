"""项目: working pages of the office for its cycles, and the page of one cycle and of one project for all staff."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress
from votes.projects import follower_views, site_views
from votes.projects.adoption import adopt, adoptions, frozen
from votes.projects.cycles import cycles_of, reserved_words, start_cycle
from votes.projects.file_views import bp
from votes.projects.forms import SettingsForm
from votes.projects.loading import the_living_cycle, the_project
from votes.projects.models import Cycle
from votes.projects.profiles import PROFILES
from votes.projects.settings import CycleSettings, settings_of
from votes.projects.start_forms import DatesForm, StartForm
from votes.projects.telling import known_of, project_rows, stage_word, still_words, way_of, window_words
from votes.projects.workpages import pages_above, pages_of_cycle, pages_of_project, work_page

__all__ = ["bp", "follower_views", "site_views"]

AUTUMN = 10
EVERY_ROLE = (Role.office, Role.government, Role.unit, Role.deputy, Role.administrator)


@bp.route("/desk/<congress>/cycles")
@open_to(*EVERY_ROLE)
def cycles(congress: str) -> str:
    """All years and batches of the congress."""
    here = the_congress(congress)
    return render_template(
        "projects/cycles.html",
        cycles=cycles_of(here),
        may_start=me().has(here, Role.office),
        above=pages_above(me(), here),
    )


@bp.route("/desk/<congress>/cycles/start", methods=["GET", "POST"])
@open_to(Role.office)
def start(congress: str) -> str | Response:
    """Start a year or a batch from a profile or from the last cycle's settings."""
    here = the_congress(congress)
    living = [cycle for cycle in cycles_of(here) if not cycle.archived]
    form = StartForm(data=suggestion(here))
    form.offer(living[0] if living else None)
    if form.validate_on_submit():
        try:
            cycle = begun(here, form, living)
        except RuleBroken as broken:
            form.slug.errors = [_(broken.sentence, **broken.values)]
        else:
            db.session.commit()
            return redirect(url_for(".cycle", congress=here.slug, cycle=cycle.slug))
    return render_template("projects/start.html", form=form)


def suggestion(congress: Congress) -> dict[str, object]:
    """What the form of a new cycle proposes: this year, from October on the next one, or the next batch of it.

    Proposals are collected in autumn for the session early in the following year.
    """
    today = clock.today()
    year = today.year + (today.month >= AUTUMN)
    taken = {cycle.slug for cycle in cycles_of(congress)}
    if str(year) not in taken:
        return {"year": year, "slug": str(year), "title": _("Livelihood projects of %(year)d", year=year)}
    batch = next(n for n in range(2, len(taken) + 3) if f"{year}-{n}" not in taken)
    title = _("Livelihood projects of %(year)d, batch %(batch)d", year=year, batch=batch)
    return {"year": year, "slug": f"{year}-{batch}", "title": title}


def begun(congress: Congress, form: StartForm, living: list[Cycle]) -> Cycle:
    """The cycle this form asks for."""
    key = str(form.profile.data)
    settings: CycleSettings = (
        settings_of(living[0].settings) if key == "last" else PROFILES[key].settings(key)
    )
    reserved = reserved_words(current_app.url_map.iter_rules())
    return start_cycle(
        congress,
        str(form.slug.data),
        str(form.title.data),
        form.year.data or 0,
        settings,
        reserved,
        clock.now(),
        me().name,
    )


@bp.route("/desk/<congress>/<cycle>")
@open_to(*EVERY_ROLE)
def cycle(congress: str, cycle: str) -> str:
    """One cycle: where to work, and all its projects."""
    found = the_living_cycle(congress, cycle)
    return render_template(
        "projects/cycle.html",
        cycle=found,
        pages=pages_of_cycle(me(), found),
        above=pages_above(me(), found.congress),
        rows=project_rows(found),
        window=window_words(found),
    )


@bp.route("/desk/<congress>/<cycle>/<int:number>")
@open_to(*EVERY_ROLE)
def project(congress: str, cycle: str, number: int) -> str:
    """One project: what is known of it, its way so far, and where to work on it."""
    the_living_cycle(congress, cycle)
    found = the_project(congress, cycle, number)
    return render_template(
        "projects/project.html",
        project=found,
        pages=pages_of_project(me(), found),
        stage=stage_word(found.stage),
        known=known_of(found),
        way=way_of(found),
    )


@bp.route("/desk/<congress>/<cycle>/dates", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("提", _l("Dates of the collection"))
def dates(congress: str, cycle: str) -> str | Response:
    """When the collection opens and closes; a window shorter than the rule warns and blocks nothing."""
    found = the_living_cycle(congress, cycle)
    form = DatesForm(obj=found)
    if form.validate_on_submit():
        form.populate_obj(found)
        db.session.commit()
        warn_of_short_window(found)
        return redirect(url_for(".cycle", congress=congress, cycle=cycle))
    least = settings_of(found.settings).window_days
    return render_template("projects/dates.html", form=form, cycle=found, least=least)


def warn_of_short_window(cycle: Cycle) -> None:
    """Say so when the collection is open for fewer days than the settings ask."""
    least = settings_of(cycle.settings).window_days
    opens, closes = cycle.collection_opens_on, cycle.collection_closes_on
    if opens and closes and (closes - opens).days + 1 < least:
        words = _(
            "Saved. The collection is open for %(days)d days; your settings ask for at least %(least)d.",
            days=(closes - opens).days + 1,
            least=least,
        )
        flash(words)


@bp.route("/desk/<congress>/<cycle>/settings", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("提", _l("Settings"))
def settings(congress: str, cycle: str) -> str | Response:
    """What the cycle has adopted; what governs something that has begun is shown and cannot change."""
    found = the_living_cycle(congress, cycle)
    adopted, still, versions = settings_of(found.settings), frozen(found), adoptions(found)
    form = SettingsForm()
    form.prepare(still)
    if not form.is_submitted():
        form.fill(adopted)
        form.seen.data = str(len(versions))
    elif form.validate():
        try:
            wanted = form.read(adopted)
        except RuleBroken as broken:
            form.light_slow.errors = [_(broken.sentence, **broken.values)]
        else:
            adopt(found, wanted, clock.now(), me().name, form.versions_seen())
            db.session.commit()
            return redirect(url_for(".cycle", congress=congress, cycle=cycle))
    return render_template(
        "projects/settings.html",
        form=form,
        cycle=found,
        still=still_words(adopted, still),
        versions=versions,
        profile=PROFILES.get(adopted.profile),
    )
