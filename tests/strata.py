"""strata.py - reads strata, a line each of events, n, other events, other n, a blank
line after each set; prints for each: ratio, its interval, excess, its interval, the
score's p, the exact p and mid-p. From the definitions: shares of highest likelihood by search,
bounds by bisection, the exact test by all sums in whole numbers."""
import functools
import math
import sys
from fractions import Fraction
from statistics import NormalDist

Z = NormalDist().inv_cdf(.975)


def log_likelihood(stratum, one, other):
    y, n, x, m = stratum
    total = 0
    for k, share in ((y, one), (n - y, 1 - one), (x, other), (m - x, 1 - other)):
        if k:
            if share <= 0:
                return -math.inf
            total += k * math.log(share)
    return total


def fit(stratum, link, low, high):
    """The other's share of highest likelihood: it is concave in it."""
    for _ in range(90):
        a, b = low + (high - low) * .382, low + (high - low) * .618
        if log_likelihood(stratum, link(a), a) < log_likelihood(stratum, link(b), b):
            low = a
        else:
            high = b
    return (low + high) / 2


@functools.lru_cache(maxsize=None)
def shares(stratum, tried, is_ratio):
    if is_ratio and tried == 1:
        return ((stratum[0] + stratum[2]) / (stratum[1] + stratum[3]),) * 2
    if is_ratio:
        other = fit(stratum, lambda b: tried * b, 0, min(1, 1 / tried))
        return tried * other, other
    other = fit(stratum, lambda b: b + tried, max(0, -tried), min(1, 1 - tried))
    return other + tried, other


def score(strata, tried, is_ratio):
    events = expected = variance = compared = 0
    for stratum in strata:
        y, n, x, m = stratum
        one, other = shares(stratum, tried, is_ratio)
        scale = tried**2 if is_ratio else 1
        events += y
        compared += n
        expected += n * x / m
        variance += n * n * (one * (1 - one) / n + scale * other * (1 - other) / m) * (
            (n + m) / (n + m - 1))
    above = events - tried * expected if is_ratio else \
        events - expected - tried * compared
    return above / math.sqrt(variance)


def bound(strata, low, high, limit, is_ratio):
    for _ in range(60):
        middle = (low + high) / 2
        if score(strata, middle, is_ratio) > limit:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def exact(strata):
    sums = {0: Fraction(1)}
    for y, n, x, m in strata:
        more = {}
        for k in range(max(0, y + x - m), min(n, y + x) + 1):
            weight = Fraction(math.comb(n, k) * math.comb(m, y + x - k),
                              math.comb(n + m, y + x))
            for at, so_far in sums.items():
                more[at + k] = more.get(at + k, 0) + so_far * weight
        sums = more
    this, near = sums[sum(s[0] for s in strata)], 1 + Fraction(1, 10**7)
    less = sum(w for w in sums.values() if w * near < this)
    alike = sum(w for w in sums.values() if this <= w * near and w <= this * near)
    return float(less + alike), float(less + alike / 2)


def report(strata):
    n = sum(s[1] for s in strata)
    events = sum(s[0] for s in strata)
    expected = sum(s[1] * s[2] / s[3] for s in strata)
    ratio, difference = events / expected, (events - expected) / n
    return [ratio, bound(strata, 1e-9, ratio, Z, True),
            bound(strata, ratio, 64 * ratio, -Z, True), events - expected,
            n * bound(strata, -1 + 1e-12, difference, Z, False),
            n * bound(strata, difference, 1 - 1e-12, -Z, False),
            math.erfc(abs(score(strata, 1, True)) / math.sqrt(2)), *exact(strata)]


if __name__ == "__main__":
    for part in sys.stdin.read().split("\n\n"):
        print(" ".join("%.10g" % value for value in report(
            [tuple(map(int, line.split())) for line in part.splitlines()])))
