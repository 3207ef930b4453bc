"""Forms of a cycle: how it starts, and its dates."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Day, Line, Whole
from votes.projects.models import Cycle
from votes.projects.profiles import PROFILES


class StartForm(FlaskForm):
    """A new year or batch."""

    year = Whole(_l("Year"), least=2000, most=2100)
    title = Line(_l("Title"), longest=120, description=_l("As it shall stand on every page and paper."))
    slug = Line(
        _l("Address"),
        longest=40,
        description=_l("The last part of its address, for ever: 2026 for a year, 2026-2 for a second batch."),
    )
    profile = RadioField(
        _l("Settings to start from"),
        validators=[InputRequired(_l("Choose one. You can change every setting afterwards."))],
    )

    def offer(self, last: Cycle | None) -> None:
        """Offer the profiles, and what the last cycle has adopted."""
        choices = [
            SelectChoice(key, _(profile.name), {"data-hint": _(profile.source)})
            for key, profile in PROFILES.items()
        ]
        if last:
            words = _("As in “%(title)s”", title=last.title)
            choices.insert(0, SelectChoice("last", words))
        self.profile.choices = choices


class DatesForm(FlaskForm):
    """The windows of a cycle."""

    collection_opens_on = Day(_l("Collection opens on"), required=False)
    collection_closes_on = Day(
        _l("Collection closes on"),
        required=False,
        description=_l("Proposals come in until the end of this day. Left blank: all year round."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A window closes after it opens."""
        fine = bool(super().validate(extra_validators))
        opens, closes = self.collection_opens_on.data, self.collection_closes_on.data
        if fine and closes and (opens is None or closes < opens):
            self.collection_closes_on.errors = [_("Choose a day on or after the day it opens.")]
            return False
        return fine
