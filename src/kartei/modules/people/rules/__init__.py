"""Rules of clients."""
