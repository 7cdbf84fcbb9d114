"""Embedders and language detectors behind small ports."""
