"""What happens beside and after a request: jobs, schedules, and the tail of the journal."""
