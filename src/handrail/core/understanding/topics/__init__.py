"""Topics that a company taught by examples: which one a message belongs to, and how sure that is."""
