"""likelihoods.py - log-likelihoods of a history by the formulas of the papers, for
profile.py and bench/fits.py: purchases x after the first, the last at t, observed up
to T, arrays in one unit of time.
"""
import numpy as np
from scipy.special import betaln, gammaln, hyp2f1


def distinct(days, last):
    """Of each customer's set of days: x, t and T in weeks, once, with weights."""
    rows, weight = np.unique([(len(d) - 1, max(d) - min(d), last - min(d))
                              for d in days.values()], axis=0, return_counts=True)
    x, t, T = rows.T.astype(float)
    return x, t / 7, T / 7, weight


def nbd(at, x, t, T):
    r, alpha = at
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + T)


def beta_dropout(at, x, t, T, first):
    """bg-nbd; mbg-nbd, where one may leave after the first purchase too: first = 1."""
    r, alpha, a, b = at
    n = x + first
    alive = betaln(a, b + n) - betaln(a, b) - (r + x) * np.log(alpha + T)
    gone = betaln(a + 1, b + n - 1) - betaln(a, b) - (r + x) * np.log(alpha + t)
    gone = np.where(n > 0, gone, -np.inf)
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.logaddexp(alive, gone)


def pareto(at, x, t, T):
    r, alpha, s, beta = at
    all_ = r + s + x
    big, small = max(alpha, beta), min(alpha, beta)
    c = s + 1 if alpha >= beta else r + x

    def term(u):
        return np.log(hyp2f1(all_, c, all_ + 1, (big - small) / (big + u))) \
            - all_ * np.log(big + u)

    between = term(t) + np.log1p(-np.minimum(np.exp(term(T) - term(t)), 1)
                                 * (1 - 1e-16))
    return (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
            + np.logaddexp(-(r + x) * np.log(alpha + T) - s * np.log(beta + T),
                           np.log(s / all_) + between))


MODELS = {'pareto-nbd': pareto, 'nbd': nbd,
          'bg-nbd': lambda *of: beta_dropout(*of, 0),
          'mbg-nbd': lambda *of: beta_dropout(*of, 1)}
