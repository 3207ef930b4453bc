"""Forms of whoever follows a proposal: its code, and whether the answer satisfies."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Line, Words
from votes.proposals.verdicts import SATISFIED, UNSATISFIED

YES, NO = "yes", "no"
MARKS = ((YES, SATISFIED), (NO, UNSATISFIED))


class FollowForm(FlaskForm):
    """The code of a proposal, typed in."""

    class Meta:
        """A search changes nothing and needs no token."""

        csrf = False

    code = Line(
        _l("The code of your proposal"),
        longest=60,
        description=_l("Ten letters and digits; blanks and dashes do not matter."),
    )


class VerdictForm(FlaskForm):
    """提出人评价: satisfied or not, and why."""

    satisfied = RadioField(
        _l("Are you satisfied with this answer?"),
        choices=[],
        validators=[InputRequired(_l("Please choose one of the two."))],
    )
    words = Words(
        _l("Why, if you like"),
        required=False,
        longest=300,
        description=_l("Only staff who deal with the proposal read this; it is not published."),
    )

    def offer(self) -> None:
        """Offer both, in the language of the page."""
        self.satisfied.choices = [SelectChoice(value, _(words)) for value, words in MARKS]

    @property
    def is_satisfied(self) -> bool:
        """What was chosen."""
        return bool(self.satisfied.data == YES)
