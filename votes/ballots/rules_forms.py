"""Forms of the rules of the ballot: beside each choice the article it rests on, in its own words."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.ballots.profile_rules import RatingTerms, Terms
from votes.common.fields import Day, Token, Whole, Words

CHOOSE = _l("Please choose one.")
LIMITED = ("three_way", "choose")
"""Forms of ballot with a number to be adopted."""

QUORUM = (
    (
        "two_thirds",
        _l("at least two thirds of all deputies"),
        _l("Organic Law, Art. 14: a session is held only with at least two thirds of the deputies present."),
    ),
    (
        "over_two_thirds",
        _l("more than two thirds"),
        _l("Songcheng street 2025: more than two thirds must be present; nobody votes by proxy."),
    ),
    (
        "over_half",
        _l("more than half"),
        _l("Standing committees: Organic Law, Art. 51, more than half of all members."),
    ),
)
SHARE = (
    (
        "over_half",
        _l("more than half"),
        _l("Organic Law, Art. 25: elections and resolutions pass by more than half of all deputies."),
    ),
    ("half", _l("at least half"), _l("Zhenhai's rating is worded like this; exactly half is then enough.")),
    ("two_thirds", _l("at least two thirds"), ""),
)
BASE = (
    (
        "all",
        _l("all deputies"),
        _l("Organic Law, Art. 25: of all deputies, present or not."),
    ),
    (
        "present",
        _l("deputies who are present"),
        _l("No readable text of law takes this base; a local text must say so."),
    ),
    (
        "valid",
        _l("ballots that are valid"),
        _l("No readable text of law takes this base; a local text must say so."),
    ),
)
NO_BASE = ("none", _l("no share: most approvals win"), _l("Binjiang 2017 reports the top ten by votes."))
WAY = (
    (
        "three_way",
        _l("approve, oppose or abstain on each project; the most approvals fill the seats"),
        _l(
            "Shaanxi draft; Dongyang 2017. Marks as in the rules of procedure of the National Congress, Art. 59."
        ),
    ),
    ("choose", _l("tick up to the number of seats"), _l("Binjiang 2017, Xinyi 2020, Luqiao 2017.")),
    (
        "pass_each",
        _l("approve, oppose or abstain on each project; whatever passes is adopted"),
        _l("Baishabu 2021: four candidates, no fixed number, three passed."),
    ),
    ("whole_list", _l("one vote on the whole list"), _l("Yangpu.")),
)
OVER_MARKED = (
    (
        "void_ballot",
        _l("the whole ballot is invalid"),
        _l(
            "By analogy with Electoral Law, Art. 45: a ballot that chooses more than the number to be elected is void."
        ),
    ),
    ("void_marks", _l("its approvals count as abstentions"), _l("Only if the adopted text says so.")),
)
TIE = (
    (
        "revote",
        _l("vote again among the tied"),
        _l("By analogy with Organic Law, Art. 29: another vote on those with equal votes, more votes win."),
    ),
    (
        "presidium",
        _l("the presidium decides"),
        _l("Only if the adopted text says so; its document is recorded."),
    ),
    (
        "all",
        _l("all tied projects are adopted"),
        _l("Only if the adopted text says so; seats are then exceeded."),
    ),
)
SHORTFALL = (
    (
        "vacant",
        _l("seats stay vacant; the presidium may still call a further vote"),
        _l(
            "By analogy with Organic Law, Art. 29: the vacant ones may be voted on in this session or the next."
        ),
    ),
    (
        "revote",
        _l("a further vote for the vacant seats"),
        _l("By analogy with Organic Law, Art. 29, in this session."),
    ),
)
PUBLISH = (
    ("list", _l("the list, in ballot order"), _l("The custom: Nanchang, Lishui, Haizhou and most others.")),
    ("order", _l("the list, in order of votes"), _l("Binjiang 2017; no figure is shown.")),
    ("counts", _l("with the counts of every project"), _l("Dongyang 2017, Xinyi 2020, Baishabu 2021.")),
)


def choices(rows: Any) -> list[SelectChoice]:
    """Choices with the article beside each."""
    return [SelectChoice(code, words, {"data-hint": why} if why else {}) for code, words, why in rows]


def name_needed(base: RadioField, all_deputies: int) -> None:
    """Beside the base of all deputies, say how many approvals that means here."""
    if not all_deputies:
        return
    words = _(
        "Organic Law, Art. 25: of all deputies, present or not. With %(all)d deputies %(needed)d approvals are needed.",
        all=all_deputies,
        needed=all_deputies // 2 + 1,
    )
    base.choices = [
        replace(choice, render_kw={"data-hint": words}) if choice.value == "all" else choice
        for choice in base.choices
    ]


def radio(label: Any, rows: Any, description: Any = "") -> RadioField:
    """One of these choices; nothing else is accepted."""
    return RadioField(
        label, [InputRequired(CHOOSE)], choices=choices(rows), description=description, validate_choice=True
    )


class BallotRulesForm(FlaskForm):
    """The rules of a ballot (票决办法)."""

    session = SelectField(_l("For the session"), coerce=int)
    way = radio(_l("How deputies vote"), WAY)
    seats = Whole(
        _l("How many are to be adopted"),
        least=1,
        most=200,
        required=False,
        description=_l(
            "Left blank where whatever passes is adopted. Shaanxi asks the rules to say this number."
        ),
    )
    most = Whole(
        _l("Most approvals on one ballot"),
        least=1,
        most=200,
        required=False,
        description=_l("Usually the number to be adopted; blank: no limit."),
    )
    over_marked = radio(_l("A ballot with more approvals than that"), OVER_MARKED)
    quorum = radio(_l("Who must be present"), QUORUM)
    approval_share = radio(_l("A project passes with"), SHARE)
    approval_base = radio(_l("Counted on the base of"), (*BASE, NO_BASE))
    tie = radio(_l("Equal votes at the cut"), TIE)
    shortfall = radio(_l("Fewer projects than seats"), SHORTFALL)
    publish = radio(
        _l("What is made public"),
        PUBLISH,
        _l("This one switch governs the hall screen, the pages, the open data and the announcement."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A limited form says how many are to be adopted, and nobody approves more than that."""
        is_valid: bool = super().validate(extra_validators)
        if not is_valid or self.way.data not in LIMITED:
            return is_valid
        if self.seats.data is None:
            self.seats.errors = [
                _("Say how many projects are to be adopted, or choose another form of ballot.")
            ]
        elif (self.most.data or 0) > self.seats.data:
            self.most.errors = [_("A ballot may not approve more projects than are to be adopted.")]
        return not (self.seats.errors or self.most.errors)

    @property
    def terms(self) -> Terms:
        """The choices made; seats and limits only where the form of the ballot has them."""
        names = [name for name in Terms.__dataclass_fields__ if name in self]
        values = {name: self[name].data for name in names}
        if self.way.data not in LIMITED:
            values |= {"seats": None, "most": None}
        return Terms(**values)


class RatingRulesForm(FlaskForm):
    """The rules of a rating (测评办法)."""

    session = SelectField(_l("For the session"), coerce=int)
    quorum = radio(_l("Who must be present"), QUORUM)
    verdict_share = radio(
        _l("A verdict needs"),
        SHARE,
        _l(
            "Satisfied if the satisfied marks reach it; basically satisfied if both together do; else dissatisfied."
        ),
    )
    verdict_base = radio(_l("Counted on the base of"), BASE)
    publish = radio(_l("What is made public"), (PUBLISH[0], PUBLISH[2]))

    @property
    def terms(self) -> RatingTerms:
        """The choices made."""
        return RatingTerms(**{name: self[name].data for name in RatingTerms.__dataclass_fields__})


class AdoptForm(FlaskForm):
    """The meeting has adopted the rules; `seen` is what the draft said when the page was opened."""

    seen = Token()
    adopted_on = Day(_l("Adopted on"))
    text = Words(
        _l("Text as adopted"),
        longest=20000,
        description=_l("Proposed from the choices; paste the adopted wording over it if it differs."),
        render_kw={"rows": 14},
    )
    document = FileField(
        _l("The paper as adopted"), description=_l("PDF, .docx or a photo of it, if there is one.")
    )
