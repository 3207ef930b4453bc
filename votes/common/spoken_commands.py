"""Commands that explain themselves in Chinese, without the application: their help, and what click says of a wrong word."""

import gettext
import os
from typing import Any

import click

from votes.common.errors import say
from votes.common.resources import PACKAGE
from votes.common.spoken import chinese

FRAME = (
    say("Usage:"),
    say("Options"),
    say("Commands"),
    say("Show this message and exit."),
    say("required"),
    say("default: {default}"),
    say("Error: {message}"),
    say("Try '{command} {option}' for help."),
    say("Missing argument"),
    say("Missing option"),
    say("Missing command."),
    say("Invalid value for {param_hint}: {message}"),
    say("No such command {name!r}."),
    say("No such option {name!r}."),
    say("{value!r} is not a valid {number_type}."),
    say("Aborted!"),
)
"""What click itself says; it asks the gettext of the standard library for a translation."""


def speak(english: bool) -> None:
    """Let click speak Chinese, or as it is written."""
    gettext.bindtextdomain("messages", str(PACKAGE / "translations"))
    gettext.textdomain("as written" if english else "messages")
    os.environ["LANGUAGE"] = "zh"


class SpokenOption(click.Option):
    """An option whose help is told in the language of its command."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and what it is for."""
        if self.help and not getattr(ctx.command, "english", False):
            self.help = chinese()(self.help)
        return super().get_help_record(ctx)


class SpokenCommand(click.Command):
    """A command that speaks Chinese unless it is called with `--english`."""

    english = False

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **more: Any) -> click.Context:
        """Settle the language before a word is said."""
        self.english = "--english" in args
        speak(self.english)
        return super().make_context(info_name, args, *rest, **more)

    def told(self) -> str:
        """What it does, in its language."""
        return (self.help or "") if self.english else chinese()(self.help or "")

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its first sentence; one of Chinese has no blanks to be cut at."""
        return super().get_short_help_str(limit) if self.english else self.told().split("。")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its help; paragraphs stay paragraphs."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.told())


class SpokenGroup(SpokenCommand, click.Group):
    """Commands of that kind."""

    command_class = SpokenCommand
