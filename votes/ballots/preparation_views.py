"""会前准备: one page that leads the office through what a sitting needs before it votes."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.ballots.ballot_page import page_hash
from votes.ballots.blueprint import bp
from votes.ballots.box.canon import fingerprint
from votes.ballots.guides import GUIDES
from votes.ballots.loading import EVERYONE, doer, my_mark, the_sitting
from votes.ballots.preparation import (
    SEEN,
    Standing,
    Step,
    Told,
    go_on_without,
    prepared_rounds,
    standings,
    tell,
)
from votes.ballots.preparation_words import (
    OFFLINE,
    TITLES,
    WORDS,
    is_on_phones,
    offline_mark,
    sentence,
    things,
)
from votes.ballots.round_rules import RoundState
from votes.ballots.telling import sitting_head
from votes.ballots.turn import address
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.common.fields import Line
from votes.congress.models import Sitting

Link = tuple[str, str]
HOME = "/desk/<congress>/sitting/<int:sitting>/preparation"


class WithoutForm(FlaskForm):
    """The presidium goes on without what is open."""

    reason = Line(
        _l("By whose decision, and why"),
        description=_l("For example: the presidium, third meeting; a small sitting without tablets."),
    )


@bp.route(HOME)
@open_to(*EVERYONE)
def preparation(congress: str, sitting: int) -> str:
    """会前准备: every step, done or not."""
    here = the_sitting(congress, sitting)
    rows = standings(here)
    return render_template(
        "ballots/preparation.html",
        sitting=here,
        steps=[told_step(here, one) for one in rows],
        is_office=my_mark() is Role.office,
        still_open=sum(one.is_open for one in rows if one.step not in SEEN),
        page_mark=fingerprint(page_hash()),
        guides=GUIDES,
        **sitting_head(here),
    )


def told_step(sitting: Sitting, standing: Standing) -> dict[str, Any]:
    """A step as the page shows it."""
    last = standing.last
    word = last.told if last else Told.done if standing.is_done else Told.undone
    who = (
        _("%(who)s, %(day)s", who=last.by, day=long_day(clock.day_of(last.at)))
        if last and not standing.is_open
        else ""
    )
    return {
        "step": standing.step,
        "title": TITLES[standing.step],
        "sentence": sentence(sitting, standing.step),
        "word": _("not needed") if is_idle(sitting, standing) else WORDS[word],
        "who": who,
        "reason": last.reason if last and last.told is Told.without else "",
        "is_open": standing.is_open,
        "is_seen": standing.step in SEEN,
        "is_file": standing.step is Step.laptop,
        "things": things(sitting, standing.step),
        "links": list(LINKS[standing.step](sitting)),
    }


def is_idle(sitting: Sitting, standing: Standing) -> bool:
    """Whether nothing is to be brought in, for nobody votes on a phone."""
    return standing.step is Step.slips and standing.is_done and not is_on_phones(sitting)


def rules_links(sitting: Sitting) -> Iterator[Link]:
    """Where the rules of each list are drafted and adopted."""
    for cycle, purpose in {(one.cycle, one.purpose): None for one in prepared_rounds(sitting)}:
        url = url_for(f".{purpose}", congress=sitting.congress.slug, cycle=cycle.slug)
        yield _("Rules and rounds: %(list)s", list=cycle.title), url


def round_links(sitting: Sitting) -> Iterator[Link]:
    """The rounds of the sitting."""
    for one in prepared_rounds(sitting):
        yield one.title, address(one, "round")


def laptop_links(_sitting: Sitting) -> Iterator[Link]:
    """The page to save, with its fingerprint."""
    if offline_mark():
        yield (
            _("Save the page (fingerprint %(mark)s)", mark=offline_mark()),
            url_for("static", filename="/".join(OFFLINE)),
        )


def slips_links(sitting: Sitting) -> Iterator[Link]:
    """Where the two files of the stick are brought in, or else where a round is given slips."""
    for one in [] if is_on_phones(sitting) else prepared_rounds(sitting):
        if one.state is RoundState.preparing:
            yield _("Change: %(title)s", title=one.title), address(one, "edit")
    yield (
        _("Bring in keys and slips"),
        url_for(".bring_slips", congress=sitting.congress.slug, sitting=sitting.id),
    )


def trial_links(sitting: Sitting) -> Iterator[Link]:
    """The rehearsal, and the sheet of trial ballots with the result to expect."""
    for one in prepared_rounds(sitting):
        if one.plain_rules:
            yield (
                _("Trial ballots and expected result: %(title)s", title=one.title),
                address(one, "trial_sheet"),
            )
    if sitting.congress.is_public:
        yield _("Go to the rehearsal"), url_for("hosting.rehearsal", congress=sitting.congress.slug)


def screen_links(sitting: Sitting) -> Iterator[Link]:
    """The hall screen; that of a rehearsal is for those who are signed in."""
    name = "noticeboard.screen" if sitting.congress.is_public else ".rehearsed_screen"
    yield _("Open the hall screen"), url_for(name, congress=sitting.congress.slug, sitting=sitting.id)


def paper_links(sitting: Sitting) -> Iterator[Link]:
    """The ballot papers to print."""
    for one in prepared_rounds(sitting):
        if one.plain_rules:
            yield _("Ballot paper to print: %(title)s", title=one.title), address(one, "slip")


def no_links(_sitting: Sitting) -> Iterator[Link]:
    """Nothing to open."""
    return iter(())


LINKS: dict[Step, Callable[[Sitting], Iterator[Link]]] = {
    Step.rules: rules_links,
    Step.options: round_links,
    Step.laptop: laptop_links,
    Step.slips: slips_links,
    Step.trial: trial_links,
    Step.screen: screen_links,
    Step.paper: paper_links,
    Step.kit: no_links,
}


@bp.route(f"{HOME}/<step>", methods=["POST"])
@open_to(Role.office)
def tell_step(congress: str, sitting: int, step: str) -> Response:
    """Say that a step is done, or not done after all."""
    here = the_sitting(congress, sitting)
    if step not in set(Step):
        abort(404)
    told = Told.undone if request.form.get("told") == Told.undone else Told.done
    tell(here, Step(step), told, "", doer(), clock.now())
    db.session.commit()
    return redirect(url_for(".preparation", congress=congress, sitting=sitting))


@bp.route(f"{HOME}/without", methods=["GET", "POST"])
@open_to(Role.office)
def go_without(congress: str, sitting: int) -> str | Response:
    """Record that the presidium goes on without what is open."""
    here, form = the_sitting(congress, sitting), WithoutForm()
    if form.validate_on_submit():
        go_on_without(here, str(form.reason.data), doer(), clock.now())
        db.session.commit()
        flash(_("Recorded. Only what belongs to integrity still blocks the opening."))
        return redirect(url_for(".preparation", congress=congress, sitting=sitting))
    open_ = [TITLES[one.step] for one in standings(here) if one.is_open and one.step not in SEEN]
    return render_template(
        "ballots/go_without.html", form=form, sitting=here, steps=open_, **sitting_head(here)
    )
