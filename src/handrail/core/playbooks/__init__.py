"""Playbooks: how a routine request is worked through, step by step, by rules that anybody can read."""
