"""人大督: groups, inspections, and the loop of what they found."""
