"""All pages of the congress and its accounts, for the application.

Those of the congress stand in this room too: a page says whom it is open to, and that is known only here.
"""

from votes.accounts import (
    badges_views,
    cards_views,
    committees_views,
    congress_views,
    delegations_views,
    deputies_views,
    places_views,
    sessions_views,
    staff_views,
    views,
)

BLUEPRINTS = (
    views.bp,
    congress_views.bp,
    sessions_views.bp,
    deputies_views.bp,
    delegations_views.bp,
    committees_views.bp,
    badges_views.bp,
    cards_views.bp,
    places_views.bp,
    staff_views.bp,
)
