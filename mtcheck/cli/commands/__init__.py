"""What each command looks like to a user, one module a command; mtcheck.cli.<name> does the work."""
