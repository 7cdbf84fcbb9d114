"""An amount as people read it."""

from handrail.core.money import digits_of
from handrail.core.tools.tool import Money


def in_words(money: Money) -> str:
    """`24.90 EUR`, `1200 JPY`."""
    digits = digits_of(money.currency)
    whole, rest = divmod(money.minor, 10**digits)
    return f"{whole}.{rest:0{digits}d} {money.currency}" if digits else f"{whole} {money.currency}"


def in_decimals(amount: int, currency: str) -> str:
    """Minor units as people type them: `24.90`."""
    return in_words(Money(amount, currency)).partition(" ")[0]
