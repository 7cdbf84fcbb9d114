"""What a stranger need not read is taken out of a text before it leaves, and put back afterwards."""

from handrail.core.privacy.mask import NO_MASKS, RESTORED, Masks, bears_token, mask_all, unmask

__all__ = ["NO_MASKS", "RESTORED", "Masks", "bears_token", "mask_all", "unmask"]
