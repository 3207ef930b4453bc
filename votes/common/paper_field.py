"""One value that a Word template can be given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One value of a template: `parts` make it a list of rows, `wide` a picture of so many millimetres."""

    key: str
    meaning: str
    word: str = ""
    parts: tuple["Field", ...] = ()
    wide: int = 0


Fields = tuple[Field, ...]
