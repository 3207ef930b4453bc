"""The one exception for a broken rule, with a sentence that can be translated."""

from typing import Any


def say(sentence: str) -> str:
    """Mark a sentence for the catalogue where nothing may be translated yet (rules know no language)."""
    return sentence


class RuleBroken(Exception):
    """A rule of the procedure does not allow this; `sentence` % `values` says what to do instead."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values
