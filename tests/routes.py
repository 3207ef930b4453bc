"""The routes of the application, found by themselves: whom each is open to, and addresses that lead to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from votes.accounts.access import PUBLIC

SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Route:
    """One address pattern: its view, its methods, and the marks of those it is open to."""

    rule: Rule
    marks: frozenset[str]

    @property
    def name(self) -> str:
        return self.rule.endpoint

    @property
    def methods(self) -> set[str]:
        return (self.rule.methods or set()) - {"HEAD", "OPTIONS"}

    @property
    def is_public(self) -> bool:
        return "public" in self.marks

    def address(self, known: dict[str, Any], number: int = 1) -> str:
        """An address of this route: words as known, else `x`; numbers as known, else this one."""
        kinds = self.rule._converters
        values = {
            name: known.get(name, number if type(kind).__name__ == "IntegerConverter" else "x")
            for name, kind in kinds.items()
        }
        built = self.rule.build(values)
        assert built is not None
        return built[1]


def routes_of(app: Flask) -> Iterator[Route]:
    """All routes but the static files."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            marks = getattr(app.view_functions[rule.endpoint], "open_to", (PUBLIC,))
            yield Route(rule, frozenset(str(mark) for mark in marks))


def route_at(app: Flask, address: str, method: str = "GET") -> tuple[Route, dict[str, Any]] | None:
    """The route and the values of this address, without its prefix and query."""
    path = bare(address)
    try:
        rule, values = app.url_map.bind("localhost").match(path, method, return_rule=True)
    except Exception:
        return None
    view = app.view_functions.get(rule.endpoint)
    marks = getattr(view, "open_to", (PUBLIC,))
    return Route(rule, frozenset(str(mark) for mark in marks)), dict(values)


def bare(address: str) -> str:
    """The path of an address, as the rules know it."""
    path = address.partition("#")[0].partition("?")[0]
    for prefix in ("/en/", "/elder/", "/en/"):
        if path.startswith(prefix):
            path = path[len(prefix) - 1 :]
    return path
