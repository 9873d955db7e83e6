"""The developers' tools; ``python3 tools/do.py`` prints what they can do."""
