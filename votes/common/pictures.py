"""Uploaded pictures (照片), drawn anew as plain JPEG in two sizes: nothing but the picture itself is kept.

Position, camera, time and whatever else was packed into the file is gone. Size and kind are read from the
head of the file before a single pixel is unpacked.
"""

import io
import re
import threading
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from votes.common.errors import RuleBroken, say
from votes.common.zips import MEGABYTE

MOST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 30_000
LARGE, SMALL = 1600, 480  # pixels of the longer side
QUALITY = 82
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
ONE_AT_A_TIME = threading.Lock()  # 50 million pixels unpacked take 200 MB
KINDS = ("JPEG", "PNG", "WEBP")
APPLE = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)
FOREIGN = re.compile(rb"<script|<html|<!doctype|<\?php", re.IGNORECASE)

TOO_LARGE = say("This picture is larger than %(most)d MB. Choose a smaller one, or send it at reduced size.")
TOO_MANY_PIXELS = say("This picture has more than %(most)d million pixels. Reduce it and upload it again.")
HEIC = say(
    "This is a HEIC or AVIF picture. Save it as JPEG (iPhone: Settings, Camera, Formats, Most Compatible)."
)
NO_PICTURE = say("This is no picture that can be read. Upload a JPEG, PNG or WebP file.")
NOT_ONLY = say(
    "This file holds something besides the picture. Open it, save it as a new JPEG and upload that."
)
DAMAGED = say("This picture is damaged and cannot be shown. Upload it once more, or choose another.")


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: two JPEG files, and the size of the large one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def redraw(data: bytes) -> Picture:
    """An uploaded picture drawn anew, upright and on white; what is no picture is refused."""
    check_bytes(data)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once loaded, has it on for the whole process
    image = opened(data)
    with ONE_AT_A_TIME:
        try:
            large = upright(image)
        except Exception as error:  # a damaged picture raises whatever its decoder meets
            raise RuleBroken(DAMAGED) from error
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Picture(jpeg(large), jpeg(small), *large.size)


def check_bytes(data: bytes) -> None:
    """Refuse what is too large, HEIC, or also a zip, a PDF or a page (polyglot)."""
    if len(data) > MOST_BYTES:
        raise RuleBroken(TOO_LARGE, most=MOST_BYTES // MEGABYTE)
    if APPLE.match(data):
        raise RuleBroken(HEIC)
    if zipfile.is_zipfile(io.BytesIO(data)) or b"%PDF-" in data[:1024] or FOREIGN.search(data):
        raise RuleBroken(NOT_ONLY)


def opened(data: bytes) -> Image.Image:
    """The picture with its head read and no pixel unpacked yet."""
    try:
        image = Image.open(io.BytesIO(data), formats=KINDS)
    except BOMBS as error:
        raise RuleBroken(TOO_MANY_PIXELS, most=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # a damaged head raises whatever its reader meets
        raise RuleBroken(NO_PICTURE) from error
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise RuleBroken(TOO_MANY_PIXELS, most=MOST_PIXELS // 1_000_000)
    return image


def upright(image: Image.Image) -> Image.Image:
    """The picture at its large size, turned as its camera was held, on a white ground without metadata."""
    image.draft("RGB", (LARGE, LARGE))
    turned = ImageOps.exif_transpose(smaller(image))
    ground = Image.new("RGB", turned.size, "white")
    seen = turned.convert("RGBA") if turned.has_transparency_data else turned.convert("RGB")
    ground.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return ground


def smaller(image: Image.Image) -> Image.Image:
    """The picture reduced to its large size; one with a palette or 16 bits is made plain first."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("P", "PA", "1"):
        image = image.convert("RGBA")
    image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    return image


def jpeg(image: Image.Image) -> bytes:
    """A picture as JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()
