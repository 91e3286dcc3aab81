"""Data that ships with mtcheck as the package mtcheck.corpora; without this line a zip finds none of it."""
