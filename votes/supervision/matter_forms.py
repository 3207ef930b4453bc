"""Forms of the loop: raise, hand over, answer, recheck with marks, press, raise higher, merge, look back."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from votes.common.days import short_day
from votes.common.fields import AtTimes, Day, Line, Words, none_of_blanks
from votes.common.once import OnceForm
from votes.congress.models import Committee, Deputy, Unit
from votes.supervision.forms import CHOOSE, FEW, Choices, SignedForm, named
from votes.supervision.inspections import Inspection
from votes.supervision.kinds import DIMENSION_NAMES, KIND_NAMES, MARK_NAMES, ORIGIN_NAMES, Kind, Origin
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter

RAISED_AT_THE_DESK = (Kind.suggestion, Kind.message, Kind.question)
"""Kinds that are typed in one by one; findings are raised at their project, opinions at their item."""


def mark_choices() -> Choices:
    """The three marks."""
    return [(mark.value, name) for mark, name in MARK_NAMES.items()]


class FindingForm(OnceForm):
    """问题."""

    title = Line(_l("The finding in one line"), longest=100)
    words = Words(_l("What is wrong, and where"))
    origin = RadioField(_l("Where the finding comes from"), choices=[], validators=[InputRequired(CHOOSE)])
    inspection = SelectField(_l("Seen at"), coerce=int, validators=[Optional()])

    def offer(self, inspections: Sequence[Inspection]) -> None:
        """Offer the inspections at which it may have been seen."""
        origins = [origin for origin in Origin if inspections or origin is not Origin.inspection]
        self.origin.choices = [(origin.value, ORIGIN_NAMES[origin]) for origin in origins]
        if not inspections:
            del self.inspection
            return
        words = [
            (
                one.id,
                _("No. %(n)d, %(day)s, %(place)s", n=one.number, day=short_day(one.held_on), place=one.place),
            )
            for one in inspections
        ]
        self.inspection.choices = [(0, _("none")), *words]

    def validate(self, extra_validators: Any = None) -> bool:
        """What was seen at an inspection names it."""
        fine = bool(super().validate(extra_validators))
        if fine and self.origin.data == Origin.inspection and not self.inspection.data:
            self.inspection.errors = [_("Please choose the inspection at which it was seen.")]
            return False
        return fine


class MatterForm(OnceForm):
    """代表建议, 群众留言, 询问问题: by a deputy for oneself, or typed in by the office for whoever raised it."""

    kind = RadioField(_l("What it is"), choices=[], validators=[InputRequired(CHOOSE)])
    title = Line(_l("In one line"), longest=100)
    words = Words(_l("What it is about, and what is asked for"))
    deputy = SelectField(_l("Raised by deputy"), coerce=int, validators=[Optional()])

    def offer(self, deputies: Sequence[Deputy]) -> None:
        """Offer the kinds and deputies to the office; with none, a deputy makes a suggestion for oneself."""
        if not deputies:
            del self.kind, self.deputy
            return
        self.kind.choices = [(kind.value, KIND_NAMES[kind]) for kind in RAISED_AT_THE_DESK]
        self.deputy.choices = [(0, _("nobody named")), *named(deputies)]

    @property
    def chosen(self) -> Kind:
        """What is raised."""
        return Kind(self.kind.data) if "kind" in self else Kind.suggestion

    def validate(self, extra_validators: Any = None) -> bool:
        """A suggestion names the deputy who rechecks it."""
        fine = bool(super().validate(extra_validators))
        if fine and "deputy" in self and self.chosen is Kind.suggestion and not self.deputy.data:
            self.deputy.errors = [_("Please choose the deputy whose suggestion this is.")]
            return False
        return fine


class OrderForm(FlaskForm):
    """交办."""

    unit = SelectField(_l("Responsible unit"), coerce=int, validators=[InputRequired(CHOOSE)])
    co_units = SelectMultipleField(
        _l("Units that help"),
        coerce=int,
        validators=[Optional()],
        description=_l("They see it; the responsible unit answers."),
    )
    due_on = Day(_l("Answer due on"))
    demand = Words(_l("What is demanded"))

    def offer(self, units: Sequence[Unit], hint: str = "") -> None:
        """Offer the units of the congress; `hint` says what the rules allow."""
        self.unit.choices = named(units)
        self.co_units.choices = named(units)
        self.due_on.description = hint


class ReplyForm(FlaskForm):
    """答复."""

    words = Words(
        _l("What was done"), description=_l("Everyone may read it once the office has released it.")
    )
    files = MultipleFileField(
        _l("Photos or papers"), [FEW], description=_l("Optional. The position of photos is removed.")
    )


def rated(name: str) -> RadioField:
    """One dimension of the rating."""
    return RadioField(DIMENSION_NAMES[name], choices=[], validators=[Optional()], filters=[none_of_blanks])


class RecheckForm(SignedForm):
    """复查 and 评价: closed, sent back with a new deadline, or to be raised higher."""

    verdict = RadioField(_l("Result of the recheck"), choices=[], validators=[InputRequired(CHOOSE)])
    words = Words(_l("What was found"))
    due_on = Day(_l("New deadline (needed if sent back)"), required=False, validators=[AtTimes()])
    speed = rated("speed")
    effort = rated("effort")
    effect = rated("effect")

    @property
    def dimensions(self) -> list[Field]:
        """The three marks."""
        return [self.speed, self.effort, self.effect]

    @property
    def marks(self) -> Marks | None:
        """The marks, if all three are given."""
        given = [field.data for field in self.dimensions]
        if not all(given):
            return None
        speed, effort, effect = map(Mark, given)
        return Marks(speed, effort, effect)

    def validate(self, extra_validators: Any = None) -> bool:
        """Sending back names a deadline; closing takes all three marks, and a rating is whole or not given."""
        fine = bool(super().validate(extra_validators))
        if fine and self.verdict.data == "returned" and self.due_on.data is None:
            self.due_on.errors = [_("Please set the day by which the unit has to answer again.")]
            return False
        return fine and self.is_rated()

    def is_rated(self) -> bool:
        """Whether the marks are complete where they must be."""
        given = [bool(field.data) for field in self.dimensions]
        if all(given) or (self.verdict.data != "closed" and not any(given)):
            return True
        for field in self.dimensions:
            if not field.data:
                field.errors = [_("Please rate all three: speed, effort and effect.")]
        return False

    def offer(self, deputies: Sequence[Deputy], entered_for: bool) -> None:
        """Offer the three results and the marks."""
        super().offer(deputies, entered_for)
        self.verdict.choices = [
            ("closed", _("Put right: close it")),
            ("returned", _("Not put right: send it back")),
            ("escalated", _("Not put right: ask to raise it higher")),
        ]
        for field in self.dimensions:
            field.choices = mark_choices()


class PressForm(FlaskForm):
    """督办."""

    words = Words(_l("What you tell the unit"), longest=500)


class HigherForm(FlaskForm):
    """挂牌督办 or 专题询问."""

    to = RadioField(_l("How it is raised"), choices=[], validators=[InputRequired(CHOOSE)])
    body = Line(_l("Who decided"), longest=120, description=_l("Such as the directors' meeting of 12 May."))
    leader = Line(
        _l("Who leads the pressing"),
        required=False,
        longest=60,
        description=_l("Office, not name: everybody who sees the matter reads it."),
    )
    due_on = Day(_l("New deadline"))
    words = Words(_l("Why, and what is demanded now"))

    def offer(self, ways: Choices) -> None:
        """Offer the ways that are open now."""
        self.to.choices = ways


class MergeForm(FlaskForm):
    """合并."""

    into = SelectField(_l("Merge into which"), coerce=int, validators=[InputRequired(CHOOSE)])
    why = Words(_l("Reason"), longest=500)

    def offer(self, others: Sequence[Matter]) -> None:
        """Offer the open matters."""
        self.into.choices = [
            (one.id, _("No. %(n)d %(title)s", n=one.number, title=one.title)) for one in others
        ]


class LookBackForm(SignedForm):
    """回头看."""

    verdict = RadioField(_l("Does it stand?"), choices=[], validators=[InputRequired(CHOOSE)])
    held_on = Day(_l("Day of the look-back"))
    words = Words(_l("What was found"))
    again_on = Day(_l("New deadline (needed if it does not stand)"), required=False, validators=[AtTimes()])
    reopen = BooleanField(_l("Take the project back to delivery too"))

    def offer_all(self, deputies: Sequence[Deputy], entered_for: bool, reopens: bool) -> None:
        """Offer both results, and to reopen the project where it is finished."""
        super().offer(deputies, entered_for)
        self.verdict.choices = [
            ("stands", _("It stayed put right")),
            ("failed", _("It did not: open it again")),
        ]
        if not reopens:
            del self.reopen

    def validate(self, extra_validators: Any = None) -> bool:
        """What is opened again has a new deadline."""
        fine = bool(super().validate(extra_validators))
        if fine and self.verdict.data == "failed" and self.again_on.data is None:
            self.again_on.errors = [_("Please set the day by which the unit has to answer again.")]
            return False
        return fine


def chosen_rows(field: Field, rows: Sequence[Unit] | Sequence[Committee]) -> list[Any]:
    """The rows ticked in a field."""
    ids = set(field.data or [])
    return [one for one in rows if one.id in ids]
