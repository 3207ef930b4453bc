"""Forms of the congress: what it is, its terms, sessions and sittings, its units and committees."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError

from votes.common.errors import RuleBroken
from votes.common.fields import NEEDED, TOO_LONG, Day, Line, Whole, Words
from votes.common.validators import refuse
from votes.congress.meetings import (
    check_day,
    check_due,
    check_session_number,
    check_sitting_number,
    check_span,
    check_term_number,
)
from votes.congress.models import BODY_NAMES, Body, Committee, Congress, Session, Sitting, Term
from votes.congress.wording import bodies_of

MOST_DEPUTIES = 3000


class RuledForm(FlaskForm):
    """A form whose fields must also fit each other and what is there."""

    def rules(self) -> list[tuple[Any, ...]]:
        """Each a field, a rule that raises `RuleBroken`, and what the rule looks at."""
        return []

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields by themselves first; then the rules, each refusal at its field."""
        if not super().validate(extra_validators):
            return False
        for field, check, *values in self.rules():
            try:
                check(*values)
            except RuleBroken as broken:
                refuse(field, broken)
        return not self.errors


class FactsForm(FlaskForm):
    """What the congress is called and how it is reached."""

    name = Line(_l("Full title of the congress"), longest=120)
    place = Line(_l("Place, as short titles have it"), longest=80)
    province = Line(_l("Province"), required=False, longest=40)
    contact = Line(
        _l("How people reach the office"),
        required=False,
        longest=200,
        description=_l("Telephone and office hours; shown on every public page."),
    )


class TermForm(RuledForm):
    """A term (届)."""

    number = Whole(_l("Number of the term"), least=1, most=99)
    began_on = Day(_l("First day"), required=False)
    ended_on = Day(_l("Last day"), required=False)
    all_deputies = Whole(
        _l("All deputies"),
        least=1,
        most=MOST_DEPUTIES,
        required=False,
        description=_l("The base of every majority. Left blank, the list is counted."),
    )

    def __init__(self, congress: Congress, term: Term | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.congress, self.term = congress, term

    def rules(self) -> list[tuple[Any, ...]]:
        """The number is free, the days in order."""
        return [
            (self.number, check_term_number, self.congress, self.number.data, self.term),
            (self.ended_on, check_span, self.began_on.data, self.ended_on.data),
        ]


class SessionForm(RuledForm):
    """A session (会议)."""

    body = RadioField(_l("Who meets"), [InputRequired(NEEDED)], coerce=Body)
    number = Whole(_l("Number of the session"), least=1, most=999)
    begins_on = Day(_l("First day"))
    ends_on = Day(_l("Last day"), required=False)

    def __init__(self, term: Term, session: Session | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.term, self.session = term, session
        bodies = bodies_of(term.congress.level)
        self.body.choices = [SelectChoice(body.value, BODY_NAMES[body]) for body in bodies]

    def rules(self) -> list[tuple[Any, ...]]:
        """The number is free, the days in order."""
        return [
            (
                self.number,
                check_session_number,
                self.term,
                self.body.data,
                self.number.data,
                self.session,
            ),
            (self.ends_on, check_span, self.begins_on.data, self.ends_on.data),
        ]


class SittingForm(RuledForm):
    """A sitting (全体会议): its day, and the deputies there are and are due."""

    number = Whole(_l("Number of the sitting"), least=1, most=99)
    held_on = Day(_l("Day"))
    all_deputies = Whole(
        _l("All deputies"),
        least=1,
        most=MOST_DEPUTIES,
        description=_l("The base of quorum and majority, whoever is present."),
    )
    due = Whole(
        _l("Deputies due"),
        least=0,
        most=MOST_DEPUTIES,
        description=_l("Without those on leave. Those present are counted at the sitting."),
    )

    def __init__(self, session: Session, sitting: Sitting | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.session, self.sitting = session, sitting

    def rules(self) -> list[tuple[Any, ...]]:
        """The number is free, the day within the session, no more due than there are."""
        return [
            (self.number, check_sitting_number, self.session, self.number.data, self.sitting),
            (self.held_on, check_day, self.session, self.held_on.data),
            (self.due, check_due, self.all_deputies.data, self.due.data),
        ]


LONGEST_NAME = 60


class NamesForm(FlaskForm):
    """Several names at once, one a line."""

    names = Words(
        _l("Names, one a line"), longest=8000, description=_l("Those that are there already are passed over.")
    )

    def validate_names(self, field: Field) -> None:
        """None is longer than its column."""
        if any(len(name) > LONGEST_NAME for name in self.lines()):
            raise ValidationError(str(TOO_LONG) % {"max": LONGEST_NAME})

    def lines(self) -> list[str]:
        """The names, each once."""
        return list(
            dict.fromkeys(
                " ".join(line.split()) for line in (self.names.data or "").splitlines() if line.strip()
            )
        )


class NameForm(FlaskForm):
    """One name."""

    name = Line(_l("Name"), longest=LONGEST_NAME)


class CommitteeForm(NameForm):
    """A committee (委员会) and its members."""

    members = SelectMultipleField(_l("Members"), [Optional()], coerce=int)

    def __init__(self, congress: Congress, committee: Committee | None = None, **values: Any) -> None:
        super().__init__(**values)
        serving = congress.term.serving if congress.term else []
        left = [one for one in (committee.members if committee else []) if one.left_on]
        self.members.choices = [SelectChoice(one.id, one.name) for one in [*serving, *left]]
