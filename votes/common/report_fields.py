"""What the Word templates of reports and lists can be given (see paper_fields)."""

from collections.abc import Mapping

from votes.common.errors import say
from votes.common.paper_field import Field, Fields

SECTION: Fields = (
    Field("number", say("number of the part, such as 一")),
    Field("heading", say("heading of the part")),
    Field(
        "paragraphs", say("its words, paragraph by paragraph"), parts=(Field("text", say("one paragraph")),)
    ),
    Field("tabled", say("yes, if the part has figures")),
    Field(
        "figures",
        say("its figures"),
        parts=(
            Field("label", say("what is counted")),
            Field("value", say("how many, with the unit")),
            Field("share", say("share of a larger figure")),
            Field("source", say("where the figure comes from")),
        ),
    ),
)
QUESTION: Fields = (
    Field("number", say("number of the question")),
    Field("title", say("the question")),
    Field("unit", say("unit that is asked")),
    Field("asker", say("who asks")),
    Field("words", say("more about the question")),
    Field(
        "said",
        say("what was said to it"),
        parts=(Field("who", say("who says it")), Field("text", say("in words"))),
    ),
    Field(
        "promised",
        say("what was promised"),
        parts=(Field("text", say("in words")), Field("state", say("where the matter stands"))),
    ),
)
REPORTS: Mapping[str, Fields] = {
    "meeting-list.docx": (
        Field("issuer", say("whose list it is")),
        Field("title", say("title of the list")),
        Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
        Field("days", say("the days it covers, in words")),
        Field("date", say("day of this paper")),
        Field("count", say("how many matters")),
        Field("replies", say("yes, if it is the list of a reply meeting")),
        Field(
            "items",
            say("the matters"),
            parts=(
                Field("number", say("number in the ledger")),
                Field("title", say("title of the matter")),
                Field("kind", say("kind of the matter")),
                Field("unit", say("unit in charge")),
                Field("due", say("deadline")),
                Field("demand", say("what is demanded")),
                Field("reply", say("what the unit answered")),
                Field("state", say("where the matter stands")),
            ),
        ),
    ),
    "inquiry-record.docx": (
        Field("issuer", say("whose record it is")),
        Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
        Field("form", say("special inquiry or hearing")),
        Field("title", say("what it is about")),
        Field("date", say("day on which it is held")),
        Field("place", say("place")),
        Field("words", say("why it is held")),
        Field("agenda", say("agenda, item by item"), parts=(Field("text", say("one item")),)),
        Field("questions", say("questions in their order"), parts=QUESTION),
        Field(
            "ratings",
            say("how the answers were rated"),
            parts=(Field("title", say("what was rated")), Field("verdict", say("verdict"))),
        ),
    ),
    "year-report.docx": (
        Field("issuer", say("whose report it is")),
        Field("title", say("title of the report")),
        Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
        Field("days", say("the days it covers, in words")),
        Field("date", say("day of this paper")),
        Field("sections", say("parts of the report, in their order"), parts=SECTION),
    ),
}
