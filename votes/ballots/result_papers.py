"""文书 on the result: 计票结果报告单 for the presidium, and the 公告; the second says no more than may be said."""

from typing import Any

from flask_babel import gettext as _

from votes.ballots.adopting import Publish, Purpose
from votes.ballots.announcement_text import adopted_lines, issuer
from votes.ballots.announcing import announcement_of
from votes.ballots.box_words import box_line
from votes.ballots.names import MARK_NAMES
from votes.ballots.papers import Context, head, of_round, roll_of
from votes.ballots.publishing import FATE_NAMES, Line, PublicResult, full_result, public_result
from votes.ballots.round_record import check_code, result_of
from votes.ballots.rounds import Round
from votes.ballots.slips import STOPS
from votes.ballots.standing import standing_result


def count_sheet(round: Round) -> Context:
    """计票结果报告单: every figure, for chair and chief scrutineer alone."""
    shown, result = full_result(round), result_of(round)
    least = shown.needed or 0
    return {
        **of_round(round),
        **roll_of(round),
        "issued": shown.issued,
        "received": shown.received,
        "valid": shown.valid,
        "void": shown.invalid,
        "not_cast": shown.not_cast,
        "majority": shown.needed,
        "passed": sum((line.counts or {}).get("approve", 0) >= least for line in shown.lines),
        "adopted": len(shown.adopted),
        "state": result.state,
        "tied": "、".join(line.title for line in shown.lines if line.fate == "tied"),
        "open_seats": result.adoption.next.seats if result.adoption.next else None,
        "remark": remark(result.totals.void),
        "items": [row(line) for line in by_number(shown)],
        "check": check_line(round),
    }


def by_number(result: PublicResult) -> list[Line]:
    """The lines in the order of the ballot."""
    keys = [option.key for option in result.round.options]
    return sorted(result.lines, key=lambda line: keys.index(line.key))


def remark(void: dict[str, int]) -> str:
    """Why ballots are invalid."""
    if not void:
        return ""
    parts = "、".join(_("%(n)d %(reason)s", n=n, reason=MARK_NAMES[reason]) for reason, n in void.items())
    return str(_("Invalid ballots: %(parts)s.", parts=parts))


def check_line(round: Round) -> str:
    """The check at the foot, by which sheet and record can be held side by side."""
    words = _(
        "Check of the ballot record: %(code)s. It can be counted again with votes recount.",
        code=check_code(round),
    )
    return f"{words} {box_line(round)}".rstrip()


def row(line: Line) -> Context:
    """One option with its counts."""
    return {
        "number": line.key,
        "title": line.title,
        **(line.counts or {}),
        "result": str(_(FATE_NAMES[line.fate])),
    }


def announcement(round: Round) -> Context:
    """公告, as far as the publish switch goes."""
    session, given = round.sitting.session, announcement_of(round)
    lines = adopted_lines(round)
    standing = standing_result(round.cycle)
    results = [found for one in (standing.rounds if standing else ()) if (found := public_result(one))]
    counts = [row(line) for found in results for line in by_number(found) if line.counts]
    return {
        **head(session, round.cycle, round.purpose),
        "issuer": issuer(session),
        "issue": given.number if given else "",
        "date": given.issued_on if given else None,
        "voted": results[-1].declared_on if results else None,
        "publish": str(round.publish),
        "adopted": len(lines),
        "items": [adopted_row(line) for line in lines],
        "remark": "".join(box_line(found.round) for found in results),
        "counts": counts if round.publish is Publish.counts else [],
    }


def adopted_row(line: Line) -> dict[str, Any]:
    """An adopted project as the announcement names it."""
    project = line.project
    more = {"content": project.content.rstrip(STOPS), "unit": project.unit_name} if project else {}
    return {"number": line.key, "title": line.title, **more}


def has_announcement(round: Round) -> bool:
    """A rating is told by its sheet; the announcement is the ballot's."""
    return round.purpose is Purpose.ballot and round.ends_ballot
