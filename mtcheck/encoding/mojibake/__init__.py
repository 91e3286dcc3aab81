"""Garbled text: where it is, what it was, and whether the reading is believed."""
