"""Metadata: what an object, a field, a module is; the compiled world; runtime fields and objects."""
