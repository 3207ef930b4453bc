"""变更申请: a request to change, suspend, resume or end a project, from the unit to the body that may decide it.

What the body decides is recorded with its vote and its document; an approved one moves the project, or lets the
changed plan be published.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Body, Session
from votes.delivery.change_rules import Votes, check_votes, is_passed
from votes.delivery.change_states import CHANGE_MOVES, WITH_BODY, ChangeKind, ChangeState, Ground
from votes.delivery.halting import LEADS_TO, body_name, check_in_session, check_open
from votes.delivery.models import Plan
from votes.delivery.states import Hand, check_move, check_reason
from votes.delivery.traces import Traced
from votes.projects.documents import Document
from votes.projects.models import Project

DECIDED = "state IN ('approved','refused','announced','reported')"
GRANTED = "state IN ('approved','announced','reported')"


class Change(Traced, Base):
    """变更申请 of one project; a vote has all members of the body as its base (全体组成人员)."""

    __tablename__ = "change_request"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    number: Mapped[int]
    kind: Mapped[ChangeKind] = mapped_column(enum_of(ChangeKind))
    ground: Mapped[Ground] = mapped_column(enum_of(Ground))
    words: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[Body] = mapped_column(enum_of(Body))
    state: Mapped[ChangeState | None] = mapped_column(enum_of(ChangeState), nullable=False)
    entered_for: Mapped[bool] = mapped_column(default=False)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    asked_at: Mapped[datetime | None]
    forwarded_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    members: Mapped[int | None]
    approve: Mapped[int | None]
    oppose: Mapped[int | None]
    abstain: Mapped[int | None]
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    announced_on: Mapped[date | None]
    reported_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("session.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan.id"), unique=True)

    project: Mapped[Project] = relationship()
    document: Mapped[Document | None] = relationship(foreign_keys=[document_id])
    decision: Mapped[Document | None] = relationship(foreign_keys=[decision_id])
    reported_to: Mapped[Session | None] = relationship()
    plan: Mapped[Plan | None] = relationship()
    steps: Mapped[list["ChangeStep"]] = relationship(order_by="ChangeStep.seq", back_populates="change")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "number"),
        sa.Index(
            "uq_change_request_one_open",
            "congress_id",
            "project_id",
            unique=True,
            sqlite_where=sa.text("state IN ('asked','forwarded','waiting_session')"),
            postgresql_where=sa.text("state IN ('asked','forwarded','waiting_session')"),
        ),
        sa.CheckConstraint("words <> ''", name="says_why"),
        sa.CheckConstraint("(asked_at IS NULL) = (document_id IS NULL)", name="asked_with_document"),
        sa.CheckConstraint(f"asked_at IS NOT NULL OR {DECIDED}", name="asked_or_decided"),
        sa.CheckConstraint(f"({DECIDED}) = (decided_on IS NOT NULL)", name="decided_has_day"),
        sa.CheckConstraint(
            "decided_on IS NULL OR (decision_id IS NOT NULL AND members IS NOT NULL AND approve IS NOT NULL"
            " AND oppose IS NOT NULL AND abstain IS NOT NULL)",
            name="decided_has_vote",
        ),
        sa.CheckConstraint(f"NOT ({GRANTED}) OR 2 * approve > members", name="approved_by_majority"),
        sa.CheckConstraint("state <> 'refused' OR 2 * approve <= members", name="refused_without_majority"),
        sa.CheckConstraint(
            "(state IN ('announced','reported')) = (announced_on IS NOT NULL)", name="announced_has_day"
        ),
        sa.CheckConstraint(
            "(state = 'reported') = (reported_to_id IS NOT NULL)", name="reported_has_session"
        ),
        sa.CheckConstraint(f"plan_id IS NULL OR (kind = 'adjust' AND {GRANTED})", name="plan_was_approved"),
    )

    def forward(self, hand: Hand, at: datetime, in_session: bool) -> None:
        """Hand it on to the deciding body (转报); between the sessions of a congress it waits for the next (待大会决定)."""
        self.move(ChangeState.forwarded, hand, at, forwarded_at=at)
        if not in_session:
            self.move(ChangeState.waiting_session, hand, at)

    def send_back(self, hand: Hand, at: datetime, reason: str) -> None:
        """Return it to the unit, saying what is to be put right (退回); the unit asks anew."""
        check_reason(reason)
        self.move(ChangeState.returned, hand, at, reason)

    def withdraw(self, hand: Hand, at: datetime, reason: str) -> None:
        """Take it back (撤回), saying why."""
        if not reason.strip():
            raise RuleBroken(say("Please say why it is withdrawn."))
        self.move(ChangeState.withdrawn, hand, at, reason)

    def decide(
        self, votes: Votes, decided_on: date, decision: Document | None, hand: Hand, at: datetime
    ) -> None:
        """Record what the body decided: the outcome follows from the vote, and the project from the outcome."""
        check_votes(votes)
        if decision is None:
            raise RuleBroken(say("Please attach the decision as a document."))
        if not (day_of(self.asked_at) if self.asked_at else date.min) <= decided_on <= day_of(at):
            raise RuleBroken(
                say("The day of the decision lies before the request or ahead. Please check it.")
            )
        check_in_session(self.project.congress, self.body, decided_on)
        outcome = ChangeState.approved if is_passed(votes) else ChangeState.refused
        if outcome is ChangeState.approved:
            check_open(self.project, self.kind)
        evidence = {"decided_on": decided_on, "decision": decision, **vars(votes)}
        self.move(outcome, hand, at, **evidence)
        for paper in (decision, self.document):
            if paper is not None:
                paper.released_at = paper.released_at or at
        if outcome is ChangeState.approved and self.kind in LEADS_TO:
            by = f"{body_name(self.project.congress, self.body)}（{hand.name}录）"
            words = f"{self.words}（{decided_on:%Y-%m-%d}）"
            self.project.move_to(LEADS_TO[self.kind], at, by, words, decision)

    def announce(self, announced_on: date, hand: Hand, at: datetime) -> None:
        """Record the day on which it was announced (公告)."""
        if self.decided_on and not self.decided_on <= announced_on <= day_of(at):
            raise RuleBroken(
                say("The day of the announcement lies before the decision or ahead. Please check it.")
            )
        self.move(ChangeState.announced, hand, at, announced_on=announced_on)

    def report(self, session: Session, hand: Hand, at: datetime) -> None:
        """Record the plenary to which it was reported (向大会报告); what the plenary decided itself needs no report."""
        if self.body in (Body.congress, Body.assembly):
            raise RuleBroken(say("The plenary decided this itself; it needs no report."))
        if session.congress_id != self.congress_id or session.body in (
            Body.standing_committee,
            Body.presidium,
        ):
            raise RuleBroken(say("Please choose a plenary session of this congress."))
        if self.decided_on and session.begins_on < self.decided_on:
            raise RuleBroken(say("This session was held before the decision. Please choose a later one."))
        self.move(ChangeState.reported, hand, at, reported_to=session)

    def move(self, to: ChangeState, hand: Hand, at: datetime, reason: str = "", **evidence: Any) -> None:
        """Go to another state if the table knows the move, and this person may make it."""
        check_move(CHANGE_MOVES, self.state, to, hand)
        self.step(to, hand, at, reason, **evidence)

    @property
    def votes(self) -> Votes | None:
        """The vote, once it is decided."""
        if self.members is None or self.approve is None:
            return None
        return Votes(self.members, self.approve, self.oppose or 0, self.abstain or 0)

    @property
    def is_public(self) -> bool:
        """Whether everyone may know of it: from the day it lies with the deciding body."""
        return self.state in WITH_BODY or self.decided_on is not None

    @property
    def is_to_report(self) -> bool:
        """Whether the next plenary is still to be told of it."""
        mine = self.body in (Body.standing_committee, Body.presidium)
        return mine and self.state in (ChangeState.approved, ChangeState.announced)


class ChangeStep(AppendOnly, Base):
    """The trace of a request: asked, returned, forwarded, decided, announced, reported; when, by whom, why."""

    __tablename__ = "change_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("change_request.id"), index=True)
    seq: Mapped[int]
    state: Mapped[ChangeState] = mapped_column(enum_of(ChangeState))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    change: Mapped[Change] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "change_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("state NOT IN ('returned','withdrawn') OR reason <> ''", name="undone_says_why"),
    )
