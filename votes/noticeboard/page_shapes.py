"""What stands in the `.json` of congresses, past years and law and local rules."""

from votes.common.errors import say
from votes.congress.models import Level
from votes.noticeboard.search_sources import WORDS
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.noticeboard.table_shapes import COUNTS
from votes.projects.models import SourceKind
from votes.projects.stages import Stage

TITLE = Field("title", say("Title"), kept=True)
NUMBER = Field("id", say("Number in the list"), Kind.whole, kept=True)
STAGE = Field("stage", say("Stage"), choices=tuple(Stage))
DEMO = Field("demo", say("Whether it is made up for a demonstration"), Kind.flag, kept=True)
ARCHIVED = Field("archived", say("Whether it is a past year taken in as published"), Kind.flag, kept=True)
SOURCE = Field("source", say("Where it was published"), shape="source")
TOTAL = Field("total_yuan", say("Total investment, in yuan"), Kind.yuan)
CONTENT = Field("content", say("Content"))
UNIT = Field("unit", say("Lead unit"))
ADOPTED = Field("adopted", say("Whether the ballot adopted it"), Kind.flag)
LIST = (
    Field("congress", say("Congress: word of its address"), kept=True),
    Field("cycle", say("Year or batch: word of its address"), kept=True),
    TITLE,
    ARCHIVED,
)
NOTE = Field("note", say("Note"), Kind.languages)
ON = Field("on", say("Day"), kept=True)

CONGRESSES = (
    Shape(
        "congresses",
        say("All congresses with their lists"),
        (Field("congresses", say("Congresses"), kept=True, shape="congress", many=True),),
    ),
    Shape(
        "congress",
        say("A congress and its lists"),
        (
            Field("slug", say("Word of its address"), kept=True),
            Field("name", say("Name"), kept=True),
            Field("level", say("Level of the congress"), kept=True, choices=tuple(Level)),
            Field("province", say("Province")),
            DEMO,
            Field("cycles", say("Lists, the newest first"), kept=True, shape="list_name", many=True),
        ),
    ),
    Shape(
        "list_name",
        say("A list by its name"),
        (LIST[1], TITLE, ARCHIVED, Field("url", say("Address of the list"), Kind.address, kept=True)),
    ),
    Shape(
        "rules",
        say("What law and local rules say"),
        (Field("rules", say("Rules and practices"), kept=True, shape="rule", many=True),),
    ),
    Shape(
        "rule",
        say("One rule or practice of one place"),
        (
            Field("stage", say("Part of the procedure"), Kind.languages),
            Field("parameter", say("What it settles"), Kind.languages),
            Field("value", say("How it settles it"), Kind.languages),
            Field("place", say("Of which place"), Kind.languages),
            Field("level", say("Level of the congress"), Kind.languages),
            Field("instrument", say("Paper in which it stands"), Kind.languages),
            Field("evidence", say("How well it is known"), Kind.languages),
            NOTE,
            Field("year", say("Year")),
            Field("url", say("Where it was published"), Kind.address),
        ),
    ),
    Shape(
        "source",
        say("A source"),
        (
            Field("kind", say("Kind of publisher"), kept=True, choices=tuple(SourceKind)),
            Field("url", say("Address of the source"), Kind.address),
        ),
    ),
)
PAST = (
    Shape(
        "past_list",
        say("A past year as published"),
        (
            *LIST,
            Field("ballot", say("Figures of the session"), shape="past_ballot"),
            Field("projects", say("Projects"), kept=True, shape="past_project", many=True),
            Field(
                "statements", say("Published statements of progress"), kept=True, shape="statement", many=True
            ),
            Field("ratings", say("Published ratings"), kept=True, shape="past_rating", many=True),
        ),
    ),
    Shape(
        "past_project",
        say("A project of a past year"),
        (
            NUMBER,
            TITLE,
            CONTENT,
            STAGE,
            ADOPTED,
            *COUNTS,
            Field("share_percent", say("Share as published, in percent")),
            Field("rank", say("Place by votes as published"), Kind.whole),
            TOTAL,
            Field("year_yuan", say("This year's investment, in yuan"), Kind.yuan),
            Field("funding", say("Source of money")),
            UNIT,
            Field("deadline", say("Deadline in the words of the source")),
            NOTE,
            SOURCE,
        ),
    ),
    Shape(
        "past_ballot",
        say("The session of a past year"),
        (
            Field("held_on", say("Day")),
            Field("all", say("All deputies"), Kind.whole),
            Field("present", say("Number of deputies present"), Kind.whole),
            Field("issued", say("Ballots handed out"), Kind.whole),
            Field("received", say("Ballots received"), Kind.whole),
            Field("candidates", say("Number of candidates, as published")),
            Field("seats", say("Number to be adopted, as published")),
            Field("method", say("How it was voted"), Kind.languages),
            SOURCE,
        ),
    ),
    Shape(
        "statement",
        say("A published statement of progress, word for word"),
        (
            Field("about", say("What it is about"), kept=True),
            ON,
            Field("text", say("Words of the source")),
            Field("percent", say("Percent as published")),
            Field("percent_kind", say("What the percent counts"), Kind.languages),
            Field("planned_yuan", say("Money planned, in yuan"), Kind.yuan),
            Field("done_yuan", say("Money spent, in yuan"), Kind.yuan),
            Field("status", say("State in the words of the source"), Kind.languages),
            NOTE,
            SOURCE,
        ),
    ),
    Shape(
        "past_rating",
        say("A published rating"),
        (
            Field("about", say("What it is about"), kept=True),
            Field("on", say("Day")),
            Field("evaluator", say("Who rated"), Kind.languages),
            Field("voters", say("How many rated, as published")),
            Field("satisfied", say("Number satisfied"), Kind.whole),
            Field("basic", say("Number basically satisfied"), Kind.whole),
            Field("dissatisfied", say("Number dissatisfied"), Kind.whole),
            Field("abstain", say("Number of abstentions"), Kind.whole),
            Field("total", say("Total as published"), Kind.whole),
            Field("odd_total", say("Whether the counts do not add up to it"), Kind.flag, kept=True),
            Field("rate_percent", say("Rate as published, in percent")),
            Field("rate_kind", say("What the rate counts"), Kind.languages),
            Field("verdict", say("Verdict as published")),
            NOTE,
            SOURCE,
        ),
    ),
)
SEARCH = (
    Shape(
        "search",
        say("What a question finds"),
        (
            Field("words", say("Words that were looked for"), kept=True, many=True),
            Field("count", say("How many were found"), Kind.whole, kept=True),
            Field("more", say("Whether there are more than were read"), Kind.flag, kept=True),
            Field("forgiven", say("Whether a wrong character was forgiven"), Kind.flag, kept=True),
            Field("hits", say("What was found, the likeliest first"), kept=True, shape="hit", many=True),
        ),
    ),
    Shape(
        "hit",
        say("One text that was found"),
        (
            Field("kind", say("Kind of text"), kept=True, choices=WORDS),
            TITLE,
            Field("text", say("Words"), kept=True),
            Field("on", say("Day"), Kind.day),
            Field("congress", say("Congress: word of its address"), kept=True),
            Field("url", say("Address of its page"), Kind.address),
        ),
    ),
)
