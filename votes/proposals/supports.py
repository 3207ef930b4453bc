"""附议: residents who need the same join a proposal instead of repeating it; one device counts once."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.accounts.devices import known_as
from votes.accounts.floods import count_one
from votes.common.clock import day_of
from votes.common.db import Base, db
from votes.projects.models import Cycle
from votes.proposals.figures import of_cycle
from votes.proposals.models import Proposal
from votes.proposals.support_rules import PER_ADDRESS, Held, check_open


class Support(Base):
    """附议: what is kept of one device, of use for this list alone, and after the year for telling two apart only."""

    __tablename__ = "proposal_support"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    device: Mapped[str] = mapped_column(sa.String(64))
    on: Mapped[date] = mapped_column("day")

    __table_args__ = (sa.UniqueConstraint("congress_id", "proposal_id", "device"),)


def device_of(token: str, cycle: Cycle) -> str:
    """What is kept of a device's token: the same over one list, so that of two merged proposals it counts once."""
    return known_as(token, f"support {cycle.id}")


def supports(proposal: Proposal, device: str) -> bool:
    """Whether this device supports this proposal, or one that was merged into it."""
    mine = (Support.congress_id == proposal.congress_id, Support.proposal_id.in_(family(proposal)))
    found = sa.select(Support.id).where(*mine, Support.device == device)
    return bool(device) and db.session.scalar(found.limit(1)) is not None


def support(proposal: Proposal, device: str, address: str, at: datetime) -> Held | None:
    """附议; where it is not counted, why."""
    check_open(proposal.state, proposal.released_at is not None, proposal.cycle.archived)
    held = reason_to_hold(proposal, device, address, day_of(at))
    if held is None:
        add_support(proposal, device, at)
    return held


def add_support(proposal: Proposal, device: str, at: datetime) -> None:
    """Count a device that was found fit."""
    row = Support(congress_id=proposal.congress_id, proposal_id=proposal.id, device=device)
    row.on = day_of(at)
    db.session.add(row)


def reason_to_hold(proposal: Proposal, device: str, address: str, today: date) -> Held | None:
    """Why a support is not counted: no cookie, a second one, or a flood."""
    if not device:
        return Held.no_cookie
    if supports(proposal, device):
        return Held.device
    is_in = count_one(f"support {proposal.id}", address, today, PER_ADDRESS)
    return None if is_in else Held.address


def family(proposal: Proposal) -> list[int]:
    """The ids of a proposal and of all that were merged into it."""
    found = layer = [proposal.id]
    while layer:
        merged = sa.select(Proposal.id).where(
            Proposal.merged_into_id.in_(layer)
        )  # with its list SQLite reads all of it
        layer = list(db.session.scalars(merged))
        found = found + layer
    return found


def supporters(proposal: Proposal) -> int:
    """How many support a proposal, or one that was merged into it; each once."""
    mine = (Support.congress_id == proposal.congress_id, Support.proposal_id.in_(family(proposal)))
    return db.session.scalar(sa.select(sa.func.count(Support.device.distinct())).where(*mine)) or 0


def supporters_by_id(cycle: Cycle) -> dict[int, int]:
    """How many support each proposal of a list that others were not merged into another, by its id; each once."""
    roots = roots_of(cycle)
    counted = defaultdict(int, {key: n for key, n in alone(cycle).items() if key not in roots})
    together: dict[int, set[str]] = defaultdict(set)
    for key, device in devices_of(cycle, roots):
        together[roots[key]].add(device)
    return dict(counted) | {root: len(devices) for root, devices in together.items()}


def roots_of(cycle: Cycle) -> dict[int, int]:
    """Of every merged proposal, and of every one that others were merged into, which one carries the matter on."""
    rows = of_cycle(cycle, Proposal.merged_into_id.is_not(None)).order_by(None)
    pairs = db.session.execute(rows.with_only_columns(Proposal.id, Proposal.merged_into_id)).tuples().all()
    into = {key: target for key, target in pairs if target}
    return {key: last(key, into) for key in {*into, *into.values()}}


def last(key: int, into: dict[int, int]) -> int:
    """The end of a chain of merged proposals."""
    while key in into:
        key = into[key]
    return key


def alone(cycle: Cycle) -> dict[int, int]:
    """The number of supports of each proposal by itself."""
    rows = (
        sa.select(Support.proposal_id, sa.func.count())
        .join(Proposal, Support.proposal_id == Proposal.id)
        .where(Support.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
        .group_by(Support.proposal_id)
    )
    return dict(db.session.execute(rows).tuples().all())


def devices_of(cycle: Cycle, proposals: Iterable[int]) -> list[tuple[int, str]]:
    """Which devices support these proposals."""
    rows = sa.select(Support.proposal_id, Support.device).where(
        Support.congress_id == cycle.congress_id, Support.proposal_id.in_(list(proposals))
    )
    return [(key, device) for key, device in db.session.execute(rows)]


def loosen(cycle: Cycle) -> None:
    """Put a fresh number in the place of each device of a list, so that nothing leads back to one; counts stay."""
    mine = sa.select(Proposal.id).where(
        Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id
    )
    here = (Support.congress_id == cycle.congress_id, Support.proposal_id.in_(mine))
    for device in db.session.scalars(sa.select(Support.device).where(*here).distinct()).all():
        fresh = sa.update(Support).where(*here, Support.device == device)
        db.session.execute(fresh.values(device=f"gone-{secrets.token_hex(16)}"))
