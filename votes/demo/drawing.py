"""抽签 of the demonstration: which projects a check goes to, drawn with a word called out on the spot."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.work import works
from votes.supervision import draw_lists
from votes.supervision.draw_rules import Kind, Step, digest
from votes.supervision.draws import Prepared, prepare_draw


def draw_all(place: Place, story: Story) -> None:
    """Every draw whose day has come: prepared the day before, drawn, and made public."""
    for row in rows_of("draws", place.key):
        if story.is_past(int(row["day"])):
            draw_one(place, story, row)


def draw_one(place: Place, story: Story, row: Row) -> None:
    """The list of the projects under way; the seed follows from its title, since a demonstration has no secrets."""
    day, by = int(row["day"]), place.name_of(Role.office)
    listed = draw_lists.projects(work.project for work in works(place))
    wanted = Prepared(Kind.projects, row["title"], listed.entries, int(row["count"]))
    draw = prepare_draw(place.list, wanted, digest(f"演示 {row['title']}"), by, story.at(day - 1, 16))
    db.session.flush()
    draw.take(Step.drawn, by, story.at(day, 9), word=row["word"])
    db.session.flush()
    draw.take(Step.released, by, story.at(day, 10))
    db.session.flush()
