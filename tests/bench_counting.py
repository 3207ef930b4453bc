"""How long the offline page takes to count a full box, measured in Chromium for `make bench`."""

from playwright.sync_api import sync_playwright

from tests.ballots.box.samples import sealed_box
from tests.browser.counters import COUNT, Box
from tests.browser_ready import chromium
from votes.ballots.box.page import FILE

TIMED = f"""async (given) => {{
  const began = performance.now();
  await ({COUNT})(given);
  return (performance.now() - began) / 1000;
}}"""


def counting_in_the_page(ballots: int, runs: int) -> list[float]:
    """Seconds from the text of a box file to the files of record and result: reading, signatures, opening, count."""
    voted, box = sealed_box(ballots)
    given = Box(voted.file(box.casts), voted).given
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = launched.new_page()
        page.goto(FILE.as_uri())
        taken = [float(page.evaluate(TIMED, given)) for _ in range(runs)]
        launched.close()
    return taken
