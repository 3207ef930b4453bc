"""Forms of the administrator: accounts of staff and what they may do."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import Optional, ValidationError

from votes.accounts.forms import Email
from votes.accounts.models import Account
from votes.accounts.roles import ROLE_NAMES, Role
from votes.accounts.staff import check_login
from votes.common.fields import Line
from votes.common.validators import Rule
from votes.congress.models import Congress, Unit

OFFERED = (Role.office, Role.government, Role.administrator)


class RolesForm(FlaskForm):
    """What somebody does in this congress: standing roles, and the units somebody acts for."""

    roles = SelectMultipleField(
        _l("Roles"), choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in OFFERED], coerce=str
    )
    units = SelectMultipleField(_l("Acts for these units"), [Optional()], coerce=int)

    def __init__(self, congress: Congress, **values: Any) -> None:
        super().__init__(**values)
        self.units.choices = [SelectChoice(unit.id, unit.name) for unit in congress.units]
        if not congress.units:
            del self.units

    def chosen_roles(self) -> list[Role]:
        """The standing roles that were ticked."""
        return [Role(value) for value in self.roles.data or []]

    def chosen_units(self, congress: Congress) -> list[Unit]:
        """The units that were ticked."""
        ticked = set(self.units.data or []) if "units" in self else set()
        return [unit for unit in congress.units if unit.id in ticked]


class NeedsRole(RolesForm):
    """At least one role or unit: an account without any would open nothing."""

    def validate_roles(self, field: SelectMultipleField) -> None:
        """Something was ticked."""
        if not field.data and not ("units" in self and self.units.data):
            raise ValidationError(_l("Tick at least one role, or a unit."))


class AddForm(NeedsRole):
    """A new account."""

    name = Line(_l("Full name"), longest=60)
    login = Line(
        _l("Login"),
        longest=60,
        validators=[Rule(check_login)],
        description=_l("Small letters and digits; the person types it to sign in."),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class EditForm(RolesForm):
    """An account that is there: its name, address and roles."""

    name = Line(_l("Full name"), longest=60)
    email = Email()


class BringForm(NeedsRole):
    """Somebody of the hosting congress who acts here too."""

    account = SelectField(_l("Which person"), coerce=int)

    def __init__(self, congress: Congress, people: list[Account], **values: Any) -> None:
        super().__init__(congress, **values)
        self.account.choices = [
            SelectChoice(person.id, f"{person.name} ({person.login})") for person in people
        ]
