"""群众提: all pages of the room, on one blueprint."""

from votes.proposals import deed_views, public_views, queue_views, sheet_views

PAGES = (public_views, queue_views, deed_views, sheet_views)
bp = public_views.bp
