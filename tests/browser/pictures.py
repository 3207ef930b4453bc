"""The deputies' pictures in the hall's guide: `python -m tests.browser.pictures` takes them anew of the ballot page.

Each picture keeps the hash of the words it shows, so that a test sees when the page says something else.
"""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, sync_playwright

from tests.ballots.box.samples import RULES
from tests.browser.box_hall import box_hall
from tests.browser.box_voter import Voter
from tests.browser_ready import chromium

FOLDER = Path(__file__).parents[2] / "votes/static/box/guide"
SIZE = {"width": 360, "height": 640}
COLOURS = 32


def screens(browser: Browser) -> Iterator[tuple[str, Voter]]:
    """A deputy's four screens, one after the other."""
    with box_hall() as hall:
        box = hall.vote(1, rules={**RULES, "seats": 4, "most": 4}, ballot="2026年度民生实事项目票决")
        deputy = Voter(browser, SIZE).go(f"{hall.address}/b")
        deputy.title("请扫票上的码")
        yield "scan", deputy
        deputy.go("about:blank").go(hall.scanned(box, 0))
        yield "mark", deputy.tap(o1="approve")
        deputy.tap(o2="oppose", o3="approve", o4="approve", o5="abstain", o6="approve").review()
        yield "look", deputy
        deputy.press("投票")
        deputy.receipt()
        yield "done", deputy
        deputy.leave()


def words_of(deputy: Voter) -> str:
    """The hash of what the screen says, but for what is drawn by chance."""
    said = deputy.page.evaluate(
        "[...document.querySelectorAll('h1, h2, legend, label, button, .lead')].map((one) => one.textContent).join('|')"
    )
    return hashlib.sha256(said.encode()).hexdigest()


def picture(deputy: Voter, words: str) -> bytes:
    """The screen as a small picture."""
    deputy.page.evaluate("document.activeElement.blur()")
    shot = Image.open(io.BytesIO(deputy.page.screenshot())).convert("RGB").quantize(COLOURS)
    note, buffer = PngInfo(), io.BytesIO()
    note.add_text("words", words)
    shot.save(buffer, "PNG", optimize=True, pnginfo=note)
    return buffer.getvalue()


def kept(name: str) -> str:
    """The words of the picture that lies in the folder."""
    return str(Image.open(FOLDER / f"{name}.png").info["words"])


def main() -> None:
    """Take all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, deputy in screens(browser):
            (FOLDER / f"{name}.png").write_bytes(picture(deputy, words_of(deputy)))
        browser.close()


if __name__ == "__main__":
    main()
