"""How much personal data the masks find, and what they take for it that is none."""
