"""票决办法: the page of a list's ballot or rating, and its rules drafted and adopted."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.ballots import adopting
from votes.ballots.adopting import BallotRules, Publish, Purpose
from votes.ballots.attaching import attached
from votes.ballots.blueprint import bp
from votes.ballots.loading import the_purpose
from votes.ballots.lookup import sessions_of
from votes.ballots.preparing import redraft, votable
from votes.ballots.profile_rules import (
    PROFILES,
    RatingTerms,
    Terms,
    plain_of,
    plain_of_rating,
    rating_terms_of,
    surplus,
    terms_for,
    terms_of,
)
from votes.ballots.rules_forms import AdoptForm, BallotRulesForm, RatingRulesForm, name_needed
from votes.ballots.turns import ADOPTING
from votes.ballots.wording import proposed_text, rule_sentences
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.i18n import retell
from votes.congress.meetings import members_of
from votes.congress.models import Session
from votes.congress.titles import session_title
from votes.congress.wording import words_of
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of


@bp.route("/desk/<congress>/<cycle>/<matter>/rules", methods=["GET", "POST"])
@open_to(Role.office)
def draft(congress: str, cycle: str, matter: str) -> str | Response:
    """Draft the rules from a profile, or change the draft."""
    here, purpose = the_living_cycle(congress, cycle), the_purpose(matter)
    form = draft_form(here, purpose)
    if form.validate_on_submit():
        keep_draft(form, db.session.get_one(Session, form.session.data), here, purpose)
        db.session.commit()
        flash(_("The draft is kept. It counts once the meeting has adopted it."))
        return redirect(url_for(f".{purpose}", congress=here.congress.slug, cycle=here.slug))
    return render_template(
        "ballots/draft.html",
        form=form,
        cycle=here,
        purpose=purpose,
        profiles=[(key, _(profile.name)) for key, profile in PROFILES.items()],
        profile=chosen_profile(),
        origin=_(PROFILES[chosen_profile()].origin) if chosen_profile() else "",
        candidates=len(votable(here, purpose)),
        surplus=surplus(len(votable(here, purpose)), form.seats.data) if "seats" in form else None,
        back=url_for(f".{purpose}", congress=congress, cycle=cycle),
    )


def chosen_profile() -> str:
    """The profile asked for in the address."""
    asked = request.args.get("profile", "")
    return asked if asked in PROFILES else ""


def draft_form(cycle: Cycle, purpose: Purpose) -> BallotRulesForm | RatingRulesForm:
    """The form with what stands in the last version, or with the profile asked for."""
    sessions = sessions_of(cycle.congress)
    if not sessions:
        raise RuleBroken(say("No session is entered yet. Enter the session first."))
    last = next((v for one in sessions if (v := adopting.latest(one, cycle, purpose))), None)
    values = start_values(cycle, purpose, last)
    chosen = last.session_id if last else sessions[0].id
    kind = BallotRulesForm if purpose is Purpose.ballot else RatingRulesForm
    form = kind(data={**values, "session": chosen})
    base = form.approval_base if isinstance(form, BallotRulesForm) else form.verdict_base
    name_needed(base, members_of(next(one for one in sessions if one.id == chosen)))
    form.session.choices = [SelectChoice(one.id, session_title(one)) for one in sessions]
    return form


def start_values(cycle: Cycle, purpose: Purpose, last: BallotRules | None) -> dict[str, object]:
    """The choices to begin with."""
    if purpose.rates:
        known = rating_terms_of(last.rules, last.publish) if last else RatingTerms()
        return dict(vars(known))
    asked = chosen_profile()
    if last and not asked:
        return dict(vars(terms_of(last.rules, last.whole_list, last.publish)))
    return dict(vars(terms_for(asked or "national", settings_of(cycle.settings).seats)))


def keep_draft(
    form: BallotRulesForm | RatingRulesForm, session: Session, cycle: Cycle, purpose: Purpose
) -> BallotRules:
    """Keep what was chosen as the draft of this session."""
    terms = form.terms
    profile = chosen_profile() or "national"
    if isinstance(terms, Terms):
        plain, whole = plain_of(terms), terms.is_whole_list
    else:
        plain, whole, profile = plain_of_rating(terms), False, "rating"
    return redraft(session, cycle, purpose, profile, plain, Publish(terms.publish), whole)


@bp.route("/desk/<congress>/<cycle>/<matter>/rules/<int:session>/adopt", methods=["GET", "POST"])
@open_to(Role.office)
def adopt(congress: str, cycle: str, matter: str, session: int) -> str | Response:
    """Record that the meeting has adopted the rules, with their text."""
    here = the_living_cycle(congress, cycle)
    rules = the_draft(here, the_purpose(matter), session)
    text = in_chinese(rules)
    form = AdoptForm(
        data={"seen": rules.fingerprint, "adopted_on": clock.today(), "text": rules.text or text}
    )
    if form.validate_on_submit() and is_as_seen(form, rules) and is_past(form):
        document = attached(form.document, here.congress, session_title(rules.session), clock.now())
        if not form.document.errors:
            rules.adopt(
                form.adopted_on.data or clock.today(), form.text.data, document, me().name, clock.now()
            )
            db.session.commit()
            flash(_("The rules stand as adopted."))
            return redirect(url_for(f".{matter}", congress=here.congress.slug, cycle=here.slug))
    sentences = rule_sentences(rules.rules, rules.whole_list, rules.publish, rules.purpose)
    return render_template(
        "ballots/adopt.html",
        form=form,
        cycle=here,
        title=ADOPTING[rules.purpose],
        session=session_title(rules.session),
        sentences=sentences,
        back=url_for(f".{matter}", congress=congress, cycle=cycle),
    )


def is_past(form: AdoptForm) -> bool:
    """Whether the day of the adoption is not still to come; else the field says so."""
    if form.adopted_on.data and form.adopted_on.data > clock.today():
        form.adopted_on.errors = [_(adopting.NOT_YET)]
    return not form.errors


def is_as_seen(form: AdoptForm, rules: BallotRules) -> bool:
    """Whether nobody has changed the draft since the page was opened; else the form says so, and sent again it counts."""
    if form.seen.data in ("", rules.fingerprint):
        return True
    form.seen.data, form.seen.raw_data = rules.fingerprint, None
    form.form_errors.append(
        _(
            "Somebody has just changed this draft. Compare the choices above with the adopted text, then record it."
        )
    )
    return False


def the_draft(cycle: Cycle, purpose: Purpose, session: int) -> BallotRules:
    """The newest version of the rules in this session, whose body's words are spoken from here on."""
    found = db.session.get(Session, session)
    rules = adopting.latest(found, cycle, purpose) if found else None
    if rules is None:
        abort(404)
    retell(words_of(rules.session.body))
    return rules


def in_chinese(rules: BallotRules) -> str:
    """The text proposed: the adopted paper is Chinese, whatever the language of the page."""
    with force_locale("zh_CN"):
        return proposed_text(rules.rules, rules.whole_list, rules.publish, rules.purpose)
