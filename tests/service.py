"""service.py - what cs-simulate --service writes, against what it says is true.

	service.py ORDERS CONTACTS PARAMETERS

Prints what does not hold: an export that contradicts itself or the options, a
share further from its truth than four and a half standard errors.
"""
import csv
import datetime
import sys

NIGHT = set(range(8)) | set(range(18, 24))
ORDERS, CONTACTS, PARAMETERS = (
    list(csv.DictReader(open(name, encoding="utf-8"))) for name in sys.argv[1:])
TRUTH = {row["name"]: row["value"] for row in PARAMETERS}
DAY = datetime.timedelta(days=1)
END = datetime.datetime.fromisoformat(TRUTH["end"]) + DAY
TOUCHES = "first_response_at" not in CONTACTS[0]


def wrong(text):
    print(text)


def moment(text):
    return datetime.datetime.fromisoformat(text) if text else None


def share(name, part, whole, want):
    """Is part of whole what it should be?"""
    if whole < 30:
        wrong(f"{name}: only {whole}")
    error = 4.5 * (want * (1 - want) / whole) ** .5 + 1e-9
    if abs(part / whole - want) > error:
        wrong(f"{name}: {part} of {whole} is {part / whole:.4f}, not {want}")


def truth(name):
    return float(TRUTH[name])


class Order:
    def __init__(self, row):
        self.customer = row["customer_id"]
        self.at = moment(row["date"])
        self.promised = moment(row["promised_date"])
        self.ready = moment(row["ready_at"])
        self.shipped = moment(row["shipped_at"])
        self.delivered = moment(row["delivered_at"])
        self.late = row["late"] == "yes"
        self.contacts = []

    def check(self):
        seen = [self.at, self.ready, self.shipped, self.delivered]
        known = [t for t in seen if t]
        if known != sorted(known) or known != seen[:len(known)]:
            wrong(f"{self.customer} {self.at}: not in order")
        if max(known) >= END:
            wrong(f"{self.customer} {self.at}: after the end")
        if self.promised != self.at.replace(hour=0, minute=0, second=0) + (
                DAY * int(TRUTH["promise_days"])):
            wrong(f"{self.customer} {self.at}: promised {self.promised}")
        if self.delivered and (self.delivered >= self.promised + DAY) != self.late:
            wrong(f"{self.customer} {self.at}: late {self.late}")


def read_orders():
    orders = {}
    for row in ORDERS:
        orders[row["order_id"]] = Order(row)
        orders[row["order_id"]].check()
    return orders


def check_contact(row, orders):
    at, order = moment(row["created_at"]), orders.get(row["order_id"])
    if (row["order_id"] == "") != (row["ticket_id"][0] in "PQ") or (
            row["order_id"] and order is None):
        wrong(f"no such order: {row}")
    if order:
        order.contacts.append(row)
        if row["customer_id"] != order.customer:
            wrong(f"another's order: {row}")
        if at < order.at and row["kind"] != "complaint":
            wrong(f"before the order: {row}")
    if at >= END:
        wrong(f"after the end: {row}")
    times = [at] + [moment(row[k]) for k in ("first_response_at", "resolved_at")
                    if row.get(k)]
    if times != sorted(times) or max(times) >= END:
        wrong(f"an answer before the question: {row}")
    if row["kind"] == "complaint" and (row["due_date"] or not TOUCHES):
        due = moment(row["due_date"]).date() - at.date()
        if due.days != int(TRUTH["deadline_days"]):
            wrong(f"due: {row}")
    outbound = row["kind"] not in ("question", "complaint", "inquiry")
    if (row["direction"] == "outbound") != outbound:
        wrong(f"direction: {row}")


def check_stages(orders):
    stages = [("confirmation", "acknowledged", lambda o: o.at, 0, 1),
              ("production", "updated", lambda o: o.ready, -7, 0),
              ("shipping", "shipping_told", lambda o: o.shipped, -1, 1),
              ("survey", "asked_after", lambda o: o.delivered, 0, 14)]
    for kind, name, anchor, first, last in stages:
        due = done = late = made = tracked = 0
        for order in orders.values():
            start = anchor(order)
            if start is None or start + DAY * 31 >= END:
                continue
            times = [moment(r["created_at"]) for r in order.contacts
                     if r["kind"] == kind]
            if len(times) > 1:
                wrong(f"{kind} twice: {order.contacts}")
            due += 1
            done += any(start + DAY * first <= t <= start + DAY * last for t in times)
            late += any(t > start + DAY * last for t in times)
            made += len(times)
            tracked += any(r["tracking_number"] for r in order.contacts)
        share(kind, done, due, truth(name))
        if done + late != made:
            wrong(f"{kind}: {made} contacts, {done} in the window, {late} late")
        if due > done:
            share(f"{kind}, late", late, due - done, truth("made_late"))
        if kind == "shipping":
            share("tracked", tracked, made, truth("tracked"))


def check_late(orders):
    late = [o for o in orders.values() if o.late]
    share("late", len(late), len(orders), truth("failure_rate"))
    told = [o for o in late if any(
        r["kind"] == "delay" and moment(r["created_at"]) < o.promised
        for r in o.contacts)]
    due = [o for o in late if o.promised < END]
    share("told of a delay", len([o for o in told if o in due]), len(due),
          truth("delay_told"))


def tickets():
    return [r for r in CONTACTS if r["kind"] in ("question", "inquiry")]


def check_responses():
    groups = {"": tickets()}
    for row in groups[""]:
        groups.setdefault("_" + row["channel"], []).append(row)
        by_night = moment(row["created_at"]).hour in NIGHT
        groups.setdefault("_night" if by_night else "_day", []).append(row)
    for name, rows in groups.items():
        waits = []
        for row in rows:
            at, answer = moment(row["created_at"]), moment(row["first_response_at"])
            if at + DAY * 60 < END:
                waits.append((answer - at).total_seconds() if answer else None)
        share("within an hour" + name, sum(w is not None and w <= 3600 for w in waits),
              len(waits), truth("within_hour" + name))
        for figure, want in ("median", .5), ("p75", .75), ("p90", .9):
            if not TRUTH.get(f"{figure}_response_minutes{name}"):
                continue
            most = 60 * truth(f"{figure}_response_minutes{name}")
            share(figure + name, sum(w is not None and w <= most for w in waits),
                  len(waits), want)


def check_resolution():
    rows = [r for r in tickets() if moment(r["created_at"]) + DAY * 30 < END]
    share("answered once", sum(r["replies"] == "1" for r in rows), len(rows),
          (1 - truth("unanswered")) * truth("one_reply"))
    again = {r["ticket_id"] for r in CONTACTS}

    def is_first(row):
        matter, number = row["ticket_id"].rsplit("-", 1)
        return (row["resolved_at"] and row["reopens"] == "0" and row["replies"] == "1"
                and f"{matter}-{int(number) + 1}" not in again)
    share("resolved at first", sum(bool(is_first(r)) for r in rows), len(rows),
          truth("first_contact_resolution"))


    if TRUTH["median_resolution_hours"]:
        most = DAY * truth("median_resolution_hours") / 24
        share("resolved by the median", sum(bool(
            row["resolved_at"]) and moment(row["resolved_at"]) -
            moment(row["created_at"]) <= most for row in rows), len(rows), .5)


def check_complaints():
    rows = [r for r in CONTACTS if r["kind"] == "complaint"
            and moment(r["created_at"]) + DAY * 30 < END]
    if len(rows) < 200:
        return
    for name, column, days in (("acknowledged", "first_response_at", 1),
                               ("resolved_7", "resolved_at", 7)):
        share("complaints " + name, sum(bool(row[column]) and moment(
            row[column]) - moment(row["created_at"]) <= DAY * days
            for row in rows), len(rows), truth("complaints_" + name))
    share("deadline kept", sum(bool(row["resolved_at"]) and row["resolved_at"][:10] <=
                               row["due_date"] for row in rows), len(rows),
          truth("complaints_deadline_kept"))


def check_questions(orders):
    """Mean and variance of a negative binomial, to four standard errors."""
    if truth("repeated") > 0:
        return
    counts = [sum(r["kind"] == "question" for r in o.contacts)
              for o in orders.values() if o.at + DAY * 40 < END]
    n, m, k = len(counts), truth("questions"), truth("questions_size")
    mean = sum(counts) / n
    variance = m + m * m / k
    if abs(mean - m) > 4 * (variance / n) ** .5:
        wrong(f"questions: {mean}, not {m}")
    spread = sum((c - mean) ** 2 for c in counts) / n
    fourth = sum((c - mean) ** 4 for c in counts) / n
    if abs(spread - variance) > 4 * ((fourth - spread ** 2) / n) ** .5:
        wrong(f"variance of questions: {spread}, not {variance}")


def check_enquiries(orders):
    first, asked = {}, {}
    for order in orders.values():
        first[order.customer] = min(order.at, first.get(order.customer, END))
    for row in CONTACTS:
        if row["kind"] == "inquiry":
            at, who = moment(row["created_at"]), row["customer_id"]
            asked[who] = min(at, asked.get(who, END))
    for days in 30, 90:
        watched = [w for w in asked if asked[w] + DAY * (days + 1) < END]
        done = [w for w in watched if w in first
                and (first[w].date() - asked[w].date()).days <= days]
        share(f"converted in {days} days", len(done), len(watched),
              truth(f"converted_{days}"))
    if any(w in first and first[w].date() < asked[w].date() for w in asked):
        wrong("an enquiry after the first order")


def check_surveys():
    surveys = [r for r in CONTACTS if r["kind"] == "survey"]
    answered = [int(r["score"]) for r in surveys if r["score"]]
    if len(answered) != int(TRUTH["surveys_answered"]):
        wrong(f"{len(answered)} surveys answered")
    wide = "nps" in TRUTH
    satisfied = sum(s >= (9 if wide else 4) for s in answered)
    if abs(satisfied / len(answered) - truth("satisfied_share_answered")) > 1e-9:
        wrong("satisfied_share_answered")
    net = sum((s >= 9) - (s <= 6) for s in answered) / len(answered)
    if wide and abs(net - truth("nps_answered")) > 1e-9:
        wrong("nps_answered")
    for row in CONTACTS:
        if row["score"] and row["kind"] != "survey":
            wrong(f"score: {row}")


def check_messages():
    """--rows touches: who replied when, from the tickets' messages alone."""
    by = {}
    for row in CONTACTS:
        by.setdefault(row["ticket_id"], []).append(row)
    waits, automatic = [], 0
    for rows in by.values():
        opening = [r for r in rows if r["kind"] in ("question", "inquiry")][:1]
        if not opening or moment(opening[0]["created_at"]) + DAY * 60 >= END:
            continue
        at = moment(opening[0]["created_at"])
        replies = [moment(r["created_at"]) for r in rows if r["kind"] == "reply"]
        automatic += any(r["kind"] == "auto" for r in rows)
        waits.append((min(replies) - at).total_seconds() if replies else None)
    share("within an hour", sum(w is not None and w <= 3600 for w in waits),
          len(waits), truth("within_hour"))
    share("automatic", automatic, len(waits), truth("auto_replies"))


def main():
    orders = read_orders()
    for row in CONTACTS:
        check_contact(row, orders)
    for kind in ("question", "complaint", "inquiry", "survey", "delay", "followup"):
        found = len({(r["ticket_id"], r["kind"]) for r in CONTACTS
                     if r["kind"] == kind})
        if found != int(TRUTH["contacts_" + kind]):
            wrong(f"contacts_{kind}: {found}")
    check_stages(orders)
    check_late(orders)
    check_enquiries(orders)
    check_surveys()
    if TOUCHES:
        check_messages()
        return
    check_responses()
    check_resolution()
    check_complaints()
    check_questions(orders)


main()
