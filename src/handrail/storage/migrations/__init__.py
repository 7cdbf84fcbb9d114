"""The database's steps from empty to now, plain SQL files applied in order."""
