"""Phrases by which signals are heard, in fourteen languages. Written from knowledge of the languages; no native speaker has read them."""
