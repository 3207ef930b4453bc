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
REPORTS: Mapping[str, Fields] = {
    "year-report.docx": (
        Field("issuer", say("whose report it is")),
        Field("title", say("title of the report")),
        Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
        Field("days", say("the days it covers, in words")),
        Field("date", say("day of this paper")),
        Field("sections", say("parts of the report, in their order"), parts=SECTION),
    ),
}
