"""Papers as Word files that people go on editing."""
