"""The address that a printed code leads to; the code stands in the fragment, which no browser sends."""

from flask import current_app, has_request_context, request, url_for

from votes.common import config


def site() -> str:
    """The public address of this service, without a slash at the end."""
    base = str(current_app.config.get("BASE_URL") or "")
    if base:
        return base
    if has_request_context():
        return request.host_url.rstrip("/")
    return f"http://127.0.0.1:{config.value_of('PORT')}"


def sign_in_page() -> str:
    """Where a code is typed."""
    return site() + (url_for("accounts.sign_in") if has_request_context() else "/sign-in")


def sign_in_link(code: str) -> str:
    """Where this code is typed in by itself."""
    return f"{sign_in_page()}#{code}"
