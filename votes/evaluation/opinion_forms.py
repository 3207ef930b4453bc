"""Forms for residents' words: as the office shows them, and as the unit answers them."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from votes.common.fields import Words
from votes.common.once import OnceForm
from votes.common.private import hidden
from votes.evaluation.models import PublicRating
from votes.evaluation.rate_forms import LONGEST_SENTENCE
from votes.evaluation.subject_rules import names
from votes.projects.settings import CycleSettings


class JudgeForm(FlaskForm):
    """留言审看: the words as they will stand, the subject, and whether the picture is shown."""

    words = Words(
        _l("As it will be shown"),
        required=False,
        longest=LONGEST_SENTENCE,
        description=_l("Names and numbers are hidden already. Change nothing else of what was said."),
    )
    subject = SelectField(_l("Subject"), choices=[])
    photo = BooleanField(_l("Show the picture too"))

    def fit(self, row: PublicRating, settings: CycleSettings) -> None:
        """Offer the year's subjects; propose the words with what points to a person hidden."""
        known = names(settings.rating_subjects)
        self.subject.choices = [SelectChoice(one, one) for one in dict.fromkeys([*known, row.subject]) if one]
        if not self.is_submitted():
            self.words.data = row.shown or hidden(row.sentence)
            self.subject.data = row.subject or known[-1]
            self.photo.data = bool(row.photo and row.photo.released_at)
        if row.photo is None:
            del self.photo


class AnswerForm(OnceForm):
    """留言答复."""

    words = Words(
        _l("The unit's answer"),
        longest=1000,
        description=_l("To all of them together. Everyone can read it at once, with the day and the unit."),
    )
