"""The style sheets: small, quiet, and readable in light and in dark."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "votes" / "static"
SHEETS = {path.name: path.read_text("utf-8") for path in STATIC.glob("*.css")}
TEXT = ("ink", "soft", "blue", "red")
SHAPES = ("edge", "green", "amber", "orange")


def tokens(scheme: str) -> dict[str, str]:
    """The colours of one scheme; dark says only what differs."""
    light, dark = re.findall(r":root \{(.*?)\}", SHEETS["look.css"], re.S)[:2]
    found = dict(re.findall(r"--(\w+): (#\w+)", light))
    return found if scheme == "light" else found | dict(re.findall(r"--(\w+): (#\w+)", dark))


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash", "tint"])
def test_text_and_shapes_stand_out(scheme: str, ground: str) -> None:
    colours = tokens(scheme)
    text = {name: contrast(colours[name], colours[ground]) for name in TEXT}
    shapes = {name: contrast(colours[name], colours[ground]) for name in SHAPES}
    assert {name: ratio for name, ratio in text.items() if ratio < 4.5} == {}
    assert {name: ratio for name, ratio in shapes.items() if ratio < 3} == {}
    assert contrast(colours["on"], colours["blue"]) >= 4.5


def test_black_on_white_is_the_most_there_is() -> None:
    assert round(contrast("#000", "#ffffff"), 1) == 21.0


def test_the_sheets_are_small_and_ask_nobody_outside() -> None:
    assert sorted(SHEETS) == ["hall.css", "look.css", "paper.css"]
    assert sum(len(gzip.compress(text.encode())) for text in SHEETS.values()) < 14 * 1024
    for text in SHEETS.values():
        assert not re.search(r"@import|@font-face|url\(|https?:", text)


def test_every_class_a_part_names_is_styled_somewhere() -> None:
    parts = STATIC.parent.parent / "templates"
    named = set()
    for path in [*(parts / "parts").glob("*.html"), parts / "base.html"]:
        for value in re.findall(r'class="([^"{]+)"', path.read_text("utf-8")):
            named |= set(value.split())
    styled = set(re.findall(r"\.([a-z][\w-]*)", " ".join(SHEETS.values())))
    assert sorted(named - styled) == []
