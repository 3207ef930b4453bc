"""Forms of hosting and rehearsing."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from votes.accounts.models import Account
from votes.common.fields import NEEDED, Words
from votes.congress.models import Level, Session
from votes.congress.titles import session_title
from votes.projects.models import Cycle

LEVEL_NAMES = {
    Level.province: _l("province"),
    Level.prefecture: _l("prefecture"),
    Level.county: _l("county or district"),
    Level.township: _l("township or town"),
    Level.street: _l("street (an assembly recommends)"),
}


class StartHostedForm(FlaskForm):
    """Townships to start in one step."""

    level = RadioField(_l("They are"), [InputRequired(NEEDED)], coerce=Level)
    lines = Words(
        _l("One a line: word in addresses, full title, number of the term, number of deputies"),
        longest=8000,
        description=_l(
            "Copy the four columns straight from a sheet. For example: lihe-town 礼河镇人民代表大会 18 45"
        ),
    )
    acting = SelectMultipleField(
        _l("Who of us acts for them until they have people of their own"),
        [InputRequired(_l("Tick at least one: else nobody could let anyone in there."))],
        coerce=int,
    )
    cycle = SelectField(_l("Give them the settings of"), coerce=int)

    def __init__(
        self, levels: Sequence[Level], people: Sequence[Account], cycles: Sequence[Cycle], **values: Any
    ) -> None:
        super().__init__(**values)
        self.level.choices = [SelectChoice(level.value, LEVEL_NAMES[level]) for level in levels]
        self.acting.choices = [SelectChoice(one.id, one.name) for one in people]
        self.cycle.choices = [
            *(SelectChoice(one.id, one.title) for one in cycles),
            SelectChoice(0, _l("nothing: start no year there yet")),
        ]


class RehearseForm(FlaskForm):
    """What a rehearsal copies."""

    session = SelectField(_l("Session to rehearse"), coerce=int)
    cycle = SelectField(_l("Which list of candidates"), coerce=int)

    def __init__(self, sessions: Sequence[Session], cycles: Sequence[Cycle], **values: Any) -> None:
        super().__init__(**values)
        self.session.choices = [SelectChoice(one.id, session_title(one)) for one in sessions]
        self.cycle.choices = [SelectChoice(one.id, one.title) for one in cycles]
