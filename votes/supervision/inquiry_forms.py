"""Forms of an inquiry: called, asked, answered, promised, rated."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.ballots.channels import ChannelKind
from votes.ballots.names import CHANNEL_NAMES
from votes.common.errors import RuleBroken
from votes.common.fields import Day, Line, Words
from votes.common.once import OnceForm
from votes.common.validators import refuse
from votes.congress.models import Congress, Deputy, Sitting, Unit
from votes.projects.models import Cycle, Project
from votes.supervision.inquiries import Asked, Called, Inquiry
from votes.supervision.inquiry_rating import Rated
from votes.supervision.inquiry_rules import FORM_NAMES, Form, Part, check_sitting
from votes.supervision.matters import Matter

CHOOSE = _l("Please choose one.")


def options(pairs: Sequence[tuple[int, str]]) -> list[SelectChoice]:
    """Rows as choices, none of them first."""
    return [SelectChoice(0, _("none")), *(SelectChoice(key, words) for key, words in pairs)]


class CallForm(OnceForm):
    """专题询问、听证 as it is called."""

    form = RadioField(_l("What is held"), choices=[], validators=[InputRequired(CHOOSE)])
    title = Line(_l("What it is about"), longest=100)
    words = Words(_l("Why it is held"), required=False)
    held_on = Day(_l("Day"))
    place = Line(_l("Where it is held"), required=False)
    agenda = Words(_l("Agenda"), required=False, description=_l("One item a line, in its order."))
    sitting = SelectField(
        _l("Sitting in which it is held"),
        coerce=int,
        default=0,
        description=_l("Needed if the answers are to be rated by ballot."),
    )
    cycle = SelectField(_l("List of projects it is about"), coerce=int, default=0)

    def offer(self, sittings: Sequence[tuple[Sitting, str]], cycles: Sequence[Cycle]) -> None:
        """Offer forms, sittings and lists."""
        self.form.choices = [(form.value, _(name)) for form, name in FORM_NAMES.items()]
        self.sits_on = {one.id: one.held_on for one, _words in sittings}
        self.sitting.choices = options([(one.id, words) for one, words in sittings])
        self.cycle.choices = options([(one.id, one.title) for one in cycles])

    def validate(self, extra_validators: Any = None) -> bool:
        """A sitting that was over before the inquiry's day can neither hold it nor rate its answers."""
        fine = bool(super().validate(extra_validators))
        try:
            if fine and self.held_on.data is not None:
                check_sitting(self.sits_on.get(self.sitting.data), self.held_on.data)
        except RuleBroken as broken:
            refuse(self.sitting, broken)
            return False
        return fine

    def called(self, sittings: Sequence[tuple[Sitting, str]], cycles: Sequence[Cycle]) -> Called:
        """What was typed."""
        assert self.held_on.data is not None
        return Called(
            Form(self.form.data),
            self.title.data or "",
            self.words.data or "",
            self.held_on.data,
            self.place.data or "",
            self.agenda.data or "",
            next((one for one, _words in sittings if one.id == self.sitting.data), None),
            next((one for one in cycles if one.id == self.cycle.data), None),
        )


def as_called(inquiry: Inquiry) -> dict[str, Any]:
    """What stands called, as the form takes it."""
    kept = ("title", "words", "held_on", "place", "agenda")
    ids = {"sitting": inquiry.sitting_id or 0, "cycle": inquiry.cycle_id or 0}
    return {key: getattr(inquiry, key) for key in kept} | ids | {"form": inquiry.form.value}


class AskForm(OnceForm):
    """询问问题."""

    title = Line(_l("Question"), longest=100)
    words = Words(_l("More about it"), required=False)
    unit = SelectField(_l("Unit that is asked"), coerce=int, validators=[InputRequired(CHOOSE)])
    project = SelectField(_l("Project"), coerce=int, default=0)
    about = SelectField(_l("Matter put to the inquiry"), coerce=int, default=0)
    deputy = SelectField(
        _l("Asked by deputy"),
        coerce=int,
        default=0,
        description=_l("The unit and the government are not told who asks."),
    )
    asker = Line(
        _l("Or asked by"),
        required=False,
        longest=60,
        description=_l("Somebody who is no deputy, at a hearing; shown to the office alone."),
    )

    def offer(
        self, congress: Congress, projects: Sequence[Project], matters: Sequence[Matter], is_office: bool
    ) -> None:
        """Offer units, projects and matters; the office says who asks, a deputy asks in person."""
        self.unit.choices = [SelectChoice(one.id, one.name) for one in congress.units]
        self.project.choices = options([(one.id, f"{one.number} {one.title}") for one in projects])
        self.about.choices = options([(one.id, f"{one.number} {one.title}") for one in matters])
        if not matters:
            del self.about
        if not is_office:
            del self.deputy, self.asker
            return
        deputies = congress.term.serving if congress.term else []
        self.deputy.choices = options([(one.id, one.name) for one in deputies])

    def asked(
        self, congress: Congress, projects: Sequence[Project], matters: Sequence[Matter], me: Deputy | None
    ) -> Asked:
        """What was typed; without a choice of deputies it is `me` who asks."""
        deputies = congress.term.serving if congress.term and "deputy" in self else []
        chosen = next((one for one in deputies if one.id == self.deputy.data), None)
        unit: Unit = next(one for one in congress.units if one.id == self.unit.data)
        return Asked(
            self.title.data or "",
            self.words.data or "",
            unit,
            chosen if "deputy" in self else me,
            (self.asker.data or "") if "asker" in self and not chosen else "",
            next((one for one in projects if one.id == self.project.data), None),
            next((one for one in matters if "about" in self and one.id == self.about.data), None),
        )


class AnswerForm(OnceForm):
    """问答记录."""

    part = RadioField(_l("What is said"), choices=[], validators=[InputRequired(CHOOSE)])
    speaker = Line(
        _l("Who answers"), required=False, longest=100, description=_l("Office, not name: 县住建局局长.")
    )
    words = Words(_l("What was said"), longest=4000)

    def offer(self) -> None:
        """Offer an answer and a further question."""
        self.part.choices = [(Part.answer.value, _("Answer")), (Part.more.value, _("Further question"))]


class PromiseForm(OnceForm):
    """承诺事项."""

    title = Line(_l("The promise"), longest=100)
    words = Words(_l("In words, as the demand to the unit"))
    due_on = Day(_l("Promised by"))


class RatingForm(FlaskForm):
    """询问测评."""

    rated = RadioField(_l("What is rated"), choices=[], validators=[InputRequired(CHOOSE)])
    kind = RadioField(_l("Ballots come in"), choices=[], validators=[InputRequired(CHOOSE)])
    sitting = SelectField(_l("Sitting whose deputies rate them"), coerce=int, default=0)
    cycle = SelectField(_l("List of projects it is about"), coerce=int, default=0)

    def offer(
        self, inquiry: Inquiry, sittings: Sequence[tuple[Sitting, str]], cycles: Sequence[Cycle]
    ) -> None:
        """Offer questions or units, paper or handsets; sitting and list where the call did not name them."""
        self.rated.choices = [
            (Rated.questions.value, _("each answered question")),
            (Rated.units.value, _("each unit that answered")),
        ]
        ways = (ChannelKind.paper, ChannelKind.device)
        self.kind.choices = [(kind.value, CHANNEL_NAMES[kind]) for kind in ways]
        later = [(one.id, words) for one, words in sittings if one.held_on >= inquiry.held_on]
        self.sitting.choices = options(later)
        self.cycle.choices = options([(one.id, one.title) for one in cycles])
        if inquiry.sitting:
            del self.sitting
        if inquiry.cycle:
            del self.cycle

    def chosen(self, name: str) -> int:
        """The row chosen in a field; 0 where none is, or none was asked for."""
        return int(self[name].data or 0) if name in self else 0
