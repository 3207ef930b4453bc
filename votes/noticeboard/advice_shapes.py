"""民意投票 as data: the fields of its `.json`."""

from votes.common.errors import say
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.proposals.advice_rules import Phase

ADVICE = (
    Shape(
        "advice",
        say("Advisory vote of residents"),
        (
            Field("congress", say("Congress: word of its address"), kept=True),
            Field("cycle", say("Year or batch: word of its address"), kept=True),
            Field("opens_on", say("First day"), Kind.day, kept=True),
            Field("closes_on", say("Last day"), Kind.day, kept=True),
            Field("phase", say("Where it stands"), kept=True, choices=tuple(Phase)),
            Field("most", say("How many projects each person may choose"), Kind.whole, kept=True),
            Field("people", say("Responses that came in"), Kind.whole),
            Field("held_back", say("Votes held back"), Kind.whole),
            Field("projects", say("How often each project was chosen"), shape="advised", many=True),
        ),
    ),
    Shape(
        "advised",
        say("A project in the advisory vote"),
        (
            Field("id", say("Number of the project"), Kind.whole, kept=True),
            Field("chose", say("Times chosen"), Kind.whole, kept=True),
        ),
    ),
)
"""Figures are blank until the vote is over."""
