"""From bytes to text: which encoding they are in."""
