"""文书: what each paper of a ballot is given; always in Chinese, as the templates are.

Who fills one asks for it in the Chinese locale (`filled`), since names of shares, rounds and results come from the
catalogue.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from votes.accounts.roles import Duty
from votes.ballots.adopting import BallotRules, Purpose
from votes.ballots.box_words import box_line
from votes.ballots.channels import ChannelKind
from votes.ballots.handing import badges_of
from votes.ballots.names import CHANNEL_NAMES, round_name, sitting_name
from votes.ballots.preparing import votable
from votes.ballots.profile_rules import code_of, surplus
from votes.ballots.round_record import book
from votes.ballots.rounds import Cause, Round
from votes.ballots.rulebook import Rules
from votes.ballots.telling import needed_present
from votes.ballots.wording import SHARE_NAMES, share_of
from votes.common.paper import fill, find_template, template_folders
from votes.common.paper_tags import chinese_day
from votes.congress.models import Body, Congress, Level, Session
from votes.congress.titles import session_title
from votes.projects.models import Cycle

Context = dict[str, Any]
RATING = {"ballot": "测评", "slip": "测评票"}
STREET = {
    "ballot": "票选",
    "slip": "票选票",
    "deputies": "议事代表",
    "groups": "各组",
    "presidium": "会议主持人",
}
COMMITTEE = {
    "presidium": "主任会议",
    "deputies": "常委会组成人员",
    "secretariat": "常委会办公室",
    "groups": "各组",
}


def lineage(congress: Congress) -> list[str]:
    """The congress and those above it, whose templates it uses where it has none of its own."""
    found = [congress.slug]
    while congress.parent:
        congress = congress.parent
        found.append(congress.slug)
    return found


def filled(name: str, congress: Congress, data: Path, context: Callable[[], Context]) -> bytes:
    """A paper of this name, filled in Chinese."""
    path = find_template(name, template_folders(data, lineage(congress), "ballots"))
    with force_locale("zh_CN"):
        return fill(path, context())


def head(session: Session, cycle: Cycle, purpose: Purpose) -> Context:
    """What every paper begins with, and what things are called in this body."""
    congress = cycle.congress
    words: Context = dict(STREET) if congress.level is Level.street else {}
    if session.body is Body.standing_committee:
        words = dict(COMMITTEE)
    if purpose.rates:
        words |= RATING
    title = cycle.title if "项目" in cycle.title else f"{cycle.title}项目"
    if purpose is Purpose.inquiry:
        title, words["topics"] = f"{cycle.title}专题询问答复", True
    mark = "演示件" if congress.demo else "" if congress.is_public else "演练件"
    return {**words, "session": session_title(session), "subject": title, "mark": mark}


def choice(rules: Mapping[str, Any], candidates: int, kinds: Iterable[ChannelKind]) -> Context:
    """The rules as the templates ask for them."""
    ways = set(kinds)
    context: Context = {
        "form": rules["form"],
        "candidates": candidates,
        "quorum": str(SHARE_NAMES[code_of(rules["quorum"])]),
        **{str(kind): kind in ways for kind in ChannelKind},
    }
    if rules["form"] == "rating":
        verdict = share_of(rules["verdict"], rules["verdict"]["base"])
        return {**context, "verdict_line": verdict}
    passing = rules["pass"]
    has_base = passing["base"] != "none"
    return {
        **context,
        "seats": rules["seats"],
        "most": rules["most"],
        "over_marked": rules["over_marked"],
        "pass_line": share_of(passing, passing["base"]) if has_base else "",
        "least": None if has_base else passing["min"],
        "tie": rules["tie"],
        "shortfall": rules["shortfall"],
    }


def rules_paper(rules: BallotRules) -> Context:
    """票决办法(草案), or as adopted."""
    candidates = len(votable(rules.cycle, rules.purpose))
    adopted = _("adopted on %(day)s", day=chinese_day(rules.adopted_on)) if rules.adopted_on else ""
    return {
        **head(rules.session, rules.cycle, rules.purpose),
        **choice(rules.rules, candidates, ()),
        "adopted": adopted,
        "surplus": surplus(candidates, rules.rules.get("seats")),
        "publish": str(rules.publish),
        "tellers": 2,
    }


def of_round(round: Round) -> Context:
    """Head, rules and round."""
    rules, kinds = round.plain_rules, [channel.kind for channel in round.channels]
    return {
        **head(round.sitting.session, round.cycle, round.purpose),
        **(choice(rules, len(round.options), kinds) if rules else {}),
        "round": round_name(round) if round.after_id else "",
        "date": round.sitting.held_on,
    }


def roll_of(round: Round) -> Context:
    """全体, 应到, 实到: fixed ones, or blanks to be filled in by hand."""
    sitting = round.sitting
    return {
        "all": round.all_deputies or sitting.all_deputies,
        "due": round.due if round.due is not None else sitting.due,
        "present": round.present,
    }


def holders(round: Round, *duties: Duty) -> str:
    """Who holds these duties, in one line."""
    return "、".join(badge.holder for badge in badges_of(round.sitting) if badge.duty in duties)


def script(round: Round) -> Context:
    """主持词."""
    again = "、".join(option.title for option in round.options) if round.cause is Cause.tie else ""
    return {
        **of_round(round),
        **roll_of(round),
        "sitting": sitting_name(round.sitting),
        "enough": needed_present(round) if round.plain_rules else None,
        "majority": majority(round),
        "chief": holders(round, Duty.chief_scrutineer),
        "scrutineers": holders(round, Duty.scrutineer),
        "tellers": holders(round, Duty.teller_a, Duty.teller_b),
        "again": again,
        "items": [{"number": option.key, "title": option.title} for option in round.options],
        "adopted": adopted_before(round),
    }


def adopted_before(round: Round) -> date | None:
    """When the rules were adopted, where that was not today: the chair does not put them to the vote again."""
    day = round.governing.adopted_on if round.governing else None
    return day if day and day < round.sitting.held_on else None


def majority(round: Round) -> int | None:
    """How many approvals pass, where that is known before the votes are counted."""
    rules = book(round) if round.plain_rules else None
    if not isinstance(rules, Rules):
        return None
    bases = {"all": round.all_deputies or round.sitting.all_deputies, "present": round.present}
    base = bases.get(rules.passing.base)
    return None if base is None else rules.passing.share.needed(base)


def check_sheet(round: Round) -> Context:
    """清点报告单."""
    papers = [channel.papers for channel in round.channels]
    known = all(one.is_complete for one in papers)
    declared = None if round.state in ("open", "closed") else not round.is_void
    rows = [
        {"name": str(CHANNEL_NAMES[one.kind]), "issued": one.issued, "received": one.received}
        for one in round.channels
    ]
    more = {name: summed([getattr(one, name) for one in papers]) for name in ("printed", "spoiled", "left")}
    return {
        **of_round(round),
        **roll_of(round),
        **more,
        "issued": sum(one.issued or 0 for one in papers) if known else None,
        "received": sum(one.received or 0 for one in papers) if known else None,
        "declared": declared,
        "channels": rows if len(rows) > 1 else [],
        "check": box_line(round),
    }


def summed(figures: list[int | None]) -> int | None:
    """What is known of all ways together; handsets are neither printed nor left over."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None
