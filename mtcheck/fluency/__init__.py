"""How a text reads: the fluency index of a document and of its sentences."""
