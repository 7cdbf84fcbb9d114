"""Approved articles, their passages, and how a passage becomes an answer word for word."""
