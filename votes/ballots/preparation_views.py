"""会前准备: one page that leads the office through what a sitting needs before it votes."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.ballots.ballot_page import page_hash
from votes.ballots.blueprint import bp
from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.guides import GUIDES
from votes.ballots.loading import EVERYONE, doer, my_mark, the_sitting
from votes.ballots.lookup import rounds_in
from votes.ballots.preparation import SEEN, Standing, Step, Told, go_on_without, standings, tell
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.ballots.telling import sitting_head
from votes.ballots.turn import address
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.common.fields import Line
from votes.common.resources import PACKAGE
from votes.congress.models import Sitting

Link = tuple[str, str]
HOME = "/desk/<congress>/sitting/<int:sitting>/preparation"
OFFLINE = ("box", "offline.html")

TITLES: dict[Step, LazyString] = {
    Step.rules: _l("Rules adopted"),
    Step.options: _l("Options on the ballot"),
    Step.laptop: _l("Page for the laptop without network"),
    Step.slips: _l("Keys and slips brought in"),
    Step.trial: _l("Trial round"),
    Step.screen: _l("Hall screen"),
    Step.paper: _l("Spare ballot papers"),
    Step.kit: _l("Kit list"),
}
SENTENCES: dict[Step, LazyString] = {
    Step.rules: _l(
        "The rules of every round of this sitting are adopted. They may still be adopted in the session; before that nothing opens."
    ),
    Step.options: _l(
        "Rounds are prepared and the candidates are published. They may change until the vote opens; the slips stay good."
    ),
    Step.laptop: _l(
        "Save the page on the first stick, open it on the laptop without network, and compare its fingerprint."
    ),
    Step.slips: _l(
        "The scrutineers have made keys and cards and printed the slips; the two files of the stick are here."
    ),
    Step.trial: _l(
        "Hold a round in the rehearsal with the ballots of the printed sheet; the result must be the one printed there."
    ),
    Step.screen: _l(
        "The screen is up in the hall and shows this sitting. Pull its network out and put it in again: it goes on by itself."
    ),
    Step.paper: _l(
        "Ballot papers for all deputies lie ready, for whoever votes on paper and for the case that the box is given up."
    ),
    Step.kit: _l("All that must lie on the desk."),
}
KIT: tuple[LazyString, ...] = (
    _l("USB stick marked “box”: from the desk to the laptop"),
    _l("USB stick marked “result”: from the laptop to the desk"),
    _l("Printer and paper, a sheet printed for trial"),
    _l("Scanner, a slip scanned for trial"),
    _l("Tablets in the booths, charged; ten serve 200 deputies in about 40 minutes"),
    _l("Power for desk, laptop and screen"),
)
WORDS: dict[Told, LazyString] = {
    Told.done: _l("done"),
    Told.undone: _l("not done"),
    Told.without: _l("gone on without"),
}


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
        _("%(who)s, %(day)s", who=last.by, day=long_day(last.at.date()))
        if last and not standing.is_open
        else ""
    )
    return {
        "step": standing.step,
        "title": TITLES[standing.step],
        "sentence": SENTENCES[standing.step],
        "word": WORDS[word],
        "who": who,
        "reason": last.reason if last and last.told is Told.without else "",
        "is_open": standing.is_open,
        "is_seen": standing.step in SEEN,
        "is_file": standing.step is Step.laptop,
        "things": KIT if standing.step is Step.kit else [],
        "links": list(LINKS[standing.step](sitting)),
    }


def prepared_rounds(sitting: Sitting) -> list[Round]:
    """The rounds of a sitting that were not taken back."""
    return [one for one in rounds_in(sitting) if one.state is not RoundState.withdrawn]


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
    path = PACKAGE.joinpath("static", *OFFLINE)
    if path.exists():
        mark = fingerprint(hashed(path.read_bytes()))
        yield (
            _("Save the page (fingerprint %(mark)s)", mark=mark),
            url_for("static", filename="/".join(OFFLINE)),
        )


def slips_links(sitting: Sitting) -> Iterator[Link]:
    """Where the two files of the stick are brought in."""
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
