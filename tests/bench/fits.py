#!/usr/bin/env python3
"""fits.py BIN DIR - how long cs-clv takes to fit its models, beside the same
likelihoods written down in numpy and climbed by scipy (BFGS, gradients by
differences), in weeks, over the same distinct histories.

Populations as large as CDNOW's sample and the whole of it are drawn by cs-simulate
into DIR. Ours is the least time of five whole processes, with reading and the fit
of order values; scipy's is that of the climb alone. Prints a line for each, fails
if a log-likelihood differs by more than 1e-8 of it, either way: both look for the
top. Then processor time of the tables of 1,000,000 customers of two years.
"""
import csv
import datetime
import io
import pathlib
import resource
import subprocess
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from likelihoods import MODELS, distinct  # noqa: E402

BIN, DIR = sys.argv[1:3]


def read(path):
    """The distinct histories with their weights, and orders and mean of each."""
    days, last = {}, 0
    with open(path, newline='') as f:
        for row in csv.DictReader(f):
            day = datetime.date.fromisoformat(row['date']).toordinal()
            values = days.setdefault(row['customer_id'], {})
            values[day] = values.get(day, 0) + float(row['amount'])
            last = max(last, day)
    n = np.array([len(d) for d in days.values()], float)
    m = np.array([sum(d.values()) / len(d) for d in days.values()])
    return distinct(days, last), (n[m > 0], m[m > 0])


def gamma_gamma(at, n, m):
    p, q, g = at
    return (gammaln(p * n + q) - gammaln(p * n) - gammaln(q) + q * np.log(g)
            + (p * n - 1) * np.log(m) + p * n * np.log(n)
            - (p * n + q) * np.log(g + n * m))


def climb(value, start):
    begin = time.perf_counter()
    found = minimize(lambda logs: -value(np.exp(logs)), np.log(start), method='BFGS',
                     options={'gtol': 1e-4})
    return time.perf_counter() - begin, -found.fun, found.nfev


def theirs(model, histories, values):
    x, t, T, weight = histories
    if model == 'gamma-gamma':
        return climb(lambda at: np.sum(gamma_gamma(at, *values)),
                     [1, 1, np.mean(values[1])])
    start = [1, np.sum(weight * T) / np.sum(weight * x)]
    start += {'nbd': [], 'pareto-nbd': [1, np.mean(T)]}.get(model, [1, 3])
    return climb(lambda at: np.sum(weight * MODELS[model](at, x, t, T)), start)


def ours(path, model):
    best = None
    for _ in range(5):
        begin = time.perf_counter()
        said = subprocess.run([BIN + '/cs-clv', '-q', '-f', 'csv', '-t', 'parameters',
                               '--holdout', 'none', '--model', model, path],
                              stdout=subprocess.PIPE, check=True, text=True).stdout
        took = time.perf_counter() - begin
        best = took if best is None else min(best, took)
    rows = {row['parameter']: row for row in csv.DictReader(io.StringIO(said))}
    return best, rows


def processor(*arguments):
    """The least of three, of all threads."""
    def so_far():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    taken = []
    for _ in range(3):
        before = so_far()
        subprocess.run([BIN + '/' + arguments[0], '-q', '-f', 'csv', '-o',
                        DIR + '/fits-answer/', *arguments[1:]], check=True)
        taken.append(so_far() - before)
    return min(taken)


def million():
    path = DIR + '/fits-million.csv'
    subprocess.run([BIN + '/cs-simulate', '--customers', '1000000', '--days', '731',
                    '-o', path], check=True)
    print('1000000 customers of two years; seconds of the processor:')
    for name, *arguments in (('read', 'cs-pareto', '-t', 'summary'),
                             ('frequency', 'cs-clv', '-t', 'frequency'),
                             ('all tables', 'cs-clv', '-t', 'all'),
                             ('customers', 'cs-customers', '-t', 'customers'),
                             ('tiers', 'cs-customers', '-t', 'tiers')):
        print('    %-12s %.2f' % (name, processor(*arguments, path)))
    pathlib.Path(path).unlink()


failed = False
for customers in 2357, 23570:
    path = '%s/fits-%d.csv' % (DIR, customers)
    subprocess.run([BIN + '/cs-simulate', '--customers', str(customers), '--model',
                    'mbg-nbd', '--days', '546', '--entry', '90d', '-o', path], check=True)
    histories, values = read(path)
    print('%d customers, %d histories; seconds of cs-clv, of scipy:'
          % (customers, len(histories[0])))
    for model in [*MODELS, 'gamma-gamma']:
        mine, rows = ours(path, 'mbg-nbd' if model == 'gamma-gamma' else model)
        row = rows['p' if model == 'gamma-gamma' else 'r']
        seconds, top, evaluations = theirs(model, histories, values)
        gap = (float(row['log_likelihood']) - top) / abs(top)
        print('    %-12s %.3f  %.3f  evaluations %s, %d; log-likelihood %.4f'
              % (model, mine, seconds, row['evaluations'], evaluations, top))
        if abs(gap) > 1e-8 or row['end'] != 'converged':
            print('    ... differs by %.2g of it, %s' % (gap, row['end']))
            failed = True
million()
sys.exit(failed)
