"""督办, 挂牌, 合并, 回头看: the verbs that press a matter, raise it higher, join it to another, look back on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.projects.stages import Stage
from votes.supervision.inquiries import Question
from votes.supervision.loop_rules import (
    Ending,
    check_ending,
    check_look_back,
    check_merge,
    check_pressed,
    ending_of,
)
from votes.supervision.matters import Matter
from votes.supervision.models import Doer, group_of
from votes.supervision.pursuits import Lifting, Listing, LookBack, Merger, Press
from votes.supervision.rules import (
    OPEN,
    Hand,
    State,
    check_deadline,
    check_held,
    check_signed,
)

REOPENED = (Stage.done, Stage.confirmed, Stage.closed)
"""Stages from which a failed look-back may send a project back to delivery."""


@dataclass(frozen=True)
class Decided:
    """On whose decision a matter is raised higher, who leads, by when the unit answers, and why."""

    body: str
    words: str
    due_on: date
    leader: str = ""


@dataclass(frozen=True)
class Looked:
    """What a look-back found: `again_on` is the new deadline of one that failed; `reopen` takes its project back too."""

    held_on: date
    words: str
    again_on: date | None = None
    reopen: bool = False


def press(matter: Matter, words: str, doer: Doer, at: datetime) -> Press:
    """督办: press the unit for its answer; the office, the government office, or whoever raised it."""
    check_pressed(matter.state)
    if doer.hand is matter.checker:
        matter.check_checker(doer)
    elif doer.hand not in (Hand.office, Hand.government):
        raise RuleBroken(say("Only the office, the government office or those who raised this may press it."))
    step = Press(congress_id=matter.congress_id, words=words, by=doer.name, at=at)
    matter.presses.append(step)
    return step


def raise_higher(matter: Matter, to: State, decided: Decided, doer: Doer, at: datetime) -> Listing:
    """挂牌督办 (`listed`) or 列入专题询问 (`inquired`): on the decision of a body, under a leader, with a new deadline."""
    matter.check_step(to, doer)
    check_deadline(decided.due_on, day_of(at))
    step = Listing(congress_id=matter.congress_id, to=to, due_on=decided.due_on, by=doer.name, at=at)
    step.was, step.was_due_on = matter.state, matter.due_on or decided.due_on
    step.body, step.leader, step.words = decided.body, decided.leader, decided.words
    matter.listings.append(step)
    matter.state, matter.due_on = to, decided.due_on
    return step


def standing(matter: Matter) -> list[Listing]:
    """Its listings that have not ended, the oldest first."""
    return [one for one in matter.listings if one.stands]


def ending_open(matter: Matter) -> Ending | None:
    """How its listing may end now, if at all."""
    return ending_of(matter.state, [one.to for one in standing(matter)])


def end_listing(matter: Matter, ending: Ending, why: str, doer: Doer, at: datetime) -> Lifting:
    """撤回 a listing entered by mistake, so that the matter stands where it stood before; or 摘牌, once its demand is met."""
    if doer.hand is not Hand.office:
        raise RuleBroken(say("This step is not yours. Please leave it to those whose turn it is."))
    check_ending(ending, matter.state, [one.to for one in standing(matter)])
    if ending is Ending.taken_back:
        listing = standing(matter)[-1]
        check_unasked(matter)
        matter.state, matter.due_on = listing.was, listing.was_due_on
    else:
        listing = [one for one in standing(matter) if one.to is State.listed][-1]
    db.session.flush()
    step = Lifting(congress_id=matter.congress_id, listing_id=listing.id, ending=ending, why=why)
    step.by, step.at = doer.name, at
    db.session.add(step)
    db.session.flush()
    db.session.expire(listing, ["lifting"])
    return step


def check_unasked(matter: Matter) -> None:
    """Refuse to take back what is asked about in an inquiry already."""
    asked = (Question.congress_id == matter.congress_id, Question.about_id == matter.id)
    if db.session.scalar(sa.select(Question.id).where(*asked, Question.struck_why == "").limit(1)):
        raise RuleBroken(
            say("A question about this stands in an inquiry already. Strike that question first.")
        )


def merge(matter: Matter, into: Matter, why: str, doer: Doer, at: datetime) -> Merger:
    """合并: the matter goes on in another one of the same congress, and both keep the trace."""
    matter.check_step(State.merged, doer)
    check_merge(into.state, into.id == matter.id or into.congress_id != matter.congress_id)
    step = Merger(congress_id=matter.congress_id, into_id=into.id, why=why, by=doer.name, at=at)
    matter.merger, matter.merged_into, matter.state = step, into, State.merged
    return step


def look_back(matter: Matter, looked: Looked, doer: Doer, at: datetime) -> LookBack:
    """回头看: whoever raised it looks whether it stayed put right; if not, the unit answers again."""
    check_look_back(matter.state, matter.look_back_on)
    matter.check_step(State.returned, doer)
    deputy = matter.check_checker(doer)
    check_signed(doer.entered_for, doer.paper is not None)
    check_held(looked.held_on, day_of(at))
    step = LookBack(congress_id=matter.congress_id, held_on=looked.held_on, words=looked.words, at=at)
    step.due_on = matter.look_back_on or looked.held_on
    step.again_on, step.by, step.deputy = looked.again_on, doer.name, deputy
    step.entered_for, step.paper = doer.entered_for, doer.paper
    step.reopened_project = looked.again_on is not None and looked.reopen
    matter.look_backs.append(step)
    matter.look_back_on = None
    if looked.again_on:
        reopen(matter, step, at)
    return step


def reopen(matter: Matter, step: LookBack, at: datetime) -> None:
    """The unit owes an answer again; the project goes back to delivery where that was asked."""
    if step.again_on is not None:
        check_deadline(step.again_on, day_of(at))
    matter.state, matter.due_on, matter.closed_at = State.returned, step.again_on, None
    if not step.reopened_project:
        return
    if matter.project is None or matter.project.stage not in REOPENED:
        raise RuleBroken(say("This project is not finished, so it needs no reopening. Please untick that."))
    matter.project.move_to(Stage.delivery, at, by=title_of(matter, step.by), reason=step.words)


def title_of(matter: Matter, office: str) -> str:
    """Who looks back, as a passage may name it in public: group, committee or congress, never a deputy."""
    if matter.checker is Hand.office:
        return office
    group = group_of(matter.project) if matter.project and matter.checker is Hand.group else None
    if group is not None:
        return group.title
    return matter.committee.name if matter.committee else matter.congress.name


def may_take_in(matter: Matter) -> Sequence[Matter]:
    """The open matters of the congress into which this one could be merged, the newest first."""
    return db.session.scalars(
        sa.select(Matter)
        .where(Matter.congress_id == matter.congress_id, Matter.id != matter.id, Matter.state.in_(OPEN))
        .order_by(Matter.number.desc())
    ).all()
