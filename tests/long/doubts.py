"""doubts.py - is a fault that moves the headline figure told?

doubts.py FOLDER EXPORTS [FIRST [KIND,...]]

Draws EXPORTS clean exports of 1,000 to 100,000 rows, about three quarters by
cs-simulate, and plants each kind of fault into each at random places. The
headline figures (of cs-retention: customers, the share of those who buy again,
the share within 90 days; of cs-pareto: the share of the top fifth) are compared
with those of the same export without the fault. Where one moves by more than a
twentieth, there has to be a warning with a fitting code, or an error.

Prints a table, a line each; then what is wrong, each line of which begins with
"wrong". An export is drawn by its number alone: FIRST is the one to begin with.
"""
import csv
import io
import json
import math
import multiprocessing
import os
import random
import subprocess
import sys
from datetime import date, timedelta

DATE_FORMATS = {"iso": "%Y-%m-%d", "time": "%Y-%m-%d", "slashes": "%d/%m/%Y"}

HEADERS = {
    "order": ["order_id", "Order ID", "order_no", "Invoice", "Bestellnummer"],
    "customer": ["customer_id", "Customer ID", "client", "Kunde", "member_id"],
    "date": ["date", "Order Date", "created_at", "Datum", "invoice_date"],
    "amount": ["amount", "Total", "total_price", "Betrag", "net_sales"],
}


class Export:
    """Rows of lists of text; roles[i] is what column i is, headers[i] its name."""

    def __init__(self, roles, headers, rows, style):
        self.roles, self.headers, self.rows = roles, headers, rows
        self.style = style  # date: how dates are written; delimiter
        self.files = None   # lists of rows, where they are several
        self.cut = None     # bytes that are missing at the end
        self.options = {}   # by command; "": of all

    def copy(self):
        other = Export(self.roles[:], self.headers[:], [row[:] for row in self.rows],
                       self.style)
        other.options = dict(self.options)
        return other

    def at(self, role):
        return self.roles.index(role) if role in self.roles else None

    def add(self, role, header, values):
        self.roles.append(role)
        self.headers.append(header)
        for row, value in zip(self.rows, values):
            row.append(value)

    def drop(self, role):
        i = self.at(role)
        if i is not None:
            for part in [self.roles, self.headers] + self.rows:
                del part[i]

    def day(self, row):
        return date.fromisoformat(row[self.at("date")][:10])

    def write(self, name):
        """Returns the names of files."""
        names = []
        at, shape = self.at("date"), DATE_FORMATS[self.style["date"]]
        for n, rows in enumerate(self.files or [self.rows]):
            out = io.StringIO()
            writer = csv.writer(out, delimiter=self.style["delimiter"], lineterminator="\n")
            writer.writerow(self.headers)
            if self.style["date"] == "slashes":
                rows = [row[:at] + [slashed(row[at])] + row[at + 1:] for row in rows]
            writer.writerows(rows)
            text = out.getvalue().encode()
            if self.cut:
                text = text[:self.cut(text)]
            names.append("%s%d.csv" % (name, n))
            with open(names[-1], "wb") as file:
                file.write(text)
        return names


def slashed(day):
    if len(day) != 10 or day[4] != "-":
        return day
    return day[8:] + "/" + day[5:7] + "/" + day[:4]


# --- clean exports ------------------------------------------------------------

def simulated(r, seed):
    size = int(math.exp(math.log(420) + (math.log(30000) - math.log(420)) * r.random() ** 1.7))
    items = r.choice([1, 1, 2, 3])
    command = ["cs-simulate", "--seed", str(seed), "--line-items", str(items),
               "--customers", str(max(330, size // items)), "--days", str(r.choice([365, 540, 731]))]
    if r.random() < .25:
        command += ["--refund-rate", r.choice([".02", ".05", ".1"])]
    if r.random() < .3:
        command += ["--anonymous", r.choice([".02", ".1"])]
    if r.random() < .3:
        command += ["--with", r.choice(["country", "channel", "country,channel"])]
    if r.random() < .2:
        command += ["--model", "bg-nbd"]
    if r.random() < .3:
        command += ["--entry", r.choice(["90d", "180d", "250d"])]
    rows = []
    while len(rows) <= 1000:
        text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        rows = list(csv.reader(io.StringIO(text)))
        command[6] = str(2 * int(command[6]))
    roles = [{"order_id": "order", "customer_id": "customer"}.get(name, name)
             for name in rows[0]]
    return Export(roles, rows[0], rows[1:], None), items


def drawn(r):
    """Gamma-Poisson buyers whose amounts are whole prices of a list."""
    size = math.exp(math.log(1100) + (math.log(90000) - math.log(1100)) * r.random() ** 1.7)
    span = r.choice([200, 400, 900])
    start = date(r.choice([2019, 2022, 2024]), r.randrange(1, 13), 1)
    mean = r.uniform(.5, 4)
    prices = ["%.2f" % (r.lognormvariate(3, .8)) for _ in range(r.choice([8, 40, 300]))]
    orders = []
    for customer in range(int(size / (1 + mean))):
        rate = r.gammavariate(.8, mean / .8 / span)
        day = r.uniform(0, span)
        number = r.choice([customer, customer]) + 10417
        while day < span:
            orders.append((int(day), number))
            day += r.expovariate(rate) if rate > 1e-9 else span
    orders.sort()
    rows = [[str(500000 + n), str(number), (start + timedelta(day)).isoformat(),
             r.choice(prices)] for n, (day, number) in enumerate(orders)]
    roles = ["order", "customer", "date", "amount"]
    return Export(roles, roles[:], rows, None), 1


def clean(r, seed):
    export, items = simulated(r, seed) if r.random() < .75 else drawn(r)
    export.style = {"date": r.choice(["iso", "iso", "time", "slashes"]),
                    "delimiter": r.choice(",,,;\t"), "items": items}
    if r.random() < .5:
        export.headers = [r.choice(HEADERS.get(role, [name]))
                          for role, name in zip(export.roles, export.headers)]
    if items == 1 and "-" not in "".join(row[export.at("amount")][0] for row in export.rows) \
            and r.random() < .4:
        export.drop("order")
    if export.style["date"] == "time":
        at, of = export.at("date"), export.at("order")
        times = {}
        for n, row in enumerate(export.rows):
            row[at] += times.setdefault(row[of] if of is not None else n, " %02d:%02d:%02d" % (
                r.randrange(8, 22), r.randrange(60), r.randrange(60)))
    if r.random() < .3:
        spell_customers(r, export)
    if r.random() < .2:
        export.rows.sort(key=lambda row: row[export.at("customer")])
    order = list(range(len(export.roles)))
    if r.random() < .3:
        r.shuffle(order)
    for rows in [[export.roles], [export.headers], export.rows]:
        for row in rows:
            row[:] = [row[i] for i in order]
    return export


def spell_customers(r, export, kind=None):
    """Other keys, one for one."""
    kind = kind or r.choice(["mail", "name", "zeros", "long"])
    at, given = export.at("customer"), {}
    firsts = "ann bea carl dora emil fay gus hana ivo joan kim lea max nora".split()
    lasts = "abel baker costa dietz evans frank gomez hall ito jansen kaya".split()
    for row in export.rows:
        if row[at] == "":
            continue
        if row[at] not in given:
            n = len(given)
            name = "%s %s" % (firsts[n % 14], lasts[n // 14 % 11])
            given[row[at]] = {"mail": "%s%d@shop.example" % (name.replace(" ", "."), n),
                              "name": "%s %d" % (name, n),
                              "zeros": "%08d" % (n * 7 + 11),
                              "plain": "%d" % (n * 7 + 11),
                              "code": "kd-%s-%d" % ("xyzabc"[n % 6], n),
                              "long": "%d" % (628123400017 + n * 92821)}[kind]
        row[at] = given[row[at]]


# --- faults -------------------------------------------------------------------
# Each takes the export, may change what is right about it, and returns the faulty
# one and the codes that fit; None where it cannot be planted.

def orders_of(export):
    """Numbers of rows, by order."""
    at, orders = export.at("order"), {}
    for n, row in enumerate(export.rows):
        orders.setdefault(row[at] if at is not None and row[at] else "row %d" % n, []).append(n)
    return list(orders.values())


def some_orders(r, export, share):
    for rows in orders_of(export):
        if r.random() < share:
            for n in rows:
                yield n


def guests(r, export, words):
    at, word = export.at("customer"), r.choice(words)
    faulty = export.copy()
    for n in some_orders(r, export, r.uniform(.02, .6)):
        export.rows[n][at] = ""
        faulty.rows[n][at] = word
    return faulty, ["placeholder"]


def guest_word(r, export):
    return guests(r, export, ["guest", "Guest", "N/A", "unknown", "-", "anonymous", "None",
                              "\\N", "nan", "null", "#N/A", "n***a", "Gast", "walk-in",
                              "guest@shop.example", "(none)", "Unknown Customer"])


def guest_value(r, export):
    return guests(r, export, ["99999", "C999999", "1", "POS", "shop@our-shop.example",
                              "Laufkundschaft 1", "00000", "till 3", "-1"])


def spelling(kind, change):
    def plant(r, export):
        spell_customers(r, export, kind)
        faulty, at = export.copy(), export.at("customer")
        share = r.uniform(.03, .5)
        part = r.random() < .5 and len(export.rows) * (1 - share)
        for n in some_orders(r, export, 1 if part else share):
            if n >= part and export.rows[n][at] != "":
                faulty.rows[n][at] = change(export.rows[n][at])
        return faulty, ["key-spelling", "mixed-keys"]
    return plant


def exponent(r, export):
    spell_customers(r, export, "long")
    faulty, at = export.copy(), export.at("customer")
    for n in some_orders(r, export, r.choice([.01, .1, 1, 1])):
        if export.rows[n][at] != "":
            faulty.rows[n][at] = "%.5E" % int(export.rows[n][at])
    return faulty, ["damaged-key", "key-spelling"]


def total_rows(r, export):
    faulty = export.copy()
    at, of = export.at("amount"), export.at("customer")
    word = r.choice(["Total", "Grand Total", "TOTAL", "Summe", "Gesamt", "Total général",
                     "Totale", "Suma", "total:", "Totals"])
    parts = r.choice([1, 1, 3, 12])
    rows, last = [], 0
    for part in range(parts):
        end = len(export.rows) * (part + 1) // parts
        cents = sum(round(float(row[at]) * 100) for row in export.rows[last:end])
        total = [""] * len(export.roles)
        total[of], total[at] = word, "%.2f" % (cents / 100)
        if export.at("date") is not None:
            total[export.at("date")] = export.rows[end - 1][export.at("date")]
        rows += faulty.rows[last:end] + [total]
        last = end
    faulty.rows = rows
    return faulty, ["sum-rows"]


def twice(r, export):
    faulty = export.copy()
    faulty.rows = faulty.rows + [row[:] for row in faulty.rows]
    return faulty, ["equal-rows"]


def block_twice(r, export):
    faulty, n = export.copy(), len(export.rows)
    size = int(n * r.uniform(.05, .8))
    at = r.randrange(n - size + 1)
    faulty.rows[at + size:at + size] = [row[:] for row in faulty.rows[at:at + size]]
    return faulty, ["equal-rows"]


def join(r, export):
    """Some customers stand twice in the table that was joined."""
    faulty, at = export.copy(), export.at("customer")
    share, times = r.uniform(.02, .5), r.choice([2, 2, 3])
    folded = {key for key in sorted({row[at] for row in export.rows})
              if r.random() < share}
    faulty.rows = [row[:] for row in export.rows
                   for _ in range(times if row[at] in folded else 1)]
    return faulty, ["equal-rows"]


def overlap(r, export):
    """Two files, of which the second begins before the first ends."""
    if export.style["items"] == 1:
        export.drop("order")
    else:
        return None
    export.rows.sort(key=export.day)
    n = len(export.rows)
    first, share = int(n * r.uniform(.3, .6)), r.uniform(.05, .4)
    faulty = export.copy()
    faulty.files = [faulty.rows[:int(first + n * share)], faulty.rows[first:]]
    return faulty, ["repeated-rows", "equal-rows", "overlap", "repeated-orders"]


def ids_again(r, export):
    """Numbers of orders begin anew, all of them or each customer's own."""
    at, of = export.at("order"), export.at("customer")
    if at is None:
        return None
    faulty, own, count = export.copy(), r.random() < .5, {}
    modulus = max(4, int(len(export.rows) / r.choice([4, 20, 400])))
    for number, rows in enumerate(orders_of(export)):
        key = export.rows[rows[0]][of]
        count[key] = count.get(key, 0) + 1
        value = (count[key] - 1) % r.choice([2]) + 1 if own else number % modulus + 1
        for n in rows:
            faulty.rows[n][at] = str(value)
    return faulty, ["order-days", "order-customers"]


def ids_wrong(r, export):
    """The column of orders says something else: the shop, the day, the product."""
    at = export.at("order")
    if at is None:
        return None
    faulty, of = export.copy(), export.at("customer")
    for rows in orders_of(export):
        value = "S%d" % r.randrange(r.choice([3, 30]))
        for n in rows:
            faulty.rows[n][at] = value
    return faulty, ["order-days", "order-customers"]


def no_order(r, export):
    """Items of orders, with their id under no name, or without it."""
    if export.style["items"] == 1:
        return None
    faulty = export.copy()
    if r.random() < .5:
        faulty.drop("order")
    else:
        faulty.headers[faulty.at("order")] = r.choice(["ref", "x1", "hash", "basket"])
    return faulty, ["no-order"]


def visitors(r, export):
    """What is called the customer is a key of the order."""
    faulty, at = export.copy(), export.at("customer")
    for number, rows in enumerate(orders_of(export)):
        for n in rows:
            if export.rows[n][at] != "":
                faulty.rows[n][at] = "V%06d" % (number * 3 + 17)
    return faulty, ["unique-key"]


def some_dates(r, export, day):
    """Of one to five orders, that are no more than a hundredth of the rows."""
    faulty, at = export.copy(), export.at("date")
    left = len(export.rows) // 100
    for rows in r.sample(orders_of(export), r.randrange(1, 6)):
        if len(rows) <= left:
            left -= len(rows)
            for n in rows:
                row = faulty.rows[n]
                row[at] = day(export.day(row)).isoformat() + row[at][10:]
    return faulty


def late(r, export):
    years = r.choice([1, 2, 10, 100])
    return some_dates(r, export, lambda day: day + timedelta(366 * years + 400)), \
        ["late-date", "order-days"]


def early(r, export):
    epoch = r.choice([date(1970, 1, 1), date(1900, 1, 1), date(2001, 2, 3)])
    return some_dates(r, export, lambda day: epoch), ["early-date", "order-days"]


def stale(r, export):
    faulty = export.copy()
    end = max(map(export.day, export.rows)) + timedelta(r.randrange(10, 300))
    faulty.options = {"": ["--as-of", end.isoformat()]}
    return faulty, ["stale"]


def truncated(r, export):
    """A book of a shop of many years that begins in the middle; compared with
    those who are new since."""
    rows, at, start = [], date(2022, 1, 1), r.uniform(.8, 3) * 365
    span = start + r.uniform(200, 700)
    for customer in range(int(math.exp(r.uniform(math.log(700), math.log(10000))))):
        day = r.uniform(0, span)
        rate = r.gammavariate(1.5, r.choice([4, 8, 12]) / 1.5 / 365)
        gone = day + r.expovariate(1 / 900)
        while day < min(span, gone):
            rows.append((int(day), customer))
            day += max(1, r.expovariate(rate)) if rate > 1e-9 else span
    rows = [[str(n + 20000), "K%d" % customer, (at + timedelta(day)).isoformat(),
             "%.2f" % r.lognormvariate(3, 1)] for n, (day, customer) in enumerate(sorted(rows))]
    roles = ["order", "customer", "date", "amount"]
    export.roles, export.headers, export.rows = roles, roles[:], rows
    begin = at + timedelta(int(start))
    faulty = export.copy()
    faulty.rows = [row for row in rows if export.day(row) >= begin]
    export.options = {"": ["--first-from", begin.isoformat()]}
    return faulty, ["left-truncated"]


def cut_off(r, export):
    """A copy that was broken off, within a row."""
    faulty, share = export.copy(), r.uniform(.3, 1)

    def place(text):
        at = int(len(text) * share)
        begin = text.rfind(b"\n", 0, at - 1) + 1
        end = text.find(b"\n", begin)
        # at the end of a row nothing shows
        return r.randrange(begin + 1, end) if end > begin + 1 else at
    faulty.cut = place
    return faulty, ["cut-off", "bad-rows"]


def negative(r, export):
    """Some customers only get back."""
    at, of = export.at("amount"), export.at("customer")
    faulty, share = export.copy(), r.uniform(.02, .3)
    keys = {key for key in sorted({row[of] for row in export.rows}) if r.random() < share}
    for row in faulty.rows:
        if row[of] in keys and row[at][0] != "-":
            row[at] = "-" + row[at]
    export.rows = [row for row in export.rows if row[of] not in keys]
    return faulty, ["negative-values", "credits"]


def misspelt(r, export):
    """A filter that no row satisfies, and one that does not read as meant."""
    values = [r.choice(["Germany", "France", "Spain", "Italy"]) for _ in export.rows]
    export.add("land", "land", values)
    faulty = export.copy()
    export.options = {"": ["--exclude", "land=Germany"]}
    amount = export.headers[export.at("amount")]
    wrong = ["land=Gemany", "land=germany", "land=DE", "land='Germany", "land=Germany ."]
    if r.random() < .5:
        export.options = {"": ["--where", amount + ">=20"]}
        wrong = [amount + ">=20 EUR", amount + ">=2e1", amount + ">='twenty'",
                 amount + ">=20 or", amount + ">=20,00,"]
        faulty.options = {"": ["--where", r.choice(wrong)]}
    else:
        faulty.options = {"": ["--exclude", r.choice(wrong)]}
    return faulty, ["no-match", "not-compared"]


def statuses(r, export):
    """Orders that were none, with a word for it, in a column of some name."""
    word = r.choice(["cancelled", "Canceled", "failed", "voided", "storniert", "annulé",
                     "abandoned", "expired", "declined", "cancelado", "annullato"])
    header = r.choice(["status", "Order Status", "state", "payment_status", "Zustand", "flag"])
    good = r.choice(["paid", "completed", "shipped", "fulfilled"])
    faulty, values = export.copy(), [good] * len(export.rows)
    gone = set(some_orders(r, export, r.uniform(.05, .5)))
    for n in gone:
        values[n] = word
    export.rows = [row for n, row in enumerate(export.rows) if n not in gone]
    faulty.add("status", header, values)
    return faulty, ["status-empty"]


def groups(r, export):
    """The group is that of the item."""
    if export.style["items"] == 1:
        return None
    export.add("group", "segment", ["a"] * len(export.rows))
    faulty, at = export.copy(), len(export.roles)
    faulty.rows = [row[:-1] + [r.choice("ab")] for row in faulty.rows]
    export.options = faulty.options = {"": ["--group", "segment"]}
    return faulty, ["group-varies"]


def date_order(r, export):
    """Some days are written with the month first."""
    if export.style["date"] != "slashes":
        return None
    faulty, at = export.copy(), export.at("date")
    for n in some_orders(r, export, r.uniform(.05, .6)):
        day = export.rows[n][at]
        faulty.rows[n][at] = day[5:7] + "/" + day[8:] + "/" + day[:4]
    return faulty, ["mixed-dates"]


def decimal_comma(r, export):
    faulty, at = export.copy(), export.at("amount")
    for n in some_orders(r, export, r.uniform(.05, .6)):
        faulty.rows[n][at] = export.rows[n][at].replace(".", ",")
    return faulty, ["mixed-decimal"]


KINDS = {
    "guest as a word": guest_word,
    "guest as a value": guest_value,
    "keys in capitals": spelling("code", str.upper),
    "keys with blanks": spelling("name", lambda key: key.replace(" ", "  ")),
    "keys with zeros": spelling("plain", lambda key: key.zfill(8)),
    "keys with .0": spelling("plain", lambda key: key + ".0"),
    "keys with '": spelling("zeros", lambda key: "'" + key),
    'keys as ="..."': spelling("zeros", lambda key: '="' + key + '"'),
    "keys as 1.2E+11": exponent,
    "rows of totals": total_rows,
    "file twice": twice,
    "block twice": block_twice,
    "join": join,
    "files overlap": overlap,
    "order ids again": ids_again,
    "order ids wrong": ids_wrong,
    "no order column": no_order,
    "customer is a visit": visitors,
    "late dates": late,
    "early dates": early,
    "stale": stale,
    "left truncated": truncated,
    "cut off": cut_off,
    "negative values": negative,
    "filter misspelt": misspelt,
    "statuses": statuses,
    "group varies": groups,
    "month first": date_order,
    "decimal comma": decimal_comma,
}


# Of these cs-pareto's figures are no worse: they are those of the rows that it has.
OF_TIME = ("late dates", "early dates", "stale", "left truncated", "group varies")

# --- runs ---------------------------------------------------------------------

COMMANDS = {"cs-retention": "summary,within", "cs-pareto": "summary"}


class Run:
    """What one command says: figures (None: an error), codes, text of an error."""

    def __init__(self, command, export, files, strict=False):
        self.line = [command, "-q", "-f", "json", "-t", COMMANDS[command]]
        self.line += ["--strict"] if strict else []
        options = export.options.get("", []) + export.options.get(command, [])
        if command == "cs-pareto" and "--as-of" in options:
            options = []
        self.line += options + files
        done = subprocess.run(self.line, capture_output=True, text=True)
        self.status, self.error = done.returncode, done.stderr
        self.figures, self.codes = None, []
        if done.returncode == 0:
            answer = json.loads(done.stdout)
            self.figures = self.headline(answer["tables"])
            self.codes = [w["code"] for w in answer["input"]["warnings"]]

    @staticmethod
    def headline(tables):
        figures = {}
        for row in tables["summary"]:
            group = str(row.get("group", row.get("segment", "")))
            for name in "customers", "repeat_rate", "top_share":
                figures[group, name] = row.get(name)
        for row in tables.get("within", []):
            if str(row.get("days")) == "90" and not row.get("group"):
                figures["", "within 90"] = row.get("repeat_rate")
        if "top_share" in tables["summary"][0]:
            figures = {name: value for name, value in figures.items()
                       if name[1] == "top_share"}
        return {name: value for name, value in figures.items() if value is not None}

    def moved(self, right):
        """The figures that differ by more than a twentieth; an error differs."""
        if self.figures is None:
            return ["error"]
        return ["%s %s %.3g for %.3g" % (*name, self.figures.get(name, 0), value)
                for name, value in right.figures.items()
                if abs(self.figures.get(name, 0) - value) > .05 * abs(value)]


def study(task):
    """One clean export and all faults in it: lines of (kind, command, moved, found),
    codes on clean ones by run, and what was missed or is wrong."""
    folder, seed, chosen = task
    cells, doubted, missed, wrong = [], [], [], []
    export = clean(random.Random(seed), seed)
    files = export.write("%s/%d-clean" % (folder, seed))
    written = list(files)
    untouched = {command: Run(command, export, files) for command in COMMANDS}
    for run in untouched.values():
        command = run.line[0]
        doubted.append(",".join(run.codes))
        if run.figures is None:
            wrong.append("export %d, clean: %s" % (seed, run.error.strip()))
        if run.codes:
            missed.append("export %d, clean, %s: %s" % (seed, command, run.codes))
    for kind in chosen:
        right = export.copy()
        planted = KINDS[kind](random.Random("%d %s" % (seed, kind)), right)
        if planted is None:
            continue
        faulty, codes = planted
        bad = faulty.write("%s/%d-faulty" % (folder, seed))
        same = (right.rows == export.rows and right.headers == export.headers and
                right.options == export.options)
        good = [] if same else right.write("%s/%d-right" % (folder, seed))
        written += bad + good
        for command in COMMANDS:
            if kind in OF_TIME and command == "cs-pareto":
                continue
            run = Run(command, faulty, bad)
            reference = untouched[command] if same else Run(command, right, good)
            if reference.figures is None:
                wrong.append("export %d, %s, %s, without the fault: %s" %
                             (seed, kind, command, reference.error.strip()))
                continue
            moved = run.moved(reference)
            found = run.figures is None or any(code in codes for code in run.codes)
            cells.append((kind, command, bool(moved), bool(moved) and found))
            if moved and not found:
                missed.append("export %d, %s, %s: %s; warned of %s" %
                              (seed, kind, command, "; ".join(moved[:3]), run.codes))
            if moved and found and run.figures is not None and seed % 10 == 0 and \
                    Run(command, faulty, bad, strict=True).status != 1:
                wrong.append("export %d, %s: --strict passes it" % (seed, kind))
    for name in set(written):
        os.unlink(name)
    return cells, doubted, missed, wrong


def main():
    folder, exports = sys.argv[1], int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chosen = sys.argv[4].split(",") if len(sys.argv) > 4 else list(KINDS)
    table = {(kind, command): [0, 0, 0] for kind in chosen for command in COMMANDS
             if not (kind in OF_TIME and command == "cs-pareto")}
    clean_runs, missed, wrong = [], [], []
    with multiprocessing.Pool(2) as pool:
        tasks = [(folder, seed, chosen) for seed in range(first, first + exports)]
        for cells, doubted, more_missed, more_wrong in pool.imap(study, tasks):
            for kind, command, moved, found in cells:
                for i, is_so in enumerate([True, moved, found]):
                    table[kind, command][i] += is_so
            clean_runs += doubted
            missed += more_missed
            wrong += more_wrong
    print("%-20s %-13s planted  moved  found" % ("kind", "command"))
    for (kind, command), (planted, moved, found) in table.items():
        print("%-20s %-13s %7d %6d %6d" % (kind, command, planted, moved, found))
        if found < .95 * moved:
            wrong.append("%s, %s: found %d of %d" % (kind, command, found, moved))
    codes = [code for code in clean_runs if code]
    print("%d runs over clean exports, %d doubted: %s" %
          (len(clean_runs), len(codes), " ".join(sorted(codes))))
    if len(codes) * 100 >= len(clean_runs) and codes:
        wrong.append("clean exports are doubted")
    for line in missed:
        print("missed: " + line)
    for line in wrong:
        print("wrong: " + line)


if __name__ == "__main__":
    main()
