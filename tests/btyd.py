#!/usr/bin/env python3
"""btyd.py N SEED [far] - N random points of the models of lib/btyd, with their figures
by mpmath at 30 digits and more, for tests/unit/btyd_points.c.

The formulas are those of the papers, where they have any: 2F1 and integrals, not
the sums of lib/btyd. A line: kind k r alpha a b x t_x T t delta, then the
log-likelihood, P(alive), E[Y], E[Y^2], P(Y >= 1), P(Y >= 3) and the discounted
purchases, nan where k > 1, which have no formula of their own, and of far points, customers of
thousands of purchases.
"""
import math
import random
import sys

from mpmath import mp, mpf

mp.dps = 30


def nbd(j, r, a, t):
    return (mp.rf(r, j) / mp.factorial(j) * (a / (a + t)) ** r
            * (t / (a + t)) ** j)


def nbd_tail(m, r, a, t):
    """P(N >= m)"""
    if m <= 0:
        return mpf(1)
    with mp.workdps(90):
        return 1 - mp.fsum(nbd(j, r, a, t) for j in range(m))


class Pareto:
    """Fader and Hardie's note on the likelihood of Pareto/NBD (2005)."""

    def __init__(self, k, r, alpha, s, beta):
        self.r, self.alpha, self.s, self.beta = r, alpha, s, beta

    def likelihood(self, x, tx, T):
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        big, small = max(alpha, beta), min(alpha, beta)
        c = s + 1 if alpha >= beta else r + x

        def term(t):
            return (mp.hyp2f1(r + s + x, c, r + s + x + 1, (big - small) / (big + t))
                    / (big + t) ** (r + s + x))

        front = mp.rf(r, x) * alpha ** r * beta ** s
        alive = front / ((alpha + T) ** (r + x) * (beta + T) ** s)
        dead = front * s / (r + s + x) * (term(tx) - term(T))
        return alive, dead

    def future(self, x, T, t, delta):
        r, alpha = self.r + x, self.alpha + T
        s, beta = self.s, self.beta + T

        def rate(u):
            return r / alpha * (beta / (beta + u)) ** s

        def tail(n):
            density = lambda u: s * beta ** s / (beta + u) ** (s + 1)
            return ((beta / (beta + t)) ** s * nbd_tail(n, r, alpha, t)
                    + mp.quad(lambda u: density(u) * nbd_tail(n, r, alpha, u),
                              parts(beta, t)))

        mean = mp.quad(rate, parts(beta, t))
        # E[X (X - 1)] = r (r + 1) / alpha^2 E[lifetime up to t, squared]
        square = mp.quad(lambda u: u ** 2 * s * beta ** s / (beta + u) ** (s + 1),
                         parts(beta, t)) + t ** 2 * (beta / (beta + t)) ** s
        if delta == 0:
            return mean, mean + r * (r + 1) / alpha ** 2 * square, tail, mp.nan
        return (mean, mean + r * (r + 1) / alpha ** 2 * square, tail,
                mp.quad(lambda u: rate(u) * mp.exp(-delta * u), parts(beta, t)))


def parts(scale, t):
    """Where to cut the integral from 0 to t."""
    cuts, at = [mpf(0)], scale / 4
    while at < t:
        cuts.append(at)
        at *= 2
    return cuts + [t]


class Geometric:
    """BG/NBD, MBG/NBD and NBD with k ticks to a purchase."""

    def __init__(self, kind, k, r, alpha, a, b):
        self.kind, self.k, self.r, self.alpha, self.a, self.b = kind, k, r, alpha, a, b
        self.d = 1 if kind == "mbg-nbd" else 0

    def likelihood(self, x, tx, T):
        r, alpha, a, b, k = self.r, self.alpha, self.a, self.b, self.k
        n = x + self.d
        front = mp.gamma(k) ** -x * alpha ** r / mp.gamma(r)
        # over the rate: ticks up to t_x, then fewer than k up to T
        alive = front * mp.fsum(
            (T - tx) ** j / mp.factorial(j) * mp.gamma(r + k * x + j)
            / (alpha + T) ** (r + k * x + j) for j in range(k))
        if self.kind == "nbd":
            return alive, mpf(0)
        dead = mpf(0)
        if n > 0:
            dead = (front * mp.gamma(r + k * x) / (alpha + tx) ** (r + k * x)
                    * mp.beta(a + 1, b + n - 1) / mp.beta(a, b))
        return alive * mp.beta(a, b + n) / mp.beta(a, b), dead

    def stages(self, x, tx, T):
        R, k = self.r + self.k * x, self.k
        y = (T - tx) / (self.alpha + T)
        h = [mp.rf(R, j) * y ** j / mp.factorial(j) for j in range(k)]
        return [v / mp.fsum(h) for v in h]

    def stays(self, i):
        return 1 if self.kind == "nbd" else mp.rf(self.bx, i) / mp.rf(self.a + self.bx, i)

    def future_of(self, x, tx, T, t, delta):
        R, k, A = self.r + self.k * x, self.k, self.alpha + T
        self.bx = self.b + x + self.d
        h = self.stages(x, tx, T)

        def tail(n, u=t):
            return self.stays(n - 1) * mp.fsum(
                h[j] * nbd_tail(k * n - j, R + j, A, u) for j in range(k))

        def moments(u):
            # P(Y = n ticks) downwards is exact: sums of the pmf of ticks
            mean = square = mpf(0)
            pmf = [mpf(1) * h[j] * (A / (A + u)) ** (R + j) for j in range(k)]
            below = [mpf(0)] * k
            done, n, z, stays = [0] * k, 0, u / (A + u), mpf(1)
            while True:
                n += 1
                p = mpf(0)
                for j in range(k):
                    while done[j] < k * n - j:
                        below[j] += pmf[j]
                        pmf[j] *= (R + j + done[j]) / (done[j] + mpf(1)) * z
                        done[j] += 1
                    p += h[j] - below[j]
                p *= stays
                if self.kind != "nbd":
                    stays *= (self.bx + n - 1) / (self.a + self.bx + n - 1)
                mean += p
                square += (2 * n - 1) * p
                if p * n * n < mpf(10) ** -20 * mean:
                    return mean, square

        def rate(u):
            p, q = (0, 0) if self.kind == "nbd" else (self.bx, self.a + self.bx)
            z = u / (A + u)
            return (R / A * (A / (A + u)) ** (R + 1)
                    * ((1 - z) ** -(R + 1) if self.kind == "nbd"
                       else mp.hyp2f1(R + 1, p, q, z)))

        mean, square = moments(t)
        discounted = mp.nan
        if k == 1 and delta > 0:
            with mp.workdps(20):
                discounted = mp.quad(lambda u: rate(u) * mp.exp(-delta * u),
                                     parts(A, t))
        return mean, square, tail, discounted


def spread(low, high):
    return mpf(repr(math.exp(random.uniform(math.log(low), math.log(high)))))


def point():
    kind = random.choice(["pareto-nbd", "bg-nbd", "mbg-nbd", "mbg-nbd", "nbd"])
    k = 1 if kind == "pareto-nbd" or random.random() < .6 else random.randint(2, 5)
    r, alpha = spread(.05, 20), spread(5, 1000)
    if kind == "pareto-nbd":
        a, b = spread(.05, 20), spread(5, 5000)
        if random.random() < .1:
            a = mpf(random.choice([1, 2]))
        if random.random() < .1:
            b = alpha
    else:
        a, b = spread(.05, 20), spread(.1, 20)
        if random.random() < .1:
            a = mpf(1)
    T = mpf(random.choice([0, random.randint(1, 60), random.randint(60, 1500)]))
    x = 0
    if T > 0 and random.random() < .7:
        x = min(int(random.expovariate(.2)) + 1, int(T))
        if random.random() < .05:
            x = random.randint(1, int(T))
    tx = mpf(random.randint(x, int(T))) if x > 0 else mpf(0)
    t = mpf(random.choice([7, 30, 273, 365, 730]))
    delta = mpf(repr(math.log1p(random.choice([.01, .1, .3])) / 365.25))
    return kind, k, r, alpha, a, b, x, tx, T, t, delta


def far_point():
    """Customers of ten thousand purchases, and gaps of up to twelve ticks."""
    kind = random.choice(["pareto-nbd", "bg-nbd", "mbg-nbd"])
    k = 1 if kind == "pareto-nbd" else random.choice([1, 2, 7, 12])
    x = 10000 // k
    T = mpf(random.randint(10000, 12000))
    tx = T - random.choice([0, 1, 5, 30])
    return (kind, k, spread(.3, 2), spread(5, 100), spread(.3, 3),
            spread(50, 500) if k == 1 and kind == "pareto-nbd" else spread(1, 5),
            x, tx, T, mpf(random.choice([30, 365])), mpf(0))


def figures(kind, k, r, alpha, a, b, x, tx, T, t, delta):
    if kind == "pareto-nbd":
        model = Pareto(k, r, alpha, a, b)
        with mp.workdps(120):
            alive, dead = model.likelihood(x, tx, T)
        mean, square, tail, discounted = model.future(x, T, t, delta)
    else:
        model = Geometric(kind, k, r, alpha, a, b)
        alive, dead = model.likelihood(x, tx, T)
        mean, square, tail, discounted = model.future_of(x, tx, T, t, delta)
    chance = alive / (alive + dead)
    return (mp.log(alive + dead), chance, chance * mean, chance * square,
            chance * tail(1), chance * tail(3), chance * discounted)


def main():
    random.seed(int(sys.argv[2]))
    far = sys.argv[3:] == ["far"]
    for _ in range(int(sys.argv[1])):
        p = far_point() if far else point()
        print(p[0], p[1], *(mp.nstr(v, 17) if isinstance(v, mpf) else v for v in p[2:]),
              *(mp.nstr(v, 17) for v in figures(*p)), flush=True)


main()
