"""群众提: what residents ask for, and how candidates come of it."""
