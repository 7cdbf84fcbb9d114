"""Ordinary sentences, as tables."""
