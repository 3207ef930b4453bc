"""演示: each start builds both living years by the rooms' own verbs, with the figures that the pages are known for."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Clock
from tests.demo.conftest import Built
from tests.demo.opening import opened, pages_of, unmarked
from tests.people import People
from votes.accounts.models import Account, Badge
from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of
from votes.ballots.round_record import record_of
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.ballots.tallying import Tally
from votes.common.clock import today
from votes.common.db import db
from votes.congress.models import Congress, Deputy
from votes.delivery.progress import public_progress, wall
from votes.delivery.rules import Light
from votes.demo.commands import check_empty
from votes.demo.doors import addresses
from votes.demo.story import Start
from votes.projects.cycles import cycles_of
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.proposals.advice import vote_of
from votes.proposals.advice_rules import Phase
from votes.proposals.models import Proposal
from votes.proposals.rules import State as Outcome
from votes.supervision.kinds import Kind
from votes.supervision.matters import matters_in
from votes.supervision.register import ledger_of_congress
from votes.supervision.rules import State

pytestmark = pytest.mark.crawl

COUNTS = {
    "3": (194, 5, 2),
    "7": (191, 7, 3),
    "4": (189, 8, 4),
    "12": (187, 9, 5),
    "10": (182, 13, 6),
    "2": (176, 17, 8),
    "5": (171, 21, 9),
    "8": (163, 27, 11),
    "6": (159, 30, 12),
    "1": (148, 41, 12),
    "11": (129, 55, 17),
    "9": (98, 84, 19),
}
"""The county's vote, in order of votes: approve, oppose, abstain."""


def the_list(congress: Congress) -> Cycle:
    return cycles_of(congress)[0]


def the_round(congress: Congress, purpose: Purpose = Purpose.ballot) -> Round:
    (found,) = rounds_of(the_list(congress), purpose)
    return found


def stages(cycle: Cycle) -> Counter[Stage | None]:
    return Counter(project.stage for project in cycle.projects)


@pytest.mark.parametrize("start", list(Start))
def test_every_start_has_a_county_of_232_and_a_township_of_45(built: Built, start: Start) -> None:
    county, town = built(start)
    assert (county.slug, town.slug, town.parent) == ("yanshi", "yanshi-chengguan", county)
    assert county.demo
    assert town.demo
    assert [len(congress.terms[0].serving) for congress in (county, town)] == [232, 45]
    assert len(county.terms[0].delegations) == 12
    assert {delegation.name for delegation in county.terms[0].delegations} >= {"第一代表团", "第十二代表团"}


@pytest.mark.parametrize("start", list(Start))
def test_nobody_is_invented(built: Built, start: Start) -> None:
    """Every name is a number."""
    built(start)
    names = [*db.session.scalars(sa.select(Deputy.name)), *db.session.scalars(sa.select(Account.name))]
    names += db.session.scalars(sa.select(Badge.holder))
    assert len(names) > 290
    assert [name for name in names if not re.fullmatch(r"代表\d{3}|工作人员\d{2}", name)] == []
    signed = {name for column in traces() for name in db.session.scalars(sa.select(column))} - {""}
    allowed = r"代表\d{3}|工作人员\d{2}(（代录）)?|监督.组|系统"
    assert [name for name in signed if not re.fullmatch(allowed, name)] == []


def traces() -> Iterator[sa.Column[str]]:
    """The columns in which every history keeps who did it."""
    for table in db.metadata.sorted_tables:
        yield from (table.c[name] for name in ("actor", "recorded_by", "raised_by") if name in table.c)


def test_while_proposals_come_in_none_is_screened(built: Built) -> None:
    county, town = built(Start.proposals)
    for congress in (county, town):
        cycle, proposals = (
            the_list(congress),
            db.session.scalars(sa.select(Proposal).where(Proposal.congress_id == congress.id)).all(),
        )
        assert cycle.collection_opens_on < today() < cycle.collection_closes_on
        assert {proposal.state for proposal in proposals} == {Outcome.received}
        assert any(proposal.released_at for proposal in proposals)
        assert not cycle.projects


def test_between_candidates_and_vote_residents_can_advise(built: Built, client: FlaskClient) -> None:
    for congress in built(Start.advice):
        cycle = the_list(congress)
        vote = vote_of(cycle)
        assert vote is not None
        assert vote.phase_on(today()) is Phase.open
        assert set(stages(cycle)) == {Stage.candidate}
        assert rounds_of(cycle, Purpose.ballot) == []
        address = f"/{congress.slug}/{cycle.slug}"
        assert f'href="{address}/advise"' in client.get(address).text
        assert client.get(f"{address}/advise").status_code == 200


def test_on_the_morning_of_the_vote_all_is_ready_and_nobody_is_signed_in(built: Built) -> None:
    county, town = built(Start.session)
    assert stages(the_list(county)) == {Stage.candidate: 12}
    assert stages(the_list(town)) == {Stage.candidate: 4}
    for congress, seats in ((county, 10), (town, 3)):
        cycle, round = the_list(congress), the_round(congress)
        assert settings_of(cycle.settings).seats == seats
        assert round.state is RoundState.preparing
        assert round.governing is not None
        assert round.governing.adopted_at is not None
        assert round.plain_rules["seats"] == seats
        assert round.sitting.held_on == today()
        assert [project.number for project in cycle.projects] == list(range(1, len(cycle.projects) + 1))
        assert cycle.candidates_published_at is not None
    assert db.session.scalar(sa.text("SELECT count(*) FROM presence")) == 0


def test_every_wish_has_its_answer_but_two(built: Built) -> None:
    built(Start.session)
    outcomes = Counter(db.session.scalars(sa.select(Proposal.state)))
    assert outcomes == {Outcome.taken_up: 50, Outcome.merged: 9, Outcome.refused: 8}
    unanswered = db.session.scalars(sa.select(Proposal.title).where(Proposal.answered_at.is_(None)))
    assert sorted(unanswered) == ["图书馆延长到晚上九点", "社区卫生站搬进邻里中心"]


@pytest.mark.parametrize("start", [Start.delivery, Start.evaluation])
def test_the_vote_is_held_with_its_whole_record(built: Built, start: Start) -> None:
    county, town = built(start)
    round = the_round(county)
    assert round.state is RoundState.sealed
    assert (round.all_deputies, round.due, round.present) == (232, 230, 203)
    result = round.result
    assert (result["state"], result["valid"], result["void"]) == ("decided", 201, {"over_marked": 2})
    found = {key: tuple(marks.values()) for key, marks in result["counts"].items()}
    assert found == COUNTS
    assert result["adopted"] == list(COUNTS)[:10]
    record = record_of(round)
    assert record["result"] == result
    assert [channel["issued"] for channel in record["channels"]] == [203]
    assert the_round(town).result["adopted"] == ["1", "2", "3"]
    entered = db.session.scalar(sa.select(sa.func.count()).select_from(Tally))
    assert entered == 2 * 5 + 1 + 2 * 1, "five batches and one, each by two tellers; one was read again"


def test_five_months_later_works_stand_under_every_light(built: Built) -> None:
    county, town = built(Start.delivery)
    lights = {row.number: row.progress.light for row in wall(the_list(county), today(), public=True)}
    assert {lights[3], lights[4]} == {Light.late}
    assert {lights[8], lights[10]} == {Light.slow}
    assert lights[5] is Light.done
    assert {lights[n] for n in (1, 2, 6, 7, 12)} == {Light.ok}
    silent = {
        project.number: public_progress(project, today()).silent
        for project in the_list(county).projects
        if project.adopted
    }
    assert [number for number, months in silent.items() if months] == [8]
    assert stages(the_list(county)) == {Stage.delivery: 9, Stage.confirmed: 1, Stage.not_adopted: 2}
    assert stages(the_list(town)) == {
        Stage.delivery: 1,
        Stage.confirmed: 1,
        Stage.done: 1,
        Stage.not_adopted: 1,
    }


def test_five_months_later_findings_stand_in_every_state(built: Built) -> None:
    county, _town = built(Start.delivery)
    findings = matters_in(the_list(county))
    higher = {State.escalated, State.inquired}
    assert {finding.state for finding in findings} == set(State) - higher
    assert [finding.title for finding in findings if finding.late(today())] == ["两处邻里中心没有燃气报警器"]


def test_five_months_later_things_were_pressed_listed_merged_and_reopened(built: Built) -> None:
    county, _town = built(Start.delivery)
    said = {finding.title: finding for finding in matters_in(the_list(county))}
    assert len(said["停气没有提前三天通知"].presses) == 1
    assert said["停气没有提前三天通知"].state is State.listed
    assert said["第三街道公厕晚上没有灯"].merged_into is said["两座公厕夜间照明不亮"]
    reopened = said["五处选址离居民楼不足10米"]
    assert (reopened.state, len(reopened.look_backs)) == (State.returned, 1)
    suggestions = [one for one in ledger_of_congress(county) if one.kind is Kind.suggestion]
    assert [one.state for one in suggestions] == [State.ordered, State.answered, State.closed]


def test_at_the_years_end_most_is_confirmed_and_the_deputies_can_rate(built: Built) -> None:
    county, town = built(Start.evaluation)
    assert stages(the_list(county)) == {
        Stage.confirmed: 7,
        Stage.done: 2,
        Stage.delivery: 1,
        Stage.not_adopted: 2,
    }
    for congress, options in ((county, 10), (town, 3)):
        round = the_round(congress, Purpose.rating)
        assert (round.state, len(round.options)) == (RoundState.preparing, options)
        assert round.sitting.held_on == today()
        assert round.governing is not None
        assert round.governing.adopted_at is not None


def test_only_a_sitting_that_is_not_over_has_badges_to_enter_by(built: Built, clock: Clock) -> None:
    assert not any(door.is_badge for door in opened(built(Start.delivery), clock))


def test_the_rating_has_its_badges(built: Built, clock: Clock) -> None:
    assert sum(door.is_badge for door in opened(built(Start.evaluation), clock)) == 10


@pytest.mark.parametrize("start", list(Start))
def test_every_public_page_says_that_it_is_a_demonstration(
    built: Built, app: Flask, client: FlaskClient, start: Start
) -> None:
    for congress in built(start):
        pages = pages_of(app, client, congress)
        assert len(pages) >= 3
        assert unmarked(pages) == []


def test_every_address_that_is_printed_opens(built: Built, client: FlaskClient) -> None:
    for _words, address in addresses(built(Start.delivery)):
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200, address


def test_a_service_that_works_in_earnest_gets_no_demonstration(app: Flask, people: People) -> None:
    with app.app_context(), pytest.raises(ClickException, match="DATA="):
        check_empty()


@pytest.mark.usefixtures("context")
def test_an_empty_service_may_get_one() -> None:
    check_empty()
