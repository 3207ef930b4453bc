"""The browser that signs in: whether its connection is safe, where it may go next, what cookie it keeps."""

from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import cookie_name
from votes.accounts.models import SignIn

LOCAL = ("localhost", "127.0.0.1", "::1")


def is_safe() -> bool:
    """Over https, or on this very machine: else anybody on the way could read password and cookie."""
    try:
        return request.is_secure or urlsplit(f"//{request.host}").hostname in LOCAL
    except ValueError:
        return False


def own_path(path: str | None) -> str:
    """Where to go after signing in: a path of this site, else the desk."""
    wanted = path or ""
    plain = wanted.startswith("/") and wanted.isprintable() and "\\" not in wanted
    if not plain or wanted.startswith("//"):
        return url_for("desk.desk")
    return request.script_root + wanted


def keep(row: SignIn, token: str, to: str) -> Response:
    """Go on, with the token in a cookie that no script can read; form tokens of before are good no more."""
    session.clear()
    answer = make_response(redirect(to))
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=int((row.expires_at - row.began_at).total_seconds()),
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def forget(to: str) -> Response:
    """Go on, without the cookie."""
    session.clear()
    answer = make_response(redirect(to))
    answer.delete_cookie(cookie_name(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def secret() -> str:
    """The secret of this installation."""
    return str(current_app.config["SECRET_KEY"])
