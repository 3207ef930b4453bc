"""Forms of the list of deputies."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from votes.common.fields import Day, Line
from votes.common.validators import Rule
from votes.congress.models import WALK_NAMES, Delegation, Term, Walk
from votes.congress.roll import check_phone


class DeputyForm(FlaskForm):
    """One deputy."""

    name = Line(_l("Full name"), longest=60)
    delegation = SelectField(_l("Delegation"), coerce=int)
    phone = Line(
        _l("Telephone"),
        required=False,
        longest=30,
        validators=[Rule(check_phone)],
        description=_l("Shown to the office alone."),
        render_kw={"inputmode": "tel"},
    )
    place = Line(_l("Constituency"), required=False, longest=80)
    trade = Line(_l("Trade or post"), required=False, longest=80)
    walk = SelectField(
        _l("Walk of life"),
        default="",
        description=_l("So that supervision groups are mixed of all walks of life."),
    )

    def __init__(self, term: Term, **values: Any) -> None:
        super().__init__(**values)
        self.delegation.choices = [
            SelectChoice(0, _l("none")),
            *(SelectChoice(one.id, one.name) for one in term.delegations),
        ]
        self.walk.choices = [
            SelectChoice("", _l("none")),
            *(SelectChoice(walk.value, name) for walk, name in WALK_NAMES.items()),
        ]

    @property
    def chosen_walk(self) -> Walk | None:
        """The walk of life that was chosen."""
        return Walk(self.walk.data) if self.walk.data else None

    def chosen(self, term: Term) -> Delegation | None:
        """The delegation that was chosen."""
        return next((one for one in term.delegations if one.id == self.delegation.data), None)


class EndForm(FlaskForm):
    """The end of a mandate."""

    day = Day(_l("Day on which the mandate ended"))
