"""The form of a unit's month: one part per project, its fields made from the milestones and money of the plan."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, FormField, HiddenField
from wtforms.validators import Length

from votes.common.days import short_day
from votes.common.fields import AtTimes, Day, Line, Wan, Words
from votes.common.words import one_line
from votes.delivery.models import FUND_NAMES, Fund, FundSource, Milestone, Plan
from votes.delivery.month_rules import Month
from votes.delivery.plan_forms import Amount
from votes.delivery.quantities import plainly
from votes.delivery.rules import is_fall
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.telling import month_end_words, month_words
from votes.projects.telling import wan_words

MOST_PHOTOS = 9
FEW = Length(max=MOST_PHOTOS, message=_l("Please send at most %(max)d photos."))


class ReportPart(Form):
    """What a unit says of one project and month; figures are added by `part_for`."""

    seen = HiddenField(filters=(one_line,))
    done_words = Words(_l("Done this month"), required=False)
    next_words = Words(_l("What comes next"), required=False)
    why_slow = Words(_l("Why it is slow"), required=False, description=_l("Shown in public as it stands."))
    photos = MultipleFileField(
        _l("Photos"), [FEW], description=_l("Not needed. Their position is removed; public once signed off.")
    )


@dataclass(frozen=True)
class Entry:
    """A figure on the form: of a milestone by its key, or of a source of money; `reason` says why it fell."""

    name: str
    reason: str
    milestone: Milestone | None = None
    fund: Fund | None = None

    def before(self, said: Said) -> Any:
        """What stood there before: a quantity, the day it was reached, or 元."""
        if self.milestone is not None:
            entry = said.achieved.get(self.milestone.key, Achieved())
            return entry.quantity if self.milestone.target is not None else entry.reached_on
        spent = said.spent.get(self.fund.source, Spent()) if self.fund else Spent()
        return spent.paid_yuan if self.name.startswith("paid_") else spent.allocated_yuan


def entries_of(plan: Plan) -> list[Entry]:
    """All figures that a report on this plan has: milestones in their order, then money in hand and paid."""
    steps = [Entry(f"m{row.key}", f"why_m{row.key}", milestone=row) for row in plan.milestones]
    money = [
        Entry(f"{kind}_{fund.source.value}", f"why_{kind}_{fund.source.value}", fund=fund)
        for fund in plan.funds
        for kind in ("allocated", "paid")
    ]
    return steps + money


def part_for(plan: Plan, month: Month) -> type[ReportPart]:
    """The form of one project for this month."""
    fields: dict[str, Any] = {
        "done_words": Words(_("Done in %(month)s", month=month_words(month)), required=False),
        "next_words": Words(_("To do in %(month)s", month=month_words(month.next)), required=False),
    }
    for entry in entries_of(plan):
        fields[entry.name] = field_for(entry, month, alone=len(plan.funds) == 1)
        words = _("Why “%(what)s” is corrected", what=what_of(entry, len(plan.funds) == 1))
        fields[entry.reason] = Line(words, required=False, longest=300, validators=[AtTimes()])
    return type("PlanPart", (ReportPart,), fields)


def field_for(entry: Entry, month: Month, alone: bool) -> Any:
    """The field of one figure, named as an error would have to name it."""
    end = month_end_words(month)
    if entry.milestone is None:
        return Wan(
            _("%(what)s, %(end)s", what=money_name(entry, alone), end=end),
            required=False,
            render_kw={"size": 8},
        )
    if entry.milestone.target is None:
        return Day(_("%(what)s, reached on", what=entry.milestone.title), required=False)
    return Amount(
        _("%(what)s, %(end)s", what=entry.milestone.title, end=end), required=False, render_kw={"size": 8}
    )


def what_of(entry: Entry, alone: bool) -> str:
    """What a figure is of."""
    return entry.milestone.title if entry.milestone else money_name(entry, alone)


def money_name(entry: Entry, alone: bool = False) -> str:
    """Paid or in hand, and from which source, unless it is the only one."""
    is_paid = entry.name.startswith("paid_")
    if alone or entry.fund is None:
        return str(_("Paid") if is_paid else _("In hand"))
    source = FUND_NAMES[entry.fund.source]
    return str(_("Paid, %(source)s", source=source) if is_paid else _("In hand, %(source)s", source=source))


def pictures_in(part: Any) -> list[FileStorage]:
    """The photos sent with a part."""
    return [file for file in part.photos.data or [] if file and getattr(file, "filename", "")]


def month_form(parts: dict[str, type[ReportPart]]) -> type[FlaskForm]:
    """The form of the whole page: a part per project."""
    return type("MonthForm", (FlaskForm,), {name: FormField(part) for name, part in parts.items()})


def as_typed(said: Said, plan: Plan, mark: str) -> dict[str, Any]:
    """What is said, as the form takes it."""
    figures = {entry.name: entry.before(said) for entry in entries_of(plan)}
    reasons = {entry.reason: reason_in(entry, said) for entry in entries_of(plan)}
    words = {name: getattr(said, name) for name in ("done_words", "next_words", "why_slow")}
    return {"seen": mark, **words, **figures, **reasons}


def reason_in(entry: Entry, said: Said) -> str:
    """Why this figure fell, as far as that was said."""
    if entry.milestone is not None:
        return said.achieved.get(entry.milestone.key, Achieved()).reason
    return said.spent.get(entry.fund.source, Spent()).reason if entry.fund else ""


def typed(part: Any, plan: Plan, before: Said) -> Said:
    """What was typed; a number left blank stays as it stood before."""
    achieved, spent = dict[int, Achieved](), dict[FundSource, Spent]()
    for entry in entries_of(plan):
        value, reason = value_of(part, entry, before), part[entry.reason].data or ""
        if entry.milestone is not None:
            achieved[entry.milestone.key] = achieved_of(entry.milestone, value, reason)
        elif entry.fund is not None:
            spent[entry.fund.source] = spent_with(spent.get(entry.fund.source, Spent()), entry, value, reason)
    done, ahead, why = (part[name].data or "" for name in ("done_words", "next_words", "why_slow"))
    return Said(achieved, spent, done, ahead, why)


def value_of(part: Any, entry: Entry, before: Said) -> Any:
    """A figure that was typed; a blank number is the one before, a blank day means not reached."""
    value = part[entry.name].data
    is_day = entry.milestone is not None and entry.milestone.target is None
    return entry.before(before) if value is None and not is_day else value


def achieved_of(milestone: Milestone, value: Any, reason: str) -> Achieved:
    """What was typed of one milestone."""
    if milestone.target is None:
        return Achieved(reached_on=value, reason=reason)
    return Achieved(value, reason=reason)


def spent_with(so_far: Spent, entry: Entry, value: int, reason: str) -> Spent:
    """What was typed of one source of money, paid or in hand."""
    name = "paid_yuan" if entry.name.startswith("paid_") else "allocated_yuan"
    return replace(so_far, **{name: value}, reason=so_far.reason or reason)


def check_part(part: Any, plan: Plan, before: Said, month: Month | None, latest: date) -> bool:
    """Put an error beside every figure that fell without a reason, or lies after the month; whether all is well."""
    wrong = [check_entry(part, entry, before, month, latest) for entry in entries_of(plan)]
    return not any(wrong)


def check_entry(part: Any, entry: Entry, before: Said, month: Month | None, latest: date) -> bool:
    """Whether something is wrong with one figure; the error then stands beside it."""
    field, reason = part[entry.name], part[entry.reason]
    if field.errors:
        return True
    stood, now = entry.before(before), value_of(part, entry, before)
    if isinstance(now, date) and now > latest:
        return refuse(field, _("Choose a day up to %(day)s.", day=short_day(latest)))
    if is_fall(measure(stood), measure(now), reason.data or ""):
        return refuse(field, fall_words(entry, stood, now, month))
    return False


def refuse(field: Field, words: str) -> bool:
    """Put these words at the field."""
    field.errors = [*field.errors, words]
    return True


def measure(value: Any) -> Decimal | int:
    """A figure to compare: a quantity or money as it is, a day as reached."""
    if isinstance(value, date):
        return 1
    return value or 0


def fall_words(entry: Entry, stood: Any, now: Any, month: Month | None) -> str:
    """What to do about a figure that fell: 比6月底的23公里少了2公里…"""
    when = month_words(month) if month else ""
    if isinstance(stood, date):
        said = short_day(stood)
        return str(
            _("%(month)s said: reached on %(day)s. If that was wrong, please say why.", month=when, day=said)
        )
    if entry.fund is not None:
        stands, less = wan_words(stood), wan_words(stood - now)
    else:
        unit = entry.milestone.unit if entry.milestone else ""
        stands, less = f"{plainly(stood)}{unit}", f"{plainly(stood - now)}{unit}"
    return str(
        _(
            "%(less)s less than the %(before)s of %(month)s. If %(month)s was wrong, please say why it is corrected.",
            less=less,
            before=stands,
            month=when,
        )
    )
