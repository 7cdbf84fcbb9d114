"""Who is accountable for a conversation, who responds, by when, and what was promised."""
