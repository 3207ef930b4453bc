"""The figures of a report once more, by plain loops over all rows of all tables: no query, no verb of the product."""

from datetime import date, timedelta, timezone

from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Session, Sitting
from votes.delivery.changes import Change
from votes.delivery.models import Plan
from votes.delivery.reports import MonthReport
from votes.evaluation.models import PublicRating
from votes.projects.models import Cycle, Project
from votes.proposals.models import Proposal
from votes.supervision.inquiries import Inquiry, Promise
from votes.supervision.inspections import Inspection
from votes.supervision.matters import Matter

BEIJING = timezone(timedelta(hours=8))
BEHIND_OF_ADOPTED = ("adopted", "delivery", "suspended", "terminated", "done", "confirmed", "closed")


def day(at):
    return at.astimezone(BEIJING).date()


def all_of(table, congress):
    return [row for row in db.session.query(table).all() if row.congress_id == congress.id]


def figures(congress, year, first, last):
    """Every computed figure, by its key."""
    found = {}
    within = lambda one: first <= one <= last  # noqa: E731
    sessions = [one for one in all_of(Session, congress) if within(one.begins_on)]
    for key, bodies in (
        ("congress_sessions", ("congress", "assembly")),
        ("committee_meetings", ("standing_committee",)),
        ("presidium_meetings", ("presidium",)),
    ):
        found[key] = len([one for one in sessions if one.body.value in bodies])
    found["sittings"] = len([one for one in all_of(Sitting, congress) if within(one.held_on)])
    found["inspections"] = len([one for one in all_of(Inspection, congress) if within(one.held_on)])
    found |= rounds(congress, within) | matters(congress, within, last) | asked(congress, within, last)
    found |= projects(congress, year, last) | inquired(congress, within)
    decided = [one.decided_on for one in all_of(Change, congress)]
    found["changes"] = len([one for one in decided if one and within(one)])
    rated = [one for one in all_of(PublicRating, congress) if within(one.rated_on)]
    return found | {"public_ratings": len(rated)}


def rounds(congress, within):
    declared = []
    for one in all_of(Round, congress):
        days = [day(step.at) for step in one.steps if step.deed.value == "declare"]
        if one.state.value in ("declared", "announced", "sealed") and not one.void_reason and within(days[0]):
            declared.append(one)
    ratings = [one for one in declared if one.purpose.value == "rating"]
    return {
        "rating_rounds": len(ratings),
        "projects_rated": sum(len(one.options) for one in ratings),
        "ballots": len([one for one in declared if one.purpose.value == "ballot"]),
        "answer_rounds": len([one for one in declared if one.purpose.value == "inquiry"]),
    }


def matters(congress, within, today):
    rows = all_of(Matter, congress)
    raised = [
        one for one in rows if within(day(one.raised_at)) and one.state.value not in ("withdrawn", "merged")
    ]
    suggestions = [one for one in raised if one.kind.value == "suggestion"]
    closed = [one for one in rows if one.closed_at and within(day(one.closed_at))]
    late = [
        one
        for one in rows
        if one.state.value in ("ordered", "returned", "listed", "inquired") and one.due_on < today
    ]
    return {
        "findings_raised": len(raised) - len(suggestions),
        "findings_closed": len([one for one in closed if one.kind.value != "suggestion"]),
        "overdue": len(late),
        "suggestions": len(suggestions),
        "suggestions_answered": len([one for one in suggestions if one.answers]),
        "suggestions_rated": len(verdicts(suggestions)),
        "suggestions_content": len([one for one in verdicts(suggestions) if "dissatisfied" not in one]),
    }


def inquired(congress, within):
    held = [
        one.form.value
        for one in all_of(Inquiry, congress)
        if within(one.held_on) and one.state.value in ("under_way", "over")
    ]
    made = [one for one in all_of(Promise, congress) if within(day(one.at))]
    return {"inquiries": held.count("special"), "hearings": held.count("hearing"), "promises": len(made)}


def verdicts(suggestions):
    """The last marks each suggestion was given, three words each."""
    found = []
    for one in suggestions:
        given = [step for step in one.rechecks if step.marks]
        if given:
            last = given[-1].marks
            found.append([last.speed.value, last.effort.value, last.effect.value])
    return found


def asked(congress, within, last):
    came = [one for one in all_of(Proposal, congress) if within(one.received_on)]
    answered = [one for one in came if one.answered_at and day(one.answered_at) <= last]
    return {"proposals": len(came), "proposals_answered": len(answered)}


def projects(congress, year, last):
    cycles = [one.id for one in all_of(Cycle, congress) if one.year == year and not one.archived]
    stages = {}
    for one in all_of(Project, congress):
        if one.cycle_id in cycles:
            moves = sorted(one.passages, key=lambda passage: passage.seq)
            past = [move for move in moves if day(move.at) <= last]
            begun = moves[0].from_stage if moves else one.stage
            stages[one] = (past[-1].to_stage if past else begun).value
    adopted = [one for one, stage in stages.items() if stage in BEHIND_OF_ADOPTED]
    money = [yuan(one, last) for one in adopted]
    return {
        "adopted": len(adopted),
        "done": sum(stage in ("done", "confirmed", "closed") for stage in stages.values()),
        "under_way": sum(stage == "delivery" for stage in stages.values()),
        "halted": sum(stage in ("suspended", "terminated") for stage in stages.values()),
        "behind": sum(stage == "delivery" and lags(one, last) for one, stage in stages.items()),
        "planned": sum(one[0] for one in money),
        "allocated": sum(one[1] for one in money),
        "paid": sum(one[2] for one in money),
    }


def in_force(project, last):
    plans = [one for one in db.session.query(Plan).filter_by(project_id=project.id) if one.published_at]
    plans = sorted((one for one in plans if day(one.published_at) <= last), key=lambda one: one.version)
    reports = [
        one
        for one in db.session.query(MonthReport).filter_by(project_id=project.id)
        if one.submitted_at and day(one.submitted_at) <= last and one.state.value != "returned"
    ]
    reports.sort(key=lambda one: (str(one.month), one.version))
    return plans[-1] if plans else None, reports[-1] if reports else None


def yuan(project, last):
    plan, report = in_force(project, last)
    if plan is None:
        return 0, 0, 0
    spent = report.says().spent.values() if report else ()
    return (
        sum(fund.planned_yuan for fund in plan.funds),
        sum(one.allocated_yuan for one in spent),
        sum(one.paid_yuan for one in spent),
    )


def lags(project, last):
    """Whether so much more was planned for the day that holds than is done: more than five points."""
    plan, report = in_force(project, last)
    if plan is None:
        return False
    held = min(date(2026, 7, 31), last) if report else last
    achieved = report.says().achieved if report else {}
    done = planned = 0.0
    for stone in plan.milestones:
        got = achieved[stone.key].amount if stone.key in achieved else 0
        goal = float(stone.target or 1)
        done += stone.weight * min(1.0, float(got) / goal)
        span = (stone.ends_on - stone.starts_on).days + 1
        gone = (held - stone.starts_on).days + 1
        planned += stone.weight * max(0.0, min(1.0, gone / span))
    return planned - done > 5
