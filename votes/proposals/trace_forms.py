"""Forms of splitting, taking down and taking back."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Line, Words
from votes.proposals.deed_forms import AnswerWords, DeedForm
from votes.proposals.forms import CHOOSE
from votes.proposals.models import Proposal
from votes.proposals.splitting import Part
from votes.proposals.takedowns import EXTENT_NAMES, Extent
from votes.proposals.undo_rules import LEAST_PARTS, MOST_PARTS


class PartForm(Form):
    """One matter of several; left blank altogether it is none."""

    title = Line(_l("In one line: what should be done"), required=False, longest=100)
    what = Words(_l("What it says of this matter"), required=False, longest=5000)
    place = Line(_l("Where, if elsewhere"), required=False)
    with_photos = BooleanField(_l("The pictures show this"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A matter has a title and its words."""
        fine = super().validate(extra_validators)
        for one, other in ((self.title, self.what), (self.what, self.title)):
            if other.data and not one.data:
                one.errors = [
                    _("This matter has been begun: fill this in, or leave all of the matter blank.")
                ]
                fine = False
        return fine


class SplitForm(DeedForm):
    """拆分."""

    parts = FieldList(FormField(PartForm), min_entries=MOST_PARTS, max_entries=MOST_PARTS)
    answer = AnswerWords(_l("Answer for everyone"), description=_l("It is public as soon as you send it."))

    def begin_with(self, proposal: Proposal) -> None:
        """Begin with all the words in the first matter, when the page is loaded; number the matters."""
        if not self.is_submitted():
            first: Any = self.parts.entries[0].form
            first.title.data, first.what.data, first.place.data = (
                proposal.title,
                proposal.what,
                proposal.place,
            )
            first.with_photos.data = bool(proposal.photos)
        for number, entry in enumerate(self.parts.entries, start=1):
            entry.called = entry.label.text = _("Matter %(n)d", n=number)
            if number > LEAST_PARTS:
                entry.label.text = _("Matter %(n)d (leave all of it blank if there is none)", n=number)
            entry.form.title.flags.optional = entry.form.what.flags.optional = False
            if not proposal.photos:
                del entry.form.with_photos

    def written(self) -> list[Part]:
        """The matters that were written down."""
        forms: list[Any] = [entry.form for entry in self.parts.entries]
        return [
            Part(
                form.title.data,
                form.what.data,
                form.place.data,
                "with_photos" in form and form.with_photos.data,
            )
            for form in forms
            if form.title.data
        ]


class TakeDownForm(DeedForm):
    """撤下."""

    extent = RadioField(_l("What is taken down"), validators=[InputRequired(CHOOSE)])
    why = Line(
        _l("Why it is taken down"),
        longest=300,
        description=_l(
            "Everyone who comes to its address reads this, with the day. Repeat nothing here that must go."
        ),
    )
    keep_title = BooleanField(_l("The title may stay in the note"))

    def offer(self, pictured: bool) -> None:
        """Offer what is public of it."""
        extents = Extent if pictured else [Extent.whole]
        self.extent.choices = [SelectChoice(one.value, _(EXTENT_NAMES[one])) for one in extents]


class UndoForm(DeedForm):
    """撤销; `why` is asked for where an answer goes with it."""

    why = Line(
        _l("Why the answer is taken back"),
        longest=300,
        description=_l(
            "Everyone reads this with the day instead of the answer. Repeat nothing here that must go."
        ),
    )
