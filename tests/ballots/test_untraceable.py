"""Nothing the server keeps ties a ballot to a person: tables, files, journal, backup, log, sizes; during and after.

The worst case is tried: deputies vote in the very order in which they signed in, and the attacker reads every ballot
afterwards. Whoever knew that order could name each vote, as the control shows; the server must not know it any more.
"""

import http.client
import random
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.ballots import boxed, hall
from tests.ballots.burst import MARKS, Poll, application, fresh_database, serving, set_up
from tests.ballots.linking import Orders, attacks, working
from votes.ballots.box.canon import canonical, hashed
from votes.ballots.box.casting import receipt
from votes.ballots.box.slips import signing_key
from votes.ballots.roll import Presence
from votes.common.backup import database_copy
from votes.common.db import db, writing


@dataclass
class Scene:
    """An open box, the deputies in the order in which they came and voted, the slip that each drew."""

    poll: Poll
    came: list[int] = field(default_factory=list)
    drew: dict[int, int] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)

    @property
    def choice(self) -> dict[int, str]:
        """What each said of the first option."""
        return {voter: MARKS[self.drew[voter] % 3] for voter in self.came}

    @property
    def voter(self) -> dict[bytes, int]:
        """Who sealed these bytes."""
        return {self.poll.casts[place].ct: voter for voter, place in self.drew.items()}

    def vote(self, look: Callable[[], tuple[Orders, Orders]]) -> tuple[Orders, Orders]:
        """One after the other, over one connection as through a proxy; `look` is what the attacker sees meanwhile."""
        with serving(self.poll) as server:
            line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            wait_for(line)
            for voter in self.came:
                body = canonical(self.poll.casts[self.drew[voter]].plain())
                line.request("POST", f"/b/{self.poll.mark}/cast", body)
                answer = line.getresponse()
                data = answer.read()
                self.sizes.add(len(str(answer.headers)) + len(data))
                assert b'"accepted"' in data
            line.close()
            return look()

    def rows(self, column: str, table: str, order: str) -> list[int]:
        """Voters as the rows of a table come out in this order."""
        found = [row[0] for row in self.poll.rows(f"SELECT {column} FROM {table} {order}")]
        return found if column == "deputy_id" else [self.voter[bytes(ct)] for ct in found]

    def in_bytes(self, needle: bytes, *files: Path) -> list[int]:
        """Voters in the order in which their sealed ballots first stand in these files, each behind the needle."""
        wanted = {ct[:16]: voter for ct, voter in self.voter.items()}
        found: dict[int, None] = {}
        for data in (path.read_bytes() for path in files):
            place = data.find(needle)
            while place >= 0:
                voter = wanted.get(data[place + len(needle) : place + len(needle) + 16])
                if voter is not None:
                    found.setdefault(voter)
                place = data.find(needle, place + 1)
        return list(found)


def wait_for(line: http.client.HTTPConnection) -> None:
    """Until the server answers."""
    for _ in range(3000):
        try:
            line.request("GET", "/b")
            line.getresponse().read()
            return
        except OSError:
            line.close()
            line.sock = None
            time.sleep(0.01)


@pytest.fixture
def scene(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> Scene:
    """Everybody present; 9,000 before a release."""
    voters = 9_000 if request.config.getoption("--release") else 240
    url = "" if database == "sqlite" else fresh_database(request.getfixturevalue("postgres_address"))
    draw, made = random.Random(7), Scene(Poll(tmp_path, url))

    def come_in(here: hall.Hall) -> None:
        sitting = hall.sitting_of(here)
        made.came = [deputy.id for deputy in sitting.session.term.deputies]
        draw.shuffle(made.came)
        for deputy in made.came:
            db.session.add(Presence(congress_id=sitting.congress_id, sitting_id=sitting.id, deputy_id=deputy))
            db.session.flush()
        db.session.commit()

    made.poll = set_up(tmp_path, url, voters, come_in=come_in)
    places = list(range(voters))
    draw.shuffle(places)
    made.drew = dict(zip(made.came, places, strict=True))
    return made


def of_tables(scene: Scene, is_sqlite: bool) -> tuple[Orders, Orders]:
    """Orders in which the tables show persons and ballots."""
    ways = {"as they lie": "", "by key": "ORDER BY 1"}
    ways |= (
        {}
        if is_sqlite
        else {"by page": "ORDER BY ctid", "by transaction": "ORDER BY xmin::text::bigint, ctid"}
    )
    persons = {f"roll {name}": scene.rows("deputy_id", "presence", way) for name, way in ways.items()}
    persons["roll by number"] = scene.rows("deputy_id", "presence", "ORDER BY id")
    ballots = {f"box {name}": scene.rows("ct", "sealed_ballot", way) for name, way in ways.items()}
    ballots["box by slip"] = scene.rows("ct", "sealed_ballot", "ORDER BY pk")
    ballots["posted list"] = sorted(scene.came, key=lambda v: hashed(scene.poll.casts[scene.drew[v]].ct))
    return persons, ballots


def of_everything(scene: Scene, is_sqlite: bool) -> tuple[Orders, Orders]:
    """Orders of persons and of ballots, of tables and of files, at this moment."""
    persons, ballots = of_tables(scene, is_sqlite)
    files, length = files_of(scene, is_sqlite), len(scene.poll.casts[0].ct)
    needle = (
        b"" if is_sqlite else struct.pack("<I", (length + 4) << 2)
    )  # PostgreSQL writes the length before it
    return persons, ballots | {name: scene.in_bytes(needle, *paths) for name, paths in files.items()}


def files_of(scene: Scene, is_sqlite: bool) -> dict[str, tuple[Path, ...]]:
    """Database, journal and a backup of this moment."""
    folder = scene.poll.folder
    if is_sqlite:
        copy = database_copy(folder / "votes.db", folder / "copy.db")
        names = {"journal": ("votes.db-wal",), "file": ("votes.db", "votes.db-wal"), "backup": (copy.name,)}
        return {
            name: tuple(folder / one for one in ones if (folder / one).exists())
            for name, ones in names.items()
        }
    base = Path(scene.poll.rows("SHOW data_directory")[0][0])
    scene.poll.rows("CHECKPOINT")
    table = scene.poll.rows("SELECT pg_relation_filepath('sealed_ballot')")[0][0]
    return {"file": (base / table,), "journal": tuple(sorted((base / "pg_wal").glob("0*")))}


def close(scene: Scene) -> None:
    """Recorded, closed, counted over."""
    token = writing.set(True)
    with application(scene.poll).app_context():
        boxed.Boxed(scene.poll.round, scene.poll.printing).close(issued=len(scene.came), left=0)
        db.session.remove()
        db.engine.dispose()
    writing.reset(token)


@pytest.mark.crawl
def test_no_order_on_the_server_ties_a_ballot_to_a_person(scene: Scene, database: str) -> None:
    is_sqlite = database == "sqlite"
    persons, ballots = scene.vote(lambda: of_everything(scene, is_sqlite))
    assert len(scene.sizes) == 1
    close(scene)
    for kept, now in zip((persons, ballots), of_everything(scene, is_sqlite), strict=True):
        kept |= {f"{name} later": order for name, order in now.items()}
    found, bound, seen = attacks(scene.choice, persons, ballots)
    assert [attack for attack in found if attack.z > bound] == []
    assert len(found) > 100
    assert len(scene.came) < 9_000 or seen < 0.04
    check_control(scene, ballots)
    assert {"box as they lie later", "file later"} <= set(ballots)
    check_files(scene)


def check_control(scene: Scene, ballots: Orders) -> None:
    """Whoever kept the order of sign-in beside would name votes while the round is open; after the close not even so.

    A table with row numbers would keep the order of arrival, and tell all. SQLite's journal holds some hundred ballots,
    then begins anew.
    """
    kept = ballots | {"arrival": scene.came}
    leaks = {attack.ballots for attack in working(scene.choice, {"sign-in": scene.came}, kept)}
    assert "arrival" in leaks
    assert {"file", "journal", "backup", "box by transaction"} & leaks or len(scene.came) >= 9_000
    assert not any(name.endswith("later") for name in leaks - {"journal later"})


def check_files(scene: Scene) -> None:
    """No file holds a slip's code, a key that opens a ballot, or a receipt beside anything."""
    poll = scene.poll
    words = [poll.printing.codes[0].encode(), poll.printing.codes[-1].encode()]
    words += [bytes(signing_key("A", code)) for code in poll.printing.codes[:20]]
    for sign in "AB":
        key = bytes(poll.printing.key(sign))
        words += [key, key.hex().encode()]
    for path in poll.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [word for word in words if word in data] == [], path
    log = (poll.folder / "server.log").read_bytes()
    said = [poll.mark.encode(), *(cast.pk.hex().encode() for cast in poll.casts)]
    said += [receipt(cast.hash).encode() for cast in poll.casts]
    assert [word for word in said if word in log] == []
