"""Two at once, as a test can send them."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


def at_once(browsers: list, path: str, forms: list[dict]) -> list[int]:
    """What two browsers get that send their forms at the same moment."""
    gate = Barrier(len(browsers))

    def send(browser, form: dict) -> int:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(path).text)[1]
        gate.wait(10)
        return browser.post(path, data={"csrf_token": token, **form}).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return sorted(pool.map(send, browsers, forms))
