"""Word templates as files: whether one is harmless, what it asks for, filling it in, PDF of it."""
