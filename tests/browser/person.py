"""What everybody can read from a page: what its fields offer, where its links lead."""

from pathlib import Path
from typing import Any, Protocol

SCRIPT = Path(__file__).with_name("page.js").read_text()


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a form holds them: words, or a list of words; without files."""
    return {
        name: [str(one) for one in value] if isinstance(value, list) else str(value)
        for name, value in values.items()
        if not isinstance(value, dict)
    }


def files(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The files among them: name, mimeType, buffer."""
    return {name: value for name, value in values.items() if isinstance(value, dict)}


class Person(Protocol):
    """Somebody who opens pages, follows links, and sends forms."""

    @property
    def path(self) -> str:
        """Where the person is."""

    def open(self, path: str) -> None:
        """Go to an address of the site."""

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends like this."""

    def put(self, values: dict[str, Any], deed: str = "") -> None:
        """Fill the form in and press its button (of several the one with this deed)."""

    def press(self, address: str) -> None:
        """Press the one button that goes to an address like this."""

    def sign_in(self, code: str) -> None:
        """Sign in with a printed code."""

    def unfold(self) -> None:
        """Open what is folded."""

    def read(self, expression: str) -> Any:
        """What a script reads from the page, called `page`."""

    def send(self, deed: str = "", **values: Any) -> None:
        """The same as `put`, for fields whose names are words."""
        self.put(values, deed)

    def reads(self, *words: str) -> None:
        """The page says these words."""
        text = self.words()
        missing = [one for one in words if one not in text]
        assert not missing, f"{self.path}: {missing} not in: {text}"

    def words(self) -> str:
        """What the page says."""
        return str(self.read('page.querySelector("main").textContent'))

    def choices(self, name: str) -> list[str]:
        """The values that a field offers, blanks and 0 left out."""
        fields = f'page.querySelectorAll(`main select[name="{name}"] option, main input[name="{name}"]`)'
        return [
            value for value in self.read(f"[...{fields}].map((one) => one.value)") if value not in ("", "0")
        ]

    def choice(self, name: str, words: str) -> str:
        """The value of the first choice of a list that says these words."""
        options = f'[...page.querySelectorAll(`main select[name="{name}"] option`)]'
        return str(self.read(f"{options}.find((one) => one.textContent.includes(`{words}`)).value"))

    def links(self, within: str) -> list[str]:
        """Where the links of these parts of the page lead."""
        links = f"[...page.querySelectorAll(`main {within} a`)]"
        return list(self.read(f'{links}.map((one) => one.getAttribute("href"))'))

    def fields(self, chosen: str) -> list[tuple[str, str, str]]:
        """Name, kind and value of these fields."""
        found = f"[...page.querySelectorAll(`main input{chosen}`)]"
        return [tuple(one) for one in self.read(f"{found}.map((one) => [one.name, one.type, one.value])")]
