"""Forms of the deeds on a proposal; each knows what the person has seen."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from votes.common.fields import Line, Token, Words
from votes.common.words import one_line, sent_number
from votes.projects.models import Project
from votes.proposals.answer_templates import open_braces
from votes.proposals.forms import CHOOSE
from votes.proposals.models import Proposal

OTHER, NEW = "other", "new"
"""Choices that ask for one more field."""
OPEN_PLACE = "【填"
"""Begins a place in a template that whoever answers fills in."""


class AnswerWords(Words):
    """An answer for everyone; what a template leaves open is filled in first."""

    def pre_validate(self, form: Any) -> None:
        """No answer goes out with a place that is still to be filled in."""
        if OPEN_PLACE in (self.data or ""):
            raise ValidationError(_("Fill in what stands between 【 and 】, or take it out."))
        unknown = open_braces(self.data or "")
        if unknown:
            raise ValidationError(
                _("Write what %(places)s stands for, or take it out.", places="、".join(unknown))
            )


class DeedForm(FlaskForm):
    """A deed on a proposal; `seen` is the number of steps there were when the page was loaded."""

    seen = Token()

    def steps_seen(self) -> int:
        """How many steps the person has seen; nothing sensible counts as none."""
        return sent_number(self.seen.data)

    def look_at(self, proposal: Proposal) -> None:
        """Note what the person sees, when the page is loaded."""
        if not self.is_submitted():
            self.seen.data = str(len(proposal.steps))


class DecidedForm(DeedForm):
    """A deed that decides on a proposal: whoever asked for it reads who decided."""

    decider = Line(
        _l("Who decided on it"),
        longest=100,
        description=_l("The body or the department, not a person; it stands beside the answer for everyone."),
    )


class ReleaseForm(DeedForm):
    """审签公开: what everyone may read."""

    title = Line(_l("Title for everyone"), longest=100)
    what = Words(
        _l("Text for everyone"),
        description=_l("Leave out names, numbers and accusations; what came in stays as it was."),
    )
    place = Line(_l("Place for everyone"), required=False)
    photos = BooleanField(_l("The pictures too"))


class BulkForm(FlaskForm):
    """审签公开 of several that wait, as they are proposed."""

    chosen = SelectMultipleField(
        _l("Publish as shown"), coerce=one_line, validators=[InputRequired(_l("Choose at least one."))]
    )

    def offer(self, waiting: Iterable[Proposal]) -> None:
        """Offer those that wait."""
        self.chosen.choices = [SelectChoice(one.code, one.title) for one in waiting]


class HoldForm(DeedForm):
    """不公开."""

    why = Line(
        _l("Why it is not published"),
        longest=300,
        description=_l("Whoever follows the proposal reads this. It is answered all the same."),
    )


class SortForm(DeedForm):
    """归类."""

    category = SelectField(_l("Category"))

    def offer(self, categories: Iterable[str], kept: str) -> None:
        """Offer the categories of the cycle, and the one it has."""
        words = dict.fromkeys([*categories, *([kept] if kept else [])])
        self.category.choices = [SelectChoice(word, word) for word in words]


class MergeForm(DecidedForm):
    """合并."""

    target = RadioField(_l("Merge into"), validators=[InputRequired(CHOOSE)])
    code = Line(
        _l("Code of another proposal"),
        required=False,
        longest=40,
        description=_l("Only if none of those above is meant."),
    )
    answer = AnswerWords(_l("Answer for everyone"), description=_l("It is public as soon as you send it."))

    def offer(self, others: Iterable[Proposal]) -> None:
        """Offer these, and any other by its code; a code that was typed without a choice chooses it."""
        known = [SelectChoice(one.code, one.title, {"data-hint": one.place}) for one in others]
        self.target.choices = [*known, SelectChoice(OTHER, _("another one, by its code"))]
        if not self.target.raw_data and (self.code.data or not known):
            self.target.process_formdata([OTHER])
            self.target.raw_data = [OTHER]


class TakeUpForm(DecidedForm):
    """采纳."""

    project = RadioField(_l("Take it up into"), validators=[InputRequired(CHOOSE)])
    title = Line(
        _l("Title of the new project"),
        required=False,
        longest=100,
        description=_l("Only if it is a new one."),
    )
    answer = AnswerWords(
        _l("Answer for everyone"),
        required=False,
        description=_l("Left blank, the proposal counts as unanswered until you write it."),
    )

    def offer(self, projects: Iterable[Project]) -> None:
        """Offer the projects that may still take something up, and a new one."""
        known = [SelectChoice(str(project.number), project.title) for project in projects]
        self.project.choices = [SelectChoice(NEW, _("a new project")), *known]


class RefuseForm(DecidedForm):
    """不予采纳."""

    reason = RadioField(_l("Reason, from the negative list"), validators=[InputRequired(CHOOSE)])
    answer = AnswerWords(
        _l("Answer for everyone"),
        description=_l(
            "Say why in words the proposer understands, and where else it can go. It is public at once."
        ),
    )

    def offer(self, reasons: Iterable[str]) -> None:
        """Offer the negative list of the cycle."""
        self.reason.choices = [SelectChoice(reason, _(reason)) for reason in reasons]


class AnswerForm(DecidedForm):
    """答复."""

    answer = AnswerWords(_l("Answer for everyone"), description=_l("It is public as soon as you send it."))


class ReopenForm(DeedForm):
    """重新办理."""

    why = Line(_l("Why it is opened again"), longest=300)
