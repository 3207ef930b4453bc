"""The public pages as a stranger meets them, and browsers that read a thousand refusals without looking at each."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.pages import Browser
from tests.people import People, make_people
from tests.walking import Walk, walk
from votes.common.db import db

WALKS: dict[Flask, Walk] = {}


@pytest.fixture
def public_walk(app: Flask, archive: None) -> Walk:
    """Three addresses of every public route, in Chinese, English and large type, over all past years."""
    if app not in WALKS:
        WALKS[app] = walk(app, Browser(app, app.response_class), ["/", "/en/", "/elder/"])
    return WALKS[app]


@pytest.fixture
def people_beside(archive: None) -> People:
    """The people every test knows, beside the archive."""
    people = make_people(db.session)
    db.session.remove()
    return people


@pytest.fixture
def quick(app: Flask) -> Callable[..., Browser]:
    """A browser of nobody, or with the cookie of another one: `quick(browser_of(people.clerk))`."""

    def browser(like: Browser | None = None) -> Browser:
        made = Browser(app, app.response_class)
        cookie = like.get_cookie("votes") if like else None
        if cookie:
            made.set_cookie("votes", cookie.value)
        return made

    return browser
