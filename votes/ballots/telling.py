"""How a round is told on a page: its numbers, its result line by line, ready for the templates."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from votes.ballots import roll
from votes.ballots.adopting import Purpose
from votes.ballots.boxes import received
from votes.ballots.channels import ChannelKind, RoundChannel
from votes.ballots.clearing import doubts, over_present
from votes.ballots.names import CHANNEL_NAMES, MARK_NAMES, role_name, round_name, sitting_name
from votes.ballots.publishing import FATE_NAMES, Line, PublicResult
from votes.ballots.round_record import book
from votes.ballots.round_rules import Mark, Papers, RoundState
from votes.ballots.rounds import Round
from votes.ballots.turn import address
from votes.ballots.wording import rule_sentences
from votes.congress.models import Sitting
from votes.congress.titles import session_title


def show(template: str, round: Round, **more: Any) -> str:
    """A page about a round: what every such page says, and more."""
    frame: dict[str, Any] = {
        "round": round,
        "name": round_name(round),
        "back": address(round, "round"),
        "session_name": session_title(round.sitting.session),
        "sitting_name": sitting_name(round.sitting),
        "numbers": roll_numbers(round),
        "papers": paper_numbers(round),
        "doubts": doubts(round),
    }
    return render_template(template, **(frame | more))


def roll_numbers(round: Round) -> list[tuple[str, int]]:
    """全体, 应到, 实到 and the quorum: as fixed when the round opened, or as they stand now."""
    if round.present is None:
        rows = sitting_numbers(round.sitting)
    else:
        rows = [
            (str(_("All deputies")), round.all_deputies or 0),
            (str(_("Due to attend")), round.due or 0),
            (str(_("Present")), round.present),
        ]
    if round.plain_rules:
        rows.append((str(_("Quorum")), needed_present(round)))
    return rows


def needed_present(round: Round) -> int:
    """法定人数 of a round."""
    return book(round).quorum.needed(round.all_deputies or round.sitting.all_deputies)


def sitting_numbers(sitting: Sitting) -> list[tuple[str, int]]:
    """全体, 应到, 实到 as they stand now."""
    now = roll.figures(sitting)
    return [
        (str(_("All deputies")), now.all),
        (str(_("Due to attend")), now.due),
        (str(_("Present")), now.present),
    ]


def sitting_head(sitting: Sitting) -> dict[str, Any]:
    """What every page of a sitting shows."""
    return {
        "session_name": session_title(sitting.session),
        "sitting_name": sitting_name(sitting),
        "numbers": sitting_numbers(sitting),
        "is_shut": roll.is_shut(sitting),
        "doubts": list(over_present(sitting)),
    }


def who_signed(marks: Iterable[Mark]) -> str:
    """Who has signed, in words."""
    return "、".join(str(role_name(mark)) for mark in marks)


def result_parts(result: PublicResult) -> dict[str, Any]:
    """A result as the templates show it."""
    is_rating = result.round.purpose.rates
    rows = result_rows(result)
    heads = [words for words, _number in rows[0]["counts"]] if rows else []
    return {
        "result": result,
        "summary": summary(result),
        "is_rating": is_rating,
        "rows": rows,
        "rating_heads": [
            str(_("Answer") if result.round.purpose is Purpose.inquiry else _("Project")),
            *heads,
            str(_("Verdict")),
        ],
        "rating_rows": [[row["title"], *(n for _words, n in row["counts"]), row["state"]] for row in rows],
    }


def paper_numbers(round: Round) -> list[tuple[str, list[tuple[str, int]]]]:
    """What is recorded of each channel: numbers of ballots, never what stands on them."""
    return [(str(CHANNEL_NAMES[channel.kind]), numbers_of(papers_now(channel))) for channel in round.channels]


def papers_now(channel: RoundChannel) -> Papers:
    """The papers of a channel; of slips, what lies in the open box counts as received."""
    if channel.kind is ChannelKind.slips and channel.round.state is RoundState.open:
        return replace(channel.papers, received=received(channel.round))
    return channel.papers


def numbers_of(papers: Papers) -> list[tuple[str, int]]:
    """The numbers of a channel that are recorded, in the order of the 清点报告单."""
    rows = [
        (_("Printed"), papers.printed),
        (_("Handed out"), papers.issued),
        (_("Spoiled and exchanged"), papers.spoiled),
        (_("Left over"), papers.left),
        (_("Received"), papers.received),
    ]
    return [(str(words), number) for words, number in rows if number is not None]


def ballot_numbers(result: PublicResult) -> list[tuple[str, int | None]]:
    """Deputies and ballots of a result."""
    rows = [
        (_("All deputies"), result.all),
        (_("Due to attend"), result.due),
        (_("Present"), result.present),
        (_("Handed out"), result.issued),
        (_("Received"), result.received),
        (_("Valid"), result.valid),
        (_("Invalid"), result.invalid),
        (_("Not cast"), result.not_cast),
    ]
    return [(str(words), number) for words, number in rows]


def summary(result: PublicResult) -> str:
    """The result in one sentence."""
    if result.round.purpose is Purpose.inquiry:
        return str(_("%(n)d answers were rated.", n=len(result.lines)))
    if result.round.purpose is Purpose.rating:
        return str(_("%(n)d projects were rated.", n=len(result.lines)))
    adopted = len(result.adopted)
    if result.seats is None:
        return str(_("%(n)d of %(all)d projects were adopted.", n=adopted, all=len(result.lines)))
    words = _("%(n)d projects were adopted for %(seats)d seats.", n=adopted, seats=result.seats)
    tied = [line.title for line in result.lines if line.fate == "tied"]
    if tied:
        return str(words) + str(_(" Tied: %(titles)s.", titles="、".join(tied)))
    return str(words) + (str(_(" %(n)d seats are vacant.", n=result.vacant)) if result.vacant else "")


def result_rows(result: PublicResult) -> list[dict[str, Any]]:
    """The options of a result, as the list of votes shows them."""
    return [result_row(line) for line in result.lines]


def result_row(line: Line) -> dict[str, Any]:
    """One option; without its figures where they are not to be shown."""
    counts = line.counts or {}
    return {
        "no": line.key,
        "title": line.title,
        "approve": counts.get("approve"),
        "oppose": counts.get("oppose"),
        "abstain": counts.get("abstain"),
        "counts": [(str(MARK_NAMES[mark]), number) for mark, number in counts.items()],
        "state": _(FATE_NAMES[line.fate]),
        "reason": _(line.reason) if line.reason else "",
        "out": line.fate == "not_adopted",
    }


def sentences(round: Round) -> list[str]:
    """The rules beside a round."""
    rules = round.governing
    if rules is None or round.plain_rules is None:
        return []
    whole = round.whole_list or rules.whole_list
    return rule_sentences(round.plain_rules, whole, round.publish or rules.publish, round.purpose)
