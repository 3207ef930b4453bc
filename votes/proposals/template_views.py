"""答复模板: the sentences of a congress, written, changed and put away by its staff."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from votes.accounts.access import open_to, the_congress
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.db import db
from votes.common.fields import Line, Words
from votes.congress.models import Congress
from votes.proposals.answer_templates import (
    FILLED,
    AnswerTemplate,
    is_taken,
    open_braces,
    template_of,
    templates_of,
)
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF


class TemplateWords(Words):
    """The words of a template; what stands in braces is something that fills itself in."""

    def pre_validate(self, form: Any) -> None:
        """No template is kept with braces that nothing would fill in."""
        unknown = open_braces(self.data or "", FILLED)
        if unknown:
            raise ValidationError(
                _(
                    "Nothing fills in %(places)s. Write 【填：…】 where somebody has to, or take it out.",
                    places="、".join(unknown),
                )
            )


class TemplateForm(FlaskForm):
    """答复模板."""

    name = Line(_l("Name in the list"), longest=60)
    words = TemplateWords(
        _l("Words of the answer"),
        description=_l(
            "{标题}, {地点}, {编号} and {年度} are filled in by themselves. Write 【填：责任单位】 where somebody has to; an answer that still holds 【填 is not sent."
        ),
    )


@bp.route("/desk/<congress>/answers", methods=["GET", "POST"])
@open_to(*STAFF)
@work_page("提", _l("Templates of answers"))
def answer_templates(congress: str) -> str | Response:
    """All templates, and a form for a new one."""
    found = the_congress(congress)
    form = TemplateForm()
    if form.validate_on_submit() and is_free(found, form):
        db.session.add(written(AnswerTemplate(congress_id=found.id), form))
        db.session.commit()
        return redirect(url_for(".answer_templates", congress=congress))
    return render_template("proposals/answer_templates.html", form=form, templates=templates_of(found))


@bp.route("/desk/<congress>/answers/<int:template>", methods=["GET", "POST"])
@open_to(*STAFF)
def answer_template(congress: str, template: int) -> str | Response:
    """Change one."""
    found = the_template(congress, template)
    form = TemplateForm(obj=found)
    if form.validate_on_submit() and is_free(the_congress(congress), form, found.id):
        written(found, form)
        db.session.commit()
        return redirect(url_for(".answer_templates", congress=congress))
    return render_template("proposals/answer_template.html", form=form, template=found)


@bp.route("/desk/<congress>/answers/<int:template>/remove", methods=["POST"])
@open_to(*STAFF)
def remove_template(congress: str, template: int) -> Response:
    """Put one away; answers that were written with it stay."""
    db.session.delete(the_template(congress, template))
    db.session.commit()
    return redirect(url_for(".answer_templates", congress=congress))


def the_template(congress: str, number: int) -> AnswerTemplate:
    """The template of this address, or a 404."""
    found = template_of(the_congress(congress), number)
    if found is None:
        abort(404)
    return found


def is_free(congress: Congress, form: TemplateForm, but: int = 0) -> bool:
    """Whether no other template has the name; an error at the field if one has."""
    if is_taken(congress, form.name.data, but):
        form.name.errors = [_("Another template has this name already.")]
    return not form.errors


def written(template: AnswerTemplate, form: TemplateForm) -> AnswerTemplate:
    """The template as the form says."""
    template.name, template.words, template.changed_at = form.name.data, form.words.data, clock.now()
    return template
