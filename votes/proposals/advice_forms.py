"""Forms of the residents' advisory vote: calling it, taking part, papers typed in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.fields import SelectChoice

from votes.common.errors import RuleBroken
from votes.common.fields import Day, Whole, Words
from votes.common.once import OnceForm
from votes.common.validators import refuse
from votes.projects.models import Project
from votes.projects.telling import wan
from votes.proposals.advice import AdvisoryVote
from votes.proposals.advice_rules import MOST_OPTIONS, check_choice


class CallForm(FlaskForm):
    """发起民意投票."""

    opens_on = Day(_l("First day"))
    closes_on = Day(
        _l("Last day"), description=_l("Before the deputies vote, so that they can read the figures.")
    )
    most = Whole(_l("How many projects each person may choose"), least=1, most=MOST_OPTIONS)


class ChoiceForm(FlaskForm):
    """Some of the candidates, in ballot order, none ticked beforehand."""

    projects = SelectMultipleField(_l("Projects you find most needed"), coerce=int)

    def offer(self, vote: AdvisoryVote) -> None:
        """Offer the options with what each promises."""
        self.vote = vote
        self.projects.choices = [
            SelectChoice(one.number, f"{one.number}. {one.title}", {"data-hint": hint_of(one)})
            for one in vote.options
        ]

    @property
    def costs(self) -> dict[int, int | None]:
        """What each costs in 元, by its number; None: not published."""
        return {one.number: one.total_yuan for one in self.vote.options}

    def validate(self, extra_validators: Any = None) -> bool:
        """Not nothing, and not too many; what was ticked stays ticked."""
        fine = bool(super().validate(extra_validators))
        try:
            check_choice(self.projects.data or [], self.vote.numbers, self.vote.most)
        except RuleBroken as broken:
            if not self.projects.errors:
                refuse(self.projects, broken)
            return False
        return fine

    @property
    def chosen(self) -> list[int]:
        """The numbers that are ticked."""
        return list(self.projects.data or [])


def hint_of(project: Project) -> str:
    """What a candidate promises, and what it costs in all if that is published."""
    cost = wan(project.total_yuan)
    said = [project.year_goal or project.content, _("%(cost)s in all", cost=cost) if cost else ""]
    return " · ".join(words for words in said if words)


class PapersForm(ChoiceForm, OnceForm):
    """Papers that choose the same, typed in by the office."""

    papers = Whole(_l("How many papers choose exactly these"), least=1, most=10_000)


class PapersBackForm(FlaskForm):
    """Taking a stack of papers back."""

    why = Words(_l("Why these papers are taken back"), longest=300)
