"""What is done with a box: opened empty, closed and counted over, carried to the laptop, its counts brought back."""

from datetime import date, datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from nacl.signing import SigningKey

from votes.ballots.adopting import Purpose
from votes.ballots.ballot_page import page_hash
from votes.ballots.box.canon import as_file, canonical, parse
from votes.ballots.box.closing import close
from votes.ballots.box.export import export
from votes.ballots.box.log import CLOSE, OPEN, added, state
from votes.ballots.box.manifest import Item, Manifest
from votes.ballots.box.tally import read_result
from votes.ballots.boxes import Box, box_of, casts_of
from votes.ballots.channels import RoundChannel, slips_of
from votes.ballots.counting import Channel
from votes.ballots.round_record import book, roll_of
from votes.ballots.rounds import Option, Round
from votes.ballots.slip_sets import SlipSection, keys_of, set_of, voided_in
from votes.ballots.traces import forget_order_of_box, forget_order_of_roll, hold
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.projects.models import Project
from votes.proposals.advice_words import heard_before

WAN = 10_000
NO_SLIPS = say("No slips were brought in for this sitting. Bring keys.json and slips.json in first.")
NO_SECTION = say("Choose first which field of the slips is used in this vote.")
USED = say("This field of the slips was used in another vote. Choose the next one.")
NO_BOX = say("No ballot box was opened for this vote.")
MORE_VOID = say(
    "%(n)d slips have voided themselves, but only %(told)d are recorded as voided or left over. Correct these figures and what was handed out, then close the vote."
)
NOT_CLOSED = say("The ballot box is not closed yet. Chair and chief scrutineer close the vote first.")
UNRECORDED = say(
    "Record first how many slips were handed out, voided and left over; with these figures the box is closed."
)
UNBALANCED = say(
    "Of %(printed)d slips printed, %(issued)d were handed out, %(spoiled)d voided and %(left)d left over. Count them again: together they must be those printed."
)
CLOSED = say("The ballot box is closed already.")
CONFIRMED = say("The counts are confirmed already.")


def the_box(round: Round) -> Box:
    """The box of a round that has one."""
    found = box_of(round)
    if found is None:
        raise RuleBroken(NO_BOX)
    return found


def section_for(round: Round) -> SlipSection:
    """The field of the slips that was chosen for this round and is not used yet."""
    kept, channel = set_of(round.sitting), slips_of(round)
    if kept is None:
        raise RuleBroken(NO_SLIPS)
    section = kept.section(channel.section) if channel else None
    if section is None:
        raise RuleBroken(NO_SECTION)
    if section.opened:
        raise RuleBroken(USED)
    return section


def open_box(round: Round, at: datetime) -> Box:
    """Open an empty box when the round opens: options, what residents chose, rules and 实到 are fixed with the manifest.

    What the roll knew of the order of sign-in is forgotten then: deputies may vote in the order in which they came.
    """
    section = section_for(round)
    signer = SigningKey.generate()
    manifest = manifest_of(round, section, bytes(signer.verify_key), heard_of(round, day_of(at)))
    opened = Box(
        congress_id=round.congress_id,
        round=round,
        section=section,
        manifest=canonical(manifest.plain()).decode(),
        mh=manifest.mh,
        signer=bytes(signer),
        log=[entry.plain() for entry in added([], OPEN, state(manifest.mh, []))],
    )
    db.session.add(opened)
    forget_order_of_roll(round.sitting)
    return opened


def manifest_of(round: Round, section: SlipSection, signer: bytes, heard: dict[int, str]) -> Manifest:
    """票决清单 of a round that opens with this field of the slips; `heard`: 民意指数 by the number of the project."""
    keyset, before = section.set.keyset, box_of(round.after) if round.after else None
    return Manifest(
        congress=keyset.congress,
        session=keyset.session,
        ballot=round.title,
        round=round.number,
        section=section.sign,
        items=tuple(item_of(option, heard) for option in round.options),
        rules=book(round),
        roll=roll_of(round),
        box=section.box,
        signer=signer,
        slips=section.count,
        root=section.root,
        page=page_hash(),
        previous=before.mh if before else None,
    )


def heard_of(round: Round, day: date) -> dict[int, str]:
    """What residents chose before a ballot of this day, said as information; nothing where past work is rated."""
    if round.purpose is not Purpose.ballot:
        return {}
    with force_locale("zh_CN"):
        found = heard_before(round.cycle, day)
        return {
            number: _("Residents, for information: %(words)s", words=words) for number, words in found.items()
        }


def item_of(option: Option, heard: dict[int, str]) -> Item:
    """An option as the ballot shows it: what is to be done; unit and place; what residents chose; its cost in 万元."""
    project = option.project
    if project is None:
        return Item(option.key, option.title, "", None)
    yuan = project.total_yuan or project.year_yuan
    cost = yuan // WAN if yuan and yuan % WAN == 0 else None
    return Item(option.key, option.title, words_of(project, heard.get(project.number, "")), cost)


def words_of(project: Project, heard: str) -> str:
    """Three lines, those at the end only where there is something to say: the content; unit and place; 民意指数."""
    where = " · ".join(word for word in (project.unit_name, project.place) if word)
    return "\n".join([" ".join(project.content.splitlines()), where, heard]).rstrip("\n")


def close_box(round: Round) -> Box:
    """清点: count over what lies in the box, once no cast is on its way any more; papers are fixed with it."""
    box, channel = the_box(round), slips_of(round)
    if box.closing is not None:
        raise RuleBroken(CLOSED)
    assert channel is not None
    hold(round)
    check_recorded(channel, box.section)
    casts = casts_of(round)
    log = added(box.entries, CLOSE, state(box.mh, [cast.hash for cast in casts]))
    channel.received = len(casts)
    with db.session.no_autoflush:  # log and closing reach the database together
        box.log = [entry.plain() for entry in log]
        box.closing = close(box.mh, casts, log, channel.papers).plain()
    forget_order_of_box(round)
    return box


def give_up_box(round: Round) -> None:
    """A box that is never opened forgets the order of its ballots too."""
    if box_of(round):
        hold(round)
        forget_order_of_box(round)


def check_recorded(channel: RoundChannel, section: SlipSection) -> None:
    """Refuse to close while the slips are not recorded, do not add up, or more have voided themselves than are told."""
    papers = channel.papers
    if papers.issued is None or papers.spoiled is None or papers.left is None:
        raise RuleBroken(UNRECORDED)
    channel.printed = section.count
    if not channel.papers.is_balanced:
        figures = {"issued": papers.issued, "spoiled": papers.spoiled, "left": papers.left}
        raise RuleBroken(UNBALANCED, printed=section.count, **figures)
    signed = len(voided_in(section))
    if papers.spoiled + papers.left < signed:
        raise RuleBroken(MORE_VOID, n=signed, told=papers.spoiled + papers.left)


def export_of(round: Round) -> bytes:
    """The closed box as the file that is carried to the laptop."""
    box = the_box(round)
    closed = box.closed
    if closed is None:
        raise RuleBroken(NOT_CLOSED)
    slips, voided = keys_of(box.section), voided_in(box.section)
    return as_file(export(box.terms, slips, voided, casts_of(round), closed, box.entries))


def bring_back(round: Round, data: bytes) -> Channel:
    """Keep the result file of the laptop, if it is of this box and both counters agree; nothing takes effect yet."""
    box, channel = the_box(round), slips_of(round)
    closed = box.closed
    if closed is None:
        raise RuleBroken(NOT_CLOSED)
    if channel is None or channel.valid is not None:
        raise RuleBroken(CONFIRMED)
    plain = parse(data, "result.json")
    found = read_result(plain, box.terms, closed)
    box.result = plain
    return found
