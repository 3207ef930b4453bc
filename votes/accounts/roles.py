"""Who does what: standing roles of a congress, and the roles of one sitting (design: 谁做什么)."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Role(StrEnum):
    """Standing roles. A deciding body (常委会、大会、主席团) acts through the office, with the document attached.

    A guest (联合监督, of another body) is invited by supervision to one thing, for a time.
    """

    office = "office"
    government = "government"
    unit = "unit"
    deputy = "deputy"
    administrator = "administrator"
    guest = "guest"


class Duty(StrEnum):
    """Roles of one sitting, given by badge (证) to different persons."""

    chair = "chair"
    chief_scrutineer = "chief_scrutineer"
    scrutineer = "scrutineer"
    teller_a = "teller_a"
    teller_b = "teller_b"


ROLE_NAMES: dict[Role, LazyString] = {
    Role.office: _l("congress office"),
    Role.government: _l("government office"),
    Role.unit: _l("responsible unit"),
    Role.deputy: _l("deputy"),
    Role.administrator: _l("administrator"),
    Role.guest: _l("guest of joint supervision"),
}
DUTY_NAMES: dict[Duty, LazyString] = {
    Duty.chair: _l("executive chair"),
    Duty.chief_scrutineer: _l("chief scrutineer"),
    Duty.scrutineer: _l("scrutineer"),
    Duty.teller_a: _l("teller A"),
    Duty.teller_b: _l("teller B"),
}
