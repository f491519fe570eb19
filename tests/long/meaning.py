"""meaning.py - what the bytes of a random export mean, by rules written anew and
by Python's csv, strict: for differential.py.
"""
import csv
import io
import re
from datetime import date
from decimal import Decimal

from exports import EMPTY, NAMES, WIDE, codec

FOOTER_WORDS = ("total", "grand total", "summe", "records", "generated", "exported")


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


# --- records

def decoded(data, style):
    """The text; bytes that are not UTF-8 and that nobody told of are surrogates."""
    told = style["told"] or style["encoding"] in WIDE
    text = data.decode(codec(style) if told else "utf-8", "strict" if told else "surrogateescape")
    text = text.removeprefix("\ufeff")
    ends = [m[0] for m in re.finditer(r'"[^"]*"|\r*\n|\r', text.replace('\\"', "") if style["escape"]
                                      else text) if '"' not in m[0]]
    if len(ends) > 1 and set(ends) == {"\r\r\n"}:
        pattern = r'"(?:[^"\\]|\\.)*"|\r\r\n' if style["escape"] else r'"[^"]*"|\r\r\n'
        text = re.sub(pattern, lambda m: "\n" if m[0] == "\r\r\n" else m[0], text)
    return text


def records(text, style, above):
    """Each record, the line on which it begins, and whether the line before it has
    no content."""
    how = {"doublequote": False, "escapechar": "\\"} if style["escape"] else {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True,
                        delimiter=style["delimiter"], **how)
    line, blank = 1, False
    for row in reader:
        row = [c.strip(" \t") for c in row]
        if line > above + style["sep"]:
            if len(row) > 1 or "".join(row):
                yield row, line, blank
            blank = not "".join(row)
            if blank and len(row) < 2:
                yield None, line, blank
        line = reader.line_num + 1


def rows(text, style, above):
    """The header, then what stands below it down to where the table ends."""
    begun = None
    for row, line, blank in records(text, style, above):
        empty = row is None or not "".join(row)
        if begun is None and empty:
            continue
        if begun and empty and style["stop"]:
            return
        begun = begun is not None and (begun or not empty)
        if row is not None:
            yield row, line, blank


def usual(name):
    folded = re.sub("[^a-z0-9]", "", name.lower())
    return next((k for k in NAMES if any(
        folded == re.sub("[^a-z0-9]", "", n.lower()) for n in NAMES[k])), "note")


def continues(head, value, fits):
    """Is the row without an amount a further one of the order before it?"""
    if "order" not in value or not fits or value["amount"] not in EMPTY:
        return False
    if value["customer"] not in EMPTY and value["customer"] != head.get("customer"):
        return False
    if value["order"] not in EMPTY:
        return value["order"] == head.get("order")
    return value["customer"] in EMPTY and value["date"] in EMPTY


def is_text(value):
    return not any("\ud800" <= c <= "\udfff" for c in value)


# --- what becomes of them

def may_be_footer(row, header, fits, style):
    """Few cells, and no date where it belongs."""
    filled = sum(c != "" for c in row)
    if fits and filled > 1 and filled * 2 > len(header):
        return False
    at = header.index("date")
    return at >= len(row) or read_date(row[at], style) is None


def begins_footer(row):
    text = " ".join([c for c in row if c][:2]).lower()
    text = re.sub("[^a-z0-9]+", " ", text).lstrip("0123456789 ").rstrip() + " "
    return text.startswith(tuple(word + " " for word in FOOTER_WORDS))


def fate_of(value, fits, style, where):
    if not fits:
        return "bad", "field-count"
    if where and value["shop"] != where:
        return "excluded", None
    if read_date(value["date"], style) is None or read_amount(value["amount"], style) is None:
        return "bad", None
    if not is_text(value["customer"]):
        return "bad", "bad-encoding"
    return "unattributed" if value["customer"] in EMPTY else "used", None


class Account:
    """Fates of rows, the bad ones' places and reasons, customers' orders."""

    def __init__(self):
        self.rows = dict.fromkeys(["used", "bad", "excluded", "unattributed"], 0)
        self.amounts = dict.fromkeys(["used", "excluded", "unattributed"], Decimal(0))
        self.bad, self.days, self.orders, self.norows = [], [], {}, 0

    def take_bad(self, waiting):
        self.rows["bad"] += len(waiting)
        self.bad += [place for place, _ in waiting]

    def end(self, waiting, header):
        """What waits stands above a header or at the end of the table."""
        first = 0
        while not header and first < len(waiting) and not waiting[first][1]:
            first += 1
        self.take_bad(waiting[:first])
        self.norows += len(waiting) - first

    def take(self, place, value, fate, further, style):
        amount = Decimal(0) if further else read_amount(value.get("amount", ""), style)
        self.rows[fate] += 1
        self.amounts[fate] += amount or 0
        if fate in ("used", "unattributed"):
            self.days.append(read_date(value["date"], style))
        if fate != "used":
            return
        key = value["customer"]
        key = key.lower() if "@" in key else key
        order = value.get("order", "")
        order = place + (None,) if order in EMPTY else order
        self.orders.setdefault(key, {}).setdefault(order, []).append(None if further else amount)


def read_file(account, number, text, style, above, where):
    header, names, head, waiting = None, None, None, []
    for row, line, blank in rows(text, style, above):
        if header is None:
            names, header = row, [usual(name) for name in row if name]
            width = len(header) + (style["padded"] != "") * (len(row) - len(header) or 1)
            continue
        if not "".join(row):
            account.norows += 1
            continue
        if row[:len(names)] == names and not "".join(row[len(names):]):
            account.end(waiting, True)
            account.norows += 1
            waiting = []
            continue
        if style["fill"] and len(row) < len(header):
            row += [""] * (len(header) - len(row))
        fits = len(header) <= len(row) <= width
        value = dict(zip(header, row))
        goes_on = head is not None and continues(head[0], value, fits)
        further = goes_on and not (
            blank and value["order"] in EMPTY and may_be_footer(row, header, fits, style))
        if further:
            value = {k: v if v not in EMPTY else head[0].get(k, "") for k, v in value.items()}
        fate, why = fate_of(value | ({"amount": "0"} if further else {}), fits, style, where)
        if further and fate != "excluded":
            fate, why = head[1], "bad-order" if head[1] == "bad" else None
        if not goes_on:
            head = (value, fate)
        place = (number, line, why)
        if fate == "bad" and may_be_footer(row, header, fits, style):
            waiting.append((place, blank or begins_footer(row)))
            continue
        account.take_bad(waiting)
        waiting = []
        if fate == "bad":
            account.take_bad([(place, False)])
        else:
            account.take(place[:2], value, fate, further, style)
    account.end(waiting, False)


def account_of(files, style, where):
    account = Account()
    for number, (data, above) in enumerate(files):
        read_file(account, number, decoded(data, style), style, above, where)
    return account
