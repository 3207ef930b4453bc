"""What the pages of a draw show, and to whom: the office all, deputies what they take part in, everyone what is released."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.days import long_day
from votes.supervision.draw_rules import NAMELESS, Kind, Step
from votes.supervision.draws import Draw
from votes.supervision.sight import sight_of

KIND_NAMES: dict[Kind, LazyString] = {
    Kind.sites: _l("sites"),
    Kind.projects: _l("projects"),
    Kind.members: _l("deputies for a group"),
    Kind.experts: _l("experts"),
}


def sees(actor: Actor, draw: Draw) -> bool:
    """The office sees every draw; a deputy those of an own project, where not standing aside, and whatever is public."""
    if actor.has(draw.cycle.congress, Role.office) or draw.step(Step.released):
        return True
    if draw.project is None or not actor.has(draw.cycle.congress, Role.deputy):
        return False
    sight = sight_of(actor, draw.project)
    return sight.sees_names and not sight.recused


def state_words(draw: Draw) -> str:
    """Where the draw stands."""
    if draw.step(Step.called_off):
        return str(_("called off"))
    if draw.step(Step.drawn):
        return str(_("drawn, public") if draw.step(Step.released) else _("drawn"))
    return str(_("prepared"))


def brief(draw: Draw) -> str:
    """What is drawn, and from how many."""
    return str(_("%(kind)s, %(k)d of %(n)d", kind=KIND_NAMES[draw.kind], k=draw.count, n=len(draw.entries)))


def draw_rows(draws: Sequence[Draw]) -> list[dict[str, Any]]:
    """Draws as a list."""
    return [
        {
            "no": one.number,
            "title": one.title,
            "url": url_for(
                "supervision.draw", congress=one.cycle.congress.slug, cycle=one.cycle.slug, draw=one.number
            ),
            "goal": brief(one),
            "unit": long_day(day_of(one.at)),
            "state": state_words(one),
        }
        for one in draws
    ]


def shown(draw: Draw) -> dict[str, Any]:
    """One draw, ready for its page and its sheet."""
    outcome, off = draw.step(Step.drawn), draw.step(Step.called_off)
    return {
        "draw": draw,
        "brief": brief(draw),
        "state": state_words(draw),
        "fixed": fixed_facts(draw),
        "entries": [(one.key, one.title) for one in draw.lots],
        "winners": [one.title for one in draw.winners],
        "numbered": [(place, one.title) for place, one in enumerate(draw.winners, 1)],
        "outcome": outcome,
        "off": off,
        "drawn_on": long_day(day_of(outcome.at)) if outcome else "",
        "may_release": draw.kind not in NAMELESS and bool(outcome or off) and not draw.step(Step.released),
    }


def public_facts(draw: Draw) -> list[tuple[str, Any]]:
    """What was fixed before: all that everyone sees of a draw that is not released."""
    return [
        (_("Prepared on"), long_day(day_of(draw.at))),
        (_("Commitment (SHA-256 of the seed)"), draw.commitment),
        (_("Hash of the list (SHA-256)"), draw.list_hash),
    ]


def fixed_facts(draw: Draw) -> list[tuple[str, Any]]:
    """What was fixed before, and the seed once it is revealed."""
    outcome, facts = draw.step(Step.drawn), public_facts(draw)
    if outcome is None:
        return facts
    called = outcome.word or _("nothing was called out")
    return [*facts, (_("Called out on the spot"), called), (_("Seed, revealed after the draw"), draw.seed)]


def draw_told(draw: Draw) -> dict[str, Any]:
    """What the file of a draw says for people to read."""
    return {
        "congress": draw.cycle.congress.name,
        "cycle": draw.cycle.title,
        "number": draw.number,
        "kind": draw.kind.value,
        "title": draw.title,
        "prepared_at": draw.at.isoformat(),
    }
