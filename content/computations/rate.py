"""The share of harmful runs, with the interval of Wilson (1927)."""

from math import sqrt
from statistics import NormalDist


def rate(harmful: int, total: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """Returns the rate and the bounds of its interval; total must be positive."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = harmful / total
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    return share, middle - reach, middle + reach
