"""村级公示单: printed in one click, for one place or for a town with all its villages."""

from collections.abc import Collection, Sequence

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.accounts.links import site
from votes.common import clock
from votes.common.qr import qr_svg
from votes.congress.models import Congress
from votes.congress.places import Place, places_of
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.place_views import living_lists, the_place
from votes.noticeboard.village import Board, Sheet, sheet_of


@bp.route("/<congress>/place/<place>/notice")
@open_to(PUBLIC)
def village_notice(congress: str, place: str) -> Response:
    """The sheet of one place; of a town also those of its villages with `?all`, each on a page of its own."""
    home = the_public_congress(congress)
    found = the_place(home, place)
    rows = places_of(home)
    inner = [one for one in rows if one.parent_id == found.id]
    chosen = [found, *(inner if "all" in request.args else [])]
    inside = {one.id: {one.id, *(row.id for row in rows if row.parent_id == one.id)} for one in chosen}
    wanted = set().union(*inside.values())
    boards = [Board(Living(cycle, clock.today()), wanted) for cycle in living_lists(home)]
    return public_page(
        render_template(
            "noticeboard/village_notice.html",
            place=found,
            villages=len(inner) if len(chosen) == 1 else 0,
            sheets=[sheet(one, inside[one.id], home, boards) for one in chosen],
        )
    )


def sheet(place: Place, inside: Collection[int], home: Congress, boards: Sequence[Board]) -> Sheet:
    """The sheet of one place, with the QR of its page."""
    path = url_for("noticeboard.in_place", congress=home.slug, place=place.slug)
    address = f"{site()}{path.removeprefix(request.root_path)}"
    qr = qr_svg(address, _("QR code of the page of %(place)s", place=place.name))
    return sheet_of(place, inside, boards, qr, address)
