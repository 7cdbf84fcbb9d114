"""The companies' own systems, asked over MCP or plain HTTP: one try a call, within its time, its answer kept as data."""

from handrail.tools.servers import CallServers

__all__ = ["CallServers"]
