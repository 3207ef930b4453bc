"""Chinese for commands that need neither the application nor its database."""

import gettext
from collections.abc import Callable

from votes.common.errors import RuleBroken
from votes.common.resources import PACKAGE


def chinese() -> Callable[[str], str]:
    """What turns a sentence into Chinese; the compiled catalogue comes with the installation."""
    folder = str(PACKAGE / "translations")
    return gettext.translation("messages", folder, languages=["zh"], fallback=True).gettext


def why_not(broken: RuleBroken) -> str:
    """The sentence of a broken rule."""
    sentence = chinese()(broken.sentence)
    return sentence % broken.values if broken.values else sentence
