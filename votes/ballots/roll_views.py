"""签到: the desk signs deputies in by code or by list; 应到 and 实到 as they stand."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectMultipleField
from wtforms.fields import SelectChoice

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import roll as rolls
from votes.ballots.blueprint import bp
from votes.ballots.loading import the_sitting
from votes.ballots.telling import sitting_head
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.fields import Line
from votes.common.validators import refuse
from votes.common.words import sent_number
from votes.congress.models import Deputy, Sitting

DESK = (Role.office, Duty.scrutineer, Duty.chief_scrutineer)


class CodeForm(FlaskForm):
    """One desk code."""

    code = Line(
        _l("Desk code"),
        longest=60,
        description=_l("Scan the code on the deputy's card, or type it and press Enter."),
        render_kw={
            "autofocus": True,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class ListForm(FlaskForm):
    """The deputies of one delegation; `before` is who was ticked when the page was made.

    `everyone` is set where all of them are signed in at once (全部到会); who is absent is unticked then.
    """

    everyone = HiddenField()
    before = HiddenField()
    present = SelectMultipleField(_l("Present"), coerce=int)

    @property
    def ids_before(self) -> set[int]:
        """Who was ticked when the page was made."""
        return {sent_number(word) for word in (self.before.data or "").split()}


@bp.route("/desk/<congress>/sitting/<int:sitting>/roll", methods=["GET", "POST"])
@open_to(*DESK)
def roll(congress: str, sitting: int) -> str | Response:
    """Sign deputies in by their desk code; the lists by delegation are linked from here."""
    here = the_sitting(congress, sitting)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            words = admitted(here, str(form.code.data))
        except RuleBroken as broken:
            refuse(form.code, broken)
        else:
            db.session.commit()
            flash(words)
            return redirect(url_for(".roll", congress=congress, sitting=sitting))
    groups = [(key, name, *numbers(here, rows)) for key, name, rows in parted(here)]
    return render_template("ballots/roll.html", form=form, sitting=here, groups=groups, **sitting_head(here))


def admitted(sitting: Sitting, code: str) -> str:
    """Sign in the deputy of this code, and say so."""
    deputy = rolls.by_desk_code(sitting, code)
    if rolls.admit(sitting, [deputy]):
        return str(_("%(name)s is signed in.", name=deputy.name))
    return str(_("%(name)s was signed in already.", name=deputy.name))


def parted(sitting: Sitting) -> list[tuple[int, str, list[Deputy]]]:
    """The serving deputies by delegation; key 0 has those of none."""
    groups: dict[int, tuple[str, list[Deputy]]] = {}
    for delegation in sitting.session.term.delegations:
        groups[delegation.id] = (delegation.name, [])
    for deputy in sitting.session.term.serving:
        key = deputy.delegation_id or 0
        groups.setdefault(key, (str(_("Without delegation")), []))[1].append(deputy)
    return [(key, name, rows) for key, (name, rows) in groups.items() if rows]


def numbers(sitting: Sitting, rows: list[Deputy]) -> tuple[int, int]:
    """Present and all of these deputies."""
    here = rolls.present_ids(sitting)
    return sum(row.id in here for row in rows), len(rows)


@bp.route("/desk/<congress>/sitting/<int:sitting>/roll/<int:delegation>", methods=["GET", "POST"])
@open_to(*DESK)
def roll_list(congress: str, sitting: int, delegation: int) -> str | Response:
    """Sign the deputies of one delegation in or out by ticking their names."""
    here = the_sitting(congress, sitting)
    name, rows = group(here, delegation)
    now = rolls.present_ids(here) & {row.id for row in rows}
    form = ListForm(data={"present": sorted(now), "before": " ".join(map(str, sorted(now)))})
    form.present.choices = [SelectChoice(row.id, row.name) for row in rows]
    if form.validate_on_submit():
        flash(sign_in(form, here, name, rows))
        db.session.commit()
        back: dict[str, Any] = {"congress": congress, "sitting": sitting}
        onward = url_for(".roll_list", delegation=delegation, **back)
        return redirect(onward if form.everyone.data else url_for(".roll", **back))
    return render_template(
        "ballots/roll_list.html", form=form, sitting=here, name=name, key=delegation, **sitting_head(here)
    )


def sign_in(form: ListForm, sitting: Sitting, name: str, rows: list[Deputy]) -> str:
    """Sign in all of a delegation or as ticked, and say how many are there."""
    if form.everyone.data:
        rolls.admit(sitting, rows)
        return str(_("%(name)s: all are signed in. Take the tick away from who is absent.", name=name))
    rolls.correct(sitting, rows, form.ids_before, set(form.present.data or ()))
    present, whole = numbers(sitting, rows)
    return str(_("%(name)s: %(present)d of %(all)d are signed in.", name=name, present=present, all=whole))


def group(sitting: Sitting, delegation: int) -> tuple[str, list[Deputy]]:
    """The name and the deputies of this delegation."""
    found = next(((name, rows) for key, name, rows in parted(sitting) if key == delegation), None)
    return found or abort(404)
