"""All pages of the congress and its accounts, for the application.

Those of the congress stand in this room too: a page says whom it is open to, and that is known only here.
"""

from votes.accounts import staff_views, views

BLUEPRINTS = (views.bp, staff_views.bp)
