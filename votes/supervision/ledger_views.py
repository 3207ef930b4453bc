"""台账: one ledger on screen and in Excel; lists and months as views of it, and the three rates (三率) per unit."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.days import long_day, short_day
from votes.common.downloads import XLSX, handed_out
from votes.common.exports import write_xlsx
from votes.common.words import one_line
from votes.congress.models import Congress
from votes.supervision.kinds import KIND_NAMES, Kind
from votes.supervision.lists import LISTS, Cell
from votes.supervision.matters import Matter
from votes.supervision.rate_rules import Rates, Share
from votes.supervision.rates import rates_of
from votes.supervision.register import STATES, Asked, asked_for, raised_by, seen_by
from votes.supervision.showing import matter_address
from votes.supervision.views import bp, serving

WHO = (Role.office, Role.government, Role.unit, Role.deputy)
STATE_WORDS = {
    "open": _l("still open"),
    "late": _l("overdue"),
    "listed": _l("raised higher"),
    "closed": _l("closed after recheck"),
    "look_back": _l("look-back to come"),
}
FILTERS = ("list", "kind", "unit", "deputy", "state", "month")


@bp.route("/desk/<congress>/matters")
@open_to(*WHO)
@work_page("督", _l("Ledger of what was handed over"))
def matters(congress: str) -> str:
    """One list of the ledger, as far as I may see it, and as it was asked for."""
    home, today, which = the_congress(congress), clock.today(), asked_list()
    found = asked_for(seen_by(me(), home), asked(home), today)
    held = [one for one in found if LISTS[which].holds(one)]
    return render_template(
        "supervision/matters.html",
        title=LISTS[which].name,
        heads=LISTS[which].headings(),
        rows=[linked(row, one) for row, one in zip(LISTS[which].rows(held, today), held, strict=True)],
        filters=filters(home),
        lists=[(str(one.name), view_address(home, list=word), word == which) for word, one in LISTS.items()],
        sheet=url_for(".matters_sheet", congress=home.slug, **chosen()),
        paper=url_for(".matters_paper", congress=home.slug, **chosen()),
        may_raise=me().has(home, Role.office) or raised_by(me(), home) is not None,
        on=long_day(today),
    )


def linked(row: list[Cell], matter: Matter) -> dict[str, Any]:
    """A row for the screen: its cells in words, and the way to the matter."""
    cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
    return {"cells": cells, "url": matter_address(matter), "late": matter.late(clock.today()) > 0}


@bp.route("/desk/<congress>/matters/sheet.xlsx")
@open_to(*WHO)
def matters_sheet(congress: str) -> Response:
    """The same list as an Excel sheet."""
    home, which = the_congress(congress), asked_list()
    found = asked_for(seen_by(me(), home), asked(home), clock.today())
    name = str(LISTS[which].name)
    made = write_xlsx(name, LISTS[which].headings(), LISTS[which].rows(found, clock.today()))
    return handed_out(made, XLSX, f"{home.slug}-{which}-{clock.today():%Y%m%d}.xlsx")


@bp.route("/desk/<congress>/matters/paper")
@open_to(*WHO)
def matters_paper(congress: str) -> str:
    """The same list to print."""
    home, today, which = the_congress(congress), clock.today(), asked_list()
    found = asked_for(seen_by(me(), home), asked(home), today)
    return render_template(
        "supervision/matters_paper.html",
        title=LISTS[which].name,
        heads=LISTS[which].headings(),
        rows=[[printed(cell) for cell in row] for row in LISTS[which].rows(found, today)],
        back=view_address(home),
        on=long_day(today),
    )


def printed(cell: Cell) -> str:
    """A cell as it stands on paper; a blank stays one to write in."""
    return short_day(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


@bp.route("/desk/<congress>/matters/rates")
@open_to(*WHO)
@work_page("督", _l("Rates of units: in time, solved, satisfied"))
def rates(congress: str) -> str:
    """按期办结率, 解决率, 满意率 of each unit, with the numbers they are made of, in the order of the units."""
    home = the_congress(congress)
    found = rates_of(asked_for(seen_by(me(), home), asked(home), clock.today()), clock.today())
    return render_template(
        "supervision/rates.html",
        heads=rate_heads(),
        rows=[rate_row(one) for one in found],
        sheet=url_for(".rates_sheet", congress=home.slug, **chosen()),
        sees_all=me().has(home, Role.office, Role.government),
        on=long_day(clock.today()),
    )


@bp.route("/desk/<congress>/matters/rates.xlsx")
@open_to(*WHO)
def rates_sheet(congress: str) -> Response:
    """The same rates as an Excel sheet."""
    home = the_congress(congress)
    found = rates_of(asked_for(seen_by(me(), home), asked(home), clock.today()), clock.today())
    made = write_xlsx(_("Rates"), rate_heads(), [rate_cells(one) for one in found])
    return handed_out(made, XLSX, f"{home.slug}-rates-{clock.today():%Y%m%d}.xlsx")


def asked_list() -> str:
    """The list that was asked for; the overview where none is known by that word."""
    which = one_line(request.args.get("list"))
    return which if which in LISTS else "overview"


def asked(home: Congress) -> Asked:
    """The part of the ledger that the address asks for; what cannot be read, or is not for this person, asks for nothing.

    The list of one deputy is for the office: a unit would learn by it who raised what.
    """
    given, office = request.args, me().has(home, Role.office)
    kind, state = one_line(given.get("kind")), one_line(given.get("state"))
    return Asked(
        Kind(kind) if kind in set(Kind) else None,
        given.get("unit", 0, type=int) % 2**31,
        given.get("deputy", 0, type=int) % 2**31 if office else 0,
        state if state in STATES else "",
        asked_month(one_line(given.get("month"))),
    )


def asked_month(words: str) -> date | None:
    """The first day of a month written 2026-07."""
    try:
        return date.fromisoformat(f"{words[:7]}-01")
    except ValueError:
        return None


def chosen() -> dict[str, Any]:
    """What the address asks for, to be carried on."""
    return {name: one_line(request.args.get(name)) for name in FILTERS if request.args.get(name)}


def view_address(home: Congress, **more: Any) -> str:
    """The ledger with something else asked for, the rest as it is."""
    return url_for(".matters", congress=home.slug, **{**chosen(), **more})


def filters(home: Congress) -> list[dict[str, Any]]:
    """The choices above the list."""
    people = serving(home) if me().has(home, Role.office) else []
    kinds = [(kind.value, KIND_NAMES[kind]) for kind in Kind]
    units = [(str(unit.id), unit.name) for unit in home.units]
    picks = [
        ("kind", _("Kind"), kinds),
        ("unit", _("Responsible unit"), units),
        ("deputy", _("Deputy"), [(str(one.id), one.name) for one in people]),
        ("state", _("Where it stands"), list(STATE_WORDS.items())),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [("", _("all")), *options],
            "chosen": chosen().get(name, ""),
        }
        for name, label, options in picks
        if options
    ]


def rate_heads() -> list[str]:
    """Headings of the rates."""
    return [
        _("Responsible unit"),
        _("Closed in time"),
        _("Due or closed"),
        _("Closed in time, percent"),
        _("Closed"),
        _("Handed over"),
        _("Solved, percent"),
        _("Satisfied"),
        _("Basically satisfied"),
        _("Not satisfied"),
        _("Satisfied or basically, percent"),
    ]


def rate_cells(one: Rates) -> list[str | int | float | None]:
    """One unit's rates as they stand in the table."""
    return [
        one.unit,
        *(one.in_time.count, one.in_time.base, one.in_time.percent),
        *(one.solved.count, one.solved.base, one.solved.percent),
        *(one.satisfied, one.basic, one.dissatisfied, one.content.percent),
    ]


def rate_row(one: Rates) -> dict[str, Any]:
    """One unit's rates for the screen, the numbers beside each rate."""
    return {
        "unit": one.unit,
        "in_time": share_words(one.in_time),
        "solved": share_words(one.solved),
        "content": share_words(one.content),
        "marks": _(
            "satisfied %(a)d, basically %(b)d, not %(c)d", a=one.satisfied, b=one.basic, c=one.dissatisfied
        ),
    }


def share_words(share: Share) -> str:
    """A rate with its numbers, or that there is nothing to count yet."""
    if share.percent is None:
        return str(_("nothing to count yet"))
    return str(
        _("%(percent)s%% (%(count)d of %(base)d)", percent=share.percent, count=share.count, base=share.base)
    )
