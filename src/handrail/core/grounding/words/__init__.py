"""Tables of words that the guards look for, language by language."""
