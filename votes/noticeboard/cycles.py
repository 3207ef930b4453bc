"""What the noticeboard shows of a list that is under way: the wall, the result, the candidates, the ledger."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.days import short_day
from votes.delivery.progress import WallRow
from votes.delivery.rules import Light
from votes.noticeboard.living import Living
from votes.noticeboard.promised import light_of
from votes.noticeboard.results import goal_of
from votes.noticeboard.seen import Window, states, window_on
from votes.noticeboard.words import Row, day_words, silent_words
from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN
from votes.projects.telling import stage_word
from votes.proposals.advice import vote_of
from votes.proposals.advice_rules import Phase
from votes.proposals.points import has_points
from votes.supervision.ledger import Entry

LIGHTS = (Light.ok, Light.slow, Light.behind, Light.late, Light.done)


def lights(rows: Iterable[WallRow]) -> list[tuple[int, str]]:
    """How many projects stand under each light, worst last."""
    counted = Counter(row.progress.light for row in rows if row.progress and row.progress.light)
    return [(counted[light], light.value) for light in LIGHTS if counted[light]]


def band(living: Living) -> list[dict[str, Any]]:
    """The five stages with their one figure each."""
    cycle, asked = living.cycle, living.funnel
    slug: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    late = sum(n for n, light in lights(living.wall) if light in ("late", "behind"))
    closed = sum(entry.closed for entry in living.ledger)
    figures = [
        (
            ngettext("%(num)d item", "%(num)d items", asked.collected),
            asked_note(living),
            url_for("noticeboard.proposals", **slug),
        ),
        (chosen_words(living), "", None),
        (
            ngettext("%(num)d project", "%(num)d projects", living.chosen) if living.chosen else "—",
            ngettext("%(num)d late", "%(num)d late", late) if late else "",
            None,
        ),
        (
            ngettext("%(num)d finding", "%(num)d findings", len(living.ledger)) if living.ledger else "—",
            _("%(n)s closed", n=closed) if closed else "",
            None,
        ),
        (*rating_words(cycle, living.on), None),
    ]
    begun = window_of(living) is not Window.ahead
    found = states(begun, bool(cycle.candidates_published_at), living.is_decided, living.stages)
    return [
        {"state": state, "figure": figure, "note": note, "url": url}
        for state, (figure, note, url) in zip(found, figures, strict=True)
    ]


def asked_note(living: Living) -> str:
    """Below the number of proposals: when the collection begins or that it is over; else how many projects they made."""
    window = window_of(living)
    if window is Window.ahead and living.cycle.collection_opens_on:
        return _("from %(day)s", day=short_day(living.cycle.collection_opens_on))
    if living.funnel.collected > living.funnel.merged_to:
        return _("merged to %(n)s", n=living.funnel.merged_to)
    return _("being screened") if window is Window.over and not living.cycle.candidates_published_at else ""


def asked_words(living: Living) -> str:
    """How many proposals have come in, and how many still wait for their answer (件件有回音)."""
    came, open_ones = living.funnel.collected, living.unanswered
    words = [ngettext("%(num)d proposal has come in.", "%(num)d proposals have come in.", came)]
    if open_ones.waiting:
        words.append(ngettext("%(num)d has no answer yet.", "%(num)d have no answer yet.", open_ones.waiting))
    if open_ones.late:
        words.append(ngettext("%(num)d of them is late.", "%(num)d of them are late.", open_ones.late))
    return " ".join(words)


def chosen_words(living: Living) -> str:
    """12选10, as far as it has come."""
    many = living.stages.total()
    if not many:
        return _("nothing yet")
    if not living.is_decided:
        return ngettext("%(num)d candidate", "%(num)d candidates", many)
    return _("%(few)s of %(many)s", many=many, few=living.chosen)


def rating_words(cycle: Cycle, on: date) -> tuple[str, str]:
    """Whether the people's rating is open, and until when."""
    opens, closes = cycle.rating_opens_on, cycle.rating_closes_on
    if closes is None:
        return str(_("later this year")), ""
    until = str(_("until %(day)s", day=day_words(closes)))
    if on > closes:
        return str(_("now over")), until
    if opens is not None and on < opens:
        return str(_("from %(day)s", day=short_day(opens))), until
    return str(_("open now")), until


def contents(living: Living) -> list[tuple[str, str]]:
    """What a long page holds, to go there at once."""
    found = [
        ("wall", _("Progress wall"), bool(living.wall)),
        ("funnel", _("From wishes to projects"), True),
        ("result-1", _("Outcome of the ballot"), bool(living.results)),
    ]
    found += [
        ("candidates", _("Candidates"), not living.results and bool(living.stages)),
        ("ledger", _("Findings"), bool(living.ledger)),
        ("acts", _("What you can do"), True),
    ]
    return [(name, words) for name, words, is_there in found if is_there]


def lead(living: Living) -> str:
    """What is happening, in one sentence."""
    if living.is_decided and living.chosen:
        return _(
            "Deputies chose these projects. The government carries them out, the congress watches, you judge."
        )
    if living.stages or living.cycle.candidates_published_at:
        return _("The candidates are out. The deputies decide at their session.")
    window = window_of(living)
    if window is Window.open:
        return _("Say what is needed nearby: everyone may, it takes two minutes.")
    if window is Window.ahead:
        return _(
            "Proposals are collected from %(day)s. From then on everyone may propose.",
            day=day_words(living.cycle.collection_opens_on),
        )
    return _("The collection is over. What came in is being screened.")


def window_of(living: Living) -> Window:
    """Whether the collection is ahead, open or over on the day the page shows."""
    return window_on(living.cycle.collection_opens_on, living.cycle.collection_closes_on, living.on)


def wall_rows(living: Living, rows: Iterable[WallRow]) -> list[Row]:
    """进度榜: worst first, with the unit's words under a late one; what many have in common is worded once."""
    missing = cache(silent_words)
    return [
        Row(
            no=row.number,
            title=row.title,
            goal=row.goal,
            unit=row.unit,
            url=living.address_of(row.number),
            fact=row.progress.fact if row.progress else None,
            plan=row.progress.plan if row.progress else None,
            light=light_of(row),
            why=row.progress.why if row.progress and row.progress.light not in (Light.ok, Light.done) else "",
            missing=missing(row.progress.silent) if row.progress and row.progress.silent else "",
        )
        for row in rows
    ]


def project_address(cycle: Cycle, number: int) -> str:
    """The address of a project, for ever."""
    return url_for("noticeboard.project", congress=cycle.congress.slug, cycle=cycle.slug, number=number)


def candidate_rows(living: Living) -> list[Row]:
    """The candidates before the ballot, in ballot order: nothing else may order them; none that is on the wall."""
    return [
        Row(
            no=project.number,
            title=project.title,
            goal=goal_of(project),
            unit=project.unit_name,
            url=living.address_of(project.number),
            state=stage_word(project.stage),
            out=project.adopted is False,
        )
        for project in living.listed(Project.stage.not_in(CHOSEN))
    ]


def acts(living: Living) -> list[dict[str, Any]]:
    """您可以做的: what a resident can do here now."""
    slug: dict[str, Any] = {"congress": living.cycle.congress.slug, "cycle": living.cycle.slug}
    found: list[tuple[str, str, str, str]] = []
    if may_propose(living):
        url = url_for("proposals.propose", **slug)
        found.append(("提", url, _("Propose something"), _("Two minutes, no account, you get a code")))
    if living.chosen:
        near = url_for("noticeboard.cycle_map", **slug)
        found.append(("找", near, _("Find the projects near me"), _("On the map, and by town")))
        note = _("Open it and press “Rate this project”")
        found.append(("评", f"{living.address}#wall", _("Rate a project"), note))
    found += near_acts(living)
    find, read = url_for("proposals.find"), url_for("noticeboard.proposals", **slug)
    found.append(("查", find, _("Follow my proposal"), _("Type the code you were given")))
    found.append(("看", read, _("See what others asked for"), _("Each gets an answer")))
    return [dict(zip(("verb", "url", "label", "note"), one, strict=True)) for one in found]


def near_acts(living: Living) -> list[tuple[str, str, str, str]]:
    """To take part in the advisory vote while it is open or to read it after, and to meet deputies where there are stations."""
    slug: dict[str, Any] = {"congress": living.cycle.congress.slug, "cycle": living.cycle.slug}
    found, vote = [], vote_of(living.cycle)
    now = vote.phase_on(living.on) if vote else None
    if now is Phase.open:
        url = url_for("proposals.advise", **slug)
        found.append(("选", url, _("Say which projects are most needed"), _("Before the deputies decide")))
    elif now is Phase.over:
        url = url_for("noticeboard.advice", **slug)
        found.append(
            ("选", url, _("What residents find most needed"), _("The advisory vote before the ballot"))
        )
    if has_points(living.cycle.congress):
        url = url_for("noticeboard.points", congress=slug["congress"])
        found.append(("站", url, _("Meet a deputy"), _("Stations and collection points")))
    return found


def may_propose(living: Living) -> bool:
    """Whether proposals are being collected on this day."""
    return window_of(living) is Window.open


def ledger_words(living: Living) -> str:
    """How many findings there are, who raised them, and how many are closed."""
    closed = sum(entry.closed for entry in living.ledger)
    many = ngettext("%(num)d finding", "%(num)d findings", len(living.ledger))
    others = sum(not entry.is_finding for entry in living.ledger)
    if others:
        found = len(living.ledger) - others
        many = _(
            "%(many)s (%(found)d by supervision, %(others)d from messages and ratings)",
            many=many,
            found=found,
            others=others,
        )
    return str(_("%(many)s, %(n)s closed", many=many, n=closed))


def entry_rows(living: Living, entries: Iterable[Entry]) -> list[Row]:
    """Findings in a line each: whose it is, and how far it has come."""
    return [
        Row(
            no=entry.number,
            title=entry.title,
            goal=entry.project.title if entry.project else "",
            url=f"{living.address_of(entry.project.number)}#findings" if entry.project else None,
            state=entry.tag,
        )
        for entry in entries
    ]
