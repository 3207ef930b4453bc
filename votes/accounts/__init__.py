"""账号: who signs in, and who may open what."""
