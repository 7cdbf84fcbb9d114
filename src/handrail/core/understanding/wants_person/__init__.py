"""Finds the explicit wish for a person in what a customer wrote, in words, in any of forty languages."""

from handrail.core.understanding.wants_person.detection import LEXICON_VERSION, Wish, find_wish, read_lexicon

__all__ = ["LEXICON_VERSION", "Wish", "find_wish", "read_lexicon"]
