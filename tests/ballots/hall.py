"""A hall ready to vote: badges, adopted rules, candidates, deputies present; and hands that carry a round on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tests.people import People, Who
from votes.accounts.models import Badge
from votes.accounts.roles import Duty, Role
from votes.ballots import adopting, deciding, holding, preparing, roll, tallying
from votes.ballots.adopting import Publish, Purpose
from votes.ballots.channels import ChannelKind
from votes.ballots.counting import COUNT_MARKS, Counted
from votes.ballots.profile_rules import RatingTerms, Terms, plain_of, plain_of_rating
from votes.ballots.round_rules import Doer, Papers
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Deputy, Sitting
from votes.projects.documents import Document, Kind
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OFFICE = Doer("工作人员01", Role.office)
CHAIR = Doer("执行主席甲", Duty.chair)
CHIEF = Doer("总监票人甲", Duty.chief_scrutineer)
SCRUTINEER = Doer("监票人甲", Duty.scrutineer)
TELLERS = (Doer("持证人teller_a", Duty.teller_a), Doer("持证人teller_b", Duty.teller_b))
TITLES = (
    "市民中心建设工程",
    "新农村建设",
    "老旧小区改造工程",
    "社会足球场建设",
    "市图书馆延长免费开放",
    "基础教育网点规划和建设工程",
)
DUTIES = {
    "chair": Duty.chair,
    "chief": Duty.chief_scrutineer,
    "scrutineer": Duty.scrutineer,
    "teller_a": Duty.teller_a,
    "teller_b": Duty.teller_b,
}


@dataclass
class Hall:
    """Ids and badges of a sitting."""

    people: People
    sitting: int = 0
    other_sitting: int = 0
    cycle: int = 0
    badges: dict[str, Who] = field(default_factory=dict)

    def path(self, *parts: object) -> str:
        return "/".join([f"/desk/{self.people.county}/sitting/{self.sitting}", *map(str, parts)])

    def round_path(self, round: int, *parts: object) -> str:
        return self.path("round", round, *parts)

    def list_path(self, *parts: object) -> str:
        return "/".join([f"/desk/{self.people.county}/{self.people.cycle}", *map(str, parts)])


def make_hall(people: People, deputies: int = 12, candidates: int = 4) -> Hall:
    """The people's own county with badges, candidates, and as many deputies."""
    sitting = db.session.get_one(Sitting, people.ids["sitting"])
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    hall = Hall(people, sitting.id, cycle=cycle.id)
    add_deputies(sitting, deputies)
    for number in range(1, candidates + 1):
        more = "" if number <= len(TITLES) else f"（{number}）"
        add_project(cycle, number, TITLES[(number - 1) % len(TITLES)] + more)
    for word, duty in DUTIES.items():
        hall.badges[word] = give_badge(sitting, duty, f"持证人{word}")
    other = Sitting(
        congress=sitting.congress,
        session=sitting.session,
        number=2,
        held_on=date(2026, 3, 3),
        all_deputies=deputies,
        due=deputies,
    )
    db.session.add(other)
    db.session.flush()
    hall.other_sitting = other.id
    hall.badges["other_chair"] = give_badge(other, Duty.chair, "别场执行主席")
    db.session.commit()
    return hall


def give_badge(sitting: Sitting, duty: Duty, holder: str) -> Who:
    badge = Badge(congress_id=sitting.congress_id, sitting=sitting, duty=duty, holder=holder)
    db.session.add(badge)
    db.session.flush()
    return ("badge", badge.id)


def add_deputies(sitting: Sitting, number: int) -> None:
    term = sitting.session.term
    for n in range(len(term.deputies) + 1, number + 1):
        term.deputies.append(
            Deputy(
                congress=sitting.congress,
                delegation=term.delegations[0],
                name=f"代表{n:03d}",
                stroke_key=f"{n:03d}",
                desk_code=f"DED{n:03d}",
            )
        )
    sitting.all_deputies = sitting.due = number


def add_project(cycle: Cycle, number: int, title: str, *stages: Stage) -> Project:
    project = Project(congress_id=cycle.congress_id, number=number, title=title, stage=Stage.proposed)
    cycle.projects.append(project)
    for stage in (Stage.candidate, *stages):
        project.move_to(stage, AT, "工作人员01")
    return project


def sitting_of(hall: Hall) -> Sitting:
    return db.session.get_one(Sitting, hall.sitting)


def cycle_of(hall: Hall) -> Cycle:
    return db.session.get_one(Cycle, hall.cycle)


def sign_in(hall: Hall, present: int) -> None:
    sitting = sitting_of(hall)
    roll.admit(sitting, sitting.session.term.deputies[:present])


def adopt_rules(
    hall: Hall, terms: Terms | RatingTerms | None = None, adopted: bool = True
) -> adopting.BallotRules:
    """Draft rules and adopt them."""
    terms = terms or Terms(seats=2, most=None)
    session, cycle = sitting_of(hall).session, cycle_of(hall)
    publish = Publish(terms.publish)
    if isinstance(terms, RatingTerms):
        rules = adopting.draft(session, cycle, Purpose.rating, "rating", plain_of_rating(terms), publish)
    else:
        plain, whole = plain_of(terms), terms.is_whole_list
        rules = adopting.draft(session, cycle, Purpose.ballot, "national", plain, publish, whole)
    if adopted:
        rules.adopt(date(2026, 3, 1), "票决办法全文", None, "工作人员01", AT)
    db.session.flush()
    return rules


def prepare_round(
    hall: Hall,
    purpose: Purpose = Purpose.ballot,
    kinds: Sequence[ChannelKind] = (ChannelKind.paper,),
    title: str = "2026年度民生实事项目票决",
) -> Round:
    cycle = cycle_of(hall)
    cycle.candidates_published_at = cycle.candidates_published_at or AT
    projects = preparing.votable(cycle, purpose)
    round = preparing.prepare(sitting_of(hall), cycle, purpose, title, kinds, projects, OFFICE, AT)
    db.session.flush()
    return round


def open_round(round: Round) -> None:
    holding.sign_opening(round, CHAIR, AT)
    holding.sign_opening(round, CHIEF, AT)


def record(round: Round, issued: int, received: int, spoiled: int = 0, left: int = 0) -> None:
    """Papers (or handsets) recorded by a scrutineer."""
    papers = Papers(issued + spoiled + left, issued, spoiled, left, received)
    handsets = Papers(issued=issued, received=received)
    given = {one.kind: papers if one.kind is ChannelKind.paper else handsets for one in round.channels}
    holding.record_papers(round, given, len(round.steps), SCRUTINEER, AT)


def close(round: Round) -> None:
    holding.sign_closing(round, CHAIR, AT)
    holding.sign_closing(round, CHIEF, AT)


def start_counting(round: Round) -> None:
    holding.declare_checked(round, CHAIR, AT)
    hand_out(round)
    db.session.flush()


def figures(
    round: Round, approvals: Sequence[int], valid: int, void: dict[str, int] | None = None
) -> Counted:
    """Sums of one batch: these approvals in ballot order, all others opposed (dissatisfied; in `choose` abstained)."""
    first, last = ("satisfied", "dissatisfied") if round.kind == "rating" else ("approve", "oppose")
    if round.kind == "choose":
        last = "abstain"
    none = dict.fromkeys(COUNT_MARKS[round.kind], 0)
    pairs = zip(round.options, approvals, strict=True)
    counts = {option.key: {**none, first: n, last: valid - n} for option, n in pairs}
    return Counted(valid, void or {}, counts)


def count(round: Round, approvals: Sequence[int], void: dict[str, int] | None = None) -> None:
    """Both tellers enter the one batch, apart and alike."""
    for batch in tallying.all_batches(round):
        valid = batch.size - sum((void or {}).values())
        for teller in TELLERS:
            attempt = batch.attempts(Duty(teller.mark)) + 1
            tallying.enter(batch, figures(round, approvals, valid, void), attempt, teller, AT)
    db.session.flush()


def paper(round: Round, title: str = "主席团决定") -> Document:
    document = Document(
        congress_id=round.congress_id,
        kind=Kind.paper,
        title=title,
        media_type="application/pdf",
        hash="0" * 64,
        size=1,
        added_at=AT,
    )
    db.session.add(document)
    return document


def declare(round: Round) -> None:
    """From the agreed count to the declared result."""
    deciding.confirm_count(round, CHIEF, AT)
    deciding.confirm(round, paper(round), "", OFFICE, AT)
    deciding.declare(round, CHAIR, AT)
    db.session.flush()


def up_to_counting(round: Round, ballots: int) -> None:
    """Opened, collected, closed, declared valid, handed to the tellers."""
    open_round(round)
    record(round, ballots, ballots)
    close(round)
    start_counting(round)


def whole_round(
    round: Round, ballots: int, approvals: Sequence[int], void: dict[str, int] | None = None
) -> None:
    """Everything from opening to declaring."""
    up_to_counting(round, ballots)
    count(round, approvals, void)
    declare(round)


def stages(hall: Hall) -> list[str]:
    return [str(project.stage) for project in cycle_of(hall).projects]


def carry(
    hall: Hall,
    state: str,
    terms: Terms | RatingTerms | None = None,
    ballots: int = 10,
    present: int = 10,
    approvals: Sequence[int] = (8, 7, 3, 2),
    kinds: Sequence[ChannelKind] = (ChannelKind.paper,),
    received: int | None = None,
    void: dict[str, int] | None = None,
) -> Round:
    """A first round from its rules to this state."""
    adopt_rules(hall, terms)
    sign_in(hall, present)
    purpose = Purpose.rating if isinstance(terms, RatingTerms) else Purpose.ballot
    round = prepare_round(hall, purpose, kinds)
    deeds = {
        "preparing": lambda: None,
        "open": lambda: open_round(round),
        "closed": lambda: (record(round, ballots, ballots if received is None else received), close(round)),
        "checked": lambda: holding.declare_checked(round, CHAIR, AT),
        "counting": lambda: hand_out(round),
        "agreed": lambda: count(round, approvals, void),
        "counted": lambda: deciding.confirm_count(round, CHIEF, AT),
        "confirmed": lambda: deciding.confirm(round, paper(round), "主席团第三次会议", OFFICE, AT),
        "declared": lambda: deciding.declare(round, CHAIR, AT),
    }
    for name, deed in deeds.items():
        deed()
        db.session.flush()
        if name == state:
            return round
    raise ValueError(state)


def hand_out(round: Round) -> None:
    """The chief scrutineer hands the usual batches to the tellers."""
    sizes = {channel.id: tallying.proposed_sizes(channel) for channel in round.channels}
    tallying.divide(round, sizes, CHIEF, AT)


def round_by(id: int) -> Round:
    return db.session.get_one(Round, id)


def tally_data(valid: int, approvals: Sequence[int], attempt: int = 1, **more: int) -> dict[str, int]:
    """A teller's three-way form: these approvals, all others opposed."""
    data = {"attempt": attempt, "valid": valid, "over_marked": 0, "unreadable": 0, **more}
    for place, approve in enumerate(approvals):
        data |= {
            f"rows-{place}-approve": approve,
            f"rows-{place}-oppose": valid - approve,
            f"rows-{place}-abstain": 0,
        }
    return data
