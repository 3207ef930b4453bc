"""统计指标: every figure of a report, in its part, with the plain words of the query it comes from.

A figure is the number of rows behind it, or the sum of their amounts, so that it never differs from its list. What the
product cannot know is entered by hand with its source (`rows` is None).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from votes.ballots.adopting import Purpose
from votes.common.errors import say
from votes.congress.models import Body
from votes.projects.stages import CHOSEN, Stage
from votes.supervision.kinds import Kind
from votes.yearbook import meeting_rows, project_rows, watching_rows
from votes.yearbook.scope import Row, Scope

TIMES, ITEMS, PROJECTS, PERSONS = say("times"), say("items"), say("livelihood projects"), say("person-times")
YUAN = say("× 10,000 yuan")


@dataclass(frozen=True)
class Figure:
    """One figure (指标): `of` names the figure it is a part of, so that a share stands beside it."""

    key: str
    label: str
    unit: str
    query: str
    rows: Callable[[Scope], list[Row]] | None = None
    of: str = ""


@dataclass(frozen=True)
class Part:
    """One part (部分) of the report: its heading and its figures; a part without figures is words alone."""

    key: str
    title: str
    figures: tuple[Figure, ...] = ()


OTHERS = tuple(kind for kind in Kind if kind is not Kind.suggestion)


def entered(key: str, label: str, unit: str, query: str, of: str = "") -> Figure:
    """A figure that people bring, with their own source; `query` says where it is commonly found."""
    return Figure(key, label, unit, query, of=of)


MEETINGS = (
    Figure(
        "congress_sessions",
        say("Sessions of the congress or assembly"),
        TIMES,
        say("sessions on record of the congress or assembly that began in these days"),
        meeting_rows.sessions_of(Body.congress, Body.assembly),
    ),
    Figure(
        "committee_meetings",
        say("Meetings of the standing committee"),
        TIMES,
        say("meetings of the standing committee on record that began in these days"),
        meeting_rows.sessions_of(Body.standing_committee),
    ),
    Figure(
        "presidium_meetings",
        say("Meetings of the presidium"),
        TIMES,
        say("meetings of the presidium on record that began in these days"),
        meeting_rows.sessions_of(Body.presidium),
    ),
    Figure(
        "sittings",
        say("Sittings"),
        TIMES,
        say("sittings on record, of any body, held in these days"),
        meeting_rows.sittings,
    ),
    entered(
        "directors_meetings", say("Directors' meetings"), TIMES, say("minutes of the directors' meetings")
    ),
    entered(
        "decisions", say("Resolutions and decisions made"), ITEMS, say("resolutions and decisions given out")
    ),
    entered("appointments", say("Appointments and removals"), PERSONS, say("decisions on appointments")),
)
WATCHING = (
    entered("reports_heard", say("Special work reports heard"), ITEMS, say("agendas of the meetings")),
    entered("law_checks", say("Checks of how laws are carried out"), TIMES, say("reports of the checks")),
    Figure(
        "inspections",
        say("Inspections of livelihood projects"),
        TIMES,
        say("inspection records of supervision groups held in these days"),
        watching_rows.inspections,
    ),
    Figure(
        "findings_raised",
        say("Matters handed up: findings, opinions, messages, questions"),
        ITEMS,
        say(
            "entries of the ledger but deputies' suggestions, raised in these days, neither withdrawn nor merged"
        ),
        watching_rows.matters(OTHERS, watching_rows.raised),
    ),
    Figure(
        "findings_closed",
        say("Matters closed after a recheck"),
        ITEMS,
        say(
            "entries of the ledger but deputies' suggestions, closed in these days, whenever they were raised"
        ),
        watching_rows.matters(OTHERS, watching_rows.closed),
    ),
    Figure(
        "overdue",
        say("Answers overdue"),
        ITEMS,
        say("entries of the ledger, of any kind, whose deadline is past on the day the report is made"),
        watching_rows.overdue,
    ),
    Figure(
        "rating_rounds",
        say("Ratings held in session"),
        TIMES,
        say("rating rounds declared in these days that are not void"),
        meeting_rows.rounds_for(Purpose.rating),
    ),
    Figure(
        "projects_rated",
        say("Projects rated there"),
        PROJECTS,
        say("what stood to be rated in those rounds, once for each time"),
        meeting_rows.rated_projects,
    ),
)
SUGGESTIONS = (
    Figure(
        "suggestions",
        say("Suggestions of deputies received"),
        ITEMS,
        say("suggestions in the ledger raised in these days, neither withdrawn nor merged"),
        watching_rows.matters((Kind.suggestion,), watching_rows.raised),
    ),
    Figure(
        "suggestions_answered",
        say("Of these answered by units"),
        ITEMS,
        say("those of them with a unit's answer"),
        watching_rows.matters((Kind.suggestion,), watching_rows.raised, watching_rows.answered),
        of="suggestions",
    ),
    entered(
        "suggestions_elsewhere",
        say("Suggestions kept in another register"),
        ITEMS,
        say("register of deputies' suggestions"),
    ),
    entered(
        "suggestions_satisfied",
        say("Answered there to the deputy's satisfaction"),
        ITEMS,
        say("slips of the deputies"),
        of="suggestions_elsewhere",
    ),
)
ASKING = (
    Figure(
        "proposals",
        say("Proposals received from residents"),
        ITEMS,
        say("proposals received in these days, whatever list they are for"),
        project_rows.proposals(project_rows.received),
    ),
    Figure(
        "proposals_answered",
        say("Of these answered"),
        ITEMS,
        say("those of them that had an answer by the end of these days"),
        project_rows.proposals(project_rows.received, project_rows.answered),
        of="proposals",
    ),
)
DOING = (
    Figure(
        "ballots",
        say("Ballots on projects declared"),
        TIMES,
        say("ballot rounds declared in these days that are not void"),
        meeting_rows.rounds_for(Purpose.ballot),
    ),
    Figure(
        "adopted",
        say("Projects adopted"),
        PROJECTS,
        say("projects of this year's lists that stood adopted, or further on, on the last day"),
        project_rows.at_stage(*CHOSEN),
    ),
    Figure(
        "done",
        say("Projects done"),
        PROJECTS,
        say("those of them reported done, confirmed or closed on the last day"),
        project_rows.at_stage(*project_rows.FINISHED),
        of="adopted",
    ),
    Figure(
        "under_way",
        say("Projects under way"),
        PROJECTS,
        say("those of them in delivery on the last day"),
        project_rows.at_stage(Stage.delivery),
        of="adopted",
    ),
    Figure(
        "behind",
        say("Projects behind their plan"),
        PROJECTS,
        say(
            "those under way that lagged behind their plan by more than is still on track, or were past their deadline, on the last day"
        ),
        project_rows.behind,
        of="under_way",
    ),
    Figure(
        "halted",
        say("Projects suspended or terminated"),
        PROJECTS,
        say("those of them suspended or terminated on the last day"),
        project_rows.at_stage(Stage.suspended, Stage.terminated),
        of="adopted",
    ),
    Figure(
        "planned",
        say("Money planned"),
        YUAN,
        say("funds of the plans in force of adopted projects on the last day"),
        project_rows.money(0),
    ),
    Figure(
        "allocated",
        say("Money allocated"),
        YUAN,
        say("allocated by the last report handed in of each of these projects"),
        project_rows.money(1),
        of="planned",
    ),
    Figure(
        "paid",
        say("Money paid"),
        YUAN,
        say("paid by the last report handed in of each of these projects"),
        project_rows.money(2),
        of="planned",
    ),
)
PEOPLE = (
    entered("people_received", say("People received"), PERSONS, say("registers of the deputies' stations")),
    entered(
        "opinions",
        say("Opinions taken up at the stations"),
        ITEMS,
        say("registers of the deputies' stations"),
    ),
    entered(
        "activities", say("Deputies taking part in activities"), PERSONS, say("records of the activities")
    ),
    entered("sat_in", say("Deputies sitting in on meetings"), PERSONS, say("attendance lists")),
    Figure(
        "public_ratings",
        say("Ratings given by residents"),
        TIMES,
        say("residents' ratings of projects that counted, given in these days"),
        project_rows.public_ratings,
    ),
)
PARTS: tuple[Part, ...] = (
    Part("opening", say("Opening")),
    Part("meetings", say("Meetings and decisions"), MEETINGS),
    Part("watching", say("Work of supervision"), WATCHING),
    Part("suggestions", say("Deputies' suggestions"), SUGGESTIONS),
    Part("asking", say("What residents proposed"), ASKING),
    Part("doing", say("Livelihood projects"), DOING),
    Part("people", say("Deputies and the public"), PEOPLE),
    Part("closing", say("What is to be done next")),
)
FIGURES: dict[str, Figure] = {figure.key: figure for part in PARTS for figure in part.figures}
ENTERED: Sequence[Figure] = [figure for figure in FIGURES.values() if figure.rows is None]


def is_money(figure: Figure) -> bool:
    """Whether its amounts are 元, shown as 万元."""
    return figure.unit == YUAN
