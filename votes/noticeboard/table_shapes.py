"""The tables of the open data: what stands in each column of projects, results, findings and proposals."""

from votes.ballots.adopting import Publish
from votes.ballots.publishing import FATE_NAMES
from votes.common.errors import say
from votes.congress.models import Level
from votes.delivery.rules import Light
from votes.noticeboard.oc4ids import CODES
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.projects.stages import Stage
from votes.proposals.rules import State as Asked
from votes.supervision.rules import State as Found

WHERE = (
    Field("congress", say("Congress: word of its address"), kept=True),
    Field("cycle", say("Year or batch: word of its address"), kept=True),
)
COUNTS = (
    Field("approve", say("Number of votes in favour"), Kind.whole),
    Field("oppose", say("Number of votes against"), Kind.whole),
    Field("abstain", say("Number of abstentions"), Kind.whole),
)
PROGRESS = (
    Field("fact", say("Progress made"), Kind.percent),
    Field("plan", say("Progress planned"), Kind.percent),
    Field("lag", say("Points behind the plan"), Kind.percent),
    Field("light", say("Light"), choices=tuple(Light)),
    Field("as_of", say("Figures as of"), Kind.day),
)
PROJECTS = Shape(
    "projects",
    say("Projects: one row each, of every public list"),
    (
        *WHERE,
        Field("number", say("Number in the list"), Kind.whole, kept=True),
        Field("title", say("Title"), kept=True),
        Field("congress_name", say("Congress"), kept=True),
        Field("level", say("Level of the congress"), kept=True, choices=tuple(Level)),
        Field("province", say("Province")),
        Field("demo", say("Whether it is made up for a demonstration"), Kind.flag, kept=True),
        Field("cycle_title", say("Title of the year or batch"), kept=True),
        Field("year", say("Year"), Kind.whole, kept=True),
        Field("archived", say("Whether it is a past year taken in as published"), Kind.flag, kept=True),
        Field("category", say("Category")),
        Field("content", say("Content")),
        Field("place", say("Where it is")),
        Field("unit", say("Lead unit")),
        Field("total_yuan", say("Total investment, in yuan"), Kind.yuan),
        Field("year_yuan", say("This year's investment, in yuan"), Kind.yuan),
        Field("deadline", say("Deadline"), Kind.day),
        Field("stage", say("Stage"), choices=tuple(Stage)),
        Field("oc4ids_status", say("Status by OC4IDS"), choices=CODES),
        Field("adopted", say("Whether the ballot adopted it"), Kind.flag),
        *COUNTS,
        *PROGRESS,
        Field("url", say("Address of its page"), Kind.address, kept=True),
        Field("source_url", say("Where it was published"), Kind.address),
    ),
)
RESULTS = Shape(
    "results",
    say("Results: one row for each option of each declared ballot, as far as its publish switch allows"),
    (
        *WHERE,
        Field("round", say("Round of the ballot; blank for a past year"), Kind.whole),
        Field("round_title", say("Title of the round")),
        Field("declared_on", say("Day of the declaration")),
        Field("publish", say("Publish switch"), choices=tuple(Publish)),
        Field("all", say("All deputies"), Kind.whole),
        Field("due", say("Deputies due to attend"), Kind.whole),
        Field("present", say("Number of deputies present"), Kind.whole),
        Field("issued", say("Ballots handed out"), Kind.whole),
        Field("received", say("Ballots received"), Kind.whole),
        Field("valid", say("Valid ballots"), Kind.whole),
        Field("invalid", say("Invalid ballots"), Kind.whole),
        Field("needed", say("Approvals needed"), Kind.whole),
        Field("seats", say("Number to be adopted"), Kind.whole),
        Field("option", say("Option"), kept=True),
        Field("title", say("Title"), kept=True),
        Field("number", say("Number in the list"), Kind.whole),
        Field("fate", say("Outcome of the option"), choices=tuple(FATE_NAMES)),
        *COUNTS,
        Field("satisfied", say("Deputies who are satisfied"), Kind.whole),
        Field("basic", say("Deputies who are basically satisfied"), Kind.whole),
        Field("dissatisfied", say("Deputies who are dissatisfied"), Kind.whole),
        Field("share_percent", say("Share as published, in percent")),
        Field("url", say("Address of the list"), Kind.address, kept=True),
    ),
)
FINDINGS = Shape(
    "findings",
    say("Findings of supervision that were signed off, with where each stands"),
    (
        *WHERE,
        Field("number", say("Number of the finding"), Kind.whole, kept=True),
        Field("project", say("Number of its project in the list"), Kind.whole),
        Field("title", say("Finding"), kept=True),
        Field("state", say("State of the finding"), kept=True, choices=tuple(Found)),
        Field("unit", say("Unit that has to mend it")),
        Field("due_on", say("To be mended by"), Kind.day),
        Field("raised_on", say("Day it was raised"), Kind.day),
        Field("last_on", say("Day of its last step"), Kind.day),
        Field("url", say("Address of the list"), Kind.address, kept=True),
    ),
)
PROPOSALS = Shape(
    "proposals",
    say("Proposals of residents in the words that were released, with the answer"),
    (
        *WHERE,
        Field("id", say("Number of its page"), Kind.whole, kept=True),
        Field("received_on", say("Day it came in"), Kind.day, kept=True),
        Field("title", say("Title"), kept=True),
        Field("what", say("Content of the proposal")),
        Field("place", say("Where it is")),
        Field("state", say("What became of the proposal"), kept=True, choices=tuple(Asked)),
        Field("answer", say("Answer")),
        Field("project", say("Number of its project in the list"), Kind.whole),
        Field("url", say("Address of its page"), Kind.address, kept=True),
    ),
)
SITES = Shape(
    "sites",
    say("Sites of the projects, for maps: positions are WGS84"),
    (
        *WHERE,
        Field("number", say("Number in the list"), Kind.whole, kept=True),
        Field("title", say("Title"), kept=True),
        Field("site", say("Site"), kept=True),
        Field("place", say("Town or village")),
        Field("latitude", say("Latitude, in degrees"), Kind.number),
        Field("longitude", say("Longitude, in degrees"), Kind.number),
        Field("stage", say("Stage"), choices=tuple(Stage)),
        Field("light", say("Light"), choices=tuple(Light)),
        Field("url", say("Address of its page"), Kind.address, kept=True),
    ),
)
TABLE_SHAPES = (PROJECTS, RESULTS, FINDINGS, PROPOSALS, SITES)
