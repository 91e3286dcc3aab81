"""Phrasing profiles: an n-gram model of reference texts, in one file that is used memory-mapped."""
