"""群众提: all pages of the room, on one blueprint."""

from votes.proposals import (
    advice_views,
    candidate_views,
    deed_views,
    deputy_page_views,
    follow_views,
    point_views,
    public_views,
    queue_views,
    release_views,
    screening_views,
    sheet_views,
    support_views,
    template_views,
    trace_views,
)

PAGES = (
    public_views,
    follow_views,
    support_views,
    queue_views,
    deed_views,
    release_views,
    trace_views,
    template_views,
    sheet_views,
    screening_views,
    candidate_views,
    point_views,
    deputy_page_views,
    advice_views,
)
bp = public_views.bp
