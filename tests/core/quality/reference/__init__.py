"""Numbers of other people's implementations, recorded."""
