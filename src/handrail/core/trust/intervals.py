"""How sure a share is that was counted."""

from math import sqrt

_Z95 = 1.959963984540054


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, both ends from 0 to 1; (0, 1) of nothing.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if of <= 0:
        return 0.0, 1.0
    share, z2 = count / of, _Z95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z95 * sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)
