"""预警 in words: what is wrong since when, what the unit says, who was told when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from votes.common.days import long_day
from votes.delivery.plan_views import address
from votes.delivery.troubles import DEED_NAMES, TROUBLE_NAMES, Trouble, TroubleStep

Row = dict[str, Any]


def trouble_title(trouble: Trouble) -> str:
    """What is wrong, and since when."""
    return str(_("%(kind)s since %(day)s", kind=TROUBLE_NAMES[trouble.kind], day=long_day(trouble.since_on)))


def state_word(trouble: Trouble) -> str:
    """How far a warning is."""
    if trouble.ended_on is not None:
        return str(_("over since %(day)s", day=long_day(trouble.ended_on)))
    if trouble.public_on is not None:
        return str(_("public since %(day)s", day=long_day(trouble.public_on)))
    return str(_("explained") if trouble.explanation else _("the unit has not explained it yet"))


def trouble_pairs(trouble: Trouble) -> list[tuple[str, Any]]:
    """Who was told when, and what the unit says."""
    days = [
        (_("The unit was told on"), trouble.told_unit_on),
        (_("The offices were told on"), trouble.told_office_on),
        (_("Everyone sees it since"), trouble.public_on),
        (_("Over since"), trouble.ended_on),
    ]
    pairs: list[tuple[str, Any]] = [(str(term), long_day(day)) for term, day in days if day is not None]
    return [*pairs, (_("The unit explains"), trouble.explanation)] if trouble.explanation else pairs


def trouble_steps(trouble: Trouble) -> list[Row]:
    """The trace of a warning, the newest first."""
    steps = sorted(trouble.steps, key=lambda step: step.seq, reverse=True)
    return [{"date": long_day(step.on), "words": step_words(step)} for step in steps]


def step_words(step: TroubleStep) -> str:
    """One step in words: what, by whom, what was said."""
    words = _("%(state)s, by %(name)s", state=DEED_NAMES[step.deed], name=step.by)
    return str(_("%(words)s: %(reason)s", words=words, reason=step.words) if step.words else words)


def trouble_rows(troubles: Sequence[Trouble]) -> list[Row]:
    """Warnings as rows of a list."""
    return [
        {
            "no": trouble.project.number,
            "title": trouble.project.title,
            "url": address(trouble.project, "trouble", trouble=trouble.number),
            "goal": trouble_title(trouble),
            "unit": trouble.project.unit_name,
            "state": state_word(trouble),
        }
        for trouble in troubles
    ]


def public_troubles(troubles: Sequence[Trouble], on: date) -> list[Row]:
    """What everyone may read of warnings on this day, with the unit's explanation beside; what is over says so."""
    return [
        {"title": trouble_title(trouble), "state": state_word(trouble), "words": trouble.explanation}
        for trouble in troubles
        if trouble.public_on is not None and trouble.public_on <= on
    ]
