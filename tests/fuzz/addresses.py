"""Addresses of every route that may lead to a row of the house, the likeliest first."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import sqlalchemy as sa

from tests.routes import Route
from votes.accounts.models import Account, Badge, SignIn
from votes.ballots.adopting import Purpose
from votes.ballots.channels import RoundChannel
from votes.ballots.guides import GUIDES
from votes.ballots.paper_views import PAPERS
from votes.ballots.preparation import Step
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection
from votes.ballots.tallying import Batch
from votes.common.db import db
from votes.congress.models import Committee, Congress, Delegation, Deputy, Session, Sitting, Term, Unit
from votes.congress.places import Place
from votes.delivery.changes import Change
from votes.delivery.sheet_maps import SheetMap
from votes.delivery.troubles import Trouble
from votes.evaluation.models import PublicRating, Why
from votes.evaluation.totals import Totals
from votes.noticeboard.table_files import TABLES, forms_of
from votes.projects.documents import Document
from votes.projects.followers import Follower
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site
from votes.proposals.advice_papers import AdvisoryPapers
from votes.proposals.answer_templates import AnswerTemplate
from votes.proposals.deputy_pages import DeputyPage
from votes.proposals.models import Proposal
from votes.proposals.points import Point
from votes.proposals.screening_rules import Aspect
from votes.supervision.calendars import Item
from votes.supervision.draw_rules import Kind
from votes.supervision.draws import Draw
from votes.supervision.experts import Expert
from votes.supervision.guests import Guest
from votes.supervision.inquiries import Inquiry, Question
from votes.supervision.inspections import Inspection
from votes.supervision.letters import Letter
from votes.supervision.matters import Matter
from votes.supervision.meeting_rows import Meeting
from votes.supervision.messages import ResidentMessage
from votes.supervision.models import Recusal
from votes.supervision.opinions import CardLine, Deliberation
from votes.yearbook.figures import FIGURES, PARTS
from votes.yearbook.models import YearReport

Values = tuple[Any, ...]

WORDS: dict[tuple[str, ...], list[Values]] = {
    ("matter",): [(word.value,) for word in Purpose],
    ("month",): [("2026-08",), ("2026-07",), ("2026-06",)],
    ("aspect",): [(word.value,) for word in Aspect],
    ("why",): [(word.value,) for word in Why],
    ("name",): [(word,) for word in PAPERS],
    ("page",): [(word,) for word in GUIDES],
    ("feed",): [("calendar-of-a-test",)],
    ("lot",): [(kind.value,) for kind in Kind],
    ("step",): [(word.value,) for word in reversed(Step)],
    ("meeting",): [(meeting.value,) for meeting in Meeting],
    ("part",): [(part.key,) for part in PARTS],
    ("figure",): [(key,) for key in FIGURES],
    ("place",): [(number,) for number in range(1, 7)],
    ("table", "form"): [(name, form) for name, table in TABLES.items() for form in forms_of(table.shape)],
}


class Places:
    """Every row of one county, by the parts of an address that name it."""

    def __init__(self, congress_id: int) -> None:
        self.congress_id = congress_id
        self.rows = {
            **WORDS,
            **{(word,): self.ids(row) for word, row in SINGLE.items()},
            ("congress",): self.of(sa.select(Congress.slug).where(Congress.id == congress_id)),
            ("copy",): self.of(sa.select(Congress.slug).where(Congress.rehearsal_of_id == congress_id)),
            ("account",): self.of(sa.select(Account.id).order_by(Account.id)),
            ("sign_in",): self.of(sa.select(SignIn.id).order_by(SignIn.id)),
            ("cycle",): self.of(sa.select(Cycle.slug).where(self.here(Cycle)).order_by(Cycle.id)),
            ("mark",): self.of(sa.select(SlipSection.mark).where(self.here(SlipSection))),
            ("code",): [
                code
                for row in (Proposal, Point, DeputyPage, Letter)
                for code in self.of(sa.select(row.code).where(self.here(row)))
            ],
            ("note",): self.of(sa.select(ResidentMessage.code).where(self.here(ResidentMessage))),
            ("token",): self.of(sa.select(Follower.token).where(self.here(Follower))),
            ("inquiry",): self.of(sa.select(Inquiry.number).where(self.here(Inquiry))),
            ("inquiry", "question"): self.of(
                sa.select(Inquiry.number, Question.seq)
                .join(Question, Question.inquiry_id == Inquiry.id)
                .where(self.here(Question))
                .order_by(Question.id.desc())
            ),
            ("period",): [(row.word,) for row in db.session.query(YearReport).filter(self.here(YearReport))],
            ("cycle", "code"): self.of(self.joined(Proposal.code, Proposal)),
            ("cycle", "proposal"): self.of(
                self.joined(Proposal.id, Proposal).where(Proposal.released_at.is_not(None))
            ),
            ("cycle", "number"): self.of(self.joined(Project.number, Project)),
            ("cycle", "stack"): self.of(self.joined(AdvisoryPapers.id, AdvisoryPapers)),
            ("cycle", "ballot"): self.of(self.joined(Round.number, Round)),
            ("cycle", "draw"): self.of(self.joined(Draw.number, Draw)),
            ("cycle", "item"): self.of(self.joined(Item.id, Item)),
            ("cycle", "rating"): self.of(self.under_project(PublicRating.id, PublicRating)),
            ("deliberation",): self.of(sa.select(Deliberation.id).where(self.here(Deliberation))),
            ("deliberation", "line"): self.of(
                sa.select(CardLine.deliberation_id, CardLine.id).where(self.here(CardLine))
            ),
            ("entry",): self.of(sa.select(Matter.number).where(self.here(Matter)).order_by(Matter.number)),
            ("cycle", "number", "inspection"): self.of(
                self.under_project(Inspection.number, Inspection, True)
            ),
            ("cycle", "number", "trouble"): self.of(self.under_project(Trouble.number, Trouble, True)),
            ("cycle", "number", "change"): self.of(self.under_project(Change.number, Change, True)),
            ("cycle", "number", "recusal"): self.of(self.under_project(Recusal.id, Recusal, True)),
            ("cycle", "number", "site"): self.of(self.under_project(Site.id, Site, True)),
            ("cycle", "number", "totals"): self.of(self.under_project(Totals.id, Totals, True)),
            ("sitting", "badge"): self.of(sa.select(Badge.sitting_id, Badge.id).where(self.here(Badge))),
            ("sitting", "round"): self.of(sa.select(Round.sitting_id, Round.id).where(self.here(Round))),
            ("sitting", "round", "batch"): self.of(self.batches()),
        }

    def here(self, row: Any) -> Any:
        return row.congress_id == self.congress_id

    def of(self, asked: sa.Select[Any]) -> list[Values]:
        return [tuple(row) for row in db.session.execute(asked)]

    def ids(self, row: Any) -> list[Values]:
        return self.of(sa.select(row.id).where(self.here(row)).order_by(row.id))

    def joined(self, column: Any, row: Any) -> sa.Select[Any]:
        return sa.select(Cycle.slug, column).join(Cycle, row.cycle_id == Cycle.id).where(self.here(row))

    def under_project(self, column: Any, row: Any, number: bool = False) -> sa.Select[Any]:
        columns = (Cycle.slug, Project.number, column) if number else (Cycle.slug, column)
        asked = sa.select(*columns).join(Project, row.project_id == Project.id)
        return asked.join(Cycle, Project.cycle_id == Cycle.id).where(self.here(row))

    def batches(self) -> sa.Select[Any]:
        asked = sa.select(Round.sitting_id, Round.id, Batch.id).join(
            RoundChannel, Batch.channel_id == RoundChannel.id
        )
        return asked.join(Round, RoundChannel.round_id == Round.id).where(self.here(Batch))

    def addresses(self, route: Route) -> Iterator[str]:
        """Every address of this route whose parts name rows."""
        names = set(route.rule._converters)
        if "/rehearsal/" in route.rule.rule:
            names = names - {"congress"} | {"copy"}
        kinds = list(self.kinds(names))
        for found in product(*(self.rows[kind] for kind in kinds)):
            values = {
                name: value
                for kind, row in zip(kinds, found, strict=True)
                for name, value in zip(kind, row, strict=True)
            }
            yield route.address({**values, "congress": values.pop("copy", values.get("congress"))})

    def kinds(self, names: set[str]) -> Iterable[tuple[str, ...]]:
        """The kinds of rows that together name all parts, those that go together as one."""
        left = set(names)
        for kind in sorted(self.rows, key=len, reverse=True):
            if set(kind) <= left:
                left -= set(kind)
                yield kind
        assert not left, f"no row gives a {left}: see tests/fuzz/addresses.py"


SINGLE = {
    "sitting": Sitting,
    "session": Session,
    "term": Term,
    "deputy": Deputy,
    "delegation": Delegation,
    "unit": Unit,
    "committee": Committee,
    "spot": Place,
    "document": Document,
    "point": Point,
    "letter": Letter,
    "expert": Expert,
    "guest": Guest,
    "sheet_map": SheetMap,
    "message": ResidentMessage,
    "template": AnswerTemplate,
}
