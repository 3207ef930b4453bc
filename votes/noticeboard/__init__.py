"""公示: every public page."""
