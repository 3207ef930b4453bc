"""Names of things as the meeting says them: the session, the sitting, the round, the states, the deeds."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.roles import DUTY_NAMES, ROLE_NAMES, Duty
from votes.ballots.channels import ChannelKind
from votes.ballots.round_rules import Deed, Mark, RoundState
from votes.ballots.rounds import Cause, Round
from votes.congress.models import Sitting
from votes.congress.titles import numeral

STATE_NAMES: dict[RoundState, LazyString] = {
    RoundState.preparing: _l("being prepared"),
    RoundState.withdrawn: _l("taken back"),
    RoundState.open: _l("voting"),
    RoundState.closed: _l("voting ended"),
    RoundState.void: _l("void"),
    RoundState.checked: _l("ballots cleared, vote valid"),
    RoundState.counting: _l("being counted"),
    RoundState.counted: _l("count confirmed"),
    RoundState.confirmed: _l("confirmed by the presidium"),
    RoundState.declared: _l("declared"),
    RoundState.announced: _l("announced"),
    RoundState.sealed: _l("sealed"),
}
DEED_NAMES: dict[Deed, LazyString] = {
    Deed.prepare: _l("Prepared"),
    Deed.withdraw: _l("Taken back"),
    Deed.open: _l("Opening signed"),
    Deed.record_papers: _l("Papers recorded"),
    Deed.hand_out: _l("Slips handed out"),
    Deed.close: _l("Closing signed"),
    Deed.stop: _l("Stopped"),
    Deed.check: _l("Declared valid"),
    Deed.void: _l("Declared void"),
    Deed.divide: _l("Batches handed to the tellers"),
    Deed.clear_again: _l("Ballots to be cleared again"),
    Deed.void_slip: _l("Slip voided"),
    Deed.bring_back: _l("Result of the slips brought back"),
    Deed.compare: _l("Result compared with the laptop's sheet"),
    Deed.confirm_count: _l("Count confirmed"),
    Deed.confirm: _l("Confirmed by the presidium"),
    Deed.declare: _l("Result declared"),
    Deed.settle: _l("Tie settled by the presidium"),
    Deed.finish: _l("Ended without a further round"),
    Deed.announce: _l("Announced"),
    Deed.seal: _l("Ballots sealed"),
}
CHANNEL_NAMES: dict[ChannelKind, LazyString] = {
    ChannelKind.paper: _l("ballot papers"),
    ChannelKind.device: _l("hall handsets or optical reader"),
    ChannelKind.slips: _l("phones"),
}
CAUSE_NAMES: dict[Cause, LazyString] = {
    Cause.first: _l("first round"),
    Cause.tie: _l("re-vote among the tied"),
    Cause.vacancy: _l("vote on the vacant seats"),
    Cause.void: _l("repeat of a void vote"),
}
MARK_NAMES: dict[str, LazyString] = {
    "approve": _l("approve"),
    "oppose": _l("oppose"),
    "abstain": _l("abstain"),
    "satisfied": _l("satisfied"),
    "basic": _l("basically satisfied"),
    "dissatisfied": _l("dissatisfied"),
    "not_pressed": _l("key not pressed"),
    "valid": _l("number of valid ballots"),
    "over_marked": _l("too many approvals"),
    "unreadable": _l("unreadable"),
    "not_counted": _l("ballots not counted"),
}
FAULTS: dict[str, LazyString] = {
    "issued": _l("more ballots were handed out than deputies are present"),
    "received": _l("more ballots came back than were handed out"),
}
VOIDINGS: dict[str, LazyString] = {"spoiled": _l("exchanged"), "left_over": _l("left over")}


def role_name(mark: Mark) -> LazyString:
    """What a role or duty is called."""
    return DUTY_NAMES[mark] if isinstance(mark, Duty) else ROLE_NAMES[mark]


def sitting_name(sitting: Sitting) -> str:
    """第二次全体会议."""
    return str(_("sitting %(number)s", number=numeral(sitting.number)))


def round_name(round: Round) -> str:
    """第二轮: counted among the rounds of its own list and matter."""
    number, before = 1, round.after
    while before:
        number, before = number + 1, before.after
    return str(_("round %(number)s", number=numeral(number)))
