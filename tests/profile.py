#!/usr/bin/env python3
"""profile.py ORDERS END PARAMETERS MODEL - is each bound of cs-clv --profile where
the log-likelihood, refitted by scipy, is 1.92 below its top? The likelihoods are those
of the papers, in weeks. Prints what differs, and how many bounds it looked at.
"""
import csv
import datetime
import sys

import numpy as np
from scipy.optimize import minimize

sys.dont_write_bytecode = True
from likelihoods import MODELS, distinct  # noqa: E402

FALL = 1.959963984540054 ** 2 / 2


def histories(path, end):
    days = {}
    last = datetime.date.fromisoformat(end).toordinal()
    for row in csv.DictReader(open(path, newline='')):
        day = datetime.datetime.strptime(row['date'], '%Y%m%d').toordinal()
        if day <= last:
            days.setdefault(row['customer_id'], set()).add(day)
    return distinct(days, last)


def refitted(value, full, start):
    """The highest value of what is free, from there."""
    def minus(free):
        with np.errstate(all='ignore'):
            found = -value(np.exp(full(free)))
        return found if np.isfinite(found) else 1e10

    at = np.array(start, float)
    for _ in range(3):
        at = minimize(minus, at, method='BFGS', options={'gtol': 1e-4}).x
    found = minimize(minus, at, method='Nelder-Mead',
                     options={'xatol': 1e-5, 'fatol': 1e-6, 'maxfev': 150})
    return -found.fun


def slice_of(name, names, bound):
    """Which log parameter is told by the others, and how."""
    if name in names:
        i = names.index(name)
        return i, lambda others: np.insert(others, i, np.log(bound))
    i = 0 if name == 'mean_rate' else 2
    ratio = bound
    if name == 'mean_dropout' and 'a' in names:
        ratio = bound / (1 - bound)
    return i, lambda others: np.insert(others, i, others[i] + np.log(ratio))


def main():
    path, end, parameters, model = sys.argv[1:]
    x, t, T, weight = histories(path, end)
    rows = [row for row in csv.DictReader(open(parameters, newline=''))
            if row['model'] == model]
    names = [row['parameter'] for row in rows if not row['parameter'].startswith('mean')]
    top = np.log([float(row['estimate']) for row in rows if row['parameter'] in names])

    def value(at):
        return weight @ MODELS[model](at, x, t, T)
    highest, seen = value(np.exp(top)), 0
    for row in rows:
        for column in 'estimate_low', 'estimate_high':
            i, full = slice_of(row['parameter'], names, float(row[column]))
            fall = highest - refitted(value, full, np.delete(top, i))
            seen += 1
            if not abs(fall - FALL) < 1e-4:
                print('%s %s %s: %.6f below' % (model, row['parameter'], column, fall))
    if seen != 2 * len(names) + len(names):
        print('%s: %d bounds' % (model, seen))


main()
