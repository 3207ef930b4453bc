"""试投单: the sheet of trial ballots with the result to expect, printed before the rehearsal."""

from flask import abort, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.ballots.blueprint import bp
from votes.ballots.holding_views import PLACE
from votes.ballots.loading import the_round
from votes.ballots.names import MARK_NAMES
from votes.ballots.publishing import FATE_NAMES
from votes.ballots.round_rules import HEADS
from votes.ballots.rounds import Round
from votes.ballots.trial import Trial, trial_of
from votes.ballots.turn import address
from votes.congress.titles import session_title

SIGNS = {"approve": "○", "oppose": "×", "abstain": "△"}


@bp.route(f"{PLACE}/trial-sheet")
@open_to(Role.office, *HEADS)
def trial_sheet(congress: str, sitting: int, round: int) -> str:
    """The trial ballots and the expected result, to print."""
    here = the_round(congress, sitting, round)
    if here.plain_rules is None:
        abort(404)
    trial = trial_of(here)
    with force_locale("zh_CN"):
        return render_template(
            "ballots/trial_sheet.html",
            round=here,
            back=address(here, "round"),
            session_name=session_title(here.sitting.session),
            heads=[_("Project"), *(str(number) for number in range(1, len(trial.ballots) + 1))],
            ballots=ballot_rows(here, trial),
            count_heads=count_heads(trial),
            counts=count_rows(here, trial),
        )


def ballot_rows(round: Round, trial: Trial) -> list[list[str]]:
    """Option by option, what each ballot says of it."""
    return [
        [f"{one.key}. {one.title}", *(word(ballot.get(one.key, "")) for ballot in trial.ballots)]
        for one in round.options
    ]


def word(mark: str) -> str:
    """A mark as the paper has it; nothing where none is made."""
    return SIGNS.get(mark) or str(MARK_NAMES[mark]) if mark else "　"


def count_heads(trial: Trial) -> list[str]:
    """The heads of the expected result."""
    marks = next(iter(trial.result.totals.counts.values()))
    return [str(_("Project")), *(str(MARK_NAMES[mark]) for mark in marks), str(_("Result"))]


def count_rows(round: Round, trial: Trial) -> list[list[str]]:
    """The expected counts and what becomes of each option."""
    counts = trial.result.totals.counts
    return [
        [f"{one.key}. {one.title}", *map(str, counts[one.key].values()), fate(one.key, trial)]
        for one in round.options
    ]


def fate(key: str, trial: Trial) -> str:
    """Adopted, tied, not chosen; of a rating the verdict."""
    plain = trial.result.plain()
    if "verdicts" in plain:
        verdict = plain["verdicts"][key]
        return _(FATE_NAMES[verdict])
    found = "adopted" if key in plain["adopted"] else "tied" if key in plain["tied"] else "not_adopted"
    return _(FATE_NAMES[found])
