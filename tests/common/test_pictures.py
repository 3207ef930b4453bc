"""An uploaded picture is drawn anew: two sizes, upright, nothing kept but the picture."""

import contextlib
import io
import random
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageFile

from votes.common import pictures
from votes.common.errors import RuleBroken
from votes.common.pictures import redraw


def saved(image, kind="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(size=(2400, 1200), **options):
    """A photograph: left half red, right half blue, with what a phone packs into it."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    return saved(image, **options)


def position():
    """Metadata as a phone writes it: maker, turned by a quarter, and where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "PHONE-OF-RESIDENT-03", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 14.0, 20.0), 3: "E", 4: (111.0, 28.0, 9.0)})
    return exif


def seen(data):
    return Image.open(io.BytesIO(data))


def refusal(data):
    with pytest.raises(RuleBroken) as refused:
        redraw(data)
    return refused.value.sentence


def test_two_sizes_come_out_and_small_pictures_are_not_blown_up():
    picture = redraw(photo())
    assert (picture.width, picture.height) == seen(picture.large).size == (1600, 800)
    assert seen(picture.small).size == (480, 240)
    tiny = redraw(photo(size=(100, 60)))
    assert seen(tiny.large).size == seen(tiny.small).size == (100, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_whatever_comes_in_goes_out_as_jpeg(kind):
    picture = redraw(saved(Image.new("RGB", (50, 40), "red"), kind))
    assert seen(picture.large).format == seen(picture.small).format == "JPEG"
    assert seen(picture.large).getpixel((20, 20))[0] > 240


def test_the_picture_is_upright_and_position_and_maker_are_gone():
    picture = redraw(photo(exif=position(), comment=b"secret-note", icc_profile=b"profile"))
    for data in (picture.large, picture.small):
        image = seen(data)
        assert image.height > image.width
        assert not image.getexif()
        assert not {"exif", "comment", "icc_profile"} & set(image.info)
        assert b"RESIDENT" not in data
        assert b"secret-note" not in data
    top, bottom = seen(picture.large).getpixel((400, 100)), seen(picture.large).getpixel((400, 1500))
    assert top[0] > 200 > bottom[0]


@pytest.mark.parametrize(
    ("mode", "colour", "plain"),
    [
        ("L", 100, (100, 100, 100)),
        ("LA", (0, 0), (255, 255, 255)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("I;16", 51200, (200, 200, 200)),
        ("1", 1, (255, 255, 255)),
    ],
)
def test_every_mode_becomes_colours_on_white(mode, colour, plain):
    assert seen(redraw(saved(Image.new(mode, (30, 30), colour), "PNG")).large).getpixel((9, 9)) == plain


def test_a_palette_with_a_clear_colour_stands_on_white():
    image = Image.new("P", (30, 30), 7)
    image.putpalette([value for value in range(256) for _ in "rgb"])
    assert seen(redraw(saved(image, "PNG", transparency=7)).large).getpixel((9, 9)) == (255, 255, 255)


def test_a_print_picture_in_four_colours_is_read():
    colours = seen(redraw(saved(Image.new("CMYK", (30, 30), (0, 255, 255, 0)))).large).getpixel((9, 9))
    assert colours[0] > 240 > 20 > colours[2]


def test_only_the_first_picture_of_a_moving_one_is_kept():
    frames = [Image.new("RGB", (40, 40), name) for name in ("red", "blue")]
    picture = redraw(saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    assert getattr(seen(picture.large), "n_frames", 1) == 1
    assert seen(picture.large).getpixel((20, 20))[0] > 200


def test_what_a_phone_appends_to_its_picture_does_not_come_out():
    picture = redraw(photo(size=(90, 60)) + b"\0\0\0\x18ftypmp42 moving-part-of-the-picture")
    assert b"moving-part" not in picture.large + picture.small


def packed():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        photo(size=(90, 60)) + packed(),
        photo(size=(90, 60), comment=b"%PDF-1.7 "),
        photo(size=(90, 60), comment=b"<SCRIPT>alert(1)</SCRIPT>"),
        saved(Image.new("RGB", (9, 9)), "PNG") + b"<?php system($_GET[0]); ?>",
    ],
    ids=["zip", "pdf", "page", "program"],
)
def test_a_picture_that_is_something_else_too_is_refused(data):
    assert refusal(data) == pictures.NOT_ONLY


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", pictures.NO_PICTURE),
        (b"GIF89a" + b"\0" * 50, pictures.NO_PICTURE),
        (saved(Image.new("RGB", (9, 9)), "GIF"), pictures.NO_PICTURE),
        (saved(Image.new("RGB", (9, 9)), "TIFF"), pictures.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.NO_PICTURE),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", pictures.HEIC),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", pictures.HEIC),
        (b"\xff\xd8" + b"\0" * (pictures.MOST_BYTES + 1), pictures.TOO_LARGE),
        (photo()[:3000], pictures.DAMAGED),
    ],
    ids=["nothing", "gif head", "gif", "tiff", "svg", "heic", "avif", "large", "cut"],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(data, sentence):
    assert refusal(data) == sentence


def test_a_cut_picture_is_refused_whatever_another_part_told_the_library(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refusal(photo()[:3000]) == pictures.DAMAGED


def png_of(width, height):
    """The head of a PNG that claims this size, with almost no pixels behind it."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(50_000, 50_000), (12_000, 8_000), (8_000, 7_000), (30_001, 2)])
def test_too_many_pixels_are_refused_by_the_head_alone(size):
    assert refusal(png_of(*size)) == pictures.TOO_MANY_PIXELS


def test_a_text_that_swells_inside_a_png_is_refused():
    data = png_of(9, 9)
    body = b"note\0\0" + zlib.compress(b"\0" * 20_000_000)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    assert refusal(data[:33] + chunk + data[33:]) in (pictures.NO_PICTURE, pictures.DAMAGED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_picture_never_raises_anything_else(kind, seed):
    dice = random.Random(seed)
    data = bytearray(saved(Image.effect_noise((64, 48), 80).convert("RGB"), kind))
    for _ in range(dice.choice([1, 4, 40])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    with contextlib.suppress(RuleBroken):
        redraw(bytes(data[: dice.randrange(len(data))] if seed % 3 == 0 else data))
