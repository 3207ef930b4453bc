"""民意投票 as a Pabulib `.pb` file (https://pabulib.org/format): projects, and every choice without who made it.

Voters are numbered in the order of their choices, not of their coming, and carry nothing else but the way.
"""

import csv
import io
from collections.abc import Iterator

from votes.proposals.advice import AdvisoryVote, choices_of
from votes.proposals.advice_rules import AdviceWay, advice_on

METHODS = {AdviceWay.web: "internet", AdviceWay.paper: "paper"}
Row = list[str]


def advice_file(vote: AdvisoryVote) -> str:
    """The whole file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    ballots = list(votes_of(vote))
    writer.writerows([["META"], ["key", "value"], *meta(vote, len(ballots))])
    writer.writerows([["PROJECTS"], ["project_id", "cost", "votes", "name"], *projects(vote)])
    writer.writerows([["VOTES"], ["voter_id", "vote", "voting_method"], *ballots])
    return text.getvalue()


def meta(vote: AdvisoryVote, people: int) -> Iterator[Row]:
    """What the vote was; nothing was chosen by it, so no rule stands here."""
    congress = vote.cycle.congress
    yield ["description", f"Advisory vote of residents before the deputies' ballot: {vote.cycle.title}"]
    yield ["country", "China"]
    yield ["unit", congress.place]
    yield ["instance", vote.cycle.slug]
    yield ["num_projects", str(len(vote.options))]
    yield ["num_votes", str(people)]
    yield ["budget", str(sum(project.total_yuan or 0 for project in vote.options))]
    yield ["vote_type", "approval"]
    yield ["min_length", "1"]
    yield ["max_length", str(vote.most)]
    yield ["date_begin", vote.opens_on.strftime("%d.%m.%Y")]
    yield ["date_end", vote.closes_on.strftime("%d.%m.%Y")]
    yield ["currency", "CNY"]
    yield [
        "comment",
        "#1: cost 0 means that the cost was not published. #2: the vote advises and chooses nothing.",
    ]


def projects(vote: AdvisoryVote) -> Iterator[Row]:
    """The candidates in ballot order."""
    figures = {one.number: one.chose for one in advice_on(choices_of(vote), vote.numbers)}
    for project in vote.options:
        number = str(project.number)
        yield [number, str(project.total_yuan or 0), str(figures[project.number]), project.title]


def votes_of(vote: AdvisoryVote) -> Iterator[Row]:
    """Every choice as often as it was made."""
    voter = 0
    for way in AdviceWay:
        for choice, n in choices_of(vote, way).items():
            for _turn in range(n):
                voter += 1
                yield [str(voter), choice, METHODS[way]]
