"""FLU005: phrases translated word by word."""
