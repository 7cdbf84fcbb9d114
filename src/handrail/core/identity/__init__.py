"""How surely we know who a customer is, as far as what is at stake asks for it."""

from handrail.core.identity.levels import IdentityLevel, Known

__all__ = ["IdentityLevel", "Known"]
