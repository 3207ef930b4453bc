"""The OpenAPI document of the `.json` addresses, made by spectree from the described shapes.

spectree and pydantic take half a second and megabytes to import, so this module is imported only once the document is
asked for. The document is made on a small application of its own that has the same addresses: our views stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Optional

import pydantic
from flask import Flask
from flask_babel import gettext as _
from spectree import Response, SpecTree
from werkzeug.routing import Rule

from votes.noticeboard.described import ANSWERS, SHAPES
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.noticeboard.table_shapes import TABLE_SHAPES

TYPES: dict[Kind, Any] = {
    Kind.text: str,
    Kind.whole: int,
    Kind.yuan: int,
    Kind.percent: str,
    Kind.number: float,
    Kind.flag: bool,
    Kind.day: str,
    Kind.moment: str,
    Kind.address: str,
    Kind.counts: dict[str, int],
    Kind.languages: dict[str, str],
    Kind.open: Any,
}
FORMATS = {Kind.day: "date", Kind.moment: "date-time"}
VERSION = "1"
TABLE = "<table>.<form>"


@dataclass(frozen=True)
class Address:
    """One address pattern of the document: its own name, the view behind it, the shapes of its answer."""

    rule: str
    name: str
    endpoint: str
    shapes: Sequence[str]


def addresses(known: Mapping[str, str]) -> Iterator[Address]:
    """All that is described, of the rules there are by endpoint; each table has an address of its own."""
    for endpoint, shapes in ANSWERS.items():
        if endpoint in known:
            yield Address(known[endpoint], endpoint, endpoint, shapes)
    for endpoint in ("noticeboard.table", "noticeboard.cycle_table"):
        for shape in TABLE_SHAPES:
            rule = known[endpoint].replace(TABLE, f"{shape.name}.json")
            yield Address(rule, f"{endpoint}_{shape.name}", endpoint, [f"{shape.name}_table"])


def document(rules: Iterable[Rule], sentences: Mapping[str, str]) -> dict[str, Any]:
    """The document in the language of the request, for these rules of the application; `sentences` say what each is."""
    app, models = Flask("votes.api"), Models()
    api = SpecTree(
        "flask",
        title=str(_("Open data")),
        version=VERSION,
        mode="strict",
        naming_strategy=lambda model: model.__name__,
        nested_naming_strategy=lambda _parent, child: child,
    )
    for address in addresses({rule.endpoint: rule.rule for rule in rules}):
        view = named(address.name, sentences.get(address.endpoint, ""))
        answer = Response(HTTP_200=models.of(address.shapes))
        told = api.validate(resp=answer, skip_validation=True, operation_id=address.name)(view)
        app.add_url_rule(address.rule, address.name, told)
    api.register(app)
    with app.app_context():
        return answered(api.spec)


def named(endpoint: str, sentence: str) -> Callable[..., None]:
    """A view that only stands for the one of this name."""

    def view(**_values: Any) -> None:
        return None

    view.__name__, view.__doc__ = endpoint.replace(".", "_"), sentence
    return view


def answered(spec: dict[str, Any]) -> dict[str, Any]:
    """The document with the answers we give: a page in words where there is no such row, nothing where nothing changed."""
    for path in spec["paths"].values():
        for deed in path.values():
            deed["responses"] = {
                "200": deed["responses"]["200"],
                "304": {"description": "Not Modified"},
                "404": {"description": "Not Found"},
            }
    spec["components"]["schemas"].pop("ValidationError", None)
    return spec


class Models:
    """The shapes as pydantic knows them, each made once."""

    def __init__(self) -> None:
        self.made: dict[str, type[pydantic.BaseModel]] = {}

    def of(self, names: Sequence[str]) -> type[pydantic.BaseModel]:
        """The model of an answer: of one shape, or of any of several."""
        found = [self.model(name) for name in names]
        if len(found) == 1:
            return found[0]
        whole: Any = pydantic.RootModel
        either: type[pydantic.BaseModel] = whole[either_of(found)]
        either.__name__ = "Or".join(model.__name__ for model in found)
        return either

    def model(self, name: str) -> type[pydantic.BaseModel]:
        """The model of one shape."""
        if name not in self.made:
            shape = SHAPES[name]
            fields: dict[str, Any] = {field.key: self.field(field) for field in shape.fields}
            config = pydantic.ConfigDict(extra="allow" if shape.loose else "forbid")
            self.made[name] = pydantic.create_model(
                titled(shape), __config__=config, __doc__=str(_(shape.words)), **fields
            )
        return self.made[name]

    def field(self, field: Field) -> tuple[Any, Any]:
        """Type and description of one field; what may be blank stands there as null."""
        kind: Any = self.model(field.shape) if field.shape else TYPES[field.kind]
        if field.choices:
            kind = Literal[tuple(str(word) for word in field.choices)]
        if field.many:
            kind = list[kind]
        more: Any = {"format": FORMATS[field.kind]} if field.kind in FORMATS else None
        told = pydantic.Field(description=str(_(field.words)), json_schema_extra=more)
        return (kind if field.kept else Optional[kind]), told  # noqa: UP045 - a type known only here


def either_of(models: Sequence[Any]) -> Any:
    """The union of these."""
    found = models[0]
    for model in models[1:]:
        found = found | model
    return found


@cache
def titled(shape: Shape) -> str:
    """The name of a shape as a class: ProjectRow."""
    return "".join(word.capitalize() for word in shape.name.split("_"))
