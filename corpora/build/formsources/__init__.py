"""Readers of the lexicons behind corpora/forms: each yields readings of word forms of one language."""
