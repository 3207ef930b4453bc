"""Parts of an address: what no row can have leads nowhere, before the database is asked."""

from typing import Any

from flask import Flask
from werkzeug import routing

LARGEST_ID = 2**31 - 1


class IntegerConverter(routing.IntegerConverter):
    """A number that fits the databases' own."""

    def __init__(self, rules: routing.Map, **bounds: Any) -> None:
        super().__init__(rules, **{"max": LARGEST_ID, **bounds})


class WordConverter(routing.BaseConverter):
    """A word without control signs, which no database takes."""

    regex = r"[^/\x00-\x1f\x7f]{1,100}"


def start(app: Flask) -> None:
    """Read addresses this way."""
    app.url_map.converters |= {"int": IntegerConverter, "default": WordConverter}
