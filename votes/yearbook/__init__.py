"""年报: the half-year and year-end report of a congress."""
