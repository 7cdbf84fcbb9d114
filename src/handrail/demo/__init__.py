"""The demo company, so that everything can be tried at once."""
