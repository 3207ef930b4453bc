"""审签 of the demonstration: what waits to be read on its day, one that was taken down, and templates of answers."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Start, Story
from votes.demo.tables import Row, rows
from votes.demo.wishes import Collected
from votes.proposals.answer_templates import AnswerTemplate
from votes.proposals.intake import Incoming, receive
from votes.proposals.rules import Channel
from votes.proposals.takedowns import Extent, take_down

SHOWED_A_DOOR = "内容中有一户人家的门牌，应本人要求撤下。"


def let_read(place: Place, story: Story, found: Collected) -> None:
    """The county's office has templates; while proposals come in, some wait for it."""
    if place.is_town:
        return
    keep_templates(place, story)
    if story.has_reached(Start.advice):
        return
    for row in rows("queue"):
        wait(place, story, row)
    db.session.flush()
    take_one_down(place, story, found)


def keep_templates(place: Place, story: Story) -> None:
    """答复模板 of the county."""
    for row in rows("templates"):
        template = AnswerTemplate(congress_id=place.congress.id, name=row["name"], words=row["words"])
        template.changed_at = story.at(-175)
        db.session.add(template)


def wait(place: Place, story: Story, row: Row) -> None:
    """One that came in yesterday and nobody has read."""
    channel = Channel(row["channel"])
    words = Incoming(
        row["title"],
        row["what"],
        story.day(-111),
        channel,
        place=row["place"],
        category=row["category"],
        external=row["number"] or None,
        handover=row["handover"],
    )
    by = "" if channel is Channel.web else place.name_of(Role.office)
    receive(place.list, words, story.at(-111, 18), by)


def take_one_down(place: Place, story: Story, found: Collected) -> None:
    """撤下 of the last one that was public."""
    public = [one for one in found.proposals.values() if one.released_at]
    if public:
        one, by = public[-1], place.name_of(Role.office)
        take_down(one, Extent.whole, SHOWED_A_DOOR, False, story.at(-110, 8), by, len(one.steps))
