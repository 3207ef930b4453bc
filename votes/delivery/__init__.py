"""政府办: the plan as a promise, and the month that tells how it goes."""
