"""The rules of the product, pure: no clock, no network, no randomness, nothing that can fail from outside."""
