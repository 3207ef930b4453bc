"""群众提、项目、资金、代表活动: the figures of the lists of the year, with the plain words of their queries."""

from votes.ballots.adopting import Purpose
from votes.common.errors import say
from votes.projects.stages import CHOSEN, Stage
from votes.yearbook import meeting_rows, project_rows
from votes.yearbook.figure import ITEMS, PERSONS, PROJECTS, TIMES, YUAN, Figure, entered

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
