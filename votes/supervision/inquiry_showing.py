"""What the pages of an inquiry show, as far as a person may see it: no unit and no government office learns who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.ballots.names import STATE_NAMES as ROUND_STATES
from votes.ballots.publishing import FATE_NAMES, public_result
from votes.congress.models import Congress
from votes.supervision.inquiries import Exchange, Inquiry, Promise, Question
from votes.supervision.inquiry_rating import rating_round
from votes.supervision.inquiry_rules import ANSWERABLE, ASKABLE, COURSE_NAMES, FORM_NAMES, Course, Form, Part
from votes.supervision.matters import Matter
from votes.supervision.rules import STATE_NAMES
from votes.supervision.showing import matter_address

Row = dict[str, Any]


@dataclass(frozen=True)
class View:
    """One person before the inquiries of a congress: what they are, and for which units (ids) they act."""

    is_office: bool
    is_government: bool
    is_deputy: bool
    units: frozenset[int]

    def sees(self, question: Question) -> bool:
        """Whether this question may be shown."""
        if self.is_office or self.is_deputy:
            return True
        return not question.struck_why and (self.is_government or question.unit_id in self.units)

    def sees_inquiry(self, inquiry: Inquiry) -> bool:
        """Whether anything of this inquiry may be shown: a unit sees those at which it is asked."""
        if self.is_office or self.is_deputy or self.is_government:
            return True
        return any(self.sees(question) for question in inquiry.questions)


def view_of(actor: Actor, congress: Congress) -> View:
    """What this person is before the inquiries of a congress."""
    return View(
        actor.has(congress, Role.office),
        actor.has(congress, Role.government),
        actor.has(congress, Role.deputy),
        frozenset(unit.id for unit in actor.units(congress)),
    )


def place(inquiry: Inquiry, endpoint: str = "inquiry", **more: Any) -> str:
    """The address of a page about an inquiry."""
    values = {"congress": inquiry.congress.slug, "inquiry": inquiry.number, **more}
    return url_for(f"supervision.{endpoint}", **values)


def asker_words(question: Question, view: View) -> str:
    """Who asks: a deputy's name for the office and deputies, another person's for the office alone."""
    if question.deputy and (view.is_office or view.is_deputy):
        return question.deputy.name
    if question.asker and view.is_office:
        return question.asker
    if question.deputy:
        return str(_("a deputy"))
    return str(_("a participant") if question.inquiry.form is Form.hearing else _("somebody present"))


def inquiry_rows(found: Sequence[Inquiry]) -> list[Row]:
    """Inquiries as a list."""
    return [
        {
            "no": one.number,
            "title": one.title,
            "url": place(one),
            "goal": f"{_(FORM_NAMES[one.form])} · {format_date(one.held_on)}",
            "unit": question_words(len(one.standing)),
            "state": _(COURSE_NAMES[one.state]),
        }
        for one in found
    ]


def matter_links(found: Sequence[Matter]) -> list[Row]:
    """Matters of the ledger, each with the way to its page."""
    return [{"words": f"{one.number} {one.title}", "url": matter_address(one)} for one in found]


def question_words(n: int) -> str:
    """How many questions there are."""
    return str(ngettext("one question", "%(num)d questions", n)) if n else str(_("no question yet"))


def question_rows(inquiry: Inquiry, view: View) -> list[Row]:
    """The questions this person may see, with what was said and promised."""
    return [question_row(one, view) for one in inquiry.questions if view.sees(one)]


def question_row(one: Question, view: View) -> Row:
    """One question with its answers, its promises, and what can be done about it."""
    office, state = view.is_office, one.inquiry.state
    may_answer = office and state in ANSWERABLE and not one.struck_why
    may_strike = office and state in ASKABLE and not one.exchanges and not one.struck_why
    return {
        "seq": one.seq,
        "title": one.title,
        "words": one.words,
        "asker": asker_words(one, view),
        "unit": one.unit.name,
        "project": f"{one.project.number} {one.project.title}" if one.project else "",
        "about": matter_links([one.about])[0]
        if one.about and (view.is_office or view.is_government)
        else None,
        "struck": one.struck_why,
        "said": [(said_by(said.part, speaker_of(said, one, view)), said.words) for said in one.exchanges],
        "promises": [promise_row(promise) for promise in one.promises],
        "answer_url": place(one.inquiry, "answer_question", question=one.seq) if may_answer else "",
        "promise_url": place(one.inquiry, "promise", question=one.seq)
        if may_answer and one.is_answered
        else "",
        "strike_url": place(one.inquiry, "strike_question", question=one.seq) if may_strike else "",
    }


def speaker_of(said: Exchange, question: Question, view: View) -> str:
    """Who said it: the unit's speaker for everyone here, whoever asks further for those who may know who asks."""
    knows = view.is_office or (view.is_deputy and question.deputy is not None)
    return said.speaker if said.part is Part.answer or knows else ""


def said_by(part: Part, speaker: str) -> str:
    """Who says it, and whether it is an answer."""
    words = _("Answer") if part is Part.answer else _("Further question")
    return str(_("%(part)s (%(who)s)", part=words, who=speaker)) if speaker else str(words)


def promise_row(promise: Promise) -> Row:
    """What became of a promise: the matter with its state and deadline."""
    matter = promise.matter
    due = format_date(matter.due_on) if matter.due_on else ""
    return {
        "words": matter.title,
        "url": matter_address(matter),
        "state": _("%(state)s, due %(due)s", state=_(STATE_NAMES[matter.state]), due=due)
        if due
        else _(STATE_NAMES[matter.state]),
    }


def rating_rows(inquiry: Inquiry) -> list[tuple[str, str]]:
    """What the rating found, as far as it is declared and published; before that, where the round stands."""
    found = rating_round(inquiry)
    if found is None:
        return []
    result = public_result(found)
    if result is None:
        return [(found.title, str(ROUND_STATES[found.state]))]
    return [(line.title, fate_words(line.fate, line.counts)) for line in result.lines]


def fate_words(fate: str, counts: dict[str, int] | None) -> str:
    """A verdict, with its counts where they are published."""
    words = _(FATE_NAMES[fate])
    if not counts:
        return str(words)
    return str(
        _(
            "%(verdict)s (satisfied %(satisfied)d, basically %(basic)d, dissatisfied %(dissatisfied)d, abstained %(abstain)d)",
            verdict=words,
            **{key: counts[key] for key in ("satisfied", "basic", "dissatisfied", "abstain")},
        )
    )


def deeds(inquiry: Inquiry, view: View) -> list[Row]:
    """What this person can do about the inquiry as a whole; what begins or ends it is a button of the page."""
    found = []
    if inquiry.state in ASKABLE and (view.is_office or view.is_deputy):
        found.append(("问", place(inquiry, "ask"), _("Put a question")))
    if view.is_office and inquiry.state is Course.preparing:
        found.append(("改", place(inquiry, "edit_inquiry"), _("Change what is called")))
        found.append(("停", place(inquiry, "call_off_inquiry"), _("Call it off")))
    if view.is_office and inquiry.state in ANSWERABLE:
        found.append(("测", rating_place(inquiry), _("Have the answers rated")))
    return [{"verb": verb, "url": url, "label": label} for verb, url, label in found]


def rating_place(inquiry: Inquiry) -> str:
    """The round that rates the answers, or where it is prepared."""
    found = rating_round(inquiry)
    if found is None:
        return place(inquiry, "rate_answers")
    return url_for("ballots.round", congress=inquiry.congress.slug, sitting=found.sitting_id, round=found.id)
