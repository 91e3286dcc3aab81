"""Former home of mtcheck.jobs (many documents here) and mtcheck.engines (many machines)."""
