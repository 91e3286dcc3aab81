"""mtcheck: a quality checker for machine-translated text."""
