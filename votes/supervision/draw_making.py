"""What the office types for each kind of draw, and the list that follows from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.projects.models import Cycle, Project
from votes.supervision import draw_lists
from votes.supervision.draw_forms import DrawForm, ExpertsForm, MembersForm, ProjectsForm, SitesForm
from votes.supervision.draw_lists import Candidates
from votes.supervision.draw_rules import Kind
from votes.supervision.draws import Prepared
from votes.supervision.experts import pool
from votes.supervision.overview import supervised


@dataclass(frozen=True)
class What:
    """A kind of draw: its words, and its form for a cycle."""

    words: LazyString
    form: Callable[[Cycle], DrawForm]


def sites_form(cycle: Cycle) -> SitesForm:
    """Sites are typed."""
    form = SitesForm()
    form.offer(supervised(cycle))
    return form


def projects_form(cycle: Cycle) -> ProjectsForm:
    """All watched projects, unless some are left out."""
    found = supervised(cycle)
    form = ProjectsForm(data={"projects": [one.id for one in found]})
    form.offer(found)
    return form


def members_form(cycle: Cycle) -> MembersForm:
    """Deputies of the term."""
    form, term = MembersForm(), cycle.congress.term
    form.offer(supervised(cycle), term.delegations if term else [])
    return form


def experts_form(cycle: Cycle) -> ExpertsForm:
    """Experts of the pool."""
    form = ExpertsForm()
    form.offer(supervised(cycle), sorted({one.field for one in pool(cycle.congress)}))
    return form


FORMS: dict[Kind, What] = {
    Kind.sites: What(_l("Draw sites to inspect"), sites_form),
    Kind.projects: What(_l("Draw projects to inspect"), projects_form),
    Kind.members: What(_l("Draw deputies for a group"), members_form),
    Kind.experts: What(_l("Draw experts"), experts_form),
}


def prepared(kind: Kind, form: DrawForm, cycle: Cycle) -> Prepared:
    """The draw as the form says."""
    known = supervised(cycle)
    about = project_of(form, known)
    found = candidates(form, cycle, known, about)
    return Prepared(kind, form.title.data or "", found.entries, form.count.data or 0, about, found.left_out)


def project_of(form: DrawForm, known: Sequence[Project]) -> Project | None:
    """The project that the draw is about."""
    chosen = form.project.data if "project" in form else 0
    return next((one for one in known if one.id == chosen), None)


def candidates(form: DrawForm, cycle: Cycle, known: Sequence[Project], about: Project | None) -> Candidates:
    """The list to draw from."""
    if isinstance(form, SitesForm):
        return draw_lists.sites(form.sites.data or "")
    if isinstance(form, ProjectsForm):
        ticked = set(form.projects.data or [])
        return draw_lists.projects(one for one in known if one.id in ticked)
    if isinstance(form, MembersForm) and about is not None:
        wanted = form.delegation.data or 0, form.words.data or ""
        return draw_lists.members(cycle.congress, about, *wanted)
    if isinstance(form, ExpertsForm):
        return draw_lists.experts(cycle.congress, form.field.data or "", about)
    return Candidates()
