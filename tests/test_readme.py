"""Every setting and every command has its place in the README."""

import re
from pathlib import Path

import click

from votes.cli import main
from votes.common.config import SETTINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_default_and_purpose() -> None:
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else ""
        assert f"| `{setting.name}` | {default} | {setting.purpose} |".replace("|  |", "| |") in README


def test_every_command_stands_in_the_readme() -> None:
    for name, command in main.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {}
        assert f"`votes {name}" in README, name
        for word in inner:
            assert word in README, f"{name} {word}"


def test_nothing_stands_in_a_table_of_the_readme_twice() -> None:
    for part in README.split("\n## "):
        names = [line.split("|")[1] for line in part.splitlines() if line.startswith("| ")]
        assert len(names) == len(set(names)), part


def test_every_target_of_make_that_is_no_file_stands_in_the_readme() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets is not None
    assert [word for word in targets[1].split() if f"make {word}" not in README] == []
