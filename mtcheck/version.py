"""The version, in a module that imports nothing: setup.cfg reads it without running the package."""

__version__ = "0.1.0"
