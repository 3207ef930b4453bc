"""How the advisory vote is told: where it stands, and 民意指数 with its number of people, never as an order."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.projects.models import Cycle
from votes.proposals.advice import AdvisoryVote, choices_of, public_advice, vote_of
from votes.proposals.advice_papers import AdvisoryPapers
from votes.proposals.advice_rules import LEAST_PEOPLE, Advice, Phase, advice_on, is_over_before


def phase_words(vote: AdvisoryVote, today: date) -> str:
    """Where it stands, in a sentence."""
    now = vote.phase_on(today)
    if now is Phase.ahead:
        return _("It begins on %(day)s.", day=long_day(vote.opens_on))
    if now is Phase.open:
        return _("It is open until %(day)s.", day=long_day(vote.closes_on))
    return _("It is over, and its figures are public.")


def most_words(vote: AdvisoryVote) -> str:
    """How many each may choose."""
    return _("Choose up to %(most)d of %(all)d projects.", most=vote.most, all=len(vote.options))


def index_words(advice: Advice) -> str:
    """民意指数 in words: 312人次参加，187人次选了它（59.9%）."""
    if advice.percent is None:
        return _("%(chose)d of %(people)d responses chose it", chose=advice.chose, people=advice.people)
    return _(
        "%(chose)d of %(people)d responses chose it (%(percent)s%%)",
        chose=advice.chose,
        people=advice.people,
        percent=f"{advice.percent:.1f}",
    )


def people_words(found: Sequence[Advice]) -> str:
    """How many took part, and what a small number means."""
    people = found[0].people if found else 0
    said = ngettext("%(num)d response came in.", "%(num)d responses came in.", people)
    if people < LEAST_PEOPLE:
        return _("%(words)s That is too few for shares: only the counts are shown.", words=said)
    return str(said)


def stack_words(stack: AdvisoryPapers) -> str:
    """A stack of papers: how many, who typed them in and when; and who took them back and why."""
    said = ngettext("%(num)d paper", "%(num)d papers", stack.n)
    said = _(
        "%(papers)s, typed in by %(who)s on %(day)s",
        papers=said,
        who=stack.by,
        day=long_day(day_of(stack.at)),
    )
    if stack.back is None:
        return str(said)
    return _("%(stack)s; taken back by %(who)s: %(why)s", stack=said, who=stack.back.by, why=stack.back.why)


def index_by_number(cycle: Cycle, today: date) -> dict[int, str]:
    """民意指数 in words by the number of the project; empty until the advisory vote is over."""
    return {one.number: index_words(one) for one in public_advice(cycle, today) or []}


def heard_before(cycle: Cycle, day: date) -> dict[int, str]:
    """民意指数 for a ballot that opens on this day, by the number of the project; empty unless it was over before."""
    vote = vote_of(cycle)
    if vote is None or not is_over_before(vote.closes_on, vote.ended_at is not None, day):
        return {}
    return {one.number: index_words(one) for one in advice_on(choices_of(vote), vote.numbers) if one.people}


def advice_rows(vote: AdvisoryVote, found: Sequence[Advice]) -> list[dict[str, Any]]:
    """The projects in ballot order, each with its figures."""
    by_number = {one.number: one for one in found}
    return [
        {
            "no": project.number,
            "title": project.title,
            "chose": by_number[project.number].chose,
            "people": by_number[project.number].people,
            "percent": by_number[project.number].percent,
        }
        for project in vote.options
    ]
