"""What a source and its translation have in common, as pure functions of two texts. Rules use it."""
