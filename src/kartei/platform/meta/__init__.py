"""Metadata: what an object, a field, a module is; the compiled world; fields made at run time."""
