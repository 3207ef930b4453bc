"""文书: the papers of a round as .docx and print sheets, each only for those who may know what stands on it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from flask import abort, render_template, send_file
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Duty, Role
from votes.ballots import adopting, papers, result_papers, slips
from votes.ballots.adopting import Purpose
from votes.ballots.blueprint import bp
from votes.ballots.holding_views import PLACE
from votes.ballots.loading import EVERYONE, my_mark, the_purpose, the_round
from votes.ballots.names import round_name
from votes.ballots.papers import Context
from votes.ballots.round_rules import PUBLIC, UNOPENED, Mark, RoundState
from votes.ballots.rounds import Round
from votes.ballots.turn import address
from votes.common.config import data_folder
from votes.common.db import db
from votes.congress.models import Session
from votes.projects.loading import the_living_cycle

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADS = (Duty.chair, Duty.chief_scrutineer)
READY = (RoundState.counted, RoundState.confirmed, *PUBLIC)


@dataclass(frozen=True)
class Paper:
    """A paper: its template, its name, who may have it, and when."""

    template: str
    words: LazyString
    marks: tuple[Mark, ...]
    context: Callable[[Round], Context]
    is_ready: Callable[[Round], bool]


def always(_round: Round) -> bool:
    """From the preparation on."""
    return True


def after_opening(round: Round) -> bool:
    """Once the vote is open."""
    return round.state not in UNOPENED


def counted(round: Round) -> bool:
    """Once the chief scrutineer has confirmed the count."""
    return round.state in READY and not round.is_void


PAPERS: dict[str, Paper] = {
    "script": Paper("chair-script.docx", _l("Chair's script"), (Role.office, *HEADS), papers.script, always),
    "ballot": Paper("ballot-paper.docx", _l("Ballot paper"), (Role.office, *HEADS), slips.slip, always),
    "check": Paper(
        "check-sheet.docx",
        _l("Report on the clearing of ballots"),
        (Role.office, *HEADS, Duty.scrutineer),
        papers.check_sheet,
        after_opening,
    ),
    "count": Paper("count-sheet.docx", _l("Report on the count"), HEADS, result_papers.count_sheet, counted),
    "announcement": Paper(
        "announcement.docx",
        _l("Announcement"),
        (Role.office, *HEADS),
        result_papers.announcement,
        result_papers.has_announcement,
    ),
}


def offered(round: Round, mark: Mark) -> list[tuple[LazyString | str, str]]:
    """The papers this role may have now, with their addresses."""
    found: list[tuple[LazyString | str, str]] = [
        (paper.words, address(round, "paper", name=name))
        for name, paper in PAPERS.items()
        if mark in paper.marks and paper.is_ready(round)
    ]
    if mark in (Role.office, *HEADS) and round.plain_rules:
        found.insert(2, (_("Ballot paper to print"), address(round, "slip")))
    return found


@bp.route(f"{PLACE}/paper/<name>")
@open_to(*EVERYONE)
def paper(congress: str, sitting: int, round: int, name: str) -> Response:
    """A paper of the round as a Word file."""
    here = the_round(congress, sitting, round)
    found = PAPERS.get(name)
    if found is None or my_mark() not in found.marks or not found.is_ready(here):
        abort(404)
    template = found.template
    if template == "count-sheet.docx" and here.purpose.rates:
        template = "rating-sheet.docx"
    data = papers.filled(template, here.congress, data_folder(), lambda: found.context(here))
    return word_file(data, f"{here.title} {round_name(here)} {found.words}")


def word_file(data: bytes, title: str) -> Response:
    """A Word file to be saved, and kept by no browser or cache."""
    answer = send_file(BytesIO(data), WORD, as_attachment=True, download_name=f"{title}.docx")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/desk/<congress>/<cycle>/<matter>/rules/<int:session>/paper")
@open_to(Role.office)
def rules_paper(congress: str, cycle: str, matter: str, session: int) -> Response:
    """票决办法(草案), or as adopted, as a Word file."""
    here, purpose = the_living_cycle(congress, cycle), the_purpose(matter)
    found = db.session.get(Session, session)
    rules = adopting.latest(found, here, purpose) if found else None
    if rules is None:
        abort(404)
    is_ballot = purpose is Purpose.ballot
    name = "ballot-rules.docx" if is_ballot else "rating-rules.docx"
    words = _("Rules of the ballot") if is_ballot else _("Rules of the rating")
    data = papers.filled(name, here.congress, data_folder(), lambda: papers.rules_paper(rules))
    return word_file(data, f"{here.title} {words}")


@bp.route(f"{PLACE}/slip")
@open_to(Role.office, *HEADS)
def slip(congress: str, sitting: int, round: int) -> str:
    """The ballot paper as a sheet to print; it is Chinese, as the deputies' papers are."""
    here = the_round(congress, sitting, round)
    if here.plain_rules is None:
        abort(404)
    with force_locale("zh_CN"):
        sheet = slips.on_sheet(here)
    return render_template("ballots/slip.html", round=here, **sheet)
