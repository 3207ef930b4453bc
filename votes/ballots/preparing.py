"""Preparing a round: its options and channels, and the further round that a result calls for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from votes.accounts.roles import Role
from votes.ballots.adopting import BallotRules, Publish, Purpose, draft, latest
from votes.ballots.channels import ChannelKind, RoundChannel
from votes.ballots.lookup import next_number, rounds_of
from votes.ballots.round_rules import UNOPENED, Deed, Doer, RoundState
from votes.ballots.rounds import Cause, Option, Round
from votes.ballots.sections import choose_section
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Session, Sitting
from votes.projects.models import Cycle, Project, asked_before_a_move
from votes.projects.rehearsal import Rehearsed, taken_along
from votes.projects.stages import CHOSEN, Stage

WHOLE_LIST = "1"


@dataclass(frozen=True)
class Topic:
    """Something to rate that is no project: a question of an inquiry, or a unit that answered, by its number there."""

    number: int
    title: str


def votable(cycle: Cycle, purpose: Purpose) -> list[Project]:
    """What can be put to the vote: the candidates, or to rate the adopted projects; an inquiry brings its own topics."""
    if purpose is Purpose.inquiry:
        return []
    stages = (Stage.candidate,) if purpose is Purpose.ballot else CHOSEN
    return [project for project in cycle.projects if project.stage in stages]


def redraft(
    session: Session,
    cycle: Cycle,
    purpose: Purpose,
    profile: str,
    rules: dict[str, Any],
    publish: Publish,
    whole_list: bool,
) -> BallotRules:
    """Draft the rules, or change them, as long as no round was opened by them."""
    here = [one for one in rounds_of(cycle, purpose) if one.sitting.session_id == session.id]
    if any(one.state not in UNOPENED for one in here):
        raise RuleBroken(say("A round was opened by these rules. They stand until the end of the session."))
    if any(one.signed(Deed.open) for one in here):
        raise RuleBroken(
            say(
                "Somebody has signed to open the vote by these rules. Change what is prepared first: that takes the signature back."
            )
        )
    return draft(session, cycle, purpose, profile, rules, publish, whole_list)


def prepare(
    sitting: Sitting,
    cycle: Cycle,
    purpose: Purpose,
    title: str,
    kinds: Sequence[ChannelKind],
    projects: Sequence[Project | Topic],
    who: Doer,
    at: datetime,
) -> Round:
    """Prepare the first round on this list in this session; each inquiry has a round of its own."""
    if purpose is not Purpose.inquiry and any(
        one.sitting.session_id == sitting.session_id for one in rounds_of(cycle, purpose)
    ):
        raise RuleBroken(
            say(
                "A round on this list is prepared in this session already. Go on with it, or take it back first."
            )
        )
    round = Round(
        congress_id=sitting.congress_id,
        sitting=sitting,
        cycle=cycle,
        number=next_number(cycle),
        purpose=purpose,
        title=title,
        state=RoundState.preparing,
        cause=Cause.first,
    )
    db.session.add(round)
    arrange(round, title, kinds, projects, who, at)
    return round


def arrange(
    round: Round,
    title: str,
    kinds: Sequence[ChannelKind],
    projects: Sequence[Project | Topic],
    who: Doer,
    at: datetime,
) -> None:
    """Set or change title, channels and options before the vote; signatures to open it lapse with that.

    A further round keeps the options it was called for, whatever `projects` are; that of an inquiry keeps its topics.
    """
    keeps = round.cause is not Cause.first or (round.purpose is Purpose.inquiry and bool(round.options))
    if not keeps and not projects:
        raise RuleBroken(say("There is nothing to vote on yet: this list has no candidates."))
    round.take(Deed.prepare, who, at)
    round.title = title
    set_channels(round, kinds)
    if not keeps:
        set_options(round, projects)


def set_channels(round: Round, kinds: Sequence[ChannelKind]) -> None:
    """Take ballots in these ways; figures of a channel that stays are kept."""
    if not kinds:
        raise RuleBroken(say("Choose how the ballots come in: on paper, or through a device of the hall."))
    for channel in list(round.channels):
        if channel.kind not in kinds:
            round.channels.remove(channel)
    known = {channel.kind for channel in round.channels}
    fresh = [kind for kind in kinds if kind not in known]
    round.channels.extend(RoundChannel(congress_id=round.congress_id, kind=kind) for kind in fresh)
    choose_section(round)


def set_options(round: Round, projects: Sequence[Project | Topic]) -> None:
    """Put these projects to the vote by their numbers, or the whole list as one option."""
    round.options.clear()
    db.session.flush()
    rules = round.governing
    if rules and rules.whole_list:
        round.options.append(
            Option(congress_id=round.congress_id, seq=1, key=WHOLE_LIST, title=round.cycle.title)
        )
        return
    round.options.extend(
        Option(
            congress_id=round.congress_id,
            seq=seq,
            key=str(one.number),
            title=one.title,
            project=one if isinstance(one, Project) else None,
        )
        for seq, one in enumerate(projects, 1)
    )


def is_under_way(cycle: Cycle) -> bool:
    """Whether a ballot on this list was opened, is not void, and is not over."""
    opened = [
        one for one in rounds_of(cycle, Purpose.ballot) if one.state not in UNOPENED and not one.is_void
    ]
    return bool(opened) and not any(one.ends_ballot for one in opened)


@taken_along
def rehearse_ballot(made: Rehearsed, at: datetime, by: str) -> None:
    """A rehearsal begins with the rules of the ballot as a draft, and with its round prepared as the real one is."""
    rules = latest(made.session, made.cycle, Purpose.ballot)
    if rules:
        draft(
            made.copied_session,
            made.copied_cycle,
            Purpose.ballot,
            rules.profile,
            dict(rules.rules),
            rules.publish,
            rules.whole_list,
        )
    rounds = rounds_of(made.cycle, Purpose.ballot)
    real = next((one for one in rounds if one.sitting.session_id == made.session.id), None)
    listed = votable(made.copied_cycle, Purpose.ballot)
    if real and listed:
        kinds, office = [channel.kind for channel in real.channels], Doer(by, Role.office)
        sitting = next(one for one in made.copied_session.sittings if one.number == real.sitting.number)
        prepare(sitting, made.copied_cycle, Purpose.ballot, real.title, kinds, listed, office, at)


@asked_before_a_move
def stays_on_the_ballot(project: Project, stage: Stage) -> None:
    """Nothing is taken off a list that is being voted on: what stands on the ballots is what is counted."""
    if stage is Stage.declined and project.stage is Stage.candidate and is_under_way(project.cycle):
        raise RuleBroken(
            say("The deputies are voting on this list. Nothing is taken off it until they are done.")
        )


def fits_list(round: Round) -> bool:
    """Whether the options are still what the list and the rules say; a rating and a further round choose their own."""
    if round.cause is not Cause.first:
        return not any(one.project and one.project.stage is Stage.declined for one in round.options)
    rules = round.governing
    if rules and rules.whole_list:
        return [option.key for option in round.options] == [WHOLE_LIST]
    if round.purpose is Purpose.inquiry:
        return bool(round.options)
    shown = [(option.project_id, option.title) for option in round.options]
    may = [(project.id, project.title) for project in votable(round.cycle, round.purpose)]
    return set(shown) <= set(may) if round.purpose is Purpose.rating else shown == may


def follow(
    last: Round,
    title: str,
    cause: Cause,
    keys: Sequence[str],
    rules: dict[str, Any],
    kinds: Sequence[ChannelKind],
    who: Doer,
    at: datetime,
) -> Round:
    """A further round after `last` in the same sitting, on some of its options; slips go on with their next field."""
    if any(later.state is not RoundState.withdrawn for later in last.following):
        raise RuleBroken(say("The further round is prepared already."))
    options = [option for option in last.options if option.key in keys]
    round = Round(
        congress_id=last.congress_id,
        sitting=last.sitting,
        cycle=last.cycle,
        number=next_number(last.cycle),
        purpose=last.purpose,
        title=title,
        state=RoundState.preparing,
        cause=cause,
        after=last,
        ballot_rules=last.ballot_rules,
        rules=rules,
        whole_list=last.whole_list,
    )
    db.session.add(round)
    round.options = [
        Option(congress_id=last.congress_id, seq=n, key=old.key, title=old.title, project=old.project)
        for n, old in enumerate(options, 1)
    ]
    round.take(Deed.prepare, who, at)
    set_channels(round, kinds)
    return round
