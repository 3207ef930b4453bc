"""Forms of the sites: one site, a sheet of sites."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from votes.common.fields import Line
from votes.common.positions import Position, System, read_position
from votes.congress.forms import RuledForm
from votes.congress.models import Congress
from votes.congress.place_forms import position_field, system_choices, system_field
from votes.congress.places import Place, PlaceKind, places_of


class SiteForm(RuledForm):
    """One site of a project."""

    name = Line(
        _l("Name of the site"), longest=120, description=_l("Such as: East Gate of the Experimental School.")
    )
    place = SelectField(_l("Town or village"), coerce=int)
    position = position_field()
    system = system_field()

    def __init__(self, congress: Congress, **values: Any) -> None:
        super().__init__(**values)
        self.places = {one.id: one for one in places_of(congress)}
        self.place.choices = [SelectChoice(0, str(_l("not in the list"))), *self.names()]
        self.system.choices = system_choices()

    def names(self) -> list[SelectChoice]:
        """Every town with its villages after it."""
        towns = [one for one in self.places.values() if one.kind is PlaceKind.town]
        found = [SelectChoice(town.id, town.name) for town in towns if not self.inner(town)]
        for town in towns:
            inner = [SelectChoice(one.id, f"{town.name} · {one.name}") for one in self.inner(town)]
            found += [SelectChoice(town.id, town.name), *inner] if inner else []
        return found

    def inner(self, town: Place) -> list[Place]:
        """The villages of a town."""
        return [one for one in self.places.values() if one.parent_id == town.id]

    @property
    def chosen_place(self) -> Place | None:
        """The place that was chosen."""
        return self.places.get(self.place.data or 0)

    @property
    def at(self) -> tuple[Position | None, System | None]:
        """Where it lies, as WGS84, and the system it was given in."""
        typed = self.position.data
        return read_position(typed, System(self.system.data)) if typed else (None, None)

    def rules(self) -> list[tuple[Any, ...]]:
        """A position can be read."""
        typed = self.position.data
        return [(self.position, read_position, typed, System(self.system.data))] if typed else []
