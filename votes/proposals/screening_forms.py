"""Forms of screening: the elements of a project (候选项目要素), what was found, what the bodies decided, the list."""

import hashlib
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import FieldList, Form, FormField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Day, Line, Token, Wan, Whole, Words
from votes.common.once import OnceForm
from votes.common.words import one_line
from votes.congress.models import Unit
from votes.projects.models import Project
from votes.proposals.forms import CHOOSE
from votes.proposals.screening_rules import DECISION_NAMES, VERDICT_NAMES

PAPER = _l("The signed paper: PDF, .docx, .xlsx or a picture of it, at most 10 MB.")


class StartForm(OnceForm):
    """A project that no single proposal stands for."""

    title = Line(_l("Name of the project"), longest=100)


class ElementsForm(FlaskForm):
    """候选项目要素, all of them; what is blank warns and blocks nothing until the bodies want it."""

    seen = Token()
    title = Line(_l("Name of the project"), longest=100)
    category = SelectField(_l("Category"))
    content = Words(
        _l("Content, with quantities"),
        required=False,
        description=_l("What is done, where, how much of it: it will be held against this."),
    )
    scale = Words(_l("Scale"), required=False)
    place = Line(_l("Place"), required=False)
    total_yuan = Wan(_l("Total investment, 10,000 yuan"), required=False)
    year_yuan = Wan(_l("Investment this year, 10,000 yuan"), required=False)
    funding = Words(
        _l("Source of funds"),
        required=False,
        description=_l("Own budget, higher level, private; and how much of each."),
    )
    unit_id = SelectField(_l("Lead unit"), coerce=int)
    co_units = Line(_l("Supporting units"), required=False)
    owner = Line(_l("Owner"), required=False)
    leader = Line(_l("Leader in charge"), required=False, longest=100)
    deadline = Day(_l("Finished by"), required=False)
    year_goal = Words(_l("Goal of the year"), required=False)
    stage_goals = Words(
        _l("Goals of later years"),
        required=False,
        description=_l("Only for a project that runs over the year (Shaanxi, Art. 17)."),
    )
    benefit = Words(_l("Who benefits, and how many"), required=False)
    necessity = Words(_l("Why it is needed"), required=False)
    feasibility = Words(_l("Why it can be done"), required=False)
    origin = Words(
        _l("Where it comes from"),
        required=False,
        description=_l(
            "Which proposals, petitions or plans; the proposals taken up are counted by themselves."
        ),
    )

    def offer(self, categories: Iterable[str], kept: str, units: Iterable[Unit]) -> None:
        """Offer the categories of the cycle and the units of the congress."""
        words = dict.fromkeys([*categories, *([kept] if kept else [])])
        self.category.choices = [SelectChoice("", _("not sorted yet")), *(SelectChoice(w, w) for w in words)]
        self.unit_id.choices = [
            SelectChoice(0, _("not settled yet")),
            *(SelectChoice(u.id, u.name) for u in units),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """This year's money is part of the whole."""
        fine = bool(super().validate(extra_validators))
        total, year = self.total_yuan.data, self.year_yuan.data
        if fine and total is not None and year is not None and year > total:
            self.year_yuan.errors = [_("This is more than the total investment. Check both amounts.")]
            return False
        return fine

    def fill_in(self, project: Project) -> None:
        """Write what was typed into the project."""
        for name in ELEMENTS:
            if name in self:
                setattr(project, name, self[name].data or None if name == "unit_id" else self[name].data)


ELEMENTS = (
    "title",
    "category",
    "content",
    "scale",
    "place",
    "total_yuan",
    "year_yuan",
    "funding",
    "unit_id",
    "co_units",
    "owner",
    "leader",
    "deadline",
    "year_goal",
    "stage_goals",
    "benefit",
    "necessity",
    "feasibility",
    "origin",
)


def fingerprint(project: Project) -> str:
    """What the elements of a project say now, as a short hash: whoever saves must have seen it."""
    said = "|".join(str(getattr(project, name)) for name in ELEMENTS)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class CheckForm(OnceForm):
    """What was found on one aspect."""

    verdict = RadioField(_l("Finding of this look"), validators=[InputRequired(CHOOSE)])
    words = Words(
        _l("In words"),
        required=False,
        description=_l("Needed if there is a problem: which, and what would mend it."),
    )

    def offer(self) -> None:
        """Offer the verdicts."""
        self.verdict.choices = [
            SelectChoice(verdict.value, _(name)) for verdict, name in VERDICT_NAMES.items()
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """A problem is named."""
        fine = bool(super().validate(extra_validators))
        if fine and self.verdict.data == "problem" and not self.words.data:
            self.words.errors = [_("Say what the problem is.")]
            return False
        return fine


class NegativeForm(OnceForm):
    """对照负面清单."""

    reasons = SelectMultipleField(
        _l("What applies"), coerce=one_line, description=_l("Nothing ticked: the project is on none of them.")
    )
    words = Words(_l("In words"), required=False)

    def offer(self, reasons: Iterable[str]) -> None:
        """Offer the negative list of the cycle."""
        self.reasons.choices = [SelectChoice(reason, _(reason)) for reason in reasons]


class GateForm(FlaskForm):
    """审议结果 of one body, for all the projects it had before it."""

    projects = SelectMultipleField(
        _l("Projects"), coerce=int, validators=[InputRequired(_l("Choose at least one."))]
    )
    decision = RadioField(_l("Decision"), validators=[InputRequired(CHOOSE)])
    decided_on = Day(_l("Day of the decision"))
    words = Words(_l("Remarks"), required=False)
    paper = FileField(_l("Paper of the decision"), description=PAPER)

    def offer(self, projects: Iterable[Project]) -> None:
        """Offer the projects that are before this body."""
        self.projects.choices = [
            SelectChoice(one.number, one.title, {"data-hint": one.unit_name}) for one in projects
        ]
        self.decision.choices = [
            SelectChoice(decision.value, _(name)) for decision, name in DECISION_NAMES.items()
        ]


class DeclineForm(FlaskForm):
    """不予采纳 of a project."""

    reason = Line(_l("Reason"), longest=300, description=_l("It stands on the project for ever."))
    answer = Words(
        _l("Answer to all who proposed it"), description=_l("It is public as soon as you send it.")
    )


class PlaceForm(Form):
    """The place of one candidate."""

    place = Whole(_l("Place on the list"), least=1, most=1000)


class OrderForm(FlaskForm):
    """排序 of the candidates."""

    places = FieldList(FormField(PlaceForm))


class PublishForm(FlaskForm):
    """公布候选项目."""

    paper = FileField(_l("Signed release (发布审签)"), description=PAPER)
