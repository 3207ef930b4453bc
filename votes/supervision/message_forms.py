"""Forms of residents' messages: to send one, to hand it on, and not to."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from votes.common.fields import Day, Line, Token, Words
from votes.common.private import hidden
from votes.common.words import one_line
from votes.congress.models import Unit
from votes.proposals.forms import Photos
from votes.supervision.forms import CHOOSE, named
from votes.supervision.messages import HandedOn, ResidentMessage

LONGEST_TITLE = 30
"""Characters of a message that stand as its title unless another one is written."""


class MessageForm(FlaskForm):
    """群众留言."""

    once = Token()
    words = Words(
        _l("What is wrong, and since when"),
        longest=1000,
        description=_l("Such as: the street lamp at the bridge has been dark for three days."),
    )
    place = Line(_l("Where exactly"), required=False, longest=100)
    photos = Photos(
        _l("Pictures"),
        description=_l(
            "Up to 3, at most 10 MB each, JPEG, PNG or WebP. Where and when they were taken is removed. After an error choose them again."
        ),
    )


class FindMessageForm(FlaskForm):
    """查留言."""

    class Meta:
        """A question changes nothing, so it needs no form token."""

        csrf = False

    code = Line(_l("Follow code"), longest=40)


class HandOnForm(FlaskForm):
    """公开并交办."""

    title = Line(_l("Title, in public"), longest=100)
    words = Words(
        _l("Words, in public"),
        description=_l("Names, numbers and plates that were found are hidden already; look once more."),
    )
    photos = BooleanField(_l("Publish the pictures too"))
    unit = SelectField(_l("Responsible unit"), coerce=int, validators=[InputRequired(CHOOSE)])
    due_on = Day(_l("Answer due on"))
    demand = Words(_l("What is demanded"), longest=500)

    def offer(self, units: Sequence[Unit], has_photos: bool) -> None:
        """Offer the units of the congress, and the pictures where there are any."""
        self.unit.choices = named(units)
        if not has_photos:
            del self.photos

    def chosen(self, units: Sequence[Unit], today: date) -> HandedOn:
        """What the form says."""
        unit = next(unit for unit in units if unit.id == self.unit.data)
        with_photos = bool("photos" in self and self.photos.data)
        words, demand = self.words.data or "", self.demand.data or ""
        return HandedOn(self.title.data or "", words, with_photos, unit, self.due_on.data or today, demand)


def suggested(message: ResidentMessage) -> dict[str, object]:
    """What could be published: the words without what points to a person, with the place before them."""
    words = hidden(message.words)
    line = one_line(words)
    title = line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
    place = hidden(message.place)
    return {"title": title, "words": f"{place}：{words}" if place else words, "unit": message.project.unit_id}
