"""The console: pages on which agents see what they own, what is due, why the assistant acted, and act themselves."""

from handrail.console.create import create_console
from handrail.console.parts import ConsoleParts

__all__ = ["ConsoleParts", "create_console"]
