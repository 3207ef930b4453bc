"""What the announcement says: the sentence in use everywhere, and no more than the publish switch allows."""

from flask_babel import format_date
from flask_babel import gettext as _

from votes.ballots.box_words import box_line
from votes.ballots.publishing import FATE_NAMES, Line, PublicResult, public_result
from votes.ballots.rounds import Round
from votes.ballots.standing import standing_result
from votes.congress.models import Body, Session
from votes.congress.titles import session_title


def announcement_text(round: Round) -> str:
    """The text of the announcement of a ballot or a rating that is over."""
    result = public_result(round)
    assert result is not None
    lines = rating_lines(result) if round.purpose.rates else ballot_lines(round, result)
    return "\n".join([*lines, *box_lines(round), str(_("This is hereby announced."))])


def box_lines(round: Round) -> list[str]:
    """The checks of every sealed box that this result comes from, in the order of the rounds."""
    rounds, one = [round], round.after
    while one:
        rounds, one = [one, *rounds], one.after
    return [line for held in rounds if not held.is_void and (line := box_line(held))]


def issuer(session: Session) -> str:
    """Who gives the announcement out: the presidium of the session, or the standing committee itself."""
    if session.body is Body.standing_committee:
        return session_title(session)
    return str(_("Presidium of: %(session)s", session=session_title(session)))


def head_values(result: PublicResult) -> dict[str, object]:
    """Session, day and list of the vote."""
    round = result.round
    return {
        "session": session_title(round.sitting.session),
        "day": format_date(result.declared_on or round.sitting.held_on),
        "list": round.cycle.title,
    }


def ballot_lines(round: Round, result: PublicResult) -> list[str]:
    """What all rounds of the ballot adopted together."""
    lines = adopted_lines(round)
    if not lines:
        return [
            str(_("%(session)s voted on %(day)s on %(list)s. No project was adopted.", **head_values(result)))
        ]
    head = _(
        "%(session)s voted on %(day)s and adopted %(n)d projects of %(list)s:",
        n=len(lines),
        **head_values(result),
    )
    return [str(head), *(numbered(place, line) for place, line in enumerate(lines, 1))]


def adopted_lines(round: Round) -> list[Line]:
    """The adopted options of every declared round, in the order in which they may be shown."""
    standing = standing_result(round.cycle)
    results = [found for one in (standing.rounds if standing else ()) if (found := public_result(one))]
    lines = [line for found in results for line in found.adopted]
    places = [project.id for project in (standing.adopted if standing else ())]
    return sorted(lines, key=lambda line: places.index(line.project.id) if line.project else 0)


def numbered(place: int, line: Line) -> str:
    """One adopted project, with its counts where they are published."""
    if line.counts is None:
        return str(_("%(n)d. %(sentence)s", n=place, sentence=line.title))
    words = _(
        "%(n)d. %(title)s (approve %(approve)d, oppose %(oppose)d, abstain %(abstain)d)",
        n=place,
        title=line.title,
        approve=line.counts["approve"],
        oppose=line.counts["oppose"],
        abstain=line.counts["abstain"],
    )
    return str(words)


def rating_lines(result: PublicResult) -> list[str]:
    """The verdict on every project."""
    head = _("%(session)s rated %(list)s on %(day)s:", **head_values(result))
    return [str(head), *(rated(place, line) for place, line in enumerate(result.lines, 1))]


def rated(place: int, line: Line) -> str:
    """One rated project, with its counts where they are published."""
    verdict = _(FATE_NAMES[line.fate])
    if line.counts is None:
        return str(_("%(n)d. %(title)s: %(verdict)s", n=place, title=line.title, verdict=verdict))
    words = _(
        "%(n)d. %(title)s: %(verdict)s (satisfied %(satisfied)d, basically %(basic)d, not %(dissatisfied)d, abstained %(abstain)d)",
        n=place,
        title=line.title,
        verdict=verdict,
        satisfied=line.counts["satisfied"],
        basic=line.counts["basic"],
        dissatisfied=line.counts["dissatisfied"],
        abstain=line.counts["abstain"],
    )
    return str(words)
