"""代表决 of the demonstration: the rules are adopted and the round prepared; for later starts the whole vote is held.

The vote goes the way a congress goes: signed in, opened by two, papers recorded, closed, declared valid, counted
by two tellers in batches, confirmed, declared, announced, sealed. All figures are made up.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from votes.accounts.roles import Duty, Role
from votes.ballots import deciding, holding, preparing, roll, tallying
from votes.ballots.adopting import Publish, Purpose
from votes.ballots.announcement_text import announcement_text
from votes.ballots.announcing import announce
from votes.ballots.channels import ChannelKind
from votes.ballots.counting import Counted
from votes.ballots.papers import filled
from votes.ballots.profile_rules import RatingTerms, Terms, plain_of, plain_of_rating, terms_for
from votes.ballots.result_papers import count_sheet
from votes.ballots.round_rules import Doer, Papers
from votes.ballots.rounds import Round
from votes.ballots.tallying import TELLERS
from votes.ballots.wording import proposed_text
from votes.common.db import db
from votes.congress.models import Sitting
from votes.demo.places import Place, give_badges
from votes.demo.split_rules import Marks, batch_counts
from votes.demo.story import Story
from votes.projects.uploads import keep_paper

OVER_MARKED = {"county": (1, 3), "town": ()}
"""In which batches, counted from 0, one ballot approves more projects than it may."""
SPOILED, LEFT = 3, 26
"""Papers spoiled and exchanged, and papers left over."""
MISREAD = 2
"""The batch, counted from 0, that teller B first reads otherwise than teller A."""


def doer(place: Place, mark: Duty | Role) -> Doer:
    """Who does a step of the vote, by role or by badge."""
    return Doer(place.holder(mark) if isinstance(mark, Duty) else place.name_of(mark), mark)


def prepare_vote(place: Place, story: Story) -> Round:
    """票决办法 adopted by the opening sitting, badges given, the round prepared and its papers printed."""
    sitting = place.sittings["vote"]
    terms = replace(terms_for("national", place.number("seats")), publish=place.facts["publish"])
    adopt_rules(place, sitting, Purpose.ballot, terms, story)
    give_badges(place, sitting, story.at(-1, 17))
    return prepare_round(place, sitting, Purpose.ballot, story)


def adopt_rules(
    place: Place, sitting: Sitting, purpose: Purpose, terms: Terms | RatingTerms, story: Story
) -> None:
    """The rules drafted, then adopted by the meeting on the eve of the vote or earlier, with their text."""
    is_ballot = isinstance(terms, Terms)
    plain = plain_of(terms) if isinstance(terms, Terms) else plain_of_rating(terms)
    publish, profile = Publish(terms.publish), "national" if is_ballot else "rating"
    rules = preparing.redraft(sitting.session, place.list, purpose, profile, plain, publish, False)
    day = sitting.session.begins_on
    text = proposed_text(plain, False, publish)
    rules.adopt(day, text, None, place.name_of(Role.office), story.on(day, 16))
    db.session.flush()


def prepare_round(place: Place, sitting: Sitting, purpose: Purpose, story: Story) -> Round:
    """The round on all of the list, on paper."""
    words = "%s票决" if purpose is Purpose.ballot else "%s满意度测评"
    projects = preparing.votable(place.list, purpose)
    office, at = doer(place, Role.office), story.on(sitting.session.begins_on, 17)
    title, kinds = words % place.list.title, [ChannelKind.paper]
    round = preparing.prepare(sitting, place.list, purpose, title, kinds, projects, office, at)
    db.session.flush()
    return round


def hold_vote(place: Place, story: Story, round: Round, data: Path) -> None:
    """The whole sitting, from the first deputy who signs in to the sealed ballots."""
    cast(place, story, round)
    count(place, story, round)
    declare(place, story, round, data)


def cast(place: Place, story: Story, round: Round) -> None:
    """Signed in, opened, papers recorded, closed, and declared valid by the chair."""
    chair, chief = doer(place, Duty.chair), doer(place, Duty.chief_scrutineer)
    present = place.number("present")
    roll.admit(round.sitting, place.deputies[:present])
    db.session.flush()
    for head in (chair, chief):
        holding.sign_opening(round, head, story.at(0, 9, 40))
    papers = Papers(present + SPOILED + LEFT, present, SPOILED, LEFT, present)
    given = {ChannelKind.paper: papers}
    holding.record_papers(round, given, len(round.steps), doer(place, Duty.scrutineer), story.at(0, 10))
    for head in (chair, chief):
        holding.sign_closing(round, head, story.at(0, 10, 5))
    holding.declare_checked(round, chair, story.at(0, 10, 10))


def count(place: Place, story: Story, round: Round) -> None:
    """Two tellers, apart from each other; where they differ the batch is read again."""
    chief = doer(place, Duty.chief_scrutineer)
    sizes: dict[int, Sequence[int]] = {
        channel.id: tallying.proposed_sizes(channel) for channel in round.channels
    }
    tallying.divide(round, sizes, chief, story.at(0, 10, 15))
    db.session.flush()
    read_batches(place, story, round)
    db.session.flush()
    deciding.confirm_count(round, chief, story.at(0, 11, 5))


def read_batches(place: Place, story: Story, round: Round) -> None:
    """Every batch entered by both; one figure is misread once."""
    batches = tallying.all_batches(round)
    void = [int(n in OVER_MARKED[place.key]) for n in range(len(batches))]
    valid = [batch.size - bad for batch, bad in zip(batches, void, strict=True)]
    most = (round.plain_rules or {})["most"]
    counts = batch_counts(figures(place), valid, most)
    for n, batch in enumerate(batches):
        right = Counted(valid[n], {"over_marked": void[n]} if void[n] else {}, counts[n])
        wrong = Counted(right.valid, right.void, misread(right.counts))
        for teller in TELLERS:
            entries = [wrong, right] if n == MISREAD and teller is TELLERS[1] else [right]
            for attempt, counted in enumerate(entries, 1):
                at = story.at(0, 10, 20 + 5 * n + 10 * (attempt - 1))
                tallying.enter(batch, counted, attempt, doer(place, teller), at)


def figures(place: Place) -> dict[str, Marks]:
    """The totals of candidates.csv, by option."""
    return {
        str(number): {mark: int(row[mark]) for mark in ("approve", "oppose", "abstain")}
        for number, row in place.candidates.items()
    }


def misread(counts: dict[str, Marks]) -> dict[str, Marks]:
    """The same figures, but one approval of the first option taken for an abstention."""
    key, marks = next(iter(counts.items()))
    return {**counts, key: {**marks, "approve": marks["approve"] - 1, "abstain": marks["abstain"] + 1}}


def declare(place: Place, story: Story, round: Round, data: Path) -> None:
    """Confirmed by the presidium, declared by the chair, announced and sealed."""
    office, chair = doer(place, Role.office), doer(place, Duty.chair)
    at, reason = story.at(0, 11, 20), "主席团会议确认计票结果"
    content = filled("count-sheet.docx", place.congress, data, lambda: count_sheet(round))
    document = keep_paper(place.congress, content, "count-sheet.docx", "计票结果报告单（演示件）", at, data)
    deciding.confirm(round, document, reason, office, at)
    deciding.declare(round, chair, story.at(0, 11, 40))
    db.session.flush()
    announce(round, "第1号", story.day(3), announcement_text(round), office, story.at(3, 10))
    deciding.seal(round, doer(place, Duty.chief_scrutineer), story.at(3, 11))


def prepare_rating(place: Place, story: Story) -> Round:
    """测评 in the next session: its rules adopted, badges given, the round prepared."""
    sitting = place.sittings["rating"]
    adopt_rules(place, sitting, Purpose.rating, RatingTerms(), story)
    give_badges(place, sitting, story.on(sitting.session.begins_on, 17))
    return prepare_round(place, sitting, Purpose.rating, story)
