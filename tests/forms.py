"""Forms as a browser reads them from a page: where they go, what they hold, and what a press of the button sends."""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = {
    "text",
    "search",
    "tel",
    "email",
    "url",
    "number",
    "date",
    "datetime-local",
    "month",
    "time",
    "textarea",
}
TICKED = {"checkbox", "radio"}
BUTTONS = {"submit", "button", "image", "reset"}


@dataclass
class Field:
    """One field: its kind, what stands in it, what can be chosen in it."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page; fields of one name stand one after another."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Names of what a person can fill in or press, each once."""
        return list(dict.fromkeys(one.name for one in self.fields if one.name != "csrf_token"))

    def of(self, name: str) -> list[Field]:
        return [one for one in self.fields if one.name == name]

    def kind(self, name: str) -> str:
        return self.of(name)[0].kind

    def sent(self) -> dict[str, Any]:
        """What the browser sends if nobody changes anything and the first button is pressed."""
        data: dict[str, Any] = {}
        pressed = False
        for one in self.fields:
            if one.kind in BUTTONS:
                if pressed:
                    continue
                pressed = True
            if one.kind in TICKED and not one.chosen:
                continue
            if one.kind == "file":
                data[one.name] = (io.BytesIO(b""), "")
            else:
                data.setdefault(one.name, []).append(one.value)
        return data


class Reader(HTMLParser):
    """Collects the forms and the addresses of links of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.inside: Form | None = None
        self.select: Field | None = None
        self.text: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "form":
            self.inside = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self.inside)
        elif self.inside is not None:
            self.handle_field(tag, said)

    handle_startendtag = handle_starttag

    def handle_field(self, tag: str, said: dict[str, str]) -> None:
        if tag == "option" and self.select is not None:
            self.select.options.append(said.get("value", ""))
            if "selected" in said:
                self.select.value, self.select.chosen = said.get("value", ""), True
        if not said.get("name") or "disabled" in said:
            return
        name, kind = said["name"], said.get("type", "text").lower()
        if tag == "select":
            self.select = self.keep(Field(name, "select"))
        elif tag == "textarea":
            self.text = self.keep(Field(name, "textarea"))
        elif tag in ("input", "button"):
            kind = kind if tag == "input" else "submit"
            value = said.get("value", "on" if kind in TICKED else "")
            self.keep(Field(name, kind, value, "checked" in said, [value]))

    def keep(self, one: Field) -> Field:
        assert self.inside is not None
        self.inside.fields.append(one)
        return one

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "textarea" and self.text is not None:
            self.text.value = self.text.value.removeprefix("\r").removeprefix("\n")
            self.text = None
        elif tag == "select" and self.select is not None:
            if not self.select.chosen and self.select.options:
                self.select.value = self.select.options[0]
            self.select = None


def read(page: str) -> Reader:
    """Forms and links of a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def token_of(page: str) -> str:
    """The CSRF token that stands in a page, if one does."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    return found[1] if found else ""
