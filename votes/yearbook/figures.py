"""统计指标: every part of a report with its figures, in their order."""

from collections.abc import Sequence

from votes.common.errors import say
from votes.yearbook.figure import Figure, Part
from votes.yearbook.project_figures import ASKING, DOING, PEOPLE
from votes.yearbook.work_figures import MEETINGS, SUGGESTIONS, WATCHING

PARTS: tuple[Part, ...] = (
    Part("opening", say("Opening")),
    Part("meetings", say("Meetings and decisions"), MEETINGS),
    Part("watching", say("Work of supervision"), WATCHING),
    Part("suggestions", say("Deputies' suggestions"), SUGGESTIONS),
    Part("asking", say("What residents proposed"), ASKING),
    Part("doing", say("Livelihood projects"), DOING),
    Part("people", say("Deputies and the public"), PEOPLE),
    Part("closing", say("What is to be done next")),
)
FIGURES: dict[str, Figure] = {figure.key: figure for part in PARTS for figure in part.figures}
ENTERED: Sequence[Figure] = [figure for figure in FIGURES.values() if figure.rows is None]
