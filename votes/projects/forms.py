"""What a cycle adopts, with the article or the source beside each choice."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from votes.common.fields import Token, Whole, Words
from votes.common.words import one_line, sent_number
from votes.projects.line_lists import check_lines, known_word, lines
from votes.projects.setting_words import GATE_WORDS, label
from votes.projects.settings import (
    ADJUST_BODIES,
    DIMENSIONS,
    GOVERNED_BY,
    NEGATIVE_LIST,
    PROOF_NAMES,
    CycleSettings,
    Subject,
)


class SettingsForm(FlaskForm):
    """All settings of a cycle; those that govern what has begun are left out."""

    seen = Token()
    seats = Whole(
        label("seats"),
        least=1,
        most=99,
        description=_l(
            "How many projects the ballot adopts. Of 23 published ballots 13 chose 10 out of 12; townships 1 to 10."
        ),
    )
    surplus_percent = Whole(
        label("surplus_percent"),
        least=0,
        most=200,
        description=_l(
            "Below this the candidates' page warns, and nothing more. No published ballot was below 20; no text names a figure."
        ),
    )
    window_days = Whole(
        label("window_days"),
        least=1,
        most=366,
        description=_l(
            "30 days as a rule in Jinghong (Art. 6), one month in Kaifeng (item 3); a shorter window only warns."
        ),
    )
    answer_days = Whole(
        label("answer_days"),
        least=1,
        most=366,
        description=_l(
            "Every proposal gets a public answer. Later than this it counts as late, on the desk and in public; it blocks nothing. No text names a figure."
        ),
    )
    contact_days = Whole(
        label("contact_days"),
        least=0,
        most=366,
        description=_l(
            "So long after the end of the year, or of its public rating if that is later, names, numbers and addresses of proposers are deleted for good. Proposers read the day where they write theirs."
        ),
    )
    categories = Words(
        label("categories"),
        validators=[check_lines],
        description=_l("One on each line, as they shall stand on forms and lists."),
    )
    channels = Words(
        label("channels"),
        required=False,
        validators=[check_lines],
        description=_l(
            "One on each line, as they shall stand in the notice and on the page of the collection."
        ),
    )
    gates = Words(
        label("gates"),
        validators=[check_lines],
        description=_l(
            "One body on each line. Zhejiang, Art. 4: the standing committee must have reviewed the candidates; a township has its presidium."
        ),
    )
    negative_list = SelectMultipleField(
        label("negative_list"),
        coerce=one_line,
        description=_l(
            "Reasons not to take a proposal up: Longhui 1 to 5, Cangxi 6 to 9, Shaanxi and Banan 10 to 12, Qingyunpu 13 and 14; the last one widely."
        ),
    )
    more_reasons = Words(
        _l("Further reasons"),
        required=False,
        validators=[check_lines],
        description=_l("One on each line, from your own rules."),
    )
    light_ok = Whole(
        label("light_ok"),
        most=100,
        description=_l(
            "Planned percent less actual percent. Up to this the light is green; the custom of the places that publish a deviation."
        ),
    )
    light_slow = Whole(
        label("light_slow"),
        most=100,
        description=_l("Up to this the light is yellow, above it red."),
    )
    light_behind = Whole(
        label("light_behind"),
        most=100,
        required=False,
        description=_l(
            "Only for five colours, as Dazu shows them: up to this orange, above it red. Left blank: three colours."
        ),
    )
    public_after_days = Whole(
        label("public_after_days"),
        most=60,
        description=_l("A unit may explain itself first; after this time the light shows anyway."),
    )
    report_due_day = Whole(
        label("report_due_day"),
        least=1,
        most=28,
        description=_l("Of the following month. Huangshi and Xinjian district publish a table each month."),
    )
    stalled_months = Whole(
        label("stalled_months"),
        least=1,
        most=12,
        description=_l("So many months reported with the same figures, while the plan goes on."),
    )
    office_after_days = Whole(
        label("office_after_days"),
        most=60,
        description=_l(
            "The unit is told first of a lag, a missing report or a standstill, and can explain it."
        ),
    )
    adjust_body = RadioField(
        label("adjust_body"),
        description=_l("Shaanxi, Art. 18: the county's standing committee, or the congress of the township."),
    )
    major_money_percent = Whole(
        label("major_money_percent"),
        most=100,
        description=_l(
            "Above this a change of the plan needs that body. No text of a ballot names a figure."
        ),
    )
    major_delay_days = Whole(
        label("major_delay_days"), most=366, description=_l("Counted from the day promised first.")
    )
    major_quantity_percent = Whole(
        label("major_quantity_percent"), most=100, description=_l("Counted from the number promised first.")
    )
    order_days = Whole(
        label("order_days"),
        least=1,
        most=366,
        description=_l(
            "For findings, messages and questions; review opinions and suggestions have deadlines of their own."
        ),
    )
    opinion_send_days = Whole(
        label("opinion_send_days"),
        least=1,
        most=90,
        description=_l("From its approval. Zhejiang, Art. 43: seven days."),
    )
    opinion_reply_months = Whole(
        label("opinion_reply_months"),
        least=1,
        most=24,
        description=_l("Zhejiang, Art. 43: three months, or the time that was set."),
    )
    suggestion_months = Whole(
        label("suggestion_months"), least=1, most=24, description=_l("Law on Deputies: three months.")
    )
    suggestion_hard_months = Whole(
        label("suggestion_hard_months"), least=1, most=36, description=_l("Law on Deputies: six months.")
    )
    look_back_days = Whole(
        label("look_back_days"),
        least=1,
        most=730,
        description=_l("After closing, whoever raised it looks again whether it stayed put right."),
    )
    rating_min_people = Whole(
        label("rating_min_people"),
        least=1,
        most=10_000,
        description=_l(
            "With fewer only the counts stand there, so that nobody reads a percentage out of a handful."
        ),
    )
    rating_dimensions = Words(
        label("rating_dimensions"),
        required=False,
        validators=[check_lines],
        description=_l("One on each line. Shangqiu asks for progress, quality and effect; none is needed."),
    )
    rating_rework_below = Whole(
        label("rating_rework_below"),
        least=1,
        most=100,
        required=False,
        description=_l(
            "Satisfied and basically satisfied together. Left blank: only the deputies' verdict 不满意 does it; no text names a figure."
        ),
    )
    rating_proofs = SelectMultipleField(
        label("rating_proofs"),
        coerce=one_line,
        validators=[InputRequired(_l("Please choose at least one."))],
        description=_l(
            "One of those ticked is enough. A code by phone costs a message; slips are printed from the page of the project."
        ),
    )
    rating_subjects = Words(
        label("rating_subjects"),
        validators=[check_lines],
        description=_l(
            "One on each line; after a colon the words that lay a sentence to it. The last line takes what fits no other."
        ),
    )

    def fill(self, settings: CycleSettings) -> None:
        """Show what is adopted now, in the language of the page, where it can still change."""
        own = [reason for reason in settings.negative_list if reason not in NEGATIVE_LIST]
        shown = {name: getattr(settings, name) for name in NUMBERS} | {
            "categories": "\n".join(settings.categories),
            "channels": "\n".join(settings.channels),
            "gates": "\n".join(_(gate) for gate in settings.gates),
            "negative_list": [reason for reason in settings.negative_list if reason in NEGATIVE_LIST],
            "more_reasons": "\n".join(own),
            "rating_dimensions": "\n".join(_(one) for one in settings.rating_dimensions),
            "rating_proofs": list(settings.rating_proofs),
            "rating_subjects": "\n".join(settings.rating_subjects),
        }
        for name in shown.keys() & set(self._fields):
            self[name].data = shown[name]

    def versions_seen(self) -> int:
        """How many versions of the settings there were when the page was loaded."""
        return sent_number(self.seen.data)

    def prepare(self, frozen: Collection[Subject]) -> None:
        """Offer the reasons found in local rules, and leave out what stands still."""
        self.negative_list.choices = [SelectChoice(reason, _(reason)) for reason in NEGATIVE_LIST]
        self.rating_proofs.choices = [SelectChoice(key, _(words)) for key, words in PROOF_NAMES.items()]
        self.adjust_body.choices = [SelectChoice(key, _(words)) for key, words in ADJUST_BODIES.items()]
        for name, subject in GOVERNED_BY.items():
            if subject in frozen:
                del self[name]
        if Subject.negative_list in frozen:
            del self.more_reasons

    def read(self, old: CycleSettings) -> CycleSettings:
        """The settings as filled in; a field left out keeps what is adopted."""
        values: dict[str, Any] = {name: self[name].data for name in NUMBERS if name in self}
        values["categories"] = tuple(lines(self.categories.data))
        values["channels"] = tuple(lines(self.channels.data))
        values["rating_subjects"] = tuple(lines(self.rating_subjects.data))
        values["rating_proofs"] = tuple(self.rating_proofs.data or ())
        if "rating_dimensions" in self:
            own = lines(self.rating_dimensions.data)
            values["rating_dimensions"] = tuple(known_word(one, DIMENSIONS) for one in own)
        if "gates" in self:
            values["gates"] = tuple(known_word(gate, GATE_WORDS) for gate in lines(self.gates.data))
        if "negative_list" in self:
            own = [known_word(reason, NEGATIVE_LIST) for reason in lines(self.more_reasons.data)]
            values["negative_list"] = tuple(dict.fromkeys([*(self.negative_list.data or ()), *own]))
        return replace(old, **values)


LISTS = ("gates", "negative_list", "rating_dimensions")
NUMBERS = tuple(name for name in GOVERNED_BY if name not in LISTS)
