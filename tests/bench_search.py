"""Figures of the search, for `make bench` (alone: `python -m tests.bench_search`): questions asked of 50,000 texts.

Both databases, no cache; the texts are a hundred characters each, made of the words of the trade, so that common
pairs stand in tens of thousands of them: real texts are kinder.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests.bench_casts import Row, postgres
from tests.people import People, make_people
from votes.app import create_app
from votes.common.db import db, writing
from votes.noticeboard.search_index import SearchEntry
from votes.noticeboard.search_rules import question_of
from votes.noticeboard.search_watch import rebuild
from votes.noticeboard.searching import Within, look_up
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel

TEXTS, RUNS, BAR = 50_000, 15, 0.05
AUGUST = datetime(2026, 8, 10, 1, tzinfo=UTC)
WORDS = (
    "新建 改造 老旧小区 公厕 路灯 学校 门口 红绿灯 停车位 养老 食堂 卫生院 村道 硬化 自来水 管网 农贸市场 公交 站台 "
    "幼儿园 学位 医保 窗口 图书馆 健身 广场 河道 整治 垃圾 分类 充电桩 加装电梯 天桥 护栏 排水 污水 照明 监控 绿化 公园"
).split()
SIGNS = "东西南北中上下前后大小高低长短新旧远近"
QUESTIONS = (
    ("two common characters", "改造"),
    ("two rare characters", "寻物"),
    ("a long word and a common one", "老旧小区 停车位"),
    ("three words", "学校 红绿灯 天桥"),
    ("what stands nowhere", "航空母舰"),
    ("one wrong character", "红绿登 老旧小区改照"),
)


def text(dice: random.Random) -> str:
    """A hundred characters that read like a wish."""
    return "".join(dice.choice(WORDS) + dice.choice(SIGNS) for _ in range(28))


def wishes(people: People) -> Iterator[dict[str, object]]:
    """Released proposals; one of them says what no other says."""
    dice = random.Random(2026)
    here = {"congress_id": people.ids["county"], "cycle_id": people.ids["cycle_row"], "channel": Channel.web}
    for n in range(TEXTS):
        title, what = dice.choice(WORDS) + dice.choice(WORDS) + str(n), text(dice)
        if n == TEXTS // 2:
            what += "寻物启事"
        at = AUGUST - timedelta(minutes=n)
        said = {"title": title, "what": what, "public_title": title, "public_what": what, "released_at": at}
        yield {**here, **said, "code": f"C{n:07d}", "received_on": at.date(), "received_at": at}


def fill(app: Flask) -> list[float]:
    """The texts and their index; seconds that a rebuild took."""
    with app.app_context():
        db.drop_all()
        db.create_all()
        rows = list(wishes(make_people(db.session)))
        for first in range(0, TEXTS, 1000):
            db.session.execute(sa.insert(Proposal), rows[first : first + 1000])
        db.session.commit()
        began = time.perf_counter()
        rebuild()
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
                line.execute(sa.text("ANALYZE"))
        assert db.session.query(SearchEntry).count() >= TEXTS
        return [time.perf_counter() - began]


def times(deed: Callable[[], object]) -> list[float]:
    """Seconds of several runs, after one that is not counted."""
    deed()
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return taken


def asked(app: Flask, typed: str) -> list[float]:
    """Seconds to answer a question as a page does, its hits read again."""

    def ask() -> None:
        with app.app_context():
            look_up(question_of(typed), Within())

    return times(ask)


def of_search(folder: Path, address: str, name: str) -> Iterator[Row]:
    """Words, runs, the bar to stay below, and the unit, for one database."""
    place = folder / f"search-{name}"
    place.mkdir()
    config = {"DATA": str(place), "SQLALCHEMY_DATABASE_URI": address or f"sqlite:///{place / 'votes.db'}"}
    app = create_app({**config, "SECRET_KEY": "of this bench alone", "BASE_URL": "", "CLOCK": lambda: AUGUST})
    token = writing.set(True)
    built = fill(app)
    writing.reset(token)
    yield f"{TEXTS:,} texts, {name}: the search index made anew", built, 120, "s"
    for words, typed in QUESTIONS:
        yield f"{TEXTS:,} texts, {name}: {words}", asked(app, typed), BAR, "s"
    page = app.test_client()
    yield (
        f"{TEXTS:,} texts, {name}: the page",
        times(lambda: page.get("/search?q=改造&in=demo-county")),
        BAR,
        "s",
    )
    yield (
        f"{TEXTS:,} texts, {name}: what others asked for alike, while one types",
        times(lambda: page.get("/demo-county/2026/alike?title=学校门口没有红绿灯&place=")),
        BAR,
        "s",
    )
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def of_searching(folder: Path) -> Iterator[Row]:
    """The same on SQLite and on a PostgreSQL of our own."""
    yield from of_search(folder, "", "SQLite")
    with ExitStack() as stack:
        yield from of_search(folder, stack.enter_context(postgres(folder)), "PostgreSQL")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        for words, runs, bar, _unit in of_searching(Path(temporary)):
            sys.stdout.write(
                f"{min(runs) * 1000:9.1f} ms (median {sorted(runs)[len(runs) // 2] * 1000:9.1f})  below {bar * 1000:g}  {words}\n"
            )
            sys.stdout.flush()
