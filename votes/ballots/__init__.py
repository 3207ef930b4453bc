"""代表决: the deputies' ballot."""
