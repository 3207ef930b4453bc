"""Forms of supervision; each says what a deputy in the field or a clerk with a paper has to type, and no more."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional

from votes.common.fields import Line, Words
from votes.congress.models import WALK_NAMES, Committee, Deputy, Unit
from votes.projects.models import Project
from votes.supervision.models import TIE_NAMES, Tie

CHOOSE = _l("Please choose one.")
TICK = _l("Please tick at least one.")
FEW = Length(max=9, message=_l("Please send at most %(max)d files."))

Choices = list[tuple[Any, Any]]


def named(rows: Sequence[Deputy] | Sequence[Unit] | Sequence[Committee]) -> Choices:
    """Rows as choices, by id and name."""
    return [(row.id, row.name) for row in rows]


def known_words(deputy: Deputy) -> str:
    """A deputy with the walk of life, trade and place, as far as they are known."""
    walk = str(WALK_NAMES[deputy.walk]) if deputy.walk else ""
    known = "，".join(word for word in (walk, deputy.trade, deputy.place) if word)
    return f"{deputy.name}（{known}）" if known else deputy.name


class SignedForm(FlaskForm):
    """A form that may be filled for a deputy (代录): then it asks which one, and for the signed paper."""

    deputy = SelectField(
        _l("Entered for deputy"),
        coerce=int,
        validators=[InputRequired(CHOOSE)],
        description=_l("Who has said this; the paper this deputy signed goes with it."),
    )
    paper = FileField(_l("Photo of the signed paper"))

    def offer(self, deputies: Sequence[Deputy], entered_for: bool) -> None:
        """Ask for deputy and paper, or leave both out where the deputy is here in person."""
        if not entered_for:
            del self.deputy, self.paper
            return
        self.deputy.choices = named(deputies)

    def chosen(self, deputies: Sequence[Deputy]) -> Deputy | None:
        """The deputy this is entered for."""
        if "deputy" not in self:
            return None
        return next((one for one in deputies if one.id == self.deputy.data), None)


class GroupForm(FlaskForm):
    """监督小组."""

    title = Line(_l("Title of the group"), longest=60, description=_l("Shown in public instead of names."))
    committee = SelectField(_l("Lead committee"), coerce=int, validators=[Optional()])
    leader = SelectField(_l("Leader"), coerce=int, validators=[InputRequired(CHOOSE)])
    deputies = SelectMultipleField(_l("Deputies"), coerce=int, validators=[InputRequired(TICK)])
    projects = SelectMultipleField(
        _l("Projects it watches beside this one"), coerce=int, validators=[Optional()]
    )

    def offer(
        self, committees: Sequence[Committee], deputies: Sequence[Deputy], projects: Sequence[Project]
    ) -> None:
        """Offer the committees, the deputies who may be of the group, the projects that have no other one."""
        self.committee.choices = [(0, _("none")), *named(committees)]
        self.leader.choices = named(deputies)
        self.deputies.choices = [(one.id, known_words(one)) for one in deputies]
        self.projects.choices = [(one.id, f"{one.number} {one.title}") for one in projects]
        if not projects:
            del self.projects


class RecusalForm(FlaskForm):
    """回避."""

    deputy = SelectField(_l("Deputy"), coerce=int, validators=[InputRequired(CHOOSE)])
    tie = RadioField(_l("Why"), choices=[], validators=[InputRequired(CHOOSE)])
    words = Line(_l("In words"), required=False)

    def offer(self, deputies: Sequence[Deputy]) -> None:
        """Offer these deputies; with none, the deputy speaks for oneself."""
        self.tie.choices = [(tie.value, name) for tie, name in TIE_NAMES.items()]
        if deputies:
            self.deputy.choices = named(deputies)
        else:
            del self.deputy

    @property
    def chosen_tie(self) -> Tie:
        """Why the deputy stands aside."""
        return Tie(self.tie.data)


class WhyForm(FlaskForm):
    """A step that only asks for its reason."""

    why = Words(_l("Reason"), longest=500)


class ConfirmForm(SignedForm):
    """代表核查."""

    verdict = RadioField(_l("Result of the check"), choices=[], validators=[InputRequired(CHOOSE)])
    words = Words(
        _l("What the group says"),
        required=False,
        description=_l("Needed to send back, and to confirm while findings are open."),
    )

    def offer(self, deputies: Sequence[Deputy], entered_for: bool) -> None:
        """Offer both results."""
        super().offer(deputies, entered_for)
        self.verdict.choices = [
            ("confirmed", _("Done as promised: confirm")),
            ("sent_back", _("Not done yet: send back to the unit")),
        ]
