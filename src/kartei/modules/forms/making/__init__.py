"""From a record to its document: what can be inserted, the values of it, and the kept file."""
