"""票决结果 in public: the numbers of ballots, each option with its fate, and in words why, as far as the switch allows."""

from flask_babel import gettext as _

from votes.ballots.adopting import Publish
from votes.ballots.publishing import FATE_NAMES, SEATS_FILLED, Line, PublicResult
from votes.common.i18n import retold
from votes.congress.wording import words_of
from votes.noticeboard.living import Living
from votes.noticeboard.words import Row
from votes.projects.models import Project


def result_rows(living: Living, result: PublicResult) -> list[Row]:
    """The options of a round with their fate and why, and figures only as far as the publish switch allows."""
    return [result_row(living, result, line) for line in result.lines]


def result_row(living: Living, result: PublicResult, line: Line) -> Row:
    """One option of a round."""
    counts = line.counts or {}
    return Row(
        no=line.project.number if line.project else line.key,
        title=line.title,
        goal=why_words(result, line),
        url=living.address_of(line.project.number) if line.project else None,
        approve=counts.get("approve"),
        oppose=counts.get("oppose"),
        abstain=counts.get("abstain"),
        state=_(FATE_NAMES[line.fate]),
        reason=_(line.reason) if line.reason else "",
        out=line.fate == "not_adopted",
    )


def why_words(result: PublicResult, line: Line) -> str:
    """为什么: why an option was adopted or not, by nothing but what is published."""
    if line.counts is not None:
        return counted_words(result, line, line.counts["approve"])
    if line.fate == "adopted" and result.publish is Publish.order:
        return str(_("By approvals it stands in place %(place)s.", place=result.lines.index(line) + 1))
    return ""


def counted_words(result: PublicResult, line: Line, approve: int) -> str:
    """Why, where the counts are published: against what was needed, then against the seats."""
    place = 1 + sum((other.counts or {}).get("approve", 0) > approve for other in result.lines)
    told = {"needed": result.needed, "place": place, "seats": result.seats}
    if result.needed is not None and approve < result.needed:
        return str(_("Below the line of %(needed)s approvals.", **told))
    if line.fate == "tied":
        return str(_("As many approvals as another for the last place; still undecided.", **told))
    if line.reason == SEATS_FILLED:
        return str(filled_words(told))
    if result.seats is None:
        return str(_("Passed the line of %(needed)s approvals.", **told))
    return str(
        _("Passed the line of %(needed)s approvals; ranked %(place)s, with %(seats)s to choose.", **told)
    )


def filled_words(told: dict[str, int | None]) -> str:
    """Why one that passed has no place; where it had as many votes as the last chosen, the tie was settled otherwise."""
    if (told["place"] or 0) > (told["seats"] or 0):
        return str(
            _(
                "Passed the line of %(needed)s approvals, but ranked %(place)s when %(seats)s were to be chosen.",
                **told,
            )
        )
    return str(_("As many approvals as the last one chosen; the tie was settled for the other.", **told))


def published_words(result: PublicResult) -> str:
    """What the adopted ballot rules let everyone see; nothing where all is shown."""
    if result.publish is Publish.list:
        return str(_("By the adopted ballot rules only the list is published, not the votes."))
    if result.publish is Publish.order:
        return str(_("By the adopted ballot rules the order is published, not the votes."))
    return ""


def result_words(result: PublicResult) -> str:
    """全体代表…名，应到…，实到…。发出…票，收回…票: the numbers of ballots are public in every case."""
    with retold(words_of(result.round.sitting.session.body)):
        return figures_words(result)


def figures_words(result: PublicResult) -> str:
    """The same, in the words that are spoken."""
    said = _(
        "All deputies %(all)s, due %(due)s, present %(present)s. Issued %(issued)s, received %(received)s, "
        "valid %(valid)s, invalid %(invalid)s.",
        all=result.all,
        due=result.due,
        present=result.present,
        issued=result.issued,
        received=result.received,
        valid=result.valid,
        invalid=result.invalid,
    )
    if result.needed:
        said += " " + _("A project passes with %(n)s approvals.", n=result.needed)
    if result.seats:
        said += " " + _("Of those that pass, the %(n)s with most approvals are adopted.", n=result.seats)
    return str(said)


def goal_of(project: Project) -> str:
    """The promise in one line."""
    return project.year_goal or project.content
