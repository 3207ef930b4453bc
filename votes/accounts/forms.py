"""Forms of signing in."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.widgets import PasswordInput

from votes.accounts.proofs import MOST
from votes.common.errors import RuleBroken, say
from votes.common.fields import NEEDED, TOO_LONG, Line
from votes.common.validators import Rule

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
CODE_KEYS = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
LOGIN_KEYS = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
STEP_KEYS = {"autocomplete": "one-time-code", "inputmode": "numeric"}
STEP_HINT = _l("The six digits that the authenticator on your phone shows now.")


def check_email(address: str | None) -> None:
    """Refuse what is no e-mail address; a blank one is none."""
    if address and not ADDRESS.fullmatch(address):
        raise RuleBroken(say("Write the address as name@example.cn, or leave it blank."))


class Email(Line):
    """An e-mail address, or none."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            _l("E-mail"),
            required=False,
            longest=200,
            validators=[Rule(check_email)],
            description=_l(
                "What waits for this person comes there each morning. Left blank: nothing is sent."
            ),
            render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
            **more,
        )


class EmailForm(FlaskForm):
    """Where one's own digest goes."""

    email = Email()


class CodeForm(FlaskForm):
    """Signing in with a one-time code."""

    way = HiddenField(default="code")
    code = Line(
        _l("Sign-in code"),
        longest=60,
        description=_l("On your sign-in card, badge or invitation: 16 letters and digits."),
        render_kw=CODE_KEYS,
    )


class StaffForm(FlaskForm):
    """Signing in with login, password and second factor."""

    way = HiddenField(default="password")
    login = Line(_l("Login"), longest=60, render_kw=LOGIN_KEYS)
    password = PasswordField(
        _l("Password"),
        [DataRequired(NEEDED), Length(max=MOST, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    step = Line(_l("Second factor"), longest=20, description=STEP_HINT, render_kw=STEP_KEYS)


class SetUpForm(FlaskForm):
    """A password of one's own, and proof that the authenticator works; no browser keeps the page, so what was typed stays."""

    password = PasswordField(
        _l("New password"),
        [DataRequired(NEEDED), Length(max=MOST, message=TOO_LONG)],
        description=_l("At least 12 characters; several words are easier to remember than signs."),
        widget=PasswordInput(hide_value=False),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The same once more"),
        [EqualTo("password", _l("The two passwords differ. Please type the same twice."))],
        widget=PasswordInput(hide_value=False),
        render_kw={"autocomplete": "new-password"},
    )
    step = Line(_l("Second factor"), longest=20, description=STEP_HINT, render_kw=STEP_KEYS)
