"""A hall with a sealed box: the ballot page and the box's addresses, and every request that ever came, kept to be searched."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from nacl.signing import SigningKey

from tests.ballots.box.samples import Vote, fixed, vote
from votes.app import POLICY
from votes.ballots.box.answers import Slip, answer, word_for_cast, word_for_question
from votes.ballots.box.canon import unhex
from votes.ballots.box.casting import Cast, read_cast
from votes.ballots.box.slips import fragment, key_mark

PACKAGE = Path(__file__).parents[2] / "votes"
TITLES = (
    ("市民中心建设工程", "市民中心完成工程总量90%", "县住建局 · 全县", 12500),
    ("新农村建设", "完成1000个左右新农村点整治任务", "县农业农村局 · 全县", 8000),
    ("老旧小区改造工程", "18个老旧小区综合改造、229个微改造", "县住建局 · 全县", 6400),
    (
        "农村养老服务设施建设及提升改造工程",
        "新建600个农村颐养之家，改造提升20个农村敬老院",
        "县民政局 · 全县",
        None,
    ),
    ("“1+5+X”社区邻里中心建设项目", "建成150个社区邻里中心", "县民政局 · 全县", 960),
    ("“厕所革命”行动", "", "县城管局 · 全县\n民意投票（仅供参考）：312人次参加，187人次选了它（59.9%）", 320),
)
"""What is voted on: title, what, by whom and where (and what residents chose), cost in 万元."""


@dataclass
class Ballots:
    """One box: the vote it is for, whether it is open, and what lies in it."""

    voted: Vote
    state: str = "open"
    rehearsal: bool = False
    casts: dict[bytes, Cast] = field(default_factory=dict)
    void: set[bytes] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """Its name on the web."""
        return key_mark(self.voted.manifest.box)

    def slip(self, pk: bytes) -> Slip | None:
        """What it holds of a slip."""
        kept = self.casts.get(pk)
        listed = pk in self.voted.slips.keys
        return Slip(pk in self.void, kept.hash if kept else None) if listed else None

    def cast(self, plain: Any) -> bytes:
        """Take a ballot, and answer."""
        manifest, cast = self.voted.manifest, read_cast(plain, self.voted.manifest)
        slip = self.slip(cast.pk) if cast else None
        word = word_for_cast(cast, manifest.mh, self.state == "open", slip)
        if cast and word == "accepted":
            self.casts[cast.pk] = cast
        kept = self.casts.get(cast.pk) if cast else None
        return answer(word, kept.hash if kept else None, manifest.mh, SigningKey(fixed("signer"))).data()

    def ask(self, plain: Any) -> bytes:
        """Say whether a slip was used."""
        manifest, pk = self.voted.manifest, unhex(plain["pk"], 32) or b""
        word = word_for_question(
            pk, unhex(plain["sig"], 64) or b"", manifest.mh, self.state == "open", self.slip(pk)
        )
        kept = self.casts.get(pk)
        return answer(word, kept.hash if kept else None, manifest.mh, SigningKey(fixed("signer"))).data()


@dataclass
class BoxHall:
    """The hall: its boxes by mark, where it is, and what browsers have sent."""

    boxes: dict[str, Ballots] = field(default_factory=dict)
    address: str = ""
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def vote(self, slips: int, section: str = "A", state: str = "open", **changes: Any) -> Ballots:
        """A further box, with slips of its own section."""
        options = [
            {"id": str(n), "title": title, "text": f"{what}\n{unit}", "cost": cost}
            for n, (title, what, unit, cost) in enumerate(TITLES, 1)
        ]
        box = Ballots(vote(slips, section, **{"options": options, **changes}), state)
        self.boxes[box.mark] = box
        return box

    def scanned(self, box: Ballots, place: int) -> str:
        """What the QR code of a slip says."""
        manifest = box.voted.manifest
        return f"{self.address}/b#{fragment(manifest.section, box.voted.codes[place], manifest.box)}"

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Status, kind and content of what stands under an address."""
        if path == "/b":
            return 200, "text/html; charset=utf-8", (PACKAGE / "static/box/ballot.html").read_bytes()
        if path == "/b/open.json":
            return (
                200,
                "application/json",
                json.dumps({"boxes": [self.told(box) for box in self.boxes.values()]}).encode(),
            )
        box = self.boxes.get(path.split("/")[2]) if path.startswith("/b/") else None
        if box:
            shown = None if box.state == "waiting" else box.voted.manifest.plain()
            return 200, "application/json", json.dumps({"state": box.state, "manifest": shown}).encode()
        file = PACKAGE / path.lstrip("/")
        if not path.startswith("/static/") or ".." in path or not file.is_file():
            return 404, "text/plain", b""
        return 200, guess_type(file)[0] or "text/plain", file.read_bytes()

    def told(self, box: Ballots) -> dict[str, Any]:
        """What the list of boxes says of one."""
        known = box.voted.manifest
        names = {"congress": known.congress, "session": known.session, "ballot": known.ballot}
        return {
            "mark": box.mark,
            "state": box.state,
            "round": known.round,
            "rehearsal": box.rehearsal,
            **names,
        }

    def post(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        """What the box answers."""
        _, _, mark, deed = path.split("/")
        with self.lock:
            box = self.boxes.get(mark)
            if box is None:
                return 404, "text/plain", b""
            return 200, "application/json", (box.cast if deed == "cast" else box.ask)(json.loads(body))


@contextmanager
def box_hall() -> Iterator[BoxHall]:
    """The hall on a free port, until the test is over."""
    hall = BoxHall()

    class Door(BaseHTTPRequestHandler):
        """Takes every request, and keeps it."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.give(hall.get(self.kept(b"")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.give(hall.post(self.kept(body), body))

        def kept(self, body: bytes) -> str:
            hall.requests.append((self.path, str(self.headers), body.decode()))
            return self.path.partition("?")[0]

        def give(self, found: tuple[int, str, bytes]) -> None:
            status, kind, content = found
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    hall.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hall
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
