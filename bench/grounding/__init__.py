"""How well the guards tell what a source supports from what it does not."""
