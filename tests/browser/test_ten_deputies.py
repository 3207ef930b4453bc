"""Ten deputies vote at once with slips, on phones and at the tablet of the hall; the box holds what they marked."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.ballots import conftest as hall_of_ballots
from tests.ballots.boxed import Boxed, opened
from tests.browser.box_voter import TABLET, Voter
from tests.browser.running import Quiet
from votes.ballots.box.casting import receipt
from votes.ballots.box.slips import fragment
from votes.ballots.boxes import casts_of
from votes.ballots.boxing import bring_back

hall, inside = hall_of_ballots.hall, hall_of_ballots.inside
Do = Callable[..., Any]


@dataclass
class Street:
    """The service as phones reach it, and every request that came."""

    app: Flask
    address: str = ""
    requests: list[tuple[str, str, str]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        """Keep a request, and pass it on."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        heads = "\n".join(f"{key}: {value}" for key, value in environ.items() if key.startswith("HTTP_"))
        self.requests.append((f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}", heads, body.decode()))
        return self.app.wsgi_app(environ, start)


@pytest.fixture
def street(app: Flask) -> Iterator[Street]:
    """The service on a free port."""
    found = Street(app)
    server = make_server("127.0.0.1", 0, found, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.address = f"http://127.0.0.1:{server.port}"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.crawl
def test_ten_deputies_vote_at_once(browser: Browser, street: Street, hall: Any, inside: Do) -> None:
    boxed: Boxed = inside(lambda: opened(hall))
    codes, key = boxed.printing.codes, bytes(boxed.printing.key().public_key)
    scanned = [f"{street.address}/b#{fragment('A', code, key)}" for code in codes]
    phones = [Voter(browser) for _ in range(9)]
    for place, voter in enumerate(phones[:8]):
        voter.go(scanned[place])
    phones[8].go(f"{street.address}/elder/b").type(codes[8].lower())
    tablet = Voter(browser, TABLET).go(f"{street.address}/b?tablet")
    tablet.scan(scanned[9], under_input_method=True)
    voters = [*phones, tablet]
    for place, voter in enumerate(voters):
        voter.tap(o1="approve", o2="oppose" if place < 6 else "abstain").review()
    assert phones[8].page.locator("html.elder").count() == 1
    lost, twice = phones[6], phones[7]
    lost.lose_answers()
    for voter in voters:
        voter.press("投票")
    lost.title("还没有送到")
    assert_only_the_sealed_ballot_is_kept(lost)
    lost.page.unroute("**/cast")
    lost.page.reload()
    receipts = [voter.receipt() for voter in voters]
    twice.page.goto("about:blank")
    assert twice.go(scanned[7]).receipt("这张票已经投过了") == receipts[7]
    assert sorted(receipts) == inside(lambda: sorted(receipt(cast.hash) for cast in casts_of(boxed.row)))
    assert_nothing_is_told(street.requests, codes)
    for voter in voters:
        assert voter.kept() == {}
        assert voter.context.cookies() == []
        assert voter is twice or "#" not in voter.page.url
        voter.leave()
    inside(lambda: boxed.close(issued=10, left=2))
    counted = inside(lambda: bring_back(boxed.row, boxed.result())).counted
    assert (counted.valid, counted.void) == (10, {})
    assert counted.counts["1"] == {"approve": 10, "oppose": 0, "abstain": 0}
    assert counted.counts["2"] == {"approve": 0, "oppose": 6, "abstain": 4}


def assert_only_the_sealed_ballot_is_kept(voter: Voter) -> None:
    """Neither marks nor the slip's code, not even until the ballot is acknowledged."""
    kept = voter.kept()
    assert set(kept) == {"minsheng-sealed"}
    (sealed,) = kept["minsheng-sealed"]
    assert set(sealed) == {"mark", "mh", "signer", "cast"}
    assert set(sealed["cast"]) == {"pk", "ct", "sig"}
    assert "#" not in voter.page.url


def assert_nothing_is_told(requests: list[tuple[str, str, str]], codes: list[str]) -> None:
    """No request ever held a slip's code, a mark, a cookie or the page it came from; all ballots look alike."""
    sent = "\n".join(part for request in requests for part in request).lower()
    for word in [*codes, "approve", "oppose", "abstain", "HTTP_COOKIE", "HTTP_REFERER", "#"]:
        assert word.lower() not in sent, word
    casts = [body for path, _, body in requests if "/cast" in path]
    assert len(casts) > 10
    assert len({len(body) for body in casts}) == 1
    assert all(set(json.loads(body)) == {"pk", "ct", "sig"} for body in casts)
