"""Rules of the procedure at the fields of a form: what a rule refuses stands beside what was typed."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError

from votes.common.errors import RuleBroken


class Rule:
    """A rule as a validator: called with what the field holds, its refusal becomes the field's error."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self.check = check

    def __call__(self, form: Form, field: Field) -> None:
        try:
            self.check(field.data)
        except RuleBroken as broken:
            raise ValidationError(told(broken)) from broken


def told(broken: RuleBroken) -> str:
    """The sentence of a broken rule in the reader's language."""
    return str(_(broken.sentence, **broken.values))


def refuse(field: Field, broken: RuleBroken) -> None:
    """Put a refusal at a field after the form was found valid."""
    field.errors = [*field.errors, told(broken)]


def refuse_form(form: Form, broken: RuleBroken) -> None:
    """Put a refusal into the summary of a form, where no single field is to blame."""
    form.form_errors.append(told(broken))
