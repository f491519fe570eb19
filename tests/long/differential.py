#!/usr/bin/env python3
"""differential.py FOLDER COUNT [FIRST] - random exports, read by cs-retention and
cs-pareto and by Python's own csv, strict.

Number i of the COUNT runs (from FIRST on, default 1) depends on i alone: one to
three files, with every kind of delimiter, quotes, line ends, blank lines and
encodings (told, or not), titles, footers, headers that come again, bad rows,
refunds, filters, further rows of orders; as they are, gzipped or through a pipe,
with blocks and threads of any number. exports.py writes them, meaning.py says what
they mean. Prints how a run differs, and leaves its files in FOLDER. The
commands are found by PATH. On two processors.
"""
import csv
import gzip
import json
import multiprocessing
import os
import random
import shlex
import subprocess
import sys
from decimal import Decimal

from exports import WIDE, make
from meaning import account_of

FOLDER, COUNT = sys.argv[1], int(sys.argv[2])
FIRST = int(sys.argv[3]) if len(sys.argv) > 3 else 1

# --- running

def ways(r, names, files):
    """The files' names as operands, and what stands on standard input."""
    how = r.choice(["plain", "plain", "gzip", "members", "pipe"])
    for name, (data, _) in zip(names, files):
        half = r.randrange(len(data) + 1) if how == "members" else 0
        if how in ("gzip", "members"):
            data = gzip.compress(data[:half], 1) * (half > 0) + gzip.compress(data[half:], 1)
        with open(name, "wb") as f:
            f.write(data)
    words = ["--block-size=%d" % r.choice([1, 7, 64, 333, 4096, 262144]),
             "--threads=%d" % r.choice([1, 1, 2, 3, 8])]
    if how == "pipe":
        return words + ["-"] + names[1:], files[0][0]
    return words + names, b""


def counted(command, orders):
    """Revenue, purchases of each customer that counts, and rows of the others."""
    revenue, purchases, left_out, rows = Decimal(0), [], Decimal(0), 0
    for mine in orders.values():
        every = [a for order in mine.values() for a in order]
        amounts = [a for a in every if a is not None]
        bought = sum(sum(a or 0 for a in order) >= 0 for order in mine.values())
        if bought if command == "cs-retention" else max(amounts) >= 0:
            revenue += sum(amounts)
            purchases.append(bought)
        else:
            left_out += sum(amounts)
            rows += len(every)
    return revenue, purchases, left_out, rows


def check_report(report, command, same, account):
    rows, amounts, days = account.rows, account.amounts, account.days
    revenue, purchases, left_out, rows_left_out = counted(command, account.orders)
    said, summary = report["input"], report["tables"]["summary"][0]
    for fate in rows:
        same("rows " + fate, said["rows_" + fate],
             rows[fate] - (rows_left_out if fate == "used" else 0))
    for fate in amounts:
        same("amount " + fate, said["amount_" + fate],
             amounts[fate] - (left_out if fate == "used" else 0))
    same("rows read", said["rows_read"], sum(rows.values()))
    same("rows that are none", said["rows_not_records"], account.norows)
    same("amount read", said["amount_read"], sum(amounts.values()))
    same("rows without purchase", said["rows_without_purchase"], rows_left_out)
    same("amount without purchase", said["amount_without_purchase"], left_out)
    same("first date", said["first_date"], min(days).isoformat() if days else None)
    same("last date", said["last_date"], max(days).isoformat() if days else None)
    same("customers", summary["customers"], len(purchases))
    if purchases:
        same("revenue", summary["revenue"], revenue)
    if command == "cs-retention":
        same("orders", summary["orders"], sum(purchases))
        same("repeat customers", summary["repeat_customers"], sum(n > 1 for n in purchases))


REASONS = ("field-count", "bad-encoding", "bad-order")


def rejects_of(path):
    """The line of each, and why, if that is one of the reasons above."""
    with open(path, newline="", errors="surrogateescape") as f:
        return [(int(row["line"]), row["code"] if row["code"] in REASONS else None)
                for row in csv.DictReader(f, strict=True)]


LIKELY = {"ISO-8859-1": "WINDOWS-1252", "SHIFT_JIS": "CP932", "GB18030": "", "BIG5": ""}


def names_encoding(said, style):
    """Does the message name the encoding, where one can be told from others?"""
    return "--encoding " + LIKELY.get(style["encoding"], style["encoding"]) in said


def start(words, given, style):
    """Wide characters that nobody told of are refused by their name: it is said then."""
    if not style["told"] and style["encoding"] in WIDE:
        done = subprocess.run(words, input=given, capture_output=True)
        said = done.stderr.decode().partition("say --encoding ")[2].split()
        words = words + ["--encoding=" + (said or ["none"])[0]]
    return words, subprocess.run(words, input=given, capture_output=True)


def compare(r, style, files, names):
    """The command line, and how it differs: nothing, if all is well."""
    where = r.choice([None, None, None, "a", "c d", style["shop"]])
    account = account_of(files, style, where)
    command, rejects = r.choice(["cs-retention", "cs-pareto"]), names[0] + ".rejects"
    operands, given = ways(r, names, files)
    skip = not account.bad or r.random() < .8
    words = [command, "-q", "-f", "json", "-t", "summary", "--allow-empty", "--line-items=sum",
             "--decimal=" + style["mark"], "--from=0002", *operands]
    words += ["--lapse-after=30d"] * (command == "cs-retention")
    words += ["--date-format=dmy"] * (style["date"] == "dots")
    words += ["--escape=backslash"] * style["escape"] + ["--fill"] * style["fill"]
    words += ["--stop-at-blank"] * style["stop"]
    if style["titles"] and style["skip"]:
        words += ["--skip-lines=%d" % files[0][1]]
    words += ["--skip-bad=" + rejects] * skip + ['--where=shop="%s"' % where] * (where is not None)
    if style["told"] and (style["encoding"] != "UTF-8" or r.random() < .2):
        words += ["--encoding=" + style["encoding"]]
    words, done = start(words, given, style)
    said, wrong = done.stderr.decode(), []

    def same(what, got, want):
        if got != want:
            wrong.append("%s: %s, not %s" % (what, got, want))

    same("status", done.returncode, 0 if skip else 1)
    if done.returncode == 0:
        check_report(json.loads(done.stdout, parse_float=Decimal), command, same, account)
        if skip:
            same("rejects", rejects_of(rejects), [(line, why) for _, line, why in account.bad])
            os.unlink(rejects)
    elif account.bad:
        number, line, why = account.bad[0]
        name = "standard input" if given and number == 0 else names[number]
        if not said.startswith("%s: %s:%d:" % (command, name, line)):
            wrong.append("the first bad row is %s:%d" % (name, line))
        if why == "bad-encoding" and not names_encoding(said, style):
            wrong.append("the encoding is not named")
    return shlex.join(words) + "\n" + said, wrong


def run(number):
    r = random.Random(number)
    style, files = make(r)
    names = ["%s/%d-%d.csv" % (FOLDER, number, i) for i in range(len(files))]
    said, wrong = compare(r, style, files, names)
    if wrong:
        print("%d: %s%s\n" % (number, said, "\n".join(wrong)), flush=True)
    else:
        for name in names:
            os.unlink(name)
    return bool(wrong)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        sys.exit(sum(pool.imap_unordered(run, range(FIRST, FIRST + COUNT), 100)) > 0)
