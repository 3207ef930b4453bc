"""订阅: what is new of a list or a project as Atom, and its public days as a calendar; no address need be left."""

from collections.abc import Sequence

from flask import abort, request
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.accounts.links import site
from votes.common import atom, clock
from votes.common.i18n import is_english
from votes.common.ical import Event, calendar
from votes.congress.models import Congress
from votes.congress.places import Place
from votes.noticeboard.days_told import PublicDay, days_of_cycle, days_of_projects
from votes.noticeboard.news import MOST, News, news_of_cycle, news_of_projects
from votes.noticeboard.pages import bp, public_page, the_project
from votes.noticeboard.place_views import the_place
from votes.noticeboard.topics import path_of
from votes.projects.followers import topic_of
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle, Project
from votes.projects.sites import projects_at

SECONDS = 300
"""How long a cache may keep a feed; readers ask every hour or so."""
CALENDAR = "text/calendar; charset=utf-8"


@bp.route("/<congress>/<cycle>.atom")
@open_to(PUBLIC)
def cycle_feed(congress: str, cycle: str) -> Response:
    """What is new of a list."""
    found = the_living_list(congress, cycle)
    title = f"{found.congress.place} · {found.title}"
    return feed(topic_of("cycle", found.id), title, path_of(found), news_of_cycle(found, clock.today(), MOST))


@bp.route("/<congress>/<cycle>/<int:number>.atom")
@open_to(PUBLIC)
def project_feed(congress: str, cycle: str, number: int) -> Response:
    """What is new of a project."""
    found = the_project(the_living_list(congress, cycle), number)
    news = news_of_projects([found], clock.today(), MOST)
    return feed(topic_of("project", found.id), found.title, project_path(found), news)


@bp.route("/<congress>/<cycle>.ics")
@open_to(PUBLIC)
def cycle_calendar(congress: str, cycle: str) -> Response:
    """The public days of a list, for a phone's calendar."""
    found = the_living_list(congress, cycle)
    return days(f"{found.congress.place} · {found.title}", days_of_cycle(found, clock.today()))


@bp.route("/<congress>/<cycle>/<int:number>.ics")
@open_to(PUBLIC)
def project_calendar(congress: str, cycle: str, number: int) -> Response:
    """The days of a project."""
    found = the_project(the_living_list(congress, cycle), number)
    return days(found.title, days_of_projects([found], clock.today()))


@bp.route("/<congress>/place/<place>.atom")
@open_to(PUBLIC)
def place_feed(congress: str, place: str) -> Response:
    """What is new of what is built in a town or village."""
    home = the_public_congress(congress)
    found = the_place(home, place)
    news = news_of_projects(projects_at(found), clock.today(), MOST)
    return feed(topic_of("place", found.id), called(home, found), place_path(home, found), news)


@bp.route("/<congress>/place/<place>.ics")
@open_to(PUBLIC)
def place_calendar(congress: str, place: str) -> Response:
    """The days of what is built in a town or village."""
    home = the_public_congress(congress)
    found, today = the_place(home, place), clock.today()
    shown = [project for project in projects_at(found) if project.is_public and not project.cycle.archived]
    return days(called(home, found), days_of_projects(shown, today))


def called(home: Congress, place: Place) -> str:
    """A place with the congress it belongs to."""
    return f"{home.place} · {place.name}"


def place_path(home: Congress, place: Place) -> str:
    """The path of a place, without the prefix of a language."""
    return f"/{home.slug}/place/{place.slug}"


def the_living_list(congress: str, cycle: str) -> Cycle:
    """The public list of this address; a past one has no news and no days to come."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    return found


def project_path(project: Project) -> str:
    """The path of a project, without the prefix of a language."""
    return f"{path_of(project.cycle)}/{project.number}"


def whole(path: str) -> str:
    """A whole address in the language of the page."""
    return f"{site()}{request.root_path}{path}"


def feed(key: str, title: str, path: str, news: Sequence[News]) -> Response:
    """An Atom feed of the newest pieces."""
    entries = [entry(one) for one in news]
    language = "en" if is_english() else "zh-CN"
    return public_page(
        atom.feed(key, title, whole(path), entries, language), atom.MEDIA_TYPE, seconds=SECONDS
    )


def entry(one: News) -> atom.Entry:
    """One piece of news in a feed."""
    return atom.Entry(one.key, one.of, one.words, whole(one.path), one.at)


def days(title: str, found: Sequence[PublicDay]) -> Response:
    """A calendar."""
    return public_page(calendar(title, map(event, found)), CALENDAR, seconds=SECONDS)


def event(day: PublicDay) -> Event:
    """A day in a calendar; its stamp moves with the day alone, so that an unchanged calendar stays the same."""
    uid = f"{day.key}@minsheng-votes"
    return Event(uid, day.on, day.title, day.words, whole(day.path), clock.begin_of(day.on))
