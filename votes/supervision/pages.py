"""All pages of this room, for the application."""

from votes.supervision import (
    calendar_views,
    draw_views,
    expert_views,
    group_views,
    guest_views,
    inquiry_views,
    inspection_views,
    ledger_views,
    meeting_views,
    message_desk_views,
    message_views,
    opinion_views,
    pursuing_views,
    question_views,
    raising_views,
    visit_views,
)
from votes.supervision.views import bp

__all__ = [
    "bp",
    "calendar_views",
    "draw_views",
    "expert_views",
    "group_views",
    "guest_views",
    "inquiry_views",
    "inspection_views",
    "ledger_views",
    "meeting_views",
    "message_desk_views",
    "message_views",
    "opinion_views",
    "pursuing_views",
    "question_views",
    "raising_views",
    "visit_views",
]
