"""What each Word template can be given: `{{ key }}`, its meaning, the word that stands if nothing is given.

Codes are those of the ballot record: `form` three_way, choose or rating; `over_marked` void_ballot or
void_marks; `tie` revote, presidium or all; `shortfall` vacant or revote; `fit` skip or stop; `state` decided,
tie or void; `publish` list, order or counts. `seats` and `most` are None where there is no limit. Days are
dates or text.
"""

from collections.abc import Mapping

from votes.common.errors import say
from votes.common.paper_field import Field as Field
from votes.common.paper_field import Fields as Fields
from votes.common.report_fields import REPORTS

HEAD: Fields = (
    Field("session", say("full name of the session")),
    Field("subject", say("what is decided on, with its year or batch"), "民生实事项目"),
    Field("presidium", say("who leads the session"), "大会主席团"),
    Field("deputies", say("what the voters are called"), "代表"),
    Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
    Field("topics", say("yes, if the answers to an inquiry are rated, not projects")),
    Field("date", say("day of this paper")),
)
WORDS: Fields = (
    Field("ballot", say("what the vote is called"), "票决"),
    Field("slip", say("what the ballot paper is called"), "表决票"),
    Field("secretariat", say("who does the office work of the session"), "大会秘书处"),
    Field("government", say("who proposes the candidates"), "本级人民政府"),
    Field("groups", say("where deputies deliberate"), "各代表团"),
)
ROLL: Fields = (
    Field("all", say("all deputies there are")),
    Field("due", say("deputies due to come")),
    Field("present", say("deputies present")),
)
CHOICE: Fields = (
    Field("form", say("form of the ballot, by its code")),
    Field("candidates", say("number of candidates")),
    Field("seats", say("how many are to be adopted")),
    Field("most", say("most approvals on one ballot")),
    Field("over_marked", say("what happens to a ballot with more, by its code")),
    Field("quorum", say("share of all deputies that must be present"), "三分之二以上"),
    Field("pass_line", say("share that must approve, such as 全体代表过半数")),
    Field("paper", say("yes, if there are paper ballots")),
    Field("device", say("yes, if there are voting devices in the hall")),
    Field("slips", say("yes, if deputies vote on their phones")),
)
COUNTED: Fields = (
    Field("round", say("which round, such as 第二轮")),
    Field("issued", say("ballots issued")),
    Field("received", say("ballots received")),
)
CHECK = Field("check", say("check line at the foot"))
ISSUER: Fields = (
    Field("issuer", say("who signs")),
    Field("subject", say("what is decided on, with its year or batch"), "民生实事项目"),
    Field("mark", say("mark at the head of every page, such as 演示件; blank on real papers")),
    Field("date", say("day of this paper")),
)

NUMBER = Field("number", say("number on the list"))
TITLE = Field("title", say("title of the project"))
CONTENT = Field("content", say("content with quantities"))
UNIT = Field("unit", say("unit in charge"))
APPROVALS: Fields = (
    Field("approve", say("approvals")),
    Field("oppose", say("votes against")),
    Field("abstain", say("abstentions")),
)
RATINGS: Fields = (
    Field("satisfied", say("votes for satisfied")),
    Field("basic", say("votes for basically satisfied")),
    Field("dissatisfied", say("votes for dissatisfied")),
    Field("abstain", say("abstentions")),
)
NOT_PRESSED = Field("not_pressed", say("not pressed"))
RESULT = Field("result", say("result in a word or two"))
COUNTED_ITEM: Fields = (NUMBER, TITLE, *APPROVALS, RESULT)
CHANNEL: Fields = (Field("name", say("name of the way of voting")), *COUNTED[1:])
VALIDITY: Fields = (
    Field("valid", say("valid ballots")),
    Field("void", say("invalid ballots")),
    Field("not_cast", say("ballots issued and not received")),
)
REMARK = Field("remark", say("a further sentence, such as why ballots are invalid"))

CANDIDATE: Fields = (
    NUMBER,
    Field("category", say("category")),
    TITLE,
    CONTENT,
    Field("scale", say("scale of construction")),
    Field("place", say("place")),
    Field("total", say("total investment in 万元")),
    Field("this_year", say("investment planned this year in 万元")),
    Field("funds", say("where the money comes from")),
    UNIT,
    Field("partners", say("units that take part")),
    Field("leader", say("leader in charge")),
    Field("due", say("to be finished by")),
    Field("goal", say("goal of the year")),
    Field("beneficiaries", say("who benefits, and how many")),
    Field("source", say("where the project comes from")),
    Field("need", say("why it is needed")),
    Field("feasible", say("why it can be done")),
)

CHANGE: Fields = (
    *(
        Field(key, say("see the heading of the column"))
        for key in ("number", "title", "unit", "kind", "ground")
    ),
    *(Field(key, say("see the heading of the column")) for key in ("body", "decided", "vote", "announced")),
    Field("words", say("what was changed, and why")),
)
FIELDS: Mapping[str, Fields] = {
    "ballot-rules.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        Field("adopted", say("when and by whom adopted; a draft if blank")),
        Field(
            "basis",
            say("law the rules rest on"),
            "《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》",
        ),
        Field("origin", say("who proposed and who reviewed the candidates")),
        Field("surplus", say("candidates above the number to be adopted")),
        Field("least", say("least number of approvals, where no share is asked")),
        Field("tie", say("what a tie at the cut leads to, by its code")),
        Field("shortfall", say("what fewer adopted than seats leads to, by its code")),
        Field("cap", say("most money for all adopted, in 万元")),
        Field("fit", say("what happens to a project above that, by its code")),
        Field("publish", say("what is made public, by its code")),
        Field("scrutineers", say("number of scrutineers")),
        Field("tellers", say("number of tellers")),
    ),
    "rating-rules.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        Field("adopted", say("when and by whom adopted; a draft if blank")),
        Field("verdict_line", say("share that makes a verdict, such as 全体代表过半数"), "全体代表过半数"),
        Field("scrutineers", say("number of scrutineers")),
        Field("tellers", say("number of tellers")),
    ),
    "chair-script.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        *ROLL,
        Field("sitting", say("which sitting, such as 第二次全体会议")),
        Field("enough", say("least number present")),
        Field("majority", say("least number of approvals")),
        Field("chief", say("chief scrutineer")),
        Field("scrutineers", say("scrutineers, in one line")),
        Field("tellers", say("tellers, in one line")),
        Field("adopted", say("day on which the rules were adopted, if before the day of the vote")),
        Field("again", say("projects voted on again after a tie, in one line")),
        Field("items", say("projects on the ballot"), parts=(NUMBER, TITLE)),
    ),
    "ballot-paper.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        Field("round", say("which round, such as 第二轮")),
        Field("how", say("how it is marked"), parts=(Field("words", say("one sentence")),)),
        Field("items", say("projects on the ballot"), parts=(NUMBER, TITLE, CONTENT, UNIT)),
    ),
    "check-sheet.docx": (
        *HEAD,
        *WORDS,
        *ROLL,
        *COUNTED,
        Field("printed", say("ballots printed")),
        Field("spoiled", say("ballots spoiled and exchanged")),
        Field("left", say("ballots left over")),
        Field("declared", say("true for valid, false for void, once the chair has declared it")),
        Field("channels", say("ways of voting, if more than one"), parts=CHANNEL),
        CHECK,
    ),
    "count-sheet.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        *ROLL,
        *COUNTED,
        *VALIDITY,
        Field("majority", say("least number of approvals")),
        Field("passed", say("number of projects with enough approvals")),
        Field("adopted", say("number of projects adopted")),
        Field("state", say("state of the result, by its code")),
        Field("tie", say("what a tie at the cut leads to, by its code")),
        Field("tied", say("projects tied at the cut, in one line")),
        Field("open_seats", say("seats still open after a tie")),
        REMARK,
        Field("items", say("projects on the ballot"), parts=(*COUNTED_ITEM, NOT_PRESSED)),
        CHECK,
    ),
    "rating-sheet.docx": (
        *HEAD,
        *WORDS,
        *CHOICE,
        *ROLL,
        *COUNTED,
        *VALIDITY,
        Field("verdict_line", say("share that makes a verdict, such as 全体代表过半数")),
        Field("state", say("state of the result, by its code")),
        REMARK,
        Field("items", say("projects rated"), parts=(NUMBER, TITLE, *RATINGS, NOT_PRESSED, RESULT)),
        CHECK,
    ),
    "announcement.docx": (
        *ISSUER,
        Field("session", say("full name of the session")),
        Field("issue", say("number of the announcement")),
        Field("voted", say("day of the vote")),
        Field("publish", say("what is made public, by its code")),
        Field("adopted", say("number of projects adopted")),
        Field("items", say("projects adopted"), parts=(NUMBER, TITLE, CONTENT, UNIT)),
        Field("counts", say("all candidates with their counts"), parts=COUNTED_ITEM),
        REMARK,
    ),
    "collection-notice.docx": (
        *ISSUER,
        Field("start", say("first day of collection")),
        Field("end", say("last day of collection")),
        Field("categories", say("categories, in one line")),
        Field("reasons", say("what is not taken up"), parts=(Field("text", say("one reason")),)),
        Field("address", say("web address to propose at")),
        Field("qr", say("QR code of that address"), wide=28),
        Field("phone", say("telephone")),
        Field("email", say("e-mail")),
        Field("post", say("postal address")),
        Field("stations", say("where to propose in person")),
        Field("contact", say("office to ask")),
    ),
    "candidates.docx": (
        Field("session", say("full name of the session")),
        *ISSUER,
        Field("seats", say("how many are to be adopted")),
        Field("sum_total", say("sum of total investment in 万元")),
        Field("sum_this_year", say("sum of this year's investment in 万元")),
        Field("items", say("candidates"), parts=CANDIDATE),
    ),
    "changes-report.docx": (
        Field("congress", say("full name of the congress")),
        *ISSUER,
        Field("items", say("changes of projects that were decided"), parts=CHANGE),
    ),
    **REPORTS,
}
