"""Forms of the draws and of the expert pool."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from votes.common.fields import Line, Whole, Words
from votes.common.once import OnceForm
from votes.congress.models import Delegation, Unit
from votes.projects.models import Project
from votes.supervision.draw_rules import LONGEST_WORD
from votes.supervision.forms import CHOOSE, TICK


def choices_of(projects: Sequence[Project]) -> list[tuple[int, str]]:
    """Projects as choices."""
    return [(one.id, f"{one.number} {one.title}") for one in projects]


class DrawForm(OnceForm):
    """备签: every kind of draw has a title and a number."""

    title = Line(_l("What the draw is for"), longest=100)
    count = Whole(_l("How many are drawn"), least=1, most=500)


class SitesForm(DrawForm):
    """Sites of a project, or of several."""

    project = SelectField(_l("Project"), coerce=int, validators=[Optional()])
    sites = Words(_l("Sites, one on each line"), longest=20_000)

    def offer(self, projects: Sequence[Project]) -> None:
        """Offer the projects whose sites may be drawn."""
        self.project.choices = [(0, _("several projects")), *choices_of(projects)]


class ProjectsForm(DrawForm):
    """Projects of the list."""

    projects = SelectMultipleField(_l("Projects to draw from"), coerce=int, validators=[InputRequired(TICK)])

    def offer(self, projects: Sequence[Project]) -> None:
        """Offer the projects that are watched."""
        self.projects.choices = choices_of(projects)


class MembersForm(DrawForm):
    """Deputies for a group."""

    project = SelectField(_l("Project"), coerce=int, validators=[InputRequired(CHOOSE)])
    delegation = SelectField(_l("Delegation"), coerce=int, validators=[Optional()])
    words = Line(
        _l("Trade or place contains"),
        required=False,
        longest=40,
        description=_l("Blank: every serving deputy who does not stand aside."),
    )

    def offer(self, projects: Sequence[Project], delegations: Sequence[Delegation]) -> None:
        """Offer the projects, and the delegations from which deputies may be drawn."""
        self.project.choices = choices_of(projects)
        self.delegation.choices = [(0, _("all")), *((one.id, one.name) for one in delegations)]


class ExpertsForm(DrawForm):
    """Experts of a field."""

    project = SelectField(
        _l("Project"),
        coerce=int,
        validators=[Optional()],
        description=_l("Experts tied to its unit are left out (recusal)."),
    )
    field = SelectField(_l("Field of expertise"), validators=[Optional()])

    def offer(self, projects: Sequence[Project], fields: Sequence[str]) -> None:
        """Offer the projects and the fields of the pool."""
        self.project.choices = [(0, _("none")), *choices_of(projects)]
        self.field.choices = [("", _("all")), *((one, one) for one in fields)]


class LotForm(FlaskForm):
    """开签: the word called out on the spot."""

    word = Line(
        _l("Called out on the spot"),
        required=False,
        longest=LONGEST_WORD,
        description=_l(
            "A number or word that somebody present calls out now, such as three digits. Nobody knew it when the seed was made."
        ),
    )


class ExpertForm(OnceForm):
    """专家."""

    name = Line(_l("Name or number"), longest=60)
    field = Line(
        _l("Field of expertise"), longest=40, description=_l("Such as law, engineering, planning, education.")
    )
    employer = Line(_l("Employer"), required=False, longest=120)
    unit = SelectField(
        _l("Tied to the unit"),
        coerce=int,
        validators=[Optional()],
        description=_l("Then never drawn for a project of this unit."),
    )

    def offer(self, units: Sequence[Unit]) -> None:
        """Offer the units to which an expert may be tied."""
        self.unit.choices = [(0, _("none")), *((one.id, one.name) for one in units)]
