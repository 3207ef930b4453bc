"""What the office fills in between the figures: passages with all their versions, and numbers with their sources."""

from flask import abort, flash, redirect
from flask_babel import gettext as _

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.days import long_moment
from votes.common.db import db
from votes.common.words import sent_number
from votes.supervision.keeping import attempted, page_with
from votes.yearbook.figures import ENTERED, PARTS
from votes.yearbook.forms import AgainForm, EntriesForm, WordsForm, as_entered
from votes.yearbook.views import AT, Page, place, the_report
from votes.yearbook.views import bp as bp


@bp.route(f"{AT}/words/<part>", methods=["GET", "POST"])
@open_to(Role.office)
def words(congress: str, period: str, part: str) -> Page:
    """One passage, with every version it had."""
    found, at = the_report(congress, period), clock.now()
    section = next((one for one in PARTS if one.key == part), None)
    if section is None:
        abort(404)
    versions = found.versions(part)
    form = WordsForm(data={"words": found.words(part), "seen": str(len(versions))})
    if form.validate_on_submit():
        seen, said, by = sent_number(form.seen.data), form.words.data or "", me().name
        if attempted(form, lambda: found.write(part, said, seen, by, at)):
            db.session.commit()
            flash(_("Saved."))
            return redirect(place(found) + f"#{part}")
        form.seen.data = str(len(found.versions(part)))
    earlier = [
        {"date": long_moment(one.at), "words": f"{one.by}：{one.words}"}
        for one in reversed(found.versions(part))
    ]
    return page_with(
        "yearbook/words.html",
        form,
        report=found,
        title=_(section.title),
        earlier=earlier,
        now=found.words(part) if form.form_errors else "",
        back=place(found),
    )


@bp.route(f"{AT}/numbers", methods=["GET", "POST"])
@open_to(Role.office)
def numbers(congress: str, period: str) -> Page:
    """The figures that the product cannot know, each with its source."""
    found, at = the_report(congress, period), clock.now()
    form = EntriesForm(data={"entries": as_entered(found, ENTERED), "seen": str(len(found.entries))})
    if form.validate_on_submit() and form.fits(ENTERED):
        seen, by = sent_number(form.seen.data), me().name
        if attempted(form, lambda: found.enter(form.told(ENTERED), seen, by, at)):
            db.session.commit()
            flash(_("Saved."))
            return redirect(place(found))
        form.seen.data = str(len(found.entries))
    while len(form.entries) < len(ENTERED):
        form.entries.append_entry()
    return page_with(
        "yearbook/numbers.html",
        form,
        report=found,
        titles=[_(one.label) for one in ENTERED],
        hints=[[_(one.query)] for one in ENTERED],
        back=place(found),
    )


@bp.route(f"{AT}/again", methods=["GET", "POST"])
@open_to(Role.office)
def again(congress: str, period: str) -> Page:
    """Take a signed report up again; the signed copy stays."""
    found, at = the_report(congress, period), clock.now()
    form = AgainForm()
    if form.validate_on_submit() and attempted(form, lambda: found.take_up(form.why.data, me().name, at)):
        db.session.commit()
        return redirect(place(found))
    return page_with("yearbook/again.html", form, report=found, back=place(found))
