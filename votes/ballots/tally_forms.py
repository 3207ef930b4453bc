"""The form of a tally: one row an option, with the columns its form of ballot has."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, HiddenField
from wtforms import Form as PlainForm

from votes.ballots.channels import ChannelKind
from votes.ballots.counting import COUNT_MARKS, Counted
from votes.ballots.round_record import book
from votes.ballots.rounds import Round
from votes.ballots.tally_rules import VOID_REASONS, Differing, Fault, faults
from votes.ballots.tallying import Batch, Tally
from votes.common.fields import Whole


class ThreeWayRow(PlainForm):
    """Approve, oppose, abstain."""

    approve = Whole(_l("Approve"))
    oppose = Whole(_l("Oppose"))
    abstain = Whole(_l("Abstain"))


class ChooseRow(PlainForm):
    """Ticks; what is not ticked is an abstention."""

    approve = Whole(_l("Approve"))


class RatingRow(PlainForm):
    """Satisfied, basically satisfied, dissatisfied, abstained."""

    satisfied = Whole(_l("Satisfied"))
    basic = Whole(_l("Basically satisfied"))
    dissatisfied = Whole(_l("Dissatisfied"))
    abstain = Whole(_l("Abstain"))


ROWS = {"three_way": ThreeWayRow, "choose": ChooseRow, "rating": RatingRow}


class TallyForm(FlaskForm):
    """A teller's sums of one batch."""

    attempt = HiddenField()
    valid = Whole(_l("Valid ballots"))
    over_marked = Whole(_l("Invalid: too many approvals"))
    unreadable = Whole(_l("Invalid: unreadable"))


def tally_form(batch: Batch, attempt: int, last: Tally | None) -> Any:
    """The form of this batch, with the teller's own last figures."""
    round = batch.channel.round

    class Filled(TallyForm):
        rows = FieldList(
            FormField(ROWS[round.kind]),
            _l("Marks"),
            min_entries=len(round.options),
            max_entries=len(round.options),
        )

    form = Filled(data=start_values(round, attempt, last))
    if not has_limit(round):
        del form.over_marked
    return form


def has_limit(round: Round) -> bool:
    """Whether a ballot may be invalid for too many approvals."""
    rules = book(round)
    return rules.most is not None and rules.over_marked == "void_ballot"


def start_values(round: Round, attempt: int, last: Tally | None) -> dict[str, Any]:
    """The teller's last figures, or blanks."""
    if last is None:
        return {
            "attempt": attempt,
            "over_marked": 0,
            "unreadable": 0,
            "rows": [{} for _option in round.options],
        }
    rows = [last.counts[option.key] for option in round.options]
    void = {reason: last.void.get(reason, 0) for reason in VOID_REASONS}
    return {"attempt": attempt, "valid": last.valid, **void, "rows": rows}


def counted_of(form: Any, round: Round) -> Counted:
    """The sums typed."""
    valid = form.valid.data
    void = {reason: form[reason].data for reason in VOID_REASONS if reason in form}
    counts = {
        option.key: marks_of(row, round.kind, valid)
        for option, row in zip(round.options, form.rows.data, strict=True)
    }
    return Counted(valid, void, counts)


def marks_of(row: dict[str, int], form: str, valid: int) -> dict[str, int]:
    """All marks of one option; in `choose` what is not ticked is an abstention."""
    if form != "choose":
        return {mark: row[mark] for mark in COUNT_MARKS[form]}
    return {"approve": row["approve"], "oppose": 0, "abstain": max(0, valid - row["approve"])}


def say_faults(form: Any, batch: Batch, counted: Counted) -> bool:
    """Say at each field what cannot be right; whether there was anything."""
    round = batch.channel.round
    found = faults(book(round), counted, batch.size, batch.channel.kind is not ChannelKind.device)
    for fault in found:
        field = form.valid if not fault.where else first_of(form, round, fault.where)
        field.errors = [*field.errors, words_of(fault)]
    return bool(found)


def words_of(fault: Fault) -> str:
    """A fault in words."""
    return str(_(fault.sentence, **fault.values))


def first_of(form: Any, round: Round, key: str) -> Any:
    """The first field of an option's row."""
    place = [option.key for option in round.options].index(key)
    return next(iter(form.rows.entries[place].form))


def say_differences(form: Any, round: Round, found: list[Differing]) -> None:
    """Say at each field that the other teller found another figure; never which."""
    for one in found:
        row = (
            form.rows.entries[[option.key for option in round.options].index(one.option)].form
            if one.option
            else form
        )
        if one.figure in row:
            row[one.figure].errors = [_("The other teller has another figure. Count this again.")]
