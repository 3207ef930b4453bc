"""Plain JSON values read strictly: whatever is not as the record's page wants it is refused by its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from votes.common.errors import RuleBroken, say

OTHER_FILE = say("This is another file than %(file)s. Choose %(file)s.")


class Refused(RuleBroken):
    """This cannot be counted as it stands; `field` names the place to mend."""

    def __init__(self, field: str, sentence: str, **values: Any) -> None:
        super().__init__(sentence, field=field, **values)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """A plain value together with the way that leads to it, such as `channels[0].issued`."""

    name: str
    value: Any

    def refuse(self, sentence: str, **values: Any) -> NoReturn:
        """Refuse this field with a sentence that carries `%(field)s`."""
        raise Refused(self.name, sentence, **values)

    def members(self) -> dict[str, Any]:
        """The value as an object."""
        if not isinstance(self.value, dict):
            self.refuse(say("%(field)s must be an object."))
        return self.value

    def has(self, key: str) -> bool:
        """Whether the object carries this key, be it null."""
        return key in self.members()

    def at(self, key: str) -> "Field":
        """A member that must be there."""
        child = Field(f"{self.name}.{key}" if self.name else key, self.members().get(key))
        if not self.has(key):
            child.refuse(say("%(field)s is missing."))
        return child

    def is_file(self, format: str, file: str) -> None:
        """Refuse a file that is quite another one, as people call it."""
        if not isinstance(self.value, dict) or self.value.get("format") != format:
            self.refuse(OTHER_FILE, file=file)

    def without(self, keys: Sequence[str]) -> None:
        """Refuse members that have no place beside the others."""
        for key in keys:
            if self.has(key):
                self.at(key).refuse(say("%(field)s may not stand here: take it out."))

    def entries(self) -> list[Any]:
        """The value as a list."""
        if not isinstance(self.value, list):
            self.refuse(say("%(field)s must be a list."))
        return self.value

    def each(self) -> list["Field"]:
        """The entries of a list, each with its own name."""
        return [Field(f"{self.name}[{place}]", value) for place, value in enumerate(self.entries())]

    def some(self) -> list["Field"]:
        """The entries of a list that may not be empty."""
        return self.each() or self.refuse(say("%(field)s is empty: at least one entry is needed."))

    def whole(self, least: int = 0) -> int:
        """A whole number; `true` and 1.0 are none."""
        if type(self.value) is not int or self.value < least:
            self.refuse(say("%(field)s must be a whole number, %(least)d or more."), least=least)
        return self.value

    def whole_or_null(self, least: int) -> int | None:
        """A whole number, or null for no limit."""
        return None if self.value is None else self.whole(least)

    def text(self) -> str:
        """A string that can be written as UTF-8, which half of a surrogate pair cannot."""
        if not isinstance(self.value, str) or not is_utf8(self.value):
            self.refuse(say("%(field)s must be text."))
        return self.value

    def flag(self) -> bool:
        """True or false, and nothing that only counts as such."""
        if not isinstance(self.value, bool):
            self.refuse(say("%(field)s must be true or false."))
        return self.value

    def one_of(self, choices: Sequence[str]) -> str:
        """One of the words the page lists."""
        if not isinstance(self.value, str) or self.value not in choices:
            self.refuse(say("%(field)s must be one of: %(choices)s."), choices=", ".join(choices))
        return self.value


def is_utf8(text: str) -> bool:
    """Whether a string has a UTF-8 form at all."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
