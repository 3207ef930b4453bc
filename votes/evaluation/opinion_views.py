"""留言审看和答复: the office looks at words and pictures before they are shown; the unit answers by subject, in public."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import Actor, me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.words import one_line
from votes.evaluation.answers import answer as answer_subject
from votes.evaluation.models import GRADE_NAMES, PublicRating
from votes.evaluation.opinion_forms import AnswerForm, JudgeForm
from votes.evaluation.opinions import Opinions, opinions_of
from votes.evaluation.sentences import hints_in, keep_back_links
from votes.evaluation.showing import address
from votes.evaluation.slip_views import bp as bp
from votes.evaluation.views import AT, Page, the_rated, the_rating
from votes.projects.models import Project
from votes.projects.settings import settings_of
from votes.projects.workpages import work_page
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held


@bp.route(f"{AT}/sentences/<int:rating>", methods=["GET", "POST"])
@open_to(Role.office)
def judge(congress: str, cycle: str, rating: int) -> Page:
    """Look at one sentence and its picture: hide what points to a person, lay it to its subject, show it."""
    row = held(the_rating(congress, cycle, rating))
    form = JudgeForm()
    form.fit(row, settings_of(row.project.cycle.settings))
    back = url_for(".sentences", congress=congress, cycle=cycle)
    if form.validate_on_submit() and attempted(form, lambda: show(row, form)):
        db.session.commit()
        return redirect(back)
    return page_with(
        "evaluation/judge.html",
        form,
        row=row,
        grade=GRADE_NAMES[row.grade],
        hints=hints_in(row.sentence),
        keep_back=keep_back_links(row),
        back=back,
    )


def show(row: PublicRating, form: JudgeForm) -> None:
    """Release it as the form says."""
    row.subject = form.subject.data or ""
    photo = bool("photo" in form and form.photo.data)
    row.release(me().name, clock.now(), form.words.data or "", photo)


def acts_for(actor: Actor, project: Project) -> bool:
    """Whether this person acts for the project's unit."""
    return project.unit_id in {unit.id for unit in actor.units(project.congress)}


def opens(actor: Actor, project: Project) -> bool:
    """Whether this person may read and answer what residents wrote about the project."""
    return actor.has(project.congress, Role.office) or acts_for(actor, project)


@bp.route(f"{AT}/<int:number>/answers")
@open_to(Role.office, Role.unit)
@work_page("评", _l("What residents wrote, to answer"), opens)
def answers(congress: str, cycle: str, number: int) -> str:
    """What residents wrote, by subject, with the answers so far."""
    found = the_answered(congress, cycle, number)
    return render_template("evaluation/answers.html", project=found, rows=answer_rows(found))


def answer_rows(project: Project) -> list[dict[str, Any]]:
    """Each subject with the page on which it is answered."""
    return [
        {"group": group, "url": address("evaluation.answer", project, subject=group.subject)}
        for group in opinions_of(project)
    ]


@bp.route(f"{AT}/<int:number>/answers/answer", methods=["GET", "POST"])
@open_to(Role.office, Role.unit)
def answer(congress: str, cycle: str, number: int) -> Page | Response:
    """Answer all that was written on one subject; everyone can read it at once."""
    found, form = the_answered(congress, cycle, number), AnswerForm()
    group, back = the_group(found), address("evaluation.answers", found)
    if form.validate_on_submit() and attempted(form, lambda: say_it(found, group, form)):
        db.session.commit()
        return redirect(back)
    return page_with("evaluation/answer.html", form, project=found, group=group, back=back)


def say_it(project: Project, group: Opinions, form: AnswerForm) -> None:
    """The answer as the form says; marked where the office enters it for the unit."""
    form.spend(clock.today())
    entered_for = not acts_for(me(), project)
    answer_subject(project, group.subject, form.words.data or "", me().name, clock.now(), entered_for)


def the_answered(congress: str, cycle: str, number: int) -> Project:
    """The project, for the office and for its own unit."""
    found = the_rated(congress, cycle, number)
    if not opens(me(), found):
        abort(404)
    return found


def the_group(project: Project) -> Opinions:
    """What was written on the subject of this address; without one the first that waits."""
    groups, wanted = opinions_of(project), one_line(request.args.get("subject"))
    named = [one for one in groups if one.subject == wanted] if wanted else groups
    if not named:
        abort(404)
    return next((one for one in named if one.awaits_answer), named[0])
