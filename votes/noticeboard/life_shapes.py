"""What stands in the `.json` of one project, and of what residents asked for."""

from votes.common.errors import say
from votes.congress.models import Body
from votes.delivery.change_states import ChangeKind, ChangeState, Ground
from votes.noticeboard.list_shapes import FUNNEL, ROW
from votes.noticeboard.page_shapes import TITLE
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.noticeboard.table_shapes import COUNTS
from votes.proposals.rules import State as Asked

PROJECT = (
    Shape(
        "project",
        say("A project for its whole life"),
        (
            *ROW,
            Field("first_plan_on", say("Day of the first plan"), Kind.day),
            Field(
                "changed_since",
                say("What was promised, and how it changed"),
                kept=True,
                shape="promise",
                many=True,
            ),
            Field("findings", say("Findings"), kept=True, shape="finding", many=True),
            Field("money", say("Money by month"), kept=True, shape="money", many=True),
            Field("changes", say("Requests for a change"), kept=True, shape="change", many=True),
            Field("warnings", say("Warnings"), kept=True, shape="warning", many=True),
            Field("ratings", say("Ratings side by side"), kept=True, shape="rating", many=True),
            Field("held_back", say("Ratings that were not counted"), Kind.whole, kept=True),
        ),
    ),
    Shape(
        "promise",
        say("What was promised"),
        (
            Field("what", say("What it is about"), kept=True),
            Field("promised", say("Words of the first plan")),
            Field("promised_on", say("Day of the first plan"), Kind.day, kept=True),
            Field("changes", say("Changes since"), kept=True, shape="promise_change", many=True),
        ),
    ),
    Shape(
        "promise_change",
        say("A change of a promise"),
        (
            Field("version", say("Version of the plan"), Kind.whole, kept=True),
            Field("on", say("Day"), Kind.day, kept=True),
            Field("now", say("Words since then")),
            Field("why", say("Why"), kept=True),
        ),
    ),
    Shape(
        "money",
        say("Money by the end of a month"),
        (
            Field("month", say("Month, as 2026-07"), kept=True),
            Field("planned_yuan", say("Money planned, in yuan"), Kind.yuan),
            Field("allocated_yuan", say("Money allocated, in yuan"), Kind.yuan),
            Field("paid_yuan", say("Money paid, in yuan"), Kind.yuan),
        ),
    ),
    Shape(
        "change",
        say("A request for a change"),
        (
            Field("kind", say("Kind of change"), kept=True, choices=tuple(ChangeKind)),
            Field("ground", say("Ground"), kept=True, choices=tuple(Ground)),
            Field("words", say("Words"), kept=True),
            Field("body", say("Who decides"), kept=True, choices=tuple(Body)),
            Field("state", say("State of the request"), choices=tuple(ChangeState)),
            Field("decided_on", say("Day of the decision"), Kind.day),
            Field("vote", say("Vote on it"), shape="decision"),
        ),
    ),
    Shape(
        "decision",
        say("A vote of a deciding body"),
        (
            Field("members", say("All members of the body"), Kind.whole, kept=True),
            *(Field(one.key, one.words, one.kind, kept=True) for one in COUNTS),
        ),
    ),
    Shape(
        "warning",
        say("A warning that everyone may see"),
        (
            Field("kind", say("Kind of warning"), kept=True),
            Field("since", say("Since"), Kind.day, kept=True),
            Field("public_on", say("Public since"), Kind.day),
            Field("ended_on", say("Day it ended"), Kind.day),
            Field("explanation", say("Explanation of the unit")),
        ),
    ),
    Shape(
        "rating",
        say("How one kind of people rate it"),
        (
            Field("who", say("Who rated"), kept=True),
            Field("base", say("How many could have rated"), kept=True),
            Field("counts", say("Ratings by kind"), Kind.counts, kept=True),
        ),
    ),
    Shape(
        "proposals_page",
        say("What residents asked for"),
        (
            *FUNNEL,
            Field("proposals", say("Released proposals"), kept=True, shape="proposal", many=True),
        ),
    ),
    Shape(
        "proposal",
        say("A released proposal"),
        (
            Field("id", say("Number of its page"), Kind.whole, kept=True),
            Field("received_on", say("Day it came in"), Kind.day, kept=True),
            TITLE,
            Field("what", say("Content of the proposal"), kept=True),
            Field("place", say("Where it is")),
            Field("state", say("What became of the proposal"), kept=True, choices=tuple(Asked)),
            Field("answer", say("Answer")),
            Field("project", say("Number of its project in the list"), Kind.whole),
        ),
    ),
)
COLLECTION = (
    Shape(
        "collection",
        say("A collection as it stands"),
        (
            Field("congress", say("Congress: word of its address"), kept=True),
            Field("cycle", say("Year or batch: word of its address"), kept=True),
            Field("opens_on", say("First day"), Kind.day),
            Field("closes_on", say("Last day"), Kind.day),
            Field("channels", say("Ways to propose"), kept=True, many=True),
            Field("collected", say("Proposals that came in"), Kind.whole, kept=True),
            Field("released", say("Proposals whose words were released"), Kind.whole, kept=True),
            Field("answered", say("Proposals that were answered"), Kind.whole, kept=True),
            Field("unanswered", say("Proposals without an answer yet"), Kind.whole, kept=True),
            Field("late", say("Of them late"), Kind.whole, kept=True),
            Field("by_source", say("Proposals by the way they came in"), Kind.counts, kept=True),
            Field("by_category", say("Proposals by category"), kept=True, shape="in_category", many=True),
            Field("by_point", say("Proposals by collection point"), kept=True, shape="at_point", many=True),
            Field("by_state", say("Proposals by what became of them"), Kind.counts, kept=True),
            Field("funnel", say("From proposals to adopted projects"), kept=True, shape="funnel"),
        ),
    ),
    Shape(
        "in_category",
        say("Proposals of one category"),
        (Field("category", say("Category")), Field("n", say("How many came in"), Kind.whole, kept=True)),
    ),
    Shape(
        "at_point",
        say("Proposals of one collection point"),
        (
            Field("point", say("Code of the point"), kept=True),
            Field("name", say("Name"), kept=True),
            Field("n", say("How many came in"), Kind.whole, kept=True),
        ),
    ),
    Shape(
        "funnel",
        say("A collection to its end"),
        (
            FUNNEL[0],
            FUNNEL[1],
            Field("candidates", say("Number of candidates"), Kind.whole),
            Field("seats", say("Number to be adopted"), Kind.whole),
            Field("adopted", say("Number adopted"), Kind.whole),
        ),
    ),
)
