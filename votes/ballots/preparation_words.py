"""What the page of the preparation (会前准备) says: a title and a sentence for each step, and the things that belong to it."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.links import site
from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.channels import slips_of
from votes.ballots.preparation import Step, Told, prepared_rounds
from votes.common.resources import PACKAGE
from votes.congress.models import Sitting
from votes.congress.titles import session_title

OFFLINE = ("box", "offline.html")

TITLES: dict[Step, LazyString] = {
    Step.rules: _l("Rules adopted"),
    Step.options: _l("Options on the ballot"),
    Step.laptop: _l("Page for the laptop without network"),
    Step.slips: _l("Keys and slips brought in"),
    Step.trial: _l("Trial round"),
    Step.screen: _l("Hall screen"),
    Step.paper: _l("Spare ballot papers"),
    Step.kit: _l("Kit list"),
}
SENTENCES: dict[Step, LazyString] = {
    Step.rules: _l(
        "The rules of every round of this sitting are adopted. They may still be adopted in the session; before that nothing opens."
    ),
    Step.options: _l(
        "Rounds are prepared and the candidates are published. They may change until the vote opens; the slips stay good."
    ),
    Step.laptop: _l(
        "Save the page on the first stick, open it on the laptop without network, and compare its fingerprint. Let the command count there once too: a result needs both."
    ),
    Step.slips: _l(
        "The scrutineers have made keys and cards and printed the slips; the two files of the stick are here."
    ),
    Step.trial: _l(
        "Hold a round in the rehearsal with the ballots of the printed sheet; the result must be the one printed there."
    ),
    Step.screen: _l(
        "The screen is up in the hall and shows this sitting. Pull its network out and put it in again: it goes on by itself."
    ),
    Step.paper: _l(
        "Ballot papers for all deputies lie ready, for whoever votes on paper and for the case that the box is given up."
    ),
    Step.kit: _l("All that must lie on the desk."),
}
KIT: tuple[LazyString, ...] = (
    _l("USB stick marked “box”: from the desk to the laptop"),
    _l("USB stick marked “result”: from the laptop to the desk"),
    _l("Printer and paper, a sheet printed for trial"),
    _l("Scanner, a slip scanned for trial"),
    _l("Tablets in the booths, charged; ten serve 200 deputies in about 40 minutes"),
    _l("Power for desk, laptop and screen"),
    _l("Laptop without network with the command votes, tried out: page and command both count"),
    _l("Phone or scanner for the presidium's signed decision: no result is declared before it is here"),
)
WORDS: dict[Told, LazyString] = {
    Told.done: _l("done"),
    Told.undone: _l("not done"),
    Told.without: _l("gone on without"),
}
NO_SLIPS = _l(
    "No round of this sitting is voted on phones yet, so none are needed. For a vote on phones, change the round and tick the slips; then make keys and slips."
)


def sentence(sitting: Sitting, step: Step) -> LazyString:
    """What there is to do, or that there is nothing."""
    return NO_SLIPS if step is Step.slips and not is_on_phones(sitting) else SENTENCES[step]


def is_on_phones(sitting: Sitting) -> bool:
    """Whether a round of the sitting is voted by slips."""
    return any(slips_of(one) for one in prepared_rounds(sitting))


def things(sitting: Sitting, step: Step) -> list[str | LazyString]:
    """What belongs to a step, line by line: the kit, how to compare the page, what to type at the laptop."""
    if step is Step.kit:
        return list(KIT)
    if step is Step.laptop:
        return list(how_to_compare())
    return list(to_type(sitting)) if step is Step.slips and is_on_phones(sitting) else []


def offline_mark() -> str:
    """The fingerprint of the page for the laptop; blank where there is none."""
    path = PACKAGE.joinpath("static", *OFFLINE)
    return fingerprint(hashed(path.read_bytes())) if path.exists() else ""


def how_to_compare() -> Iterator[str]:
    """The command that prints the hash of the saved page."""
    if offline_mark():
        yield _(
            "To compare, run “certutil -hashfile offline.html SHA512” (Windows) or “sha512sum offline.html” there. It begins with %(mark)s.",
            mark=offline_mark(),
        )


def to_type(sitting: Sitting) -> Iterator[str]:
    """What the scrutineers type at the laptop: names that cards, slips and ballots will show, and the address."""
    yield _("To be typed at the laptop, when cards and slips are made:")
    yield _("Congress: %(name)s", name=sitting.congress.name)
    yield _("Session: %(name)s", name=session_title(sitting.session))
    for one in prepared_rounds(sitting):
        if slips_of(one):
            yield _("Vote: %(title)s", title=one.title)
    yield _("One more field, for the case of another vote: %(title)s", title=_("Spare, for another vote"))
    yield _("Slips: more than %(all)d", all=sitting.all_deputies)
    yield from phone_address()


def phone_address() -> Iterator[str]:
    """The address that slips will show; where phones would refuse it, what to set first."""
    if site().startswith("https://"):
        yield _("Address that phones open: %(address)s", address=site())
        return
    yield _(
        "Before slips are printed: phones open addresses with https:// only, and this service knows itself as %(address)s. Whoever runs the server sets BASE_URL to its public https address and starts it anew; then the address stands here.",
        address=site(),
    )
