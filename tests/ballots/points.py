"""代表决 for a full house: one list that is decided, and a small one at every point where somebody has to act."""

from collections.abc import Callable
from datetime import date

from tests.ballots import hall
from tests.ballots.boxed import Boxed
from tests.ballots.printing import Printing
from tests.people import People, Who
from votes.ballots import announcing, bringing, deciding, holding, preparation, preparing, tray
from votes.ballots.channels import ChannelKind
from votes.ballots.profile_rules import Terms
from votes.ballots.round_rules import Papers
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import keep_set
from votes.common.db import db
from votes.projects.models import Cycle


def vote(people: People) -> dict[str, Who]:
    """Decide this year's list of six, bring a batch to each point; who holds a badge, by duty."""
    here = hall.make_hall(people, candidates=6)
    hall.cycle_of(here).candidates_published_at = hall.AT
    hall.sign_in(here, 10)
    hall.adopt_rules(here, Terms(seats=4, most=None, publish="counts"))
    decided = hall.prepare_round(here)
    hall.whole_round(decided, 10, [9, 8, 8, 7, 2, 1])
    announcing.announce(decided, "1", date(2026, 3, 2), "公告全文", hall.OFFICE, hall.AT)
    for number, go_on in enumerate(POINTS, start=1):
        batch(here, f"2026-{number}", go_on)
    return {str(duty): here.badges[word] for word, duty in hall.DUTIES.items()}


def batch(here: hall.Hall, slug: str, go_on: Callable[[Round], None] | None) -> None:
    """A small list of three with its own round, brought to one point of the vote."""
    cycle = Cycle(congress_id=here.people.ids["county"], slug=slug, title=f"小批次{slug}", year=2026)
    cycle.candidates_published_at = hall.AT
    db.session.add(cycle)
    db.session.flush()
    for number in (1, 2, 3):
        hall.add_project(cycle, number, f"批次{slug}的项目{number}")
    there = hall.Hall(here.people, here.sitting, cycle=cycle.id, badges=here.badges)
    hall.adopt_rules(there, Terms(seats=2, most=None), adopted=go_on is not None)
    round = hall.prepare_round(there)
    if go_on:
        go_on(round)
    db.session.flush()


def prepared(round: Round) -> None:
    """Rules adopted, nobody has signed."""


def voting(round: Round) -> None:
    """Open, on paper and with slips, and what was handed out is recorded; chair and chief scrutineer can close."""
    preparing.set_channels(round, (ChannelKind.paper, ChannelKind.slips))
    hall.open_round(round)
    for who in (hall.CHIEF, hall.SCRUTINEER):
        tray.hand_out(round, 10, who, hall.AT)
    papers = {ChannelKind.paper: Papers(10, 10, 0, 0, 0), ChannelKind.slips: Papers(spoiled=0, left=2)}
    holding.record_papers(round, papers, len(round.steps), hall.SCRUTINEER, hall.AT)


def opened_at_the_laptop(round: Round) -> None:
    """By slips: closed, taken to the laptop, its counts brought back; the chair has not compared them yet."""
    printing = Printing(word=round.congress.slug)
    keep_set(round.sitting, printing.keys, printing.slips, hall.AT)
    preparation.go_on_without(round.sitting, "主席团第三次会议", hall.OFFICE, hall.AT)
    preparing.set_channels(round, (ChannelKind.slips,))
    boxed = Boxed(round.id, printing)
    hall.open_round(round)
    boxed.close(10, 2)
    holding.declare_checked(round, hall.CHAIR, hall.AT)
    result = boxed.result()
    bringing.bring(round, result, boxed.code(result), hall.CHIEF, hall.AT)


def closed(round: Round) -> None:
    """Papers are in; the chair looks at the 清点报告单."""
    hall.open_round(round)
    hall.record(round, 10, 10)
    hall.close(round)


def checked(round: Round) -> None:
    """Declared valid; the chief scrutineer parts the ballots."""
    closed(round)
    holding.declare_checked(round, hall.CHAIR, hall.AT)


def differing(round: Round) -> None:
    """The tellers differ in one figure."""
    hall.up_to_counting(round, 10)
    for pile in hall.tallying.all_batches(round):
        for teller, approvals in zip(hall.TELLERS, ([7, 8, 2], [7, 7, 2]), strict=True):
            hall.tallying.enter(pile, hall.figures(round, approvals, pile.size), 1, teller, hall.AT)


def agreed(round: Round) -> None:
    """The tellers agree."""
    hall.up_to_counting(round, 10)
    hall.count(round, [7, 8, 2])


def counted(round: Round) -> None:
    """The chief scrutineer has confirmed; the presidium has not."""
    agreed(round)
    deciding.confirm_count(round, hall.CHIEF, hall.AT)


def confirmed(round: Round) -> None:
    """The presidium has confirmed; the chair declares."""
    counted(round)
    deciding.confirm(round, hall.paper(round), "", hall.OFFICE, hall.AT)


def tied(round: Round) -> None:
    """Two have equal votes for one seat: a further round, or the presidium settles it."""
    hall.whole_round(round, 10, [8, 7, 7])


def declared(round: Round) -> None:
    """Declared, and nothing announced or sealed."""
    hall.whole_round(round, 10, [8, 7, 2])


POINTS: tuple[Callable[[Round], None] | None, ...] = (
    None,
    prepared,
    closed,
    checked,
    differing,
    agreed,
    counted,
    confirmed,
    tied,
    declared,
    opened_at_the_laptop,
    voting,
)
"""The open one comes last: while a round is open, sign-in is shut and no other opens in that sitting."""
