"""Handrail: an assistant clears the routine, people own the moments that decide trust."""
