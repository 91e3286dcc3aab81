"""From a stretch of a container to a text and back: fields, markup, JSON, regions."""
