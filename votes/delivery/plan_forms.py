"""Forms of a plan: goals and milestones as rows, money by source; a draft may be incomplete, a plan handed in may not."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField, SelectField
from wtforms.validators import ValidationError

from votes.common.errors import RuleBroken
from votes.common.fields import NEEDED, Day, Line, Number, Wan, Whole, Words
from votes.common.validators import refuse_form
from votes.common.words import one_line, sent_number
from votes.delivery.drafting import MOST_GOALS, GoalSaid, MilestoneSaid, PlanSaid
from votes.delivery.forms import OVERTAKEN
from votes.delivery.models import FUND_NAMES, FundSource, check_goal
from votes.delivery.quantities import MOST, PLACES, plainly
from votes.delivery.rules import Piece, check_dates, check_weights

MOST_MILESTONES = 30
SPARE = 2
"""Blank rows that always stand below those filled in."""
FIRST_MILESTONES = 5
NEEDED_IN_THE_END = ("task", "deadline", "money_words", "measures")
"""Fields that a draft may leave blank and a plan that is handed in may not."""


class Amount(Number):
    """A quantity: digits with at most three decimals."""

    places = PLACES

    def shown(self, number: Decimal) -> str:
        """The quantity without idle zeros and without parted thousands."""
        return plainly(number).replace(",", "")

    def read(self, text: str) -> Decimal:
        """The quantity that was typed."""
        try:
            amount = Decimal(text) if len(text) < 20 else Decimal(-1)
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or not 0 <= amount <= MOST or amount.scaleb(PLACES) % 1:
            raise ValueError(_("Write the number in digits, with at most three decimals, as 326 or 12.5."))
        return amount


class Row(Form):
    """A row of a table: blank, or begun and then whole."""

    needed: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything was filled in."""
        return any((f.raw_data and f.raw_data[0]) or f.data for f in self if f.type != "HiddenField")

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that is begun has all that it needs."""
        fine = bool(super().validate(extra_validators))
        lacking = [self[name] for name in self.needed if self.is_begun and self[name].data in (None, "")]
        for field in lacking:
            if not field.errors:
                field.errors = [NEEDED]
        return fine and not lacking


class GoalRow(Row):
    """A promise as a number."""

    needed = ("title", "number", "unit")
    title = Line(_l("What"), required=False, longest=120, render_kw={"size": 40})
    number = Amount(_l("How many"), required=False, render_kw={"size": 8})
    unit = Line(_l("Unit"), required=False, longest=20, render_kw={"size": 6})

    def validate_number(self, field: Amount) -> None:
        """A promise of nothing is none."""
        if field.data is not None and field.data <= 0:
            raise ValidationError(_("Write a number above 0."))


class MilestoneRow(Row):
    """A step with its weight and days; with a goal it is measured, without it is reached or not."""

    needed = ("title", "weight", "ends_on")
    key = HiddenField(filters=(one_line,))
    title = Line(_l("Milestone"), required=False, longest=120, render_kw={"size": 30})
    weight = Whole(_l("Weight"), least=1, most=100, required=False, render_kw={"size": 4})
    starts_on = Day(_l("Begins"), required=False)
    ends_on = Day(_l("Ends"), required=False)
    goal = SelectField(_l("Measures goal"), validate_choice=False)
    target = Amount(_l("Its part of the goal"), required=False, render_kw={"size": 6})

    def validate_ends_on(self, field: Day) -> None:
        """A milestone ends after it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Choose a day on or after the day it begins."))

    def validate_target(self, field: Amount) -> None:
        """A part of a goal is a number of something."""
        if field.data is not None and not self.goal.data:
            raise ValidationError(_("Choose the goal that this number counts towards."))
        if field.data is not None and field.data <= 0:
            raise ValidationError(_("Write a number above 0."))


class PlanForm(FlaskForm):
    """实施计划, in the order of its article: task, deadline, unit and people, milestones, money, guarantees."""

    seen = HiddenField(default="0", filters=(one_line,))
    task = Words(_l("Task and goal (目标任务)"), required=False)
    deadline = Day(_l("Finished by (完成时限)"), required=False)
    leader = Line(_l("Leader in charge"), required=False, longest=100)
    co_units = Line(_l("Supporting units"), required=False)
    goals = FieldList(FormField(GoalRow), _l("Goals in numbers"), max_entries=MOST_GOALS)
    milestones = FieldList(FormField(MilestoneRow), _l("Milestones"), max_entries=MOST_MILESTONES)
    own = Wan(FUND_NAMES[FundSource.own], required=False)
    higher = Wan(FUND_NAMES[FundSource.higher], required=False)
    private = Wan(FUND_NAMES[FundSource.private], required=False)
    other = Wan(FUND_NAMES[FundSource.other], required=False)
    money_words = Words(_l("Money (资金安排)"), required=False)
    measures = Words(_l("Guarantees (保障措施)"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in NEEDED_IN_THE_END:
            self[name].flags.optional = False

    def make_room(self, rows: int = SPARE) -> None:
        """Let blank rows stand below those filled in, and name the goals that a milestone can measure."""
        for entries, most in ((self.goals, MOST_GOALS), (self.milestones, MOST_MILESTONES)):
            blank = sum(not entry.form.is_begun for entry in entries)
            for _n in range(min(rows - blank, most - len(entries))):
                entries.append_entry()
        while len(self.milestones) < FIRST_MILESTONES:
            self.milestones.append_entry()
        names = [goal.form.title.data or "" for goal in self.goals]
        choices = [
            ("", _("not counted")),
            *((str(n), f"{n} {name}".strip()) for n, name in enumerate(names, 1)),
        ]
        for entry in self.milestones:
            entry.form.goal.choices = choices
            entry.form.goal.data = entry.form.goal.data or ""

    def validate(self, extra_validators: Any = None) -> bool:
        """A milestone measures a goal that is there."""
        fine = bool(super().validate(extra_validators))
        places = places_of(entry.form for entry in self.goals)
        lost = [e.form.goal for e in self.milestones if e.form.goal.data and e.form.goal.data not in places]
        for field in lost:
            field.errors = [_("This goal is blank. Fill it in above, or choose another.")]
        return fine and not lost

    def is_overtaken(self, revision: int) -> bool:
        """Whether somebody has written the draft since the page was opened; sent once more, what was typed counts."""
        if str(self.seen.data or "0") == str(revision):
            return False
        self.seen.data, self.seen.raw_data = str(revision), [str(revision)]
        self.form_errors.append(OVERTAKEN)
        return True

    def lack_nothing(self) -> bool:
        """Mark all at once what must be put right before the plan is handed in: what is blank, weights, days, sums."""
        blank = [self[name] for name in NEEDED_IN_THE_END if not self[name].data]
        for field in blank:
            field.errors = [*field.errors, NEEDED] if not field.errors else field.errors
        found = [
            one for check in (self.check_weights, self.check_days, self.check_sums) if (one := refusal(check))
        ]
        for broken in found:
            refuse_form(self, broken)
        return not blank and not found

    @property
    def steps(self) -> list[Any]:
        """The rows of milestones that are begun."""
        return [entry.form for entry in self.milestones if entry.form.is_begun]

    def check_weights(self) -> None:
        """Refuse weights that don't make up 100, once every milestone has one."""
        weights = [row.weight.data for row in self.steps]
        if None not in weights:
            check_weights(weights)

    def check_days(self) -> None:
        """Refuse a milestone that ends after the deadline; one that ends before it begins is said at its field."""
        pieces = {
            f"{n}. {row.title.data}": Piece(0, row.ends_on.data)
            for n, row in enumerate(self.steps, 1)
            if row.ends_on.data
        }
        check_dates(pieces, self.deadline.data)

    def check_sums(self) -> None:
        """Refuse milestones of a goal that don't add up to it."""
        for n, entry in enumerate(self.goals, 1):
            goal = entry.form
            targets = [row.target.data or goal.number.data for row in self.steps if row.goal.data == str(n)]
            if goal.number.data and None not in targets:
                check_goal(goal.title.data or "", goal.number.data, targets)

    def read(self) -> PlanSaid:
        """What was typed."""
        goals = [entry.form for entry in self.goals]
        places = places_of(goals)
        return PlanSaid(
            self.task.data or "",
            self.deadline.data,
            self.leader.data or "",
            self.co_units.data or "",
            self.money_words.data or "",
            self.measures.data or "",
            "",
            [GoalSaid(row.title.data, row.number.data, row.unit.data) for row in goals if row.is_begun],
            [milestone_typed(entry.form, places) for entry in self.milestones if entry.form.is_begun],
            {source: yuan for source in FundSource if (yuan := self[source.value].data) is not None},
        )


def refusal(check: Callable[[], None]) -> RuleBroken | None:
    """What a rule has against it, if anything."""
    try:
        check()
    except RuleBroken as broken:
        return broken
    return None


def places_of(goals: Iterable[Row]) -> dict[str, int]:
    """The number a goal will have, by the number of the row it was typed in: blank rows fall away."""
    begun = [str(row) for row, form in enumerate(goals, 1) if form.is_begun]
    return {row: place for place, row in enumerate(begun, 1)}


def milestone_typed(row: Any, places: Mapping[str, int]) -> MilestoneSaid:
    """What was typed of one milestone."""
    key = sent_number(row.key.data)
    return MilestoneSaid(
        row.title.data,
        row.weight.data,
        row.ends_on.data,
        row.starts_on.data,
        places.get(row.goal.data or ""),
        row.target.data,
        None if key < 0 else key,
    )


def as_typed(said: PlanSaid) -> dict[str, Any]:
    """What a plan says, as the form takes it."""
    plain = {name: getattr(said, name) for name in ("task", "deadline", "leader", "co_units", "money_words")}
    return {
        **plain,
        "measures": said.measures,
        "goals": [vars(goal) for goal in said.goals],
        "milestones": [
            {
                **vars(row),
                "key": str(row.key or ""),
                "goal": str(row.goal or ""),
                "target": part_of(row, said),
            }
            for row in said.milestones
        ],
        **{source.value: yuan for source, yuan in said.funds.items()},
    }


def part_of(row: MilestoneSaid, said: PlanSaid) -> Decimal | None:
    """The part of a goal that a milestone measures; blank where it is the whole goal."""
    whole = said.goals[row.goal - 1].number if row.goal else None
    return None if row.target == whole else row.target
