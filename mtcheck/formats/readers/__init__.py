"""One reader a format: bytes to documents, and cleaned texts back into their place."""
