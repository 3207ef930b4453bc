"""The form of an invitation to joint supervision."""

from datetime import date

from flask_babel import lazy_gettext as _l

from votes.common.fields import Day, Line
from votes.common.once import OnceForm
from votes.projects.models import Project
from votes.supervision.guests import Invited
from votes.supervision.matters import Matter


class GuestForm(OnceForm):
    """联合监督的邀请."""

    body = Line(
        _l("Of which body"),
        longest=80,
        description=_l("Such as the discipline commission or the audit office."),
    )
    name = Line(_l("Name or number"), longest=60)
    until_on = Day(_l("Good until"))

    def invited(self, project: Project | None, matter: Matter | None) -> Invited:
        """Whom the form invites, and to what."""
        until = self.until_on.data or date.min
        return Invited(self.body.data or "", self.name.data or "", until, project, matter)
