"""人大: the congress and its people."""
