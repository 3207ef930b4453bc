"""照片 of the demonstration: drawn here, not taken anywhere, of a house that grows with the work; marked as such."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from votes.congress.models import Congress
from votes.projects.documents import Document
from votes.projects.uploads import keep_photo

WIDTH, HEIGHT, GROUND = 960, 720, 540
SKY, EARTH, WALL, ROOF, GLASS, PLAN, LEAF = (
    "#dfe8f0",
    "#cfc6b4",
    "#f4efe6",
    "#8d5a44",
    "#9db8d2",
    "#857e72",
    "#6f9a72",
)
LEFT, RIGHT, TOP = 280, 680, 230
FLOORS = 4
PICTURED = (("county", 5), ("county", 10))
"""Projects whose reports come with a picture."""
WISHED = "商业街找不到公厕"
"""The wish that came with a picture of how it was before."""


def photo(congress: Congress, share: float, title: str, at: datetime, data: Path) -> Document:
    """A picture of the work done so far, kept as any uploaded one is."""
    return keep_photo(congress, drawn(share), title, at, data)


def drawn(share: float) -> bytes:
    """The site with this share of the house built (0…1), as JPEG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, GROUND, WIDTH, HEIGHT), EARTH)
    floor = (GROUND - TOP) / FLOORS
    for turn in range(FLOORS):
        bottom = GROUND - turn * floor
        box = (LEFT, bottom - floor, RIGHT, bottom)
        if share * FLOORS > turn + 0.5:
            built(pen, box)
        elif share > 0:
            pen.rectangle(box, outline=PLAN, width=3)
    if share >= 1:
        finished(pen)
    elif share > 0:
        crane(pen)
    pen.text((24, HEIGHT - 60), "DEMO", fill=PLAN, font=ImageFont.load_default(40))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def built(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float]) -> None:
    """One floor with its windows."""
    left, top, right, bottom = box
    pen.rectangle(box, WALL, PLAN, 3)
    for x in range(int(left) + 40, int(right) - 60, 90):
        pen.rectangle((x, top + 18, x + 50, bottom - 18), GLASS)


def finished(pen: ImageDraw.ImageDraw) -> None:
    """The roof, and trees beside the house."""
    pen.polygon([(LEFT - 30, TOP), (RIGHT + 30, TOP), (RIGHT - 40, TOP - 70), (LEFT + 40, TOP - 70)], ROOF)
    for x in (160, 800):
        pen.rectangle((x - 8, GROUND - 90, x + 8, GROUND), ROOF)
        pen.ellipse((x - 60, GROUND - 200, x + 60, GROUND - 70), LEAF)


def crane(pen: ImageDraw.ImageDraw) -> None:
    """A crane beside what is being built."""
    pen.line([(770, GROUND), (770, 120)], PLAN, 12)
    pen.line([(840, 150), (480, 150)], PLAN, 8)
    pen.line([(540, 150), (540, 215)], PLAN, 3)
