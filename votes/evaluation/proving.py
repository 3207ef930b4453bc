"""一人一评: what tells the person who rates from another: a slip, a code by phone, or the browser's random number."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from votes.common.clock import day_of
from votes.common.errors import RuleBroken, say
from votes.evaluation.phone_codes import is_right, mark_of
from votes.evaluation.rules import Channel
from votes.evaluation.slips import spend
from votes.projects.models import Project
from votes.projects.settings import Proof, settings_of

NO_PROOF: dict[tuple[Proof, ...], str] = {
    (Proof.slip,): say("Please type the code on your slip. Slips are handed out at the site."),
    (Proof.sms,): say("Please have a code sent to your phone, and type it here."),
}
"""What to say where nothing else will do."""
EITHER = say("Please type the code on your slip, or have a code sent to your phone.")
WRONG_CODE = say(
    "This is not the code that was sent, or it is older than 10 minutes. Please ask for another."
)


@dataclass(frozen=True)
class Given:
    """What the person gave: a slip's code, a phone with the code sent to it, the mark of the device."""

    slip: str = ""
    phone: str = ""
    code: str = ""
    device: str = ""


@dataclass(frozen=True)
class Proved:
    """What tells the person apart: `device` is kept, `counts` whether the address must be counted too."""

    device: str
    channel: Channel | None = None
    by_slip: bool = False


class WrongCodeError(RuleBroken):
    """A code by phone that is not right; the try it cost must be kept."""


def proved(project: Project, given: Given, at: datetime) -> Proved:
    """What tells this person apart, the strongest first; a slip or a code is used up by it."""
    proofs = settings_of(project.cycle.settings).rating_proofs
    if given.slip and Proof.slip in proofs:
        spend(project, given.slip, day_of(at))
        return Proved(secrets.token_hex(32), Channel.slip, by_slip=True)
    if given.phone and Proof.sms in proofs:
        phone = mark_of(given.phone, project)
        if not is_right(project, phone, given.code, at):
            raise WrongCodeError(WRONG_CODE)
        return Proved(phone)
    if Proof.device in proofs:
        return Proved(given.device)
    raise RuleBroken(NO_PROOF.get(tuple(Proof(one) for one in proofs), EITHER))
