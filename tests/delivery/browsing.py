"""A browser that fills in a form as a person does: what stands there stays, unless it is changed."""

from typing import Any

from flask.testing import FlaskClient
from lxml.html import document_fromstring
from werkzeug.test import TestResponse


def fields_on(page: str) -> dict[str, str]:
    """What the last form of the page would send if nothing were changed, without any button."""
    found: dict[str, str] = {}
    for node in list(document_fromstring(page).iter("form"))[-1].iter():
        name = node.get("name")
        if name and node.tag == "textarea":
            found[name] = (node.text or "").removeprefix("\n")
        elif name and node.tag == "select":
            chosen = [o for o in node.iter("option") if o.get("selected") is not None] or list(
                node.iter("option")
            )
            found[name] = chosen[0].get("value", "")
        elif name and node.tag == "input" and node.get("type") not in ("checkbox", "radio", "file"):
            found[name] = node.get("value", "")
    return found


def fill_in(
    browser: FlaskClient,
    path: str,
    changes: dict[str, Any] | None = None,
    deed: str = "",
    follow: bool = False,
) -> TestResponse:
    """Open the page, change these fields, press the button of this deed."""
    page = browser.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return browser.post(
        path, data={**fields_on(page.text), "deed": deed, **(changes or {})}, follow_redirects=follow
    )
