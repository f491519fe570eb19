#!/usr/bin/env python3
"""workbook.py BOOK.xlsx FOLDER [OPENED] - holds a workbook to the tables in FOLDER,
TABLE.csv each, cell by cell, and prints what is wrong: a sheet for each, numbers
as numbers, days as days, texts as texts, no formula, the heading frozen, with
what its columns are. OPENED is a folder into which a spreadsheet wrote the sheets
of the book again, BOOK-TABLE.csv each.
"""
import csv, datetime, os, re, sys, zipfile
import xml.etree.ElementTree as ET

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
wrong = []

def complain(what):
    if len(wrong) < 20:
        wrong.append(what)

def rows_of(path):
    with open(path, newline='', encoding='utf-8') as f:
        return list(csv.reader(f))

def unescaped(text):
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m[1], 16)), text)

def day(number):
    return str(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(number)))

def same_number(got, want):
    try:
        a, b = float(got), float(want)
    except ValueError:
        return False
    return abs(a - b) <= 2e-15 * abs(b)

class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        if self.zip.testzip() is not None:
            complain('the archive is damaged')
        self.parts = {}
        for name in self.zip.namelist():
            if name.endswith(('.xml', '.rels', '.vml')):
                self.parts[name] = ET.fromstring(self.zip.read(name))
        formats = {f.get('numFmtId'): f.get('formatCode')
                   for f in self.parts['xl/styles.xml'].iter(MAIN + 'numFmt')}
        self.formats = [formats.get(xf.get('numFmtId'), xf.get('numFmtId'))
                        for xf in self.parts['xl/styles.xml'].find(MAIN + 'cellXfs')]
        self.names = [s.get('name') for s in self.parts['xl/workbook.xml'].iter(MAIN + 'sheet')]
        for name, part in self.parts.items():
            for tag in ('f', 'oleObject', 'externalReference', 'script'):
                if any(True for _ in part.iter(MAIN + tag)):
                    complain('%s has <%s>' % (name, tag))

    def sheet(self, name):
        return self.parts['xl/worksheets/sheet%d.xml' % (self.names.index(name) + 1)]

    def cells(self, name):
        """Rows of (type, value, format), by columns."""
        rows = []
        for row in self.sheet(name).iter(MAIN + 'row'):
            while len(rows) < int(row.get('r')):
                rows.append({})
            for c in row:
                letters = re.match('[A-Z]+', c.get('r'))[0]
                column = 0
                for letter in letters:
                    column = 26 * column + ord(letter) - 64
                kind = c.get('t', 'n')
                value = unescaped(''.join(t.text or '' for t in c.iter(MAIN + 't'))) \
                    if kind == 'inlineStr' else c.findtext(MAIN + 'v')
                if value is not None:
                    rows[-1][column - 1] = kind, value, self.formats[int(c.get('s', 0))]
        return rows

def compare(book, table, want):
    got = book.cells(table)
    if len(got) != len(want):
        complain('%s: %d rows, not %d' % (table, len(got), len(want)))
    for r, (row, wanted) in enumerate(zip(got, want)):
        for c, value in enumerate(wanted):
            kind, cell, form = row.get(c, ('n', '', ''))
            if cell == '':
                good = value == ''
            elif kind == 'inlineStr':
                good = cell == value
            elif kind == 'b':
                good = ('false', 'true')[int(cell)] == value
            elif 'yyyy' in form:
                good = day(cell) == value
            else:
                good = same_number(cell, value)
            if not good or (kind == 'inlineStr' and r > 0 and want[0][c].endswith('_date')):
                complain('%s, row %d, column %d: %s %r (%s) for %r' % (
                    table, r + 1, c + 1, kind, cell, form, value))
    pane = book.sheet(table).find('.//' + MAIN + 'pane')
    if pane is None or pane.get('state') != 'frozen' or pane.get('ySplit') != '1':
        complain(table + ': the heading is not frozen')

def compare_opened(path, table, want):
    got = rows_of(path)
    if len(got) != len(want):
        complain('%s, opened: %d rows, not %d' % (table, len(got), len(want)))
    for r, (row, wanted) in enumerate(zip(got, want)):
        for c, value in enumerate(wanted):
            cell = row[c] if c < len(row) else ''
            if cell == value or cell == value.upper() and cell in ('TRUE', 'FALSE'):
                continue
            if cell.endswith('%') and not value.endswith('%'):
                try:
                    cell = float(cell[:-1]) / 100
                except ValueError:
                    pass
            try:
                # a spreadsheet writes 15 digits
                if abs(float(cell) - float(value)) <= 1e-13 * abs(float(value)) + 1e-300:
                    continue
            except ValueError:
                pass
            complain('%s, opened, row %d, column %d: %r for %r' % (
                table, r + 1, c + 1, cell, value))

def main():
    path, folder = sys.argv[1:3]
    book = Book(path)
    tables = sorted(n[:-4] for n in os.listdir(folder))
    if book.names[0] != 'Answer' or sorted(book.names[1:]) != tables:
        complain('sheets %s for tables %s' % (book.names, tables))
    commented = sum(len(list(p.iter(MAIN + 'comment'))) for n, p in book.parts.items()
                    if n.startswith('xl/comments'))
    columns = 0
    for table in tables:
        want = rows_of('%s/%s.csv' % (folder, table))
        columns += len(want[0])
        compare(book, table, want)
        if len(sys.argv) > 3:
            stem = os.path.basename(path)[:-5]
            compare_opened('%s/%s-%s.csv' % (sys.argv[3], stem, table), table, want)
    if commented != columns:
        complain('%d of %d columns say what they are' % (commented, columns))
    print('\n'.join(wrong), end='\n' if wrong else '')

main()
