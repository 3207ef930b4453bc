"""Forms of a request for a change: asked for, forwarded or returned, decided, announced, reported."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.days import long_day
from votes.common.fields import Day, Whole, Words
from votes.congress.models import Session
from votes.congress.titles import session_title
from votes.delivery.change_rules import Votes
from votes.delivery.change_states import GROUND_NAMES, KIND_NAMES, ChangeKind

MOST_MEMBERS = 5000


class AskForm(FlaskForm):
    """What is asked of the deciding body, and why."""

    kind = RadioField(_l("What is asked for"), validators=[InputRequired(_l("Choose what is asked for."))])
    ground = RadioField(_l("Ground"), validators=[InputRequired(_l("Choose the ground."))])
    words = Words(
        _l("What is to be changed, and why"),
        longest=2000,
        description=_l("Everyone can read this once it lies with the deciding body."),
    )
    document = FileField(
        _l("The paper that shows why"),
        validators=[FileRequired(_l("Please attach the paper that shows why."))],
        description=_l(
            "Such as the notice from above, the expert's report, the minutes; everyone can read it once the body has decided. PDF, .docx or a photo."
        ),
    )

    def offer(self, kinds: list[ChangeKind]) -> None:
        """Offer what can be asked now."""
        offer_kinds(self, kinds)


class DecisionForm(FlaskForm):
    """What the deciding body has decided, with its vote."""

    kind = RadioField(
        _l("What was decided on"), validators=[InputRequired(_l("Choose what was decided on."))]
    )
    ground = RadioField(_l("Ground"), validators=[InputRequired(_l("Choose the ground."))])
    reason = Words(
        _l("Why it was decided"), longest=1000, description=_l("Everyone can read this, and the document.")
    )
    decided_on = Day(_l("Decided on"))
    members = Whole(
        _l("All members of the body"),
        least=1,
        most=MOST_MEMBERS,
        description=_l(
            "All there are (全体组成人员, 全体代表), not those present: more than half of them have to approve."
        ),
    )
    approve = Whole(_l("Votes for"), most=MOST_MEMBERS)
    oppose = Whole(_l("Votes against"), most=MOST_MEMBERS)
    abstain = Whole(_l("Abstentions"), most=MOST_MEMBERS)
    document = FileField(
        _l("The decision as a document"),
        validators=[FileRequired(_l("Please attach the decision as a document."))],
    )

    def offer(self, kinds: list[ChangeKind]) -> None:
        """Offer what can be decided now, where no request says it."""
        offer_kinds(self, kinds)

    def ask_vote_only(self) -> None:
        """A request is there: what it says is not asked again."""
        del self.kind, self.ground, self.reason

    def votes(self) -> Votes:
        """The vote as typed."""
        typed = (self.members.data, self.approve.data, self.oppose.data, self.abstain.data)
        return Votes(*(number or 0 for number in typed))


class WithdrawForm(FlaskForm):
    """Why a request is taken back."""

    reason = Words(_l("Why it is withdrawn"), longest=1000)


class AnnounceForm(FlaskForm):
    """When a decision was announced."""

    announced_on = Day(_l("Announced on"))


class ReportedForm(FlaskForm):
    """To which plenary decisions were reported."""

    session = SelectField(_l("Reported to"), validators=[InputRequired(_l("Choose the session."))])

    def offer(self, sessions: list[Session]) -> None:
        """Offer the plenaries of this congress."""
        self.session.choices = [
            SelectChoice(str(one.id), f"{session_title(one)}（{long_day(one.begins_on)}）")
            for one in sessions
        ]


def offer_kinds(form: AskForm | DecisionForm, kinds: list[ChangeKind]) -> None:
    """The choices of a request: what, on which ground."""
    form.kind.choices = [SelectChoice(kind.value, str(KIND_NAMES[kind])) for kind in kinds]
    form.ground.choices = [SelectChoice(ground.value, str(name)) for ground, name in GROUND_NAMES.items()]
