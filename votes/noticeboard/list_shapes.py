"""What stands in the `.json` of a list under way."""

from votes.ballots.adopting import Publish
from votes.ballots.publishing import FATE_NAMES
from votes.common.errors import say
from votes.noticeboard.page_shapes import (
    ADOPTED,
    CONTENT,
    DEMO,
    LIST,
    NUMBER,
    SOURCE,
    STAGE,
    TITLE,
    TOTAL,
    UNIT,
)
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.noticeboard.table_shapes import COUNTS, PROGRESS
from votes.projects.stages import Stage
from votes.supervision.rules import State as Found

ROW = (
    NUMBER,
    TITLE,
    Field("category", say("Category")),
    CONTENT,
    Field("place", say("Where it is")),
    UNIT,
    TOTAL,
    STAGE,
    ADOPTED,
    *COUNTS,
    Field("progress", say("Where it stands"), shape="progress"),
    SOURCE,
)
FUNNEL = (
    Field("collected", say("Proposals that came in"), Kind.whole, kept=True),
    Field("merged_to", say("Projects they were merged to"), Kind.whole, kept=True),
    Field("unanswered", say("Proposals without an answer yet"), Kind.whole, kept=True),
    Field("late", say("Of them late"), Kind.whole, kept=True),
)
LIVING = (
    Shape(
        "list",
        say("A list under way"),
        (
            *LIST,
            DEMO,
            Field("as_of", say("Figures as of"), Kind.day, kept=True),
            Field("proposals", say("How many were asked for"), kept=True, shape="asked"),
            Field("rounds", say("Declared ballots"), kept=True, shape="round", many=True),
            Field("projects", say("Projects"), kept=True, shape="project_row", many=True),
            Field(
                "carried_on",
                say("Projects of earlier years that are carried on"),
                kept=True,
                shape="carried",
                many=True,
            ),
            Field("findings", say("Findings"), kept=True, shape="finding", many=True),
        ),
    ),
    Shape("asked", say("Proposals in numbers"), FUNNEL),
    Shape(
        "round",
        say("A declared ballot as far as its publish switch allows"),
        (
            Field("round", say("Round of the ballot"), Kind.whole, kept=True),
            Field("title", say("Title of the round"), kept=True),
            Field("all", say("All deputies"), Kind.whole, kept=True),
            Field("due", say("Deputies due to attend"), Kind.whole, kept=True),
            Field("present", say("Number of deputies present"), Kind.whole, kept=True),
            Field("issued", say("Ballots handed out"), Kind.whole, kept=True),
            Field("received", say("Ballots received"), Kind.whole, kept=True),
            Field("valid", say("Valid ballots"), Kind.whole, kept=True),
            Field("invalid", say("Invalid ballots"), Kind.whole, kept=True),
            Field("needed", say("Approvals needed"), Kind.whole),
            Field("seats", say("Number to be adopted"), Kind.whole),
            Field("publish", say("Publish switch"), kept=True, choices=tuple(Publish)),
            Field("options", say("Options"), kept=True, shape="option", many=True),
        ),
    ),
    Shape(
        "ballot",
        say("The record of a declared ballot"),
        (
            Field("congress", say("Congress: word of its address"), kept=True),
            Field("cycle", say("Year or batch: word of its address"), kept=True),
            Field("result", say("Result as far as the publish switch allows"), kept=True, shape="round"),
            Field("rules", say("Rules by which it was counted"), Kind.open),
            Field("record", say("Whole record to count again, where counts are published"), Kind.open),
        ),
    ),
    Shape(
        "option",
        say("An option of a ballot"),
        (
            Field("id", say("Option"), kept=True),
            TITLE,
            Field("fate", say("Outcome of the option"), kept=True, choices=tuple(FATE_NAMES)),
            Field("counts", say("Votes by kind, where they are published"), Kind.counts),
        ),
    ),
    Shape("project_row", say("A project in its list"), ROW),
    Shape(
        "progress",
        say("Where a project stands"),
        (
            *(Field(one.key, one.words, one.kind, one.key != "light", one.choices) for one in PROGRESS),
            Field("why", say("Why it is late, in the unit's words")),
            Field("missing", say("Months without a report"), kept=True, many=True),
        ),
    ),
    Shape(
        "carried",
        say("A project that is carried on"),
        (
            LIST[1],
            NUMBER,
            Field("stage", say("Stage"), kept=True, choices=tuple(Stage)),
            Field("progress", say("Where it stands"), shape="progress"),
        ),
    ),
    Shape(
        "finding",
        say("A finding with its steps"),
        (
            Field("project", say("Number of its project in the list"), Kind.whole),
            Field("number", say("Number of the finding"), Kind.whole, kept=True),
            Field("title", say("Finding"), kept=True),
            Field("state", say("State of the finding"), kept=True, choices=tuple(Found)),
            Field("unit", say("Unit that has to mend it")),
            Field("due_on", say("To be mended by"), Kind.day),
            Field("steps", say("Steps, the earliest first"), kept=True, shape="step", many=True),
        ),
    ),
    Shape(
        "step",
        say("A dated step"),
        (Field("on", say("Day"), Kind.day, kept=True), Field("words", say("Words"), kept=True)),
    ),
)
