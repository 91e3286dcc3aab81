"""FLU004: grammar and spelling."""
