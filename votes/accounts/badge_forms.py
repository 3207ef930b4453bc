"""The form of a sitting's duties: names as typed, checked against the list."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from votes.accounts.badge_rules import Person, named
from votes.accounts.roles import DUTY_NAMES, Duty
from votes.common.errors import RuleBroken
from votes.common.fields import Line, Words
from votes.common.validators import refuse
from votes.congress.strokes import tidy_name

TAKING_OVER = _l("Whoever takes over while votes are counted counts from the beginning.")
BETWEEN = re.compile("[、，,；;]")
"""Parts the names of one line, where several may be named."""
KEYS = {"list": "people", "autocomplete": "off"}


class BadgesForm(FlaskForm):
    """Who holds which duty in a sitting."""

    chair = Line(DUTY_NAMES[Duty.chair], required=False, longest=80, render_kw=KEYS)
    chief_scrutineer = Line(DUTY_NAMES[Duty.chief_scrutineer], required=False, longest=80, render_kw=KEYS)
    scrutineer = Words(
        DUTY_NAMES[Duty.scrutineer],
        required=False,
        longest=2000,
        description=_l("One name a line, or several parted by commas."),
    )
    teller_a = Line(
        DUTY_NAMES[Duty.teller_a], required=False, longest=80, description=TAKING_OVER, render_kw=KEYS
    )
    teller_b = Line(
        DUTY_NAMES[Duty.teller_b], required=False, longest=80, description=TAKING_OVER, render_kw=KEYS
    )

    def __init__(self, people: list[Person], **values: Any) -> None:
        super().__init__(**values)
        self.people = people
        self.chosen: dict[Duty, list[Person]] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        """Every name means one person; `chosen` then holds them by duty."""
        if not super().validate(extra_validators):
            return False
        self.chosen = {duty: self.meant(self[duty.value]) for duty in Duty}
        return not self.errors

    def meant(self, field: Any) -> list[Person]:
        """The people whom the lines of a field name; each line that names none is refused at the field."""
        found, lines = [], (field.data or "").splitlines()
        if field is self.scrutineer:
            lines = [name for line in lines for name in BETWEEN.split(line)]
        for line in lines:
            words = tidy_name(line)
            try:
                found += [named(words, self.people)] if words else []
            except RuleBroken as broken:
                refuse(field, broken)
        return found
