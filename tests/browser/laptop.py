"""The scrutineers' laptop: the offline page opened from a file, used by hand as its steps ask."""

import base64
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.ballots.box.samples import Vote, manifest_plain
from tests.browser.eyes import Eyes
from votes.ballots.box import cards, slips
from votes.ballots.box.canon import as_file, fingerprint
from votes.ballots.box.export import read_export
from votes.ballots.box.manifest import read_manifest
from votes.ballots.box.page import FILE, VENDOR

SESSION = "演示县第一届人民代表大会第一次会议"
HOST = "https://votes.example"
JSQR = VENDOR / "jsqr-1.4.0" / "jsQR.js"
READ = """async (picture) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const drawn = canvas.getContext("2d");
  drawn.drawImage(image, 0, 0);
  const found = jsQR(drawn.getImageData(0, 0, image.width, image.height).data, image.width, image.height);
  return found && found.data;
}"""
"""What a camera would read in a picture; asked beside the page, which lets no picture in."""


class Laptop:
    """The page at work; what it saves lies in `folder`, what it prints in its paper."""

    def __init__(self, context: BrowserContext, folder: Path, eyes: Eyes | None = None) -> None:
        self.folder, self.eyes = folder, eyes
        self.asked: list[str] = []
        self.errors: list[str] = []
        context.set_offline(True)
        context.on("request", lambda request: self.asked.append(request.url))
        self.reader = context.new_page()
        self.reader.evaluate(JSQR.read_text("utf-8"))
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)
        self.page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
        self.page.goto(FILE.as_uri())

    def look(self, when: str) -> None:
        """Let the eyes look at the page as it stands."""
        if self.eyes:
            self.eyes.look(self.page, "offline", when, "desk")

    def fill(self, **values: str) -> None:
        """Fill fields by their ids: `fill(keys_congress="…")`."""
        for name, value in values.items():
            self.page.fill("#" + name.replace("_", "-"), value)

    def send(self, form: str) -> None:
        """Press the button of a step, and wait until it is done."""
        self.page.click(f"#{form} button[type=submit]")
        self.page.wait_for_function("(form) => !document.getElementById(form).matches('.busy')", arg=form)

    def told(self, form: str) -> str:
        """What a step says is wrong, in Chinese."""
        return self.page.locator(f"#{form} .error").inner_text()

    def save(self, place: str, name: str = "") -> Path:
        """Save the file that is offered in this place, under its own name or another."""
        with self.page.expect_download() as loading:
            self.page.click(f"#{place} a")
        path = self.folder / (name or loading.value.suggested_filename)
        loading.value.save_as(path)
        return path

    def paper(self, which: str = "") -> list[str]:
        """What the codes on the printed sheets say, read from their pictures."""
        self.page.emulate_media(media="print")
        codes = self.page.locator(f"#paper {which} svg.qr").all()
        found = [self.reader.evaluate(READ, base64.b64encode(code.screenshot()).decode()) for code in codes]
        self.page.emulate_media(media="screen")
        return found

    def make_keys(self, *titles: str, need: int = 2, number: int = 3, name: str = "") -> list[str]:
        """制卡; what the printed cards say."""
        self.page.click("#choose-keys")
        self.fill(
            keys_congress="演示县人大",
            keys_session=SESSION,
            keys_need=str(need),
            keys_cards_number=str(number),
        )
        for sign, title in zip("ABCD", titles, strict=False):
            self.page.fill(f"#keys-title-{sign}", title)
        self.look("keys")
        self.send("keys-ask")
        self.send("keys-make")
        self.save("keys-file", name)
        self.look("keys-write")
        found = []
        for button in self.page.locator("#keys-cards button").all():
            button.click()
            found += self.paper()
        return found

    def make_slips(self, number: int) -> list[str]:
        """印票, once the page has forgotten the keys; the typed codes on the printed slips."""
        self.page.click("#forget")
        self.page.click("#choose-slips")
        self.page.set_input_files("#slips-keys", self.folder / "keys.json")
        self.fill(slips_number=str(number), slips_host=HOST)
        self.send("slips-ask")
        self.send("slips-draw")
        self.save("slips-file")
        self.look("slips")
        self.page.click("#slips-print")
        return [
            code.replace("-", "") for code in self.page.locator("#paper .draw .typed").all_text_contents()
        ]

    def ask_for(self, box: Path, keys: Path | None = None, slips: Path | None = None) -> None:
        """Choose the files of an opening; keys and slips are those that the laptop has kept, unless others are given."""
        self.page.click("#choose-open")
        self.page.set_input_files("#open-box-file", box)
        self.page.set_input_files("#open-keys", keys or self.folder / "keys.json")
        self.page.set_input_files("#open-slips", slips or self.folder / "slips.json")
        self.send("open-ask")

    def scan(self, form: str, text: str) -> None:
        """A keyboard scanner: it types fast and ends with Enter."""
        self.page.focus(f"#{form}-card")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("(form) => !document.getElementById(form).matches('.busy')", arg=form)

    def read_json(self, name: str) -> Any:
        """A file that was saved."""
        return json.loads((self.folder / name).read_text("utf-8"))


def vote_of(folder: Path, texts: list[str], codes: list[str], **changes: Any) -> Vote:
    """A round with the keys and slips that the page made, as the command reads them."""
    keyset = cards.read_keyset(json.loads((folder / "keys.json").read_text("utf-8")))
    listed = slips.read_slip_file(json.loads((folder / "slips.json").read_text("utf-8")))["A"]
    key = cards.combined([cards.read_card(text, keyset) for text in texts], keyset.sections[0])
    plain = manifest_plain(listed, keyset.sections[0].box, **changes)
    return Vote(codes, key, listed, read_manifest(plain))


def write_box(path: Path, plain: dict[str, Any]) -> str:
    """A box file, and the code on its sheet."""
    path.write_bytes(as_file(plain))
    return fingerprint(read_export(plain).closing.hash)
