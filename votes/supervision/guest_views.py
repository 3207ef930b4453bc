"""联合监督: the office invites guests of other bodies to a project or a matter, and ends what it has begun."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _

from votes.accounts import codes
from votes.accounts.access import me, open_to, the_congress
from votes.accounts.links import sign_in_link
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.codes import in_fours
from votes.common.db import db
from votes.common.qr import qr_svg
from votes.congress.models import Congress
from votes.projects.models import Project
from votes.supervision.forms import WhyForm
from votes.supervision.guest_forms import GuestForm
from votes.supervision.guests import Guest, guests_at, invite
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held, the_matter, the_sight
from votes.supervision.matters import Matter
from votes.supervision.rules import Hand
from votes.supervision.showing import address, matter_address
from votes.supervision.views import Page, bp

USUAL = timedelta(days=90)


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>/guests", methods=["GET", "POST"])
@open_to(Role.office)
def project_guests(congress: str, cycle: str, number: int) -> Page:
    """Who of other bodies is invited to a project; invite one more."""
    project = the_sight(congress, cycle, number, Hand.office).project
    return guests_page(project.congress, project, None, project.title, address("project", project))


@bp.route("/desk/<congress>/matters/<int:entry>/guests", methods=["GET", "POST"])
@open_to(Role.office)
def matter_guests(congress: str, entry: int) -> Page:
    """Who of other bodies is invited to a matter; invite one more."""
    found = the_matter(congress, entry, Hand.office).matter
    return guests_page(found.congress, None, found, found.title, matter_address(found))


def guests_page(
    home: Congress, project: Project | None, matter: Matter | None, title: str, back: str
) -> Page:
    """The invitations to one thing, and the form for another; a new one shows its code this once."""
    form = GuestForm(data={"until_on": clock.today() + USUAL})
    made: list[Guest] = []

    def ask() -> None:
        form.spend(clock.today())
        made.append(invite(home, form.invited(project, matter), me().name, clock.now()))

    if form.validate_on_submit() and attempted(form, ask):
        code = codes.issue(made[0].account, clock.now())
        db.session.commit()
        return invitation(made[0], code, back)
    rows = guest_rows(guests_at(project, matter), home)
    return page_with("supervision/guests.html", form, title=title, rows=rows, back=back)


def guest_rows(found: Sequence[Guest], home: Congress) -> list[tuple[Guest, str, str]]:
    """Invitations, each with how it stands and where it is ended."""
    return [(one, standing(one), end_address(one, home)) for one in found]


def standing(guest: Guest) -> str:
    """How an invitation stands."""
    if guest.ended_at is not None:
        return str(_("ended: %(why)s", why=guest.ended_why))
    return str(_("past its day") if guest.until_on < clock.today() else _("stands"))


def end_address(guest: Guest, home: Congress) -> str:
    """Where an invitation that stands is ended."""
    if guest.ended_at is not None or guest.until_on < clock.today():
        return ""
    return url_for(".end_guest", congress=home.slug, guest=guest.id)


def invitation(guest: Guest, code: str, back: str) -> str:
    """The code of an invitation; this is the only time."""
    link = sign_in_link(code)
    qr = qr_svg(link, _("Sign-in code"))
    return render_template(
        "supervision/guest_code.html", guest=guest, code=in_fours(code), link=link, qr=qr, back=back
    )


@bp.route("/desk/<congress>/guests/<int:guest>/end", methods=["GET", "POST"])
@open_to(Role.office)
def end_guest(congress: str, guest: int) -> Page:
    """End an invitation before its day, with the reason."""
    found, form = the_guest(congress, guest), WhyForm()
    back, why = whereto(found), form.why
    if form.validate_on_submit() and attempted(form, lambda: found.end(why.data or "", clock.now())):
        db.session.commit()
        return redirect(back)
    return page_with("supervision/end_guest.html", form, guest=found, back=back)


def the_guest(congress: str, guest: int) -> Guest:
    """The invitation of this address."""
    found = db.session.get(Guest, guest)
    if found is None or found.congress_id != the_congress(congress).id:
        abort(404)
    return held(found)


def whereto(guest: Guest) -> str:
    """The page of what the guest is invited to."""
    if guest.matter is not None:
        return matter_address(guest.matter)
    return address("project", guest.project) if guest.project else abort(404)
