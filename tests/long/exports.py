"""exports.py - random exports, for differential.py: what is drawn depends on the
random.Random that is given alone.
"""
import random
from datetime import date, timedelta

EMPTY = ("", "NA", "NULL")

NAMES = {
    "customer": ["customer", "Customer ID", "customer_id", "CustomerKey"],
    "date": ["date", "Order Date", "invoice_date", "PurchaseDate"],
    "order": ["order", "Order-No", "order_id", "Invoice No."],
    "amount": ["amount", "Total", "grand total", "Revenue"],
    "shop": ["shop"],
    "note": ["note", "note, free text", "Notiz\n(2 lines)", 'the "note"'],
}

# As --encoding has it, as Python does, and words in it: bytes of many look like
# delimiters, quotes, line ends, backslashes or @ if they are not decoded.
ENCODINGS = {
    "UTF-8": ("utf-8", ["Zoë", "日本", "5 €", "é"]),
    "ISO-8859-1": ("latin-1", ["Zoë", "Müller", "é", "Ångström ½"]),
    "WINDOWS-1252": ("cp1252", ["Zoë", "L’Été", "“é”", "Šárka…"]),
    "WINDOWS-1251": ("cp1251", ["Анна", "Москва", "Живая ёлка"]),
    "SHIFT_JIS": ("shift_jis", ["ポスト", "表示ソ", "ソース", "ァム", "十ミ"]),
    "EUC-JP": ("euc_jp", ["あいうえお", "ソース", "表示です"]),
    "GB18030": ("gb18030", ["㐂㐃", "亅|丂", "联通", "㑇丂"]),
    "BIG5": ("big5", ["功許", "餐蓋", "日本"]),
    "ISO-2022-JP": ("iso2022_jp", ["あが、", "アッ。", "表示", "x、y"]),
    "UTF-16": ("utf-16", ["Ċčā", "ĬģĻ", "żł", "日本", "Ā"]),
    "UTF-16LE": ("utf-16-le", ["Ċčā", "ĬģĻ", "żł", "日本"]),
    "UTF-16BE": ("utf-16-be", ["Ċčā", "ĬģĻ", "żł", "日本"]),
    "UTF-32": ("utf-32", ["Ċčā", "Ģ"]),
}
STATEFUL = ("ISO-2022-JP",)
WIDE = ("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")


def codec(style):
    return ENCODINGS[style["encoding"]][0]


def foreign(r, style):
    return r.choice(ENCODINGS[style["encoding"]][1])


def customers(r, style):
    # 0 is nobody, unless customers are counted from 0
    odd = foreign(r, style) if style["foreign keys"] else "Zoe"
    return [r.choice([str(1 + r.randrange(60)), "C%04d" % r.randrange(40), odd + " " + "xyz"[i % 3],
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
    return r.choice(["%s"] * 6 + [style["sign"] + "%s", "%s EUR"]) % text


def note(r, style):
    return r.choice(["", "x", 'said "yes"', "a,b;c\td|e", "two\nlines", "two\r\nlines", '"',
                     "\n", "  blanks  ", "'", "plain words here", "\r\r\n", foreign(r, style),
                     foreign(r, style) * style["long"]])


# --- records, each a list of texts; a text by itself is a line as it is

def cell(r, text, style):
    """A cell as it is written; blanks outside of quotes do not belong."""
    must = text != text.strip(" \t") or any(c in text for c in '"\r\n' + style["delimiter"])
    if must or r.random() < style["quoted"]:
        inner = text.replace('"', '\\"' if style["escape"] else '""')
        return '"' + inner + '"'
    return " " * (r.random() < style["blanks"]) + text + " \t"[r.random() < .5] * (
        r.random() < style["blanks"] and style["delimiter"] != "\t")


def further_rows(r, style, columns, head):
    """What else was ordered: no amount, and the order's id again, or no id."""
    empty = r.choice(EMPTY)
    kept = {"ids": ("customer", "date", "order"), "blank": ()}[style["further"]]
    return [["item " + note(r, style) if c == "note" else head[c] if c in kept
             else "" if c == "shop" else empty
             for c in columns] for _ in range(r.choice([0, 0, 1, 2, 5]))]


def blank_line(r, style, columns):
    return r.choice(["", " ", " \t" if style["delimiter"] != "\t" else "",
                     style["delimiter"] * (len(columns) - 1)])


def titles(r, style, columns):
    """Lines above a header."""
    width, d = len(columns), style["delimiter"]
    lines = [r.choice([["Sales report"], ["Sales", "all shops"], ["Sales; all shops, 2024"],
                       ["By"] + [""] * (width - 1), ["Exported by", "Ann " + foreign(r, style)]])]
    while r.random() < .5:
        lines.append(r.choice(["", d * (width - 1), ["Sales report " + foreign(r, style)],
                               ["Shops", "a, b"]]))
    return lines


def footer(r, style, columns):
    """Lines below the last row."""
    total = {"date": "", "order": "", "note": "", "shop": "", "customer": "",
             "amount": "%d" % r.randrange(10 ** 6)}
    total[r.choice(["customer", "shop", "note"])] = r.choice(["Total", "Grand total", "SUMME"])
    last = [r.choice([[total[c] for c in columns], ["%d records" % r.randrange(999)],
                      ["Generated by the shop, " + foreign(r, style)]])]
    if r.random() < .3:
        last = [blank_line(r, style, columns), ["All prices", "with tax"]] + last
    while r.random() < .3:
        last.append(r.choice(["", ["see there"], ["Ann", "Bob"]]))
    return last


def odd_row(r, style, columns, row):
    """A cell less, unless that leaves an order's row without an amount, or one more,
    unless there is a column for it."""
    less = columns[-1] != "amount" or not (style["fill"] or style["padded"])
    more = not style["padded"]
    return row[:-1] if less and (not more or r.random() < .5) else row + ["more"] * more


def rows(r, style, keys, ids, columns):
    """Records of rows, in groups of which each is an order."""
    count = style["rows"] or r.choice([0, 1, 5, 40, 40, 150])
    for _ in range(count):
        values = {"customer": "" if r.random() < .05 else r.choice(keys),
                  "date": written_date(r, style), "amount": written_amount(r, style),
                  "shop": r.choice(["a", "b", "c d", ""] + [style["shop"]] * 2),
                  "note": note(r, style),
                  "order": r.choice(["", "NULL"]) if r.random() < .1 else next(ids)}
        if "order" in columns and values["amount"] in EMPTY:
            values["amount"] = "x"
        row = [values[c] for c in columns]
        if r.random() < style["bad"]:
            row = odd_row(r, style, columns, row)
        group = [row]
        if style["further"] and "order" in columns and len(row) == len(columns) \
                and values["order"] not in EMPTY:
            group += further_rows(r, style, columns, values)
        yield [record + [""] * (style["padded"] == "rows") for record in group]


def table(r, style, keys, ids, header, columns):
    """All records of a file below its titles."""
    lines = [header]
    for group in rows(r, style, keys, ids, columns):
        if r.random() < style["again"]:
            lines += r.choice([[header], footer(r, style, columns) + [header],
                               titles(r, style, columns) + [header]])
        for record in group:
            lines.append(record)
            if r.random() < style["blank lines"]:
                lines.append(blank_line(r, style, columns))
    if style["stop"]:
        lines += [blank_line(r, style, columns), ["what", 'stands "below"'], "", ["1", "2", "3"]]
    elif len(lines) > 5 and r.random() < style["footers"]:
        lines += footer(r, style, columns)
    return lines


def file_text(r, style, keys, ids):
    """A file's text, and how many lines stand above the header."""
    columns = ["customer", "date", "amount", "shop", "note"] + ["order"] * (r.random() < .7)
    r.shuffle(columns)
    header = [r.choice(NAMES[c]) for c in columns]
    if style["foreign names"]:  # "5 €" would be no name
        header[columns.index("note")] = foreign(r, style).replace("5", "")
    if style["padded"] == "header":
        header += ["", ""]
    above = titles(r, style, columns) if style["titles"] else []
    end, sep = style["end"], r.choice(["sep=%s", '"sep=%s"']) % style["delimiter"]
    lines = [sep + end] * style["sep"]
    for record in above + table(r, style, keys, ids, header, columns):
        lines.append((record if isinstance(record, str) else style["delimiter"].join(
            cell(r, text, style) for text in record)) + end)
    text = "".join(lines)
    if r.random() < .3 and len(lines) > 1:
        text = text.removesuffix(end)
    return "\ufeff" * style["marked"] + text, len(above)


def order_ids(r, style):
    """Rows of a customer that share one are one order."""
    number, form = r.randrange(10 ** 6), r.choice(["%d", "R-%d", "order number %d of the shop"])
    while True:
        number += style["further"] != "" or r.random() < .7
        yield form % number


def draw_style(r):
    style = {
        "delimiter": r.choice(",,,;\t|"), "end": r.choice(["\n", "\n", "\r\n", "\r", "\r\r\n"]),
        "date": r.choice(["iso", "iso", "slashes", "compact", "time", "dots"]),
        "mark": r.choice("...,"), "quoted": r.choice([0, 0, .1, 1]),
        "blanks": r.choice([0, 0, .1]), "blank lines": r.choice([0, 0, .1]),
        "bad": r.choice([0, 0, .02, .2]), "refunds": r.choice([0, .1]),
        "sep": r.random() < .1, "further": r.choice(["", "", "ids", "blank"]),
        "encoding": r.choice(["UTF-8"] * 8 + [*ENCODINGS]), "foreign keys": r.random() < .6,
        "told": r.random() < .6, "foreign names": r.random() < .2,
        "rows": 0, "long": 1, "escape": r.random() < .05, "stop": r.random() < .05,
        "fill": r.random() < .05, "again": r.choice([0, 0, 0, .03]),
        "footers": r.choice([0, 0, .8]), "titles": r.random() < .15, "skip": r.random() < .3,
        "padded": r.choice(["", "", "", "rows", "header"]), "marked": r.random() < .2,
    }
    style["marked"] &= style["encoding"] in ("UTF-8", "UTF-16LE", "UTF-16BE")
    style["escape"] &= style["encoding"] != "SHIFT_JIS"  # where a yen sign stands for it
    if style["encoding"] in STATEFUL:
        style["told"] = True
    if not style["told"]:  # a byte of a character may be a backslash or a bar
        style["escape"] &= style["encoding"] == "UTF-8"
        if style["delimiter"] == "|":
            style.update({"foreign names": False, "padded": ""})
    if style["sep"]:
        style["skip"] = False
    if style["further"] == "blank":  # behind a blank line such a row may be a footer
        style["blank lines"] = 0
    if r.random() < .004:  # more than is looked at first
        style.update(rows=9000, long=30)
    if style["padded"] or (style["titles"] and not style["skip"]):  # it takes rows to know
        style.update(rows=style["rows"] or r.choice([30, 80]), bad=min(style["bad"], .02))
    return style


def make(r):
    """The style, and of each file its bytes and the lines above the header."""
    style = draw_style(r)
    try:
        "€".encode(codec(style))
        style["sign"] = "€"
    except UnicodeEncodeError:
        style["sign"] = "EUR "
    style["shop"] = foreign(r, style)
    keys = customers(r, style)
    files = [file_text(r, style, keys, order_ids(random.Random(r.random() + i), style))
             for i in range(r.choice([1, 1, 1, 2, 3]) if not style["rows"] and not style["titles"] else 1)]
    return style, [(text.encode(codec(style)), above) for text, above in files]
