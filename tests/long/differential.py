#!/usr/bin/env python3
"""differential.py FOLDER COUNT [FIRST] - random exports, read by cs-retention and
cs-pareto and by Python's own csv, strict.

Number i of the COUNT runs (from FIRST on, default 1) depends on i alone: one to
three files, with every kind of delimiter, quotes, line ends and blank lines, bad
rows, refunds, filters, further rows of orders; as they are, gzipped or through a pipe, with blocks and
threads of any number. What the rows mean is worked out here from the files'
bytes, by rules written anew. Prints how a run differs, and leaves its files in
FOLDER; the commands are found by PATH. On two processors.
"""
import csv
import gzip
import io
import json
import multiprocessing
import os
import random
import re
import shlex
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

FOLDER, COUNT = sys.argv[1], int(sys.argv[2])
FIRST = int(sys.argv[3]) if len(sys.argv) > 3 else 1
EMPTY = ("", "NA", "NULL")

# --- writing

NAMES = {
    "customer": ["customer", "Customer ID", "customer_id", "CustomerKey"],
    "date": ["date", "Order Date", "invoice_date", "PurchaseDate"],
    "order": ["order", "Order-No", "order_id", "Invoice No."],
    "amount": ["amount", "Total", "grand total", "Revenue"],
    "shop": ["shop"],
    "note": ["note", "note, free text", "Notiz\n(2 lines)", 'the "note"'],
}


def customers(r):
    return [r.choice([str(r.randrange(60)), "C%04d" % r.randrange(40), "Zoë " + "xyz"[i % 3],
                      "Ann%d@Shop.example" % r.randrange(9), "ann%d@shop.EXAMPLE" % r.randrange(9),
                      "a customer with quite a long key, number %d" % r.randrange(9),
                      'the "%d"' % r.randrange(5), "two\nlines %d" % r.randrange(3)])
            for i in range(r.choice([1, 3, 10, 30]))]


def written_date(r, style):
    if r.random() < style["bad"]:
        return r.choice(["", "NULL", "2025-02-30", "2025-13-01", "yesterday", "20250", "-"])
    day = date(2024, 1, 1) + timedelta(r.randrange(r.choice([10, 400])))
    return {"iso": day.isoformat(), "slashes": day.strftime("%Y/%m/%d"),
            "compact": day.strftime("%Y%m%d"),
            "time": day.isoformat() + "T%02d:%02d:%02d" % (r.randrange(24), r.randrange(60), 7),
            "dots": day.strftime("%d.%m.%Y")}[style["date"]]


def written_amount(r, style):
    if r.random() < style["bad"]:
        return r.choice(["", "NA", "x", "12x", "1.2.3", "1,2,3", "0.1234567", "--1", "()", "1e"])
    value = r.choice([r.randrange(100), r.randrange(10 ** 6) / 100, r.randrange(10 ** 9) / 10 ** 6])
    text = "%.*f" % (r.choice([2, 2, 6]), value)
    if r.random() < .2:
        text = "{:,.2f}".format(value * 1000)
    if style["mark"] == ",":
        text = text.translate({44: ".", 46: ","})
    if r.random() < style["refunds"]:
        text = r.choice(["-%s", "(%s)", "- %s"]) % text
    return r.choice(["%s"] * 6 + ["€%s", "%s EUR"]) % text


def note(r):
    return r.choice(["", "x", 'said "yes"', "a,b;c\td|e", "two\nlines", "two\r\nlines", "é", '"',
                     "\n", "  blanks  ", "'", "plain words here"])


def cell(r, text, style):
    """A cell as it is written; blanks outside of quotes do not belong."""
    must = text != text.strip(" \t") or any(c in text for c in '"\r\n' + style["delimiter"])
    if must or r.random() < style["quoted"]:
        return '"' + text.replace('"', '""') + '"'
    return " " * (r.random() < style["blanks"]) + text + " \t"[r.random() < .5] * (
        r.random() < style["blanks"] and style["delimiter"] != "\t")


def file_text(r, style, keys, ids):
    columns = ["customer", "date", "amount", "shop", "note"] + ["order"] * (r.random() < .7)
    r.shuffle(columns)
    header = [r.choice(NAMES[c]) for c in columns]
    rows = [header]
    for _ in range(r.choice([0, 1, 5, 40, 40, 150])):
        values = {"customer": "" if r.random() < .05 else r.choice(keys),
                  "date": written_date(r, style), "amount": written_amount(r, style),
                  "shop": r.choice(["a", "b", "c d", ""]), "note": note(r),
                  "order": r.choice(["", "NULL"]) if r.random() < .1 else next(ids)}
        if "order" in columns and values["amount"] in EMPTY:
            values["amount"] = "x"
        row = [values[c] for c in columns]
        if r.random() < style["bad"]:
            row = row[:-1] if r.random() < .5 else row + ["more"]
        rows.append(row)
        if style["further"] and "order" in columns and len(row) == len(columns) \
                and values["order"] not in EMPTY:
            rows += further_rows(r, style, columns, values)
    end = style["end"]
    lines = ["sep=" + style["delimiter"] + end] * (style["sep"])
    for row in rows:
        lines.append(style["delimiter"].join(cell(r, text, style) for text in row) + end)
        if r.random() < style["blank lines"]:
            lines.append(r.choice(["", " ", " \t" if style["delimiter"] != "\t" else ""]) + end)
    text = "".join(lines)
    if r.random() < .3 and len(rows) > 1:
        text = text[:-len(end)] if text.endswith(end) else text
    return "\ufeff" * (r.random() < .2) + text


def further_rows(r, style, columns, head):
    """What else was ordered: no amount, and the order's id again, or no id."""
    empty = r.choice(EMPTY)
    kept = {"ids": ("customer", "date", "order"), "blank": ()}[style["further"]]
    return [["item " + note(r) if c == "note" else head[c] if c in kept else "" if c == "shop" else empty
             for c in columns] for _ in range(r.choice([0, 0, 1, 2, 5]))]


def order_ids(r, style):
    """Rows of a customer that share one are one order."""
    number, form = r.randrange(10 ** 6), r.choice(["%d", "R-%d", "order number %d of the shop"])
    while True:
        number += style["further"] != "" or r.random() < .7
        yield form % number


def make(r):
    style = {
        "delimiter": r.choice(",,,;\t|"), "end": r.choice(["\n", "\n", "\r\n", "\r"]),
        "date": r.choice(["iso", "iso", "slashes", "compact", "time", "dots"]),
        "mark": r.choice("...,"), "quoted": r.choice([0, 0, .1, 1]),
        "blanks": r.choice([0, 0, .1]), "blank lines": r.choice([0, 0, .1]),
        "bad": r.choice([0, 0, .02, .2]), "refunds": r.choice([0, .1]),
        "sep": r.random() < .1, "further": r.choice(["", "", "ids", "blank"]),
    }
    if style["further"] == "blank":  # behind a blank line such a row may be a footer
        style["blank lines"] = 0
    keys = customers(r)
    return style, [file_text(r, style, keys, order_ids(random.Random(r.random() + i), style))
                   for i in range(r.choice([1, 1, 1, 2, 3]))]


# --- what it means

def read_date(text, style):
    match = re.fullmatch({"dots": r"(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{4})",
                          "compact": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"}.get(
        style["date"], r"(?P<y>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(T[0-9:]*)?"), text)
    try:
        return date(*(int(match[k]) for k in "ymd")) if match else None
    except ValueError:
        return None


def read_amount(text, style):
    text = re.sub("^€|^EUR *| *EUR$", "", text).strip()
    sign = -1 if text[:1] in "-(" and text else 1
    text = re.sub(r"^- ?|^\(|\)$", "", text)
    if style["mark"] == ",":
        text = text.translate({44: ".", 46: ","})
    match = re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,6})?", text)
    return sign * Decimal(text.replace(",", "")) if match else None


def records(text, style):
    """Each record and the line on which it begins."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=style["delimiter"])
    line = 1
    for row in reader:
        if not (style["sep"] and line == 1) and not (len(row) < 2 and not "".join(row).strip()):
            yield [c.strip(" \t") for c in row], line
        line = reader.line_num + 1


def usual(name):
    folded = re.sub("[^a-z0-9]", "", name.lower())
    return next(k for k in NAMES if any(
        folded == re.sub("[^a-z0-9]", "", n.lower()) for n in NAMES[k]))


def continues(head, value, header, row):
    """Is the row without an amount a further one of the order before it?"""
    if "order" not in header or len(row) != len(header) or value["amount"] not in EMPTY:
        return False
    if value["order"] not in EMPTY:
        return value["order"] == head.get("order")
    return value["customer"] in EMPTY and value["date"] in EMPTY


def account(texts, style, where):
    """Fates of rows, the bad ones' places, customers' orders."""
    rows = dict.fromkeys(["used", "bad", "excluded", "unattributed"], 0)
    amounts = dict.fromkeys(["used", "excluded", "unattributed"], Decimal(0))
    bad, days, orders = [], [], {}
    for number, text in enumerate(texts):
        header, head = None, None
        for row, line in records(text, style):
            if header is None:
                header = [usual(name) for name in row]
                continue
            value = dict(zip(header, row))
            further = head is not None and continues(head[0], value, header, row)
            if further:
                value = {k: v if v not in EMPTY else head[0][k] for k, v in value.items()}
                value["amount"] = "0"
            amount = read_amount(value.get("amount", ""), style)
            if len(row) != len(header):
                fate = "bad"
            elif where and value["shop"] != where:
                fate = "excluded"
            elif read_date(value["date"], style) is None or amount is None:
                fate = "bad"
            else:
                fate = "unattributed" if value["customer"] in EMPTY else "used"
            if further:
                fate = head[1]
            else:
                head = (value, fate)
            if fate in ("used", "unattributed"):
                days.append(read_date(value["date"], style))
            rows[fate] += 1
            if fate == "bad":
                bad.append((number, line))
                continue
            amounts[fate] += amount or 0
            if fate != "used":
                continue
            key = value["customer"]
            key = key.lower() if "@" in key else key
            order = value.get("order", "")
            order = (number, line, None) if order in EMPTY else order
            orders.setdefault(key, {}).setdefault(order, []).append(None if further else amount)
    return rows, amounts, bad, days, orders


# --- running

def ways(r, names, texts):
    """The files' names as operands, and what stands on standard input."""
    how = r.choice(["plain", "plain", "gzip", "members", "pipe"])
    for name, text in zip(names, texts):
        data = text.encode()
        half = r.randrange(len(data) + 1) if how == "members" else 0
        if how in ("gzip", "members"):
            data = gzip.compress(data[:half], 1) * (half > 0) + gzip.compress(data[half:], 1)
        with open(name, "wb") as f:
            f.write(data)
    words = ["--block-size=%d" % r.choice([1, 7, 64, 333, 4096, 262144]),
             "--threads=%d" % r.choice([1, 1, 2, 3, 8])]
    if how == "pipe":
        return words + ["-"] + names[1:], texts[0].encode()
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


def check_report(report, command, same, rows, amounts, days, orders):
    revenue, purchases, left_out, rows_left_out = counted(command, orders)
    said, summary = report["input"], report["tables"]["summary"][0]
    for fate in rows:
        same("rows " + fate, said["rows_" + fate],
             rows[fate] - (rows_left_out if fate == "used" else 0))
    for fate in amounts:
        same("amount " + fate, said["amount_" + fate],
             amounts[fate] - (left_out if fate == "used" else 0))
    same("rows read", said["rows_read"], sum(rows.values()))
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


def lines_of(path):
    with open(path, newline="") as f:
        return [int(row["line"]) for row in csv.DictReader(f, strict=True)]


def compare(r, style, texts, names):
    """The command line, and how it differs: nothing, if all is well."""
    where = r.choice([None, None, None, "a", "c d"])
    rows, amounts, bad, days, orders = account(texts, style, where)
    command, rejects = r.choice(["cs-retention", "cs-pareto"]), names[0] + ".rejects"
    operands, given = ways(r, names, texts)
    skip = not bad or r.random() < .8
    words = [command, "-q", "-f", "json", "-t", "summary", "--allow-empty", "--line-items=sum",
             "--decimal=" + style["mark"], "--from=0002", *operands]
    words += ["--lapse-after=30d"] * (command == "cs-retention")
    words += ["--date-format=dmy"] * (style["date"] == "dots")
    words += ["--skip-bad=" + rejects] * skip + ["--where=shop=%s" % where] * (where is not None)
    done = subprocess.run(words, input=given, capture_output=True)
    said, wrong = done.stderr.decode(), []

    def same(what, got, want):
        if got != want:
            wrong.append("%s: %s, not %s" % (what, got, want))

    same("status", done.returncode, 0 if skip else 1)
    if done.returncode == 0:
        check_report(json.loads(done.stdout, parse_float=Decimal), command, same,
                     rows, amounts, days, orders)
        if skip:
            same("rejects", lines_of(rejects), [line for _, line in bad])
            os.unlink(rejects)
    elif bad:
        number, line = bad[0]
        name = "standard input" if given and number == 0 else names[number]
        if not said.startswith("%s: %s:%d:" % (command, name, line)):
            wrong.append("the first bad row is %s:%d" % (name, line))
    return shlex.join(words) + "\n" + said, wrong


def run(number):
    r = random.Random(number)
    style, texts = make(r)
    names = ["%s/%d-%d.csv" % (FOLDER, number, i) for i in range(len(texts))]
    said, wrong = compare(r, style, texts, names)
    if wrong:
        print("%d: %s%s\n" % (number, said, "\n".join(wrong)), flush=True)
    else:
        for name in names:
            os.unlink(name)
    return bool(wrong)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        sys.exit(sum(pool.imap_unordered(run, range(FIRST, FIRST + COUNT), 100)) > 0)
