"""五段: the five stages of one project, each ending with its own last step; what was not adopted never comes to the last three."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.noticeboard.lives import Life
from votes.noticeboard.promised import Shown
from votes.projects.stages import Stage
from votes.projects.telling import stage_word

Row = dict[str, Any]


def band(life: Life) -> list[Row]:
    """The five stages of this one project."""
    figures = life.figures
    doing, checking, judging = standings(life)
    closed = sum(entry.closed for entry in life.ledger)
    asked, rated = len(life.proposals), life.ratings.public
    people = rated.spread.people if rated and rated.spread else 0
    return [
        step("past", ngettext("%(num)d proposal", "%(num)d proposals", asked) if asked else _("candidate")),
        step("now" if life.shown is Shown.candidate else "past", vote_figure(life)),
        step(
            doing,
            f"{figures.progress.fact}%" if figures else "—",
            _("plan %(n)s%%", n=figures.progress.plan) if figures else "",
        ),
        step(
            checking,
            ngettext("%(num)d finding", "%(num)d findings", len(life.ledger)) if life.ledger else "—",
            _("%(n)s closed", n=closed) if closed else "",
        ),
        step(
            judging,
            ngettext("%(num)d rating", "%(num)d ratings", people) if people else deputies_verdict(life),
        ),
    ]


def standings(life: Life) -> tuple[str, str, str]:
    """How far delivery, supervision and evaluation are: each ends with its own last step, not with the closing.

    What was not adopted never comes to them.
    """
    if life.is_out:
        return "never", "never", "never"
    stage, judged = life.project.stage, bool(life.ratings.public or life.ratings.deputies)
    if stage in (Stage.closed, Stage.terminated):
        return "past", "past", "past"
    todo = "now" if judged else "todo"
    if stage is Stage.confirmed:
        return "past", "past", "now"
    if stage is Stage.done:
        return "past", "now", todo
    doing = "now" if life.project.adopted else "todo"
    return doing, doing, todo


def deputies_verdict(life: Life) -> str:
    """The deputies' newest verdict, where no resident has rated yet."""
    newest = life.ratings.deputies[0] if life.ratings.deputies else None
    return newest.verdict_words if newest and newest.verdict_words else "—"


def step(state: str, figure: str, note: str = "") -> Row:
    """One stage of the band."""
    return {"state": state, "figure": figure, "note": note}


def vote_figure(life: Life) -> str:
    """The votes if they may be shown, else what became of it."""
    if life.line and life.line[1].counts:
        return _("%(n)s approvals", n=life.line[1].counts.get("approve"))
    if life.shown is Shown.candidate:
        return _("nothing yet")
    return _("Adopted") if life.is_promise else stage_word(life.project.stage) or ""
