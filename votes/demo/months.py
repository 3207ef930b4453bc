"""月报 of the demonstration: what the units report month by month, one of them late, one silent, one returned."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from votes.common.db import db
from votes.delivery.history import said_before
from votes.delivery.models import Milestone
from votes.delivery.month_rules import Month, due_on, month_of
from votes.delivery.reporting import draft_for, report_done, report_no_change
from votes.delivery.reports import MonthReport
from votes.delivery.said import Achieved, Said, Spent
from votes.demo.changing import change_all
from votes.demo.pace_rules import Stretch, reached_on, share
from votes.demo.pictures import PICTURED, photo
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row
from votes.demo.work import PUBLISHED, Work, works
from votes.projects.documents import Document
from votes.projects.settings import settings_of

Case = tuple[str, int, int]
"""A report of which something is told: the place, the project's number, the month counted from 0."""

Rows = list[tuple[Milestone, Stretch]]
"""Milestones with their planned days, counted from the vote."""

SILENT = ("county", 8)
"""The project whose unit has not handed in the last report that was due."""
UNCHANGED: tuple[Case, ...] = (("county", 2, 1), ("county", 3, 2), ("county", 3, 3))
"""本月无变化; twice in a row is a standstill."""
RETURNED: Case = ("county", 12, 2)
"""Returned by the government office, and handed in anew."""
LATE: Case = ("county", 4, 3)
"""Handed in after its day."""
UNSIGNED = (("county", 6), ("county", 12))
"""Projects whose last report the government office has still to sign off."""
RETURN_WORDS = "请说明外墙材料晚到的原因和补救办法。"
REACHED = "“%s”已达到。"
COUNTED = "%s累计%s%s。"
ON_PLAN = "按计划推进。"
WAN = 10_000


def report_all(place: Place, story: Story, data: Path) -> None:
    """Month by month, up to the last report whose day has come; plans change in between; who is done says so."""
    for work in works(place):
        months = months_of(work, story)
        for turn, month in enumerate(months):
            change_all(work, story, data, month.last)
            is_signed = month != months[-1] or is_finished(work, story)
            report(work, story, month, turn, is_signed, data)
        if work.pace.finish is not None and is_finished(work, story):
            finish_work(work, story, work.pace.finish, data)
        change_all(work, story, data, story.today)


def is_finished(work: Work, story: Story) -> bool:
    """Whether the unit has reported the project done by the day of the demonstration."""
    return work.pace.finish is not None and story.is_past(work.pace.finish)


def case_of(work: Work, turn: int) -> Case:
    """This report, to be compared with those of which something is told."""
    return work.place.key, work.project.number, turn


def months_of(work: Work, story: Story) -> list[Month]:
    """The months of which this unit has reported by the day of the demonstration."""
    due_day = settings_of(work.place.list.settings).report_due_day
    finish = work.pace.finish
    month, found = month_of(story.day(PUBLISHED)), []
    while due_on(month, due_day) < story.today and (finish is None or month.last < story.day(finish)):
        found.append(month)
        month = month.next
    is_silent = case_of(work, 0)[:2] == SILENT and not is_finished(work, story)
    return found[:-1] if is_silent else found


def report(work: Work, story: Story, month: Month, turn: int, is_signed: bool, data: Path) -> None:
    """One month of one project, handed in and signed off on the next day."""
    case = case_of(work, turn)
    day = month.last + timedelta(days=8 if case == LATE else 2 + work.project.number % 3)
    if case == RETURNED:
        returned = hand_in(work, story, month, day, "")
        returned.send_back(work.government, story.on(day, 17), RETURN_WORDS)
        db.session.flush()
    if case in UNCHANGED:
        made = report_no_change(work.project, month, work.unit, story.on(day, 18))
    else:
        made = hand_in(work, story, month, day, work.facts["why_slow"], taken(work, story, day, month, data))
    if is_signed or case[:2] not in UNSIGNED:
        made.accept(work.government, story.on(day + timedelta(days=1), 10))
    db.session.flush()


def taken(work: Work, story: Story, day: date, month: Month, data: Path) -> list[Document]:
    """A picture of the work, of the projects that show some."""
    if (work.place.key, work.project.number) not in PICTURED:
        return []
    days = (min(day, month.last) - story.vote).days
    done = sum((stretch_share(row, work, days) for row in work.stretches), Fraction(0)) / len(work.stretches)
    title = f"{work.project.title}{month.number}月（演示图）"
    return [photo(work.place.congress, float(done), title, story.on(day, 15), data)]


def stretch_share(row: Row, work: Work, days: int) -> Fraction:
    """How much of one milestone is reached after so many days."""
    return share(Stretch(int(row["starts"]), int(row["ends"])), work.pace, days)


def hand_in(
    work: Work, story: Story, month: Month, day: date, why: str, photos: Sequence[Document] = ()
) -> MonthReport:
    """A report that says what is reached by the end of its month, or by the day it is written."""
    at = story.on(day, 16)
    draft = draft_for(work.project, month, at)
    before = said_before(work.project, month, day)
    draft.fill(said_of(work, story, draft, min(day, month.last), before, why))
    draft.photos = list(photos)
    draft.submit(work.unit, at, before)
    db.session.flush()
    return draft


def said_of(work: Work, story: Story, draft: MonthReport, day: date, before: Said, why: str) -> Said:
    """What the unit says of this month."""
    days = (day - story.vote).days
    rows = [
        (milestone, Stretch(int(row["starts"]), int(row["ends"])))
        for milestone, row in zip(draft.plan.milestones, work.stretches, strict=True)
    ]
    achieved = {row.key: achieved_by(work, story, row, stretch, days) for row, stretch in rows}
    done = sum((row.weight * share(stretch, work.pace, days) for row, stretch in rows), Fraction(0))
    funds = {fund.source: spent(fund.planned_yuan, done / 100) for fund in draft.plan.funds}
    return Said(achieved, funds, *words_of(rows, achieved, before.achieved, days), why)


def achieved_by(work: Work, story: Story, milestone: Milestone, stretch: Stretch, days: int) -> Achieved:
    """What is reached of one milestone."""
    if milestone.target is not None:
        places = 1 if milestone.unit == "公里" else 0
        exact = Fraction(milestone.target) * share(stretch, work.pace, days)
        return Achieved(Decimal(int(exact * 10**places)).scaleb(-places))
    on = reached_on(stretch, work.pace)
    return Achieved(reached_on=story.day(on)) if on is not None and on <= days else Achieved()


def spent(planned: int, done: Fraction) -> Spent:
    """Money in hand and paid, in whole 万元: payment follows the work, money in hand goes before it."""
    paid = int(planned * done * 85 / 100) // WAN * WAN
    in_hand = int(planned * min(Fraction(1), done + Fraction(1, 5))) // WAN * WAN
    return Spent(in_hand, paid)


def words_of(
    rows: Rows, achieved: dict[int, Achieved], before: dict[int, Achieved], days: int
) -> tuple[str, str]:
    """本月进展 and 下月计划, put together from the figures."""
    news = [milestone for milestone, _stretch in rows if achieved[milestone.key] != before.get(milestone.key)]
    done = "".join(told(milestone, achieved[milestone.key]) for milestone in news)
    ahead = [milestone.title for milestone, stretch in rows if stretch.starts - 30 < days < stretch.ends]
    return done or ON_PLAN, f"继续{'、'.join(ahead)}。" if ahead else ON_PLAN


def told(milestone: Milestone, achieved: Achieved) -> str:
    """One milestone in words; nothing where nothing is reached yet."""
    if achieved.reached_on:
        return REACHED % milestone.title
    if achieved.quantity:
        return COUNTED % (milestone.title, f"{achieved.quantity:f}", milestone.unit)
    return ""


def finish_work(work: Work, story: Story, finish: int, data: Path) -> None:
    """The last report, in which everything is reached, and the unit's word that all is done."""
    day = story.day(finish)
    photos = taken(work, story, day, month_of(day), data)
    last = hand_in(work, story, month_of(day), day, "", photos)
    last.accept(work.government, story.on(day, 18))
    report_done(work.project, work.unit, story.at(finish, 19), finished=True, reason="")
    db.session.flush()
