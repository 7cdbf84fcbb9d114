"""Durable work in the same database: queued with the change that causes it, never silently gone."""
