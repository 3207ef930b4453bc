"""会议、监督、代表建议: the figures of what the congress itself did, with the plain words of their queries."""

from votes.ballots.adopting import Purpose
from votes.common.errors import say
from votes.congress.models import Body
from votes.supervision.inquiry_rules import Form
from votes.supervision.kinds import Kind
from votes.yearbook import meeting_rows, project_rows, watching_rows
from votes.yearbook.figure import ITEMS, PERSONS, PROJECTS, TIMES, Figure, entered

OTHERS = tuple(kind for kind in Kind if kind is not Kind.suggestion)

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
    Figure(
        "changes",
        say("Requests to change projects decided"),
        ITEMS,
        say("requests to adjust, suspend, resume or end a project that were decided in these days"),
        project_rows.changes,
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
        "inquiries",
        say("Special inquiries held"),
        TIMES,
        say("special inquiries on record with their day in these days, those called off left out"),
        watching_rows.inquiries(Form.special),
    ),
    Figure(
        "hearings",
        say("Hearings held"),
        TIMES,
        say("hearings on record with their day in these days, those called off left out"),
        watching_rows.inquiries(Form.hearing),
    ),
    Figure(
        "promises",
        say("Promises made there and handed over"),
        ITEMS,
        say("promises of units at inquiries that went into the ledger in these days"),
        watching_rows.promises,
    ),
    Figure(
        "rating_rounds",
        say("Ratings held in session"),
        TIMES,
        say("rating rounds declared in these days that are not void"),
        meeting_rows.rounds_for(Purpose.rating),
    ),
    Figure(
        "answer_rounds",
        say("Ratings of the answers to an inquiry"),
        TIMES,
        say("rounds on answers to an inquiry declared in these days that are not void"),
        meeting_rows.rounds_for(Purpose.inquiry),
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
    Figure(
        "suggestions_rated",
        say("Of these rated by the deputy"),
        ITEMS,
        say("those of them whose handling the deputy has rated"),
        watching_rows.rated,
        of="suggestions",
    ),
    Figure(
        "suggestions_content",
        say("Of these to the deputy's satisfaction"),
        ITEMS,
        say("those rated where no mark, for speed, effort or effect, is dissatisfied"),
        watching_rows.content,
        of="suggestions_rated",
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
