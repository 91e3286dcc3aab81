"""What the exit codes say."""

EXIT_OK, EXIT_FINDINGS, EXIT_USAGE, EXIT_UNREAD = 0, 1, 2, 3
