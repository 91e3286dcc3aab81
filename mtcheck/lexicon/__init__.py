"""What is known of words and letters, for encoding, languages, rules and scoring alike."""
