"""Forms of the calendar."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Optional

from votes.common.fields import Day, Line, Whole, Words
from votes.common.once import OnceForm
from votes.congress.models import Committee
from votes.supervision.calendar_rules import Rhythm


class RhythmForm(FlaskForm):
    """督办节奏, in months."""

    notice_every = Whole(_l("A notice every so many months"), most=12, description=_l("0: none."))
    check_every = Whole(_l("A check on the spot every so many months"), most=12, description=_l("0: none."))
    report_month = Whole(_l("Month of the half-year report"), most=12, description=_l("0: none."))
    rating_month = Whole(_l("Month of the year-end rating"), most=12, description=_l("0: none."))
    look_back_month = Whole(
        _l("Month of the look-back in the year after"), most=12, description=_l("0: none.")
    )

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm as typed."""
        return Rhythm(
            self.notice_every.data or 0,
            self.check_every.data or 0,
            self.report_month.data or 0,
            self.rating_month.data or 0,
            self.look_back_month.data or 0,
        )


class ItemForm(FlaskForm):
    """One item: whom it is given to, and whether it is done."""

    committee = SelectField(_l("Given to the committee"), coerce=int, validators=[Optional()])
    given_to = Line(_l("Given to the person"), required=False, longest=60)
    done_on = Day(_l("Done on"), required=False)
    done_words = Words(
        _l("What was done"),
        required=False,
        longest=500,
        description=_l(
            "Such as the number of the notice. A check is done by itself once the group has looked at its projects."
        ),
    )

    def offer(self, committees: Sequence[Committee]) -> None:
        """Offer the committees of the congress."""
        self.committee.choices = [(0, _("none")), *((one.id, one.name) for one in committees)]


class OwnItemForm(OnceForm):
    """Something of one's own."""

    title = Line(_l("What is due"), longest=100)
    due_on = Day(_l("Day"))
