"""The demonstration, built once per start and database, then put back for every test that looks at it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.tables import Kept
from votes.common.db import db
from votes.congress.models import Congress
from votes.demo.start import build, standing
from votes.demo.story import Start, Story

Built = Callable[[Start], list[Congress]]


@pytest.fixture
def built(app: Flask, context: None, clock: Clock, kept_rows: Kept) -> Built:
    """`built(Start.delivery)`: both living years, standing there, and the two congresses."""

    def build_there(start: Start) -> list[Congress]:
        def make() -> None:
            build(Story(clock.at, start), Path(app.config["DATA"]))
            db.session.commit()
            db.session.remove()

        kept_rows.bring(f"demonstration: {start}", make)
        return standing()

    return build_there
