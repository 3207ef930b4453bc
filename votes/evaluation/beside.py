"""评价并列: deputies, the public, paper and surveys side by side, never summed; each with its base, spread and number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.ballots.standing import Rated, rating_results
from votes.common.clock import day_of
from votes.common.days import long_day, short_day
from votes.common.db import db
from votes.evaluation.breakdown import Breakdown, breakdowns_of
from votes.evaluation.models import GRADE_NAMES, WHY_NAMES, PublicRating
from votes.evaluation.opinions import Opinions, not_shown, opinions_of
from votes.evaluation.rating import held_back
from votes.evaluation.rework import Rework, reworks_of, told, under_way
from votes.evaluation.rework_rules import Judge
from votes.evaluation.rules import Grade, Share, Spread, share_of
from votes.evaluation.slips import slip_counts
from votes.evaluation.totals import COLLECTED_NAMES, Collected, Totals, totals_of
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.supervision.inspections import Inspection, inspections_of


@dataclass(frozen=True)
class Voice:
    """One kind of people: who, on which base, when; `spread` None: not published; `share` None: too few for a rate."""

    who: str
    base: str
    on: date | None
    spread: Spread | None
    share: Share | None = None
    interval: bool = False
    verdict: Grade | None = None
    least: int = 30
    note: str = ""
    paper: Document | None = None
    judge: Judge | None = None
    turn: int = 1

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The counts in words, from best to worst; abstentions only where there are any."""
        if self.spread is None:
            return []
        counts = [
            (str(GRADE_NAMES[Grade.satisfied]), self.spread.satisfied),
            (str(GRADE_NAMES[Grade.basic]), self.spread.basic),
            (str(GRADE_NAMES[Grade.dissatisfied]), self.spread.dissatisfied),
        ]
        return [*counts, (_("abstained"), self.spread.abstain)] if self.spread.abstain else counts

    @property
    def low(self) -> int | None:
        """Lower end of the interval, whole percent; only for those who came of their own accord."""
        return round(self.share.low) if self.share and self.interval else None

    @property
    def high(self) -> int | None:
        """Upper end of the interval, whole percent."""
        return round(self.share.high) if self.share and self.interval else None

    @property
    def verdict_words(self) -> str:
        """测评等次 in a word."""
        return str(GRADE_NAMES[self.verdict]) if self.verdict else ""


@dataclass(frozen=True)
class Ratings:
    """All voices on a project; `held_back` ratings were not counted, `struck` totals no longer count.

    `slips`: handed out, and come back. `public` is the newest evaluation by residents, `before` are those before it; `reworks` what failing ratings set going.
    """

    deputies: Sequence[Voice]
    on_site: Sequence[Voice]
    public: Voice | None
    others: Sequence[Voice]
    held_back: int
    opinions: Sequence[Opinions]
    struck: Sequence[str]
    before: Sequence[Voice] = ()
    reworks: Sequence[Rework] = ()
    breakdowns: Sequence[Breakdown] = ()
    not_shown: Sequence[str] = ()
    slips: tuple[int, int] = (0, 0)

    @property
    def rework(self) -> Rework | None:
        """The rework whose order is still open."""
        return under_way(self.reworks)

    @property
    def reworked(self) -> list[str]:
        """What followed from failing ratings, in words."""
        return [told(one) for one in self.reworks]

    @property
    def voices(self) -> list[Voice]:
        """Everyone in the order of the page: the public, the deputies, those on site, paper and surveys."""
        public = [self.public] if self.public else []
        return [*public, *self.before, *self.deputies, *self.on_site, *self.others]


def ratings_of(project: Project) -> Ratings:
    """Everything everyone may know about how a project is judged."""
    least = settings_of(project.cycle.settings).rating_min_people
    totals = totals_of(project)
    standing = [one for one in totals if one.struck_at is None]
    public = public_voices(project, least)
    return Ratings(
        deputies_voices(project, standing, least),
        [site_voice(one, least) for one in inspections_of(project) if one.grades and one.released_at],
        public[0] if public else None,
        [totals_voice(one, least) for one in standing if one.kind is not Collected.deputies],
        held_back(project),
        opinions_of(project),
        [struck_words(one, one.struck_at) for one in totals if one.struck_at is not None],
        public[1:],
        reworks_of(project),
        breakdowns_of(project, public[0].turn, least) if public else [],
        [f"{WHY_NAMES[why]} {n}" for why, n in not_shown(project).items()],
        slip_counts(project),
    )


def deputies_voices(project: Project, standing: Sequence[Totals], least: int) -> list[Voice]:
    """How deputies rated in session, and totals of theirs from elsewhere, the newest first."""
    rounds = [round_voice(rated, least) for rated in rating_results(project)]
    brought = [totals_voice(one, least) for one in standing if one.kind is Collected.deputies]
    return sorted([*rounds, *brought], key=lambda voice: voice.on or date.min, reverse=True)


def round_voice(rated: Rated, least: int) -> Voice:
    """A declared rating round; without its counts where the publish switch keeps them."""
    marks = [*Grade, "abstain"]
    spread = Spread(*(rated.counts[mark] for mark in marks)) if rated.counts else None
    base = ngettext(
        "%(title)s, one valid ballot",
        "%(title)s, %(num)d valid ballots",
        rated.valid,
        title=rated.round.title,
    )
    return Voice(
        _("Deputies"),
        base,
        rated.on,
        spread,
        share_of(spread, least) if spread else None,
        verdict=Grade(rated.verdict),
        least=least,
        note="" if spread else _("Only the verdict is published."),
        judge=Judge.deputies,
    )


def public_voices(project: Project, least: int) -> list[Voice]:
    """What residents say, each evaluation for itself, the newest first; none before the first rating."""
    found = public_spreads(PublicRating.project_id == project.id, project.congress_id)
    turns = sorted((turn for _project, turn in found), reverse=True)
    return [public_voice(found[project.id, turn], turn, least) for turn in turns]


def public_voice(spread: Spread, turn: int, least: int) -> Voice:
    """One evaluation by residents, with Wilson's interval."""
    base = ngettext(
        "by code or on the page, one rating", "by code or on the page, %(num)d ratings", spread.people
    )
    who = _("Residents' rating") if turn == 1 else _("Residents' rating after the rework")
    note = _("Open to everyone who wished to take part; not a sample.")
    share = share_of(spread, least)
    return Voice(
        who, base, None, spread, share, interval=True, least=least, note=note, judge=Judge.public, turn=turn
    )


def spreads_in(cycle: Cycle) -> dict[int, Spread]:
    """What residents say of each project of a cycle in their newest evaluation, by the project's id."""
    return {project: found[max(found)] for project, found in turns_in(cycle).items()}


def turns_in(cycle: Cycle) -> dict[int, dict[int, Spread]]:
    """What residents said of each project of a cycle, by the project's id and the evaluation's number."""
    projects = sa.select(Project.id).where(Project.cycle_id == cycle.id)
    turns: dict[int, dict[int, Spread]] = {}
    found = public_spreads(PublicRating.project_id.in_(projects), cycle.congress_id)
    for project, turn in sorted(found):
        turns.setdefault(project, {})[turn] = found[project, turn]
    return turns


def public_spreads(wanted: sa.ColumnElement[bool], congress_id: int) -> dict[tuple[int, int], Spread]:
    """Counts per project and evaluation."""
    counts: dict[tuple[int, int], dict[Grade, int]] = {}
    rows = (
        sa.select(PublicRating.project_id, PublicRating.turn, PublicRating.grade, sa.func.count())
        .where(PublicRating.congress_id == congress_id, wanted)
        .group_by(PublicRating.project_id, PublicRating.turn, PublicRating.grade)
    )
    for project, turn, grade, n in db.session.execute(rows):
        counts.setdefault((project, turn), {})[grade] = n
    return {key: Spread(*(found.get(grade, 0) for grade in Grade)) for key, found in counts.items()}


def site_voice(one: Inspection, least: int) -> Voice:
    """The verdicts deputies gave on site, at a released inspection."""
    spread = Spread(*(one.grades or (0, 0, 0)))
    base = ngettext(
        "on site, %(day)s, one person",
        "on site, %(day)s, %(num)d people",
        spread.people,
        day=short_day(one.held_on),
    )
    return Voice(_("Deputies"), base, one.held_on, spread, share_of(spread, least), least=least)


def totals_voice(one: Totals, least: int) -> Voice:
    """Totals brought from paper or a survey, with their source."""
    base = ngettext("one person", "%(num)d people", one.people)
    return Voice(
        str(COLLECTED_NAMES[one.kind]),
        base,
        one.last_on,
        one.spread,
        share_of(one.spread, least),
        least=least,
        note=_("Entered as totals: %(source)s, %(days)s", source=one.words, days=period_words(one)),
        paper=one.paper if one.paper and one.paper.released_at else None,
        judge=Judge(one.kind.value),
    )


def period_words(one: Totals) -> str:
    """The days over which it was collected."""
    first, last = long_day(one.first_on), long_day(one.last_on)
    return str(first if first == last else _("%(first)s to %(last)s", first=first, last=last))


def struck_words(one: Totals, at: datetime) -> str:
    """The note that totals were struck: when and why."""
    return str(
        _(
            "%(who)s (%(source)s): struck on %(day)s, %(why)s",
            who=COLLECTED_NAMES[one.kind],
            source=one.words,
            day=long_day(day_of(at)),
            why=one.struck_why,
        )
    )
