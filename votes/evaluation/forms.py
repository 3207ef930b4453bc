"""Forms of evaluation: the public's three boxes, totals from paper, the rating window, closing and reopening."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.validators import InputRequired

from votes.common.fields import Day, Line, Whole, Words
from votes.common.once import OnceForm
from votes.evaluation.rules import Spread
from votes.evaluation.slips import MOST_AT_ONCE
from votes.evaluation.totals import COLLECTED_NAMES, Collected


class TotalsForm(OnceForm):
    """评价汇总."""

    kind = RadioField(_l("Whose rating"), choices=[], validators=[InputRequired(_l("Please choose one."))])
    words = Line(
        _l("Source"),
        description=_l("Who counted, where and how, such as: 县统计局入户问卷，300户."),
    )
    first_on = Day(_l("First day"))
    last_on = Day(_l("Last day"))
    people = Whole(_l("People who answered"), least=1)
    satisfied = Whole(_l("Satisfied"))
    basic = Whole(_l("Basically satisfied"))
    dissatisfied = Whole(_l("Dissatisfied"))
    abstain = Whole(_l("Abstained or blank"), required=False)
    paper = FileField(_l("Photo of the tally, or the report"))

    def offer(self, kinds: Iterable[Collected]) -> None:
        """Offer these kinds of totals; the only one is chosen."""
        self.kind.choices = [(kind.value, COLLECTED_NAMES[kind]) for kind in kinds]
        if len(self.kind.choices) == 1 and not self.is_submitted():
            self.kind.data = self.kind.choices[0][0]

    @property
    def chosen(self) -> Collected:
        """Whose rating it is."""
        return Collected(self.kind.data)

    @property
    def spread(self) -> Spread:
        """The counts."""
        return Spread(
            self.satisfied.data or 0,
            self.basic.data or 0,
            self.dissatisfied.data or 0,
            self.abstain.data or 0,
        )


class WindowForm(FlaskForm):
    """The days of the public rating."""

    rating_opens_on = Day(
        _l("Announced from"),
        required=False,
        description=_l("The code on the site works from the first day of work on, even before this day."),
    )
    rating_closes_on = Day(
        _l("Last day"), required=False, description=_l("Left blank: residents can rate until further notice.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A window ends after it begins."""
        fine = bool(super().validate(extra_validators))
        opens, closes = self.rating_opens_on.data, self.rating_closes_on.data
        if fine and opens and closes and closes < opens:
            self.rating_closes_on.errors = [_("Choose a day on or after the first.")]
            return False
        return fine


class ClosingForm(FlaskForm):
    """办结."""

    reason = Words(
        _l("Why it is closed though the deputies have not rated it"),
        required=False,
        longest=500,
        description=_l("Stands in public beside the closing."),
    )

    def fit(self, rated: bool) -> None:
        """Ask for a reason only where there is no rating; there it is needed."""
        self.reason.flags.optional = False
        if rated:
            del self.reason

    @property
    def why(self) -> str:
        """The reason, blank where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""


class ReopeningForm(FlaskForm):
    """回头看."""

    reason = Words(
        _l("What the look-back found"), longest=500, description=_l("Stands in public beside the reopening.")
    )


class SlipsForm(FlaskForm):
    """一次性评价码."""

    number = Whole(_l("How many slips to print"), least=1, most=MOST_AT_ONCE)
