"""Postgres: one door to one workspace's data, for one viewer at a time."""
