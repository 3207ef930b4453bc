"""Forms of the places: one place, a sheet of places, a file of boundaries."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import NEEDED, Line
from votes.common.positions import Position, System, read_position
from votes.congress.forms import RuledForm
from votes.congress.models import Congress
from votes.congress.place_list import check_name
from votes.congress.places import Place, PlaceKind, places_of

SYSTEM_NAMES: dict[System, LazyString] = {
    System.wgs84: _l("WGS84 or CGCS2000: GPS, Tianditu, surveying offices"),
    System.gcj02: _l("GCJ-02: Amap, Tencent, DataV"),
    System.bd09: _l("BD-09: Baidu"),
}
WHICH_SYSTEM = _l("Coordinate system")


def system_choices() -> list[SelectChoice]:
    """The systems to choose from."""
    return [SelectChoice(system.value, str(words)) for system, words in SYSTEM_NAMES.items()]


def system_field() -> RadioField:
    """A choice of systems; what a pasted address says of itself goes before it."""
    return RadioField(WHICH_SYSTEM, [InputRequired(NEEDED)], choices=[], default=System.wgs84.value)


def position_field() -> Line:
    """A position, typed or pasted."""
    return Line(
        _l("Position"),
        required=False,
        longest=300,
        description=_l("Latitude and longitude, such as 28.6832, 115.8581, or the address that a map shows."),
    )


class PlaceForm(RuledForm):
    """One town or village."""

    name = Line(_l("Name of the place"), longest=80, description=_l("In full: Hongzhou Town, Dong Village."))
    town = SelectField(
        _l("Lies in"), coerce=int, description=_l("A village lies in a town; a town stands alone.")
    )
    position = position_field()
    system = system_field()

    def __init__(self, congress: Congress, row: Place | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.congress, self.row = congress, row
        self.towns = {one.id: one for one in places_of(congress, PlaceKind.town) if one is not row}
        names = [SelectChoice(one.id, one.name) for one in self.towns.values()]
        self.town.choices = [SelectChoice(0, str(_l("nothing: it is a town or street"))), *names]
        self.system.choices = system_choices()

    @property
    def chosen_town(self) -> Place | None:
        """The town it lies in."""
        return self.towns.get(self.town.data or 0)

    @property
    def at(self) -> Position | None:
        """Where it lies, as WGS84."""
        typed = self.position.data
        return read_position(typed, System(self.system.data))[0] if typed else None

    def rules(self) -> list[tuple[Any, ...]]:
        """The name is free in its town, the position can be read."""
        said = (self.position.data, System(self.system.data)) if self.position.data else ()
        readable = [(self.position, read_position, *said)] if said else []
        return [*readable, (self.name, check_name, self.congress, self.name.data, self.chosen_town, self.row)]


class BoundariesForm(FlaskForm):
    """A file of boundaries."""

    file = FileField(
        _l("File of boundaries"),
        [FileRequired(_l("Choose a file."))],
        description=_l("GeoJSON (.json, .geojson) in degrees, at most 30 MB; each area with its name."),
    )
    system = system_field()
    add_towns = BooleanField(_l("Names that are not in the list become towns"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.system.choices = system_choices()
