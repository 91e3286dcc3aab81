"""FLU013: words that must agree with each other, by the forms of a language."""
