#!/usr/bin/env python3
"""Every option of every command does something: given, it stands in json's
parameters (or says how to print, or how fast), and it changes the answer of
some input below, or is refused with exit status 2. By mode, since what is of
use with orders may be of none with durations.

    options.py BIN    prints TAP
"""
import json, os, re, subprocess, sys, tempfile

BIN = sys.argv[1]

# --- inputs ----------------------------------------------------------------

def orders():
    """40 customers, 1 to 6 purchases; two of some days; a column for each role,
    and a second one that says something else."""
    rows = ['id,lot,customer,mail,date,shipped,amount,gross,pieces,each,'
            'pieces2,each2,money,state,back,void,segment,region,n,late']
    number = 0
    for c in range(40):
        for k in range(c % 6 + 1):
            number += 1
            day = 5 * c + k * (9 + c % 25)
            if c % 7 == 0 and k == 2:
                day -= 9 + c % 25
            date = (2024, 1 + day // 28 % 12, 1 + day % 28)
            mail = ('User%d@x.org' if k % 2 else 'user%d@x.org') % (c // 2)
            rows.append('%d,L%d,%d,%s,%04d-%02d-%02d,%04d-%02d-%02d,%d.50,%d.00,'
                        '%d,2,%d,3,%s,%s,%s,%s,%s,%s,%d,%s' % (
                number, number // 3, c, mail, *date, date[0] + 1, date[1], date[2],
                10 + c * 3 % 41 + k, 9 + c % 17, 1 + k, 1 + c % 3,
                'EUR' if number % 9 else 'USD', 'paid' if number % 5 else 'shipped',
                '1.00' if number % 4 == 0 else '', 'x' if number % 8 == 0 else '',
                'ab'[c % 2], 'nsw'[c % 3], k + 1 + (c % 4 == 0),
                'yes' if number % 6 == 0 else 'no'))
    return '\n'.join(rows) + '\n'

def contacts():
    rows = ['date,customer,who,kind,topic,way,direction,score,grade,responded,'
            'resolved,settled,channel,noted']
    for c in range(0, 40, 2):
        rows.append('2024-%02d-%02d,%d,%d,%s,%s,in,inbound,%d,%d,2024-12-01,'
                    '2024-12-%02d,%s,mail,2024-01-01' % (
            1 + c % 12, 1 + c % 20, c, c + 1,
            ['complaint', 'survey', 'inquiry'][c % 3],
            ['survey', 'inquiry', 'complaint'][c % 3],
            c % 10, 9 - c % 10, 1 + c % 20, '2024-11-01' if c % 4 else ''))
    return '\n'.join(rows) + '\n'

folder = tempfile.TemporaryDirectory()

def path(name, text=None):
    place = os.path.join(folder.name, name)
    if text is not None:
        with open(place, 'w') as f:
            f.write(text)
    return place

ORDERS = path('orders.csv', orders())
CONTACTS = path('contacts.csv', contacts())
POOR = path('poor.csv', '\n'.join(
    ','.join(f for i, f in enumerate(row.split(','))
             if i not in (6, 7)) for row in orders().splitlines()) + '\n')
LINES = path('lines.csv', 'order,customer,date,amount\n' + ''.join(
    '%d,%d,2024-%02d-%02d,%d.00\n' % (o, o % 9, 1 + o % 12, 1 + o % 20, 5 + o % 7)
    for o in range(30) for _ in range(1 + o % 3)))
BACK = path('back.csv', 'order,customer,date,amount\n' + ''.join(
    '%d,%d,2024-%02d-%02d,%d.00\n' % (o, o % 9, 1 + o % 12, 1 + o % 20, r * 9 - o % 7)
    for o in range(30) for r in range(3)))
os.mkdir(path('monthly'))
MONTHLY = path('monthly')
for month, days in ('a', range(1, 20)), ('b', range(15, 28)):
    path('monthly/%s.csv' % month, 'order,customer,date,amount\n' + ''.join(
        '%d,%d,2024-%02d-%02d,%d.00\n' % (20 * m + d, d % 9, m, d, 5 + d % 7)
        for m in range(1, 6) for d in days))
TWICE = path('twice.csv', open(MONTHLY + '/a.csv').read() * 2)
ORDERS_TWICE = path('orders-twice.csv', orders() + orders().split('\n', 1)[1])
TICKETS = path('tickets.csv', 'ticket,other,customer,who,opened,noted,kind,topic,direction,way,'
               'channel,responded,resolved,took,n,grade,about\n' + ''.join(
    'T%d,%d,%d,%d,2024-%02d-%02d %02d:00,2024-%02d-%02d 08:00,%s,%s,%s,%s,%s,'
    '2024-%02d-%02d %02d:%02d,%s,0:%02d,%d,%d,%d\n' % (
        t - 20 if t >= 60 else t, t % 11, t % 20, t % 7, 1 + t % 6, 1 + t % 25, 9 + t % 8,
        1 + t % 5, 1 + t % 28, ['complaint', 'survey', 'inquiry'][t % 3],
        ['survey', 'inquiry', 'complaint'][t % 3], 'out' if t % 3 == 1 else 'in',
        'in' if t % 4 else 'out', ['mail', 'chat'][t % 2],
        1 + t % 6, 1 + t % 25, 9 + t % 8, 10 + t % 45,
        '2024-%02d-%02d 18:00' % (1 + t % 6, 2 + t % 25) if t % 4 else '', 5 + t % 50, t % 4, t % 6,
        1 + sum(c % 6 + 1 for c in range(t % 20)))
    for t in range(80)))
MAILS = path('mails.csv', 'customer,date\nUser1@x.org,2024-01-01\nuser1@x.org,2024-02-01\n')
HOLIDAYS = path('holidays', ''.join('2024-%02d-%02d\n' % (m, d) for m in range(1, 7) for d in range(1, 29)))
ZULU = path('zulu.csv', open(TICKETS).read().replace(':00,', ':00Z,'))
EMPTY = path('empty.csv', 'customer,date,amount\n')
def small(name, header, rows):
    """60 rows, so that there are gaps enough; the last ones as given."""
    text = header + '\n' + ''.join(
        rows[0] % (i % 20, 1 + i // 20 * 3 + i % 3, 1 + i % 9) for i in range(60))
    return path(name, text + ''.join(rows[1:]))
BAD = small('bad.csv', 'customer,date,amount', ['%d,2024-%02d-%02d,5.00\n', '1,2024-01-01,x\n'])
FINE = small('fine.csv', 'customer,date,amount', ['%d,2024-%02d-%02d,5.00\n', '1,2024-01-01,1.1234567\n'])
COMMA = small('comma.csv', 'customer;date;amount', ['%d;2024-%02d-%02d;1.250\n'])
DAYS = small('days.csv', 'customer,date,amount', ['%d,%02d/%02d/2024,5.00\n'])
QUOTE = small('quote.csv', 'customer,date,amount', ["'%d',2024-%02d-%02d,5.00\n", "'1,5',2024-01-01,5.00\n"])
BARE = small('bare.csv', '77,2024-01-01,9.00', ['%d,2024-%02d-%02d,5.00\n'])
TITLE = small('title.csv', 'customer,date,amount\nx,2024-01-02,8.00', ['%d,2024-%02d-%02d,5.00\n'])
TAIL = small('tail.csv', 'customer,date|date,amount', ['%d,2024-%02d-%02d|2023-01-01,5.00\n'])
CLOCK = small('clock.csv', 'customer,date,amount', ['%d,2024-%02d-%02dT18:00:00Z,5.00\n'])
LOCAL = small('local.csv', 'customer,date,amount', ['%d,2024-%02d-%02d 18:00,5.00\n'])
TOLD = path('told.csv', 'date,customer,kind\n2024-02-01 18:00,3,complaint\n')
ESCAPED = small('escaped.csv', 'customer,date,amount', ['%d,2024-%02d-%02d,5.00\n', '"a \\"b\\"",2024-01-01,5.00\n'])
BLANK = small('blank.csv', 'customer,date,amount', ['%d,2024-%02d-%02d,5.00\n', '\n9,2024-01-01,5.00\n'])
SHORT = small('short.csv', 'customer,date,amount,note', ['%d,2024-%02d-%02d,5.00,x\n', '9,2024-01-01,5.00\n'])
WIDE = path('wide.csv')
with open(WIDE, 'w', encoding='utf-16-le') as f:
    f.write(open(BLANK).read())
CONTRACTS = path('contracts.csv', 'id,plan,from,start,until,end,why,n\n' + ''.join(
    'K%d,%s,2023-%02d-02,2023-%02d-%02d,2024-%02d-05,%s,%s,%d\n' % (
        i, 'ab'[i % 2], 1 + i % 12, 1 + i % 12, 1 + i % 20, 1 + i % 12,
        '2024-%02d-%02d' % (1 + i * 7 % 12, 1 + i) if i % 3 else '',
        'price' if i % 2 else 'moved', i % 5)
    for i in range(24)))
DURATIONS = path('durations.csv', 'id,arm,time,later,event,other,since,why,n\n' + ''.join(
    'S%d,%s,%d,%d,%d,%d,%d,%s,%d\n' % (i, 'ab'[i % 2], 5 + i, 9 + i * i % 17, i % 3 > 0,
                                  i % 2, i % 4, ['price', 'moved'][i % 5 > 1], i % 5)
    for i in range(24)))
SURVIVORS = path('survivors.csv', 'year,left,other,id,n\n' + ''.join(
    '%d,%d,%d,%d,%d\n' % (i, 1000 // (i + 1), 900 // (i + 1), i, 9) for i in range(9)))

HISTORIES = path('histories.csv', 'id,bought,last,age,n,arm,gone,often,worth\n' + ''.join(
    'H%d,%d,%d,%d,%d,%s,%d,%d,%d\n' % (i, i % 4, i % 4 * (3 + i % 5), 20 + i % 7 * 3, 1 + i % 5,
                               'ab'[i % 2], 30 + i % 7 * 2, (i + 1) % 4, 5 + i % 9)
    for i in range(60)))

DECIMALS = path('decimals.csv', 'date;customer;kind;score\n2024-02-01;3;survey;1,250\n')

TWICE = path('twice.csv', 'date,customer,kind,answered\n2024-02-01,3,complaint,2024-02-02\n2024-02-01,3,complaint,2024-02-03\n')

# of modes other than orders: what the sample of an option is tried on
def written(name, text, *changes):
    lines = open(text).read()
    for pattern, by in changes:
        lines = re.sub(pattern, by, lines, flags=re.M)
    return path(name, lines)
OWN = {
    ('durations', 'decimal'): written('d1.csv', DURATIONS, (',', ';'), (r'^(S\d+;.;\d+)', r'\1,125')),
    ('durations', 'round'): written('d2.csv', DURATIONS, (r'^(S\d+,.,\d+)', r'\1.1234567')),
    ('durations', 'skip-bad'): written('d3.csv', DURATIONS, (r'^(S7,.,)\d+', r'\1x')),
    ('durations', 'max-bad'): written('d3.csv', DURATIONS, (r'^(S7,.,)\d+', r'\1x')),
    ('contracts', 'date-format'): written('c1.csv', CONTRACTS, (r'(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|1[0-2])', r'\2/\3/\1'), (r'^.*-.*\n', '')),
    ('contracts', 'tz'): written('c3.csv', CONTRACTS, (r'(\d{4}-\d\d-\d\d)', r'\1T18:00:00Z')),
    ('contracts', 'input-tz'): written('c4.csv', CONTRACTS, (r'(\d{4}-\d\d-\d\d)', r'\1 18:00')),
    ('contracts', 'skip-bad'): written('c2.csv', CONTRACTS, (r'^(K7,.,[^,]*,).*', r'\1x,x,x,')),
    ('contracts', 'max-bad'): written('c2.csv', CONTRACTS, (r'^(K7,.,[^,]*,).*', r'\1x,x,x,')),
    ('contracts', 'fill'): written('f1.csv', CONTRACTS, (r'^(K7,.*),\d+$', r'\1')),
    ('durations', 'fill'): written('f2.csv', DURATIONS, (r'^(S7,.*),\d+$', r'\1')),
    ('survivors', 'fill'): written('f3.csv', SURVIVORS, (r'^(7,.*),\d+$', r'\1')),
    ('contracts', 'stop-at-blank'): written('b1.csv', CONTRACTS, (r'^K7,', '\nK7,')),
    ('durations', 'stop-at-blank'): written('b2.csv', DURATIONS, (r'^S7,', '\nS7,')),
    ('survivors', 'stop-at-blank'): written('b3.csv', SURVIVORS, (r'^7,', '\n7,')),
    ('contracts', 'escape'): written('e1.csv', CONTRACTS, (r'^K7,', r'"K \\"7\\"",')),
    ('durations', 'escape'): written('e2.csv', DURATIONS, (r'^S7,', r'"S \\"7\\"",')),
    ('survivors', 'escape'): written('e3.csv', SURVIVORS, (r'^7,', r'"7 \\"a\\"",')),
    ('survivors', 'decimal'): written('s1.csv', SURVIVORS, (',', ';'), (r'^(\d+);\d+', lambda m: '%s;%d,000' % (m[1], 90 - int(m[1])))),
    ('summary', 'decimal'): written('h1.csv', HISTORIES, (',', ';'), (r'^(H.*;\d+)$', r'\1,250')),
    ('summary', 'round'): written('h2.csv', HISTORIES, (r'^(H.*,\d+)$', r'\1.1234567')),
    ('summary', 'skip-bad'): written('h3.csv', HISTORIES, (r'^(H7,)\d+', r'\1x')),
    ('summary', 'max-bad'): written('h3.csv', HISTORIES, (r'^(H7,)\d+', r'\1x')),
    ('summary', 'fill'): written('h4.csv', HISTORIES, (r'^(H7,.*),\d+$', r'\1')),
    ('summary', 'stop-at-blank'): written('h5.csv', HISTORIES, (r'^H7,', '\nH7,')),
    ('summary', 'escape'): written('h6.csv', HISTORIES, (r'^H7,', r'"H \\"7\\"",')),
    ('survivors', 'skip-bad'): written('s2.csv', SURVIVORS, (r'^7,\d+', '7,x')),
    ('survivors', 'max-bad'): written('s2.csv', SURVIVORS, (r'^7,\d+', '7,x')),
}

# --- modes: command, words that make the mode, the inputs ------------------

POLICIES = 'testdata/policies.csv'
ALL = [ORDERS, POOR, LINES]
MODES = [
    ('cs-retention', 'orders', [], ALL),
    ('cs-pareto', 'orders', [], ALL),
    ('cs-churn', 'orders', ['--contacts', CONTACTS, '--lapse-after', '40d'], ALL),
    ('cs-churn', 'calls', ['--contacts', 'testdata/churn-contacts.csv', '--every',
                           '30d', '--grace', '8d'], ['testdata/churn-orders.csv']),
    ('cs-clv', 'orders', ['--horizon', '90d'], ALL),
    ('cs-clv', 'summary', ['--frequency', 'bought', '--recency', 'last', '--age', 'age', '--value', 'worth'],
     [HISTORIES]),
    ('cs-customers', 'orders', ['--horizon', '90d', '--lapse-after', '40d'], ALL),
    ('cs-contacts', 'contacts', [], [TICKETS]),
    ('cs-lifetime', 'payments', [], ALL + [POLICIES]),
    ('cs-lifetime', 'contracts', ['--start', 'start', '--end', 'end'], [CONTRACTS]),
    ('cs-lifetime', 'durations', ['--time', 'time', '--event', 'event'], [DURATIONS]),
    ('cs-lifetime', 'survivors', ['--survivors', 'left'], [SURVIVORS]),
]

# --- what is tried: words that stand there before, then those of the option --

GROUPED = {'orders': ['--group', 'segment'], 'payments': ['--group', 'segment'],
           'contracts': ['--group', 'plan'], 'durations': ['--group', 'arm'],
           'survivors': ['--survivors', 'other'], 'summary': ['--group', 'arm']}
CUT = ['--lapse-after', '40d']
TRY = {
    'customer': [([], ['mail']), ([], ['id'])],
    'date': [([], ['shipped']), ([], ['year']), ([], ['time']), ([], ['start'])],
    'order': [([], ['lot']), ([], ['id'])],
    'amount': [([], ['gross']), ([], ['n'])],
    'quantity': [(['--price', 'each'], ['pieces2'], POOR)],
    'price': [(['--quantity', 'pieces'], ['each2'], POOR)],
    'currency': [([], ['money']), ([], ['id'])],
    'status': [(['--count', 'paid'], ['state']), ([], ['id']),
               (['--count', 'K1,K2,K3,S1,S2,S3,1,2,3'], ['id'])],
    'count': [(['--status', 'state'], ['paid']), (['--status', 'id'], ['K1'])],
    'refund': [([], ['back']), ([], ['n'])],
    'cancelled': [([], ['void']), ([], ['n'])],
    'group': [([], ['region']), ([], ['plan']), ([], ['arm']), ([], ['n'])],
    'cluster': [([], ['region']), ([], ['plan']), ([], ['arm']), ([], ['n'])],
    'max-groups': [('group', ['1'])],
    'no-total': [('group', [])],
    'top-groups': [('group', ['1'])], 'min-customers': [('group', ['13']), ('group', ['13000'])],
    'sort': [('group', [c]) for c in ('group', 'customers', 'lapsed', 'median_time', 'restricted_mean', 'expected_lapses')] + [([], ['share'])],
    'where': [([], ['region=n']), ([], ['n<4']), ([], ['n=1,2'])],
    'exclude': [([], ['region=n']), ([], ['n=9']), ([], ['n=1'])],
    'delimiter': [([], [';'])],
    'quote': [([], ["'"], QUOTE), ([], ['1'])],
    'no-header': [(['--customer', '1', '--date', '2', '--amount', '3'], [], BARE), ([], [])],
    'skip-lines': [([], ['1'], TITLE), ([], ['1'])],
    'escape': [([], ['double'], ESCAPED), ([], ['backslash'], ESCAPED)],
    'encoding': [([], ['UTF-16LE'], WIDE), ([], ['UTF-16'])],
    'stop-at-blank': [([], [], BLANK)],
    'fill': [([], [], SHORT)],
    'decimal': [([], [','], COMMA), ([], [',']), ([], ['.'])],
    'date-format': [(['--as-of', '2024-12-31'], ['dmy'], DAYS), ([], ['%Y-%m-%d|2023-01-01'], TAIL), ([], ['mdy'])],
    'tz': [([], ['Asia/Jakarta'], CLOCK)],
    'input-tz': [(['--tz', 'Asia/Jakarta'], ['America/New_York'], LOCAL)],
    'exact-keys': [(['--customer', 'mail'], []), ([], [])],
    'fold-keys': [(['--customer', 'mail', '--exact-keys'], ['case']), ([], ['all'])],
    'round': [([], [], FINE), ([], [])],
    'line-items': [([], ['sum'], LINES), ([], ['once'], BACK), ([], ['once']), ([], ['same'])],
    'duplicates': [([], ['drop'], TWICE), ([], ['drop'])],
    'overlap': [([], ['once'], MONTHLY), ([], ['once'])],
    'skip-bad': [([], [], BAD), ([], [])],
    'max-bad': [([], ['3'], BAD), ([], ['3'])],
    'allow-empty': [([], [], EMPTY), (['--where', 'n=77'], [])],
    'occasion': [([], ['day'])],
    'max-age': [([], ['1d'])],
    'as-of': [([], ['2024-10-01']), ([], ['2024-06-01'])],
    'from': [([], ['2024-05']), ([], ['2023-05'])],
    'to': [([], ['2024-06']), ([], ['2023-06'])],
    'first-from': [([], ['2024-03']), ([], ['2023-05'])],
    'first-to': [([], ['2024-03']), ([], ['2023-05'])],
    'period': [([], ['quarter']), (['--discount', '.1'], ['quarter'])],
    'week-start': [(['--period', 'week'], ['sunday']), (['--group', 'first:week'], ['sunday'])],
    'year-start': [(['--period', 'year'], ['april']), (['--group', 'first:year'], ['april'])],
    'lapse-after': [([], ['20d'])],
    'every': [([], ['10d']), (['--model', 'bg-bb', '--every', '30d'], ['45d'])],
    'grace': [(['--every', '10d'], ['90d'])],
    'limit': [([], ['2'])],
    # cs-retention
    'days': [([], ['10,20'])], 'inactive': [([], ['1'])],
    'measure': [([], ['active']), ([], ['revenue'])],
    'reference': [('group', ['a']), ('group', ['b'])],
    # cs-clv
    'margin': [([], ['.5']), ([], ['50%'])],
    'holdout': [([], ['2024-06-30']), ([], ['60d'])],
    'values': [([], ['repeat'])],
    'model': [([], ['pareto-nbd'])],
    'regularity': [([], ['2'])],
    'frequency': [([], ['often'])], 'recency': [([], ['often'])], 'age': [([], ['gone'])],
    'value': [([], ['gone'])],
    'unit': [([], ['day'])], 'profile': [([], [])],
    # cs-customers
    'personal': [([], ['3'])], 'weekly': [([], ['50%'])],
    'tier': [([], ['email'])], 'segment': [([], ['loyal'])],
    # cs-pareto
    'by': [([], ['region'])], 'measure': [([], ['orders'])],
    'target': [([], ['50'])], 'top-percent': [([], ['10'])],
    'percents': [([], ['10,20'])], 'classes': [([], ['50'])],
    'bootstrap': [([], ['50'])], 'seed': [(['--bootstrap', '50'], ['9'])],
    # cs-lifetime
    'negligible': [(['--every', '60d'], ['.3']), ([], ['.3']), ([], ['.9'])],
    'conf-type': [([], ['plain'])],
    'restrict-to': [([], ['5'])], 'fit-to': [(['--every', '20d'], ['2']), ([], ['2'])],
    'horizon': [([], ['3']), ([], ['9d'])], 'discount': [(['--every', '40d'], ['.2']), ([], ['.2'])],
    'number': [([], ['n'])], 'start': [(['--end', 'end'], ['from'])],
    'end': [(['--start', 'start'], ['until'])],
    'time': [(['--event', 'event'], ['later'])],
    'event': [(['--time', 'time'], ['other'])], 'entry': [([], ['since'])], 'weight': [([], ['n'])],
    'cause': [([], ['why'])],
    'survivors': [([], ['other'])],
    # cs-churn
    'complaint': [([], ['topic=complaint'])], 'proactive': [([], ['topic=survey'])],
    'dissatisfied': [([], ['grade<=4'])], 'failure': [([], ['region=n'])],
    'complaint-window': [([], ['1d'])], 'resolve-within': [([], ['0d'])],
    'follow-up': [([], ['0d'])], 'asked': [([], ['order']), ([], ['customer'])],
    'articulation': [([], ['.2'])], 'no-return': [([], ['.5'])],
    'tells': [([], ['3'])], 'tell-twenty': [([], ['.5'])],
    'promised': [(['--failure', 'late', '--delivered', 'shipped'], ['date'])],
    'delivered': [(['--failure', 'late', '--promise-days', '10'], ['shipped'])],
    'promise-days': [(['--failure', 'late', '--delivered', 'shipped'], ['10'])],
    'at-risk-after': [(CUT, ['10d'])], 'rhythm': [(CUT, [])],
    'state': [(CUT, ['lapsed'])], 'keep': [([], ['region']), (['-t', 'members'], ['region']), (['-t', 'customers'], ['region'])],
    'contacts': [([], [CONTACTS])],
    'contact-customer': [([], ['who'])], 'contact-date': [([], ['noted'])],
    'contact-kind': [([], ['topic'])],
    'contact-score': [([], ['grade'])],
    'contact-responded': [(['--contacts', TWICE], ['answered'])],
    'contact-resolved': [([], ['responded'])],
    'contact-where': [([], ['topic=survey'])], 'contact-delimiter': [([], [';'])],
    'contact-encoding': [([], ['UTF-16'])],
    'contact-decimal': [(['--contacts', DECIMALS], [','])],
    'contact-input-tz': [(['--tz', 'Asia/Jakarta', '--as-of', '2024-02-01', '--contacts', TOLD], ['America/New_York'])],
    'contact-date-format': [([], ['%Y-%m-%d|2023-01-01']), ([], ['epoch'])],
}
# cs-contacts: contacts come first, and what is tried of orders is beside them
WITH = ['--orders', ORDERS]
PLAN = 'testdata/contacts-plan.csv'
PLANNED = ['--orders', 'testdata/contacts-plan-orders.csv', '--as-of', '2025-06-01']
DELIVERY = 'testdata/contacts-delivery.csv'
DUE = ['--orders', 'testdata/contacts-delivery-orders.csv', '--as-of', '2025-06-01']
CARE = {
    'customer': [(WITH, ['mail'])], 'date': [(WITH, ['shipped'])],
    'order': [(WITH, ['lot'])], 'amount': [(WITH, ['gross'])],
    'quantity': [(['--orders', POOR, '--price', 'each'], ['pieces2'])],
    'price': [(['--orders', POOR, '--quantity', 'pieces'], ['each2'])],
    'currency': [(WITH, ['money'])], 'status': [(WITH + ['--count', '1,2,3'], ['id'])],
    'count': [(WITH + ['--status', 'state'], ['paid'])], 'refund': [(WITH, ['back'])],
    'cancelled': [(WITH, ['void'])], 'where': [(WITH, ['region=n'])],
    'exclude': [(WITH, ['region=n'])], 'delimiter': [(WITH, [';'])],
    'quote': [(['--orders', QUOTE], ["'"])],
    'no-header': [(['--orders', BARE, '--customer', '1', '--date', '2', '--amount', '3'], [])],
    'skip-lines': [(['--orders', TITLE], ['1'])],
    'escape': [(['--orders', ESCAPED], ['double'])],
    'encoding': [(['--orders', WIDE], ['UTF-16LE'])],
    'stop-at-blank': [(['--orders', BLANK], [])], 'fill': [(['--orders', SHORT], [])],
    'decimal': [(['--orders', COMMA], [','])],
    'date-format': [(['--orders', DAYS], ['dmy'])],
    'tz': [([], ['Asia/Jakarta'], ZULU)],
    'input-tz': [(['--tz', 'Asia/Jakarta'], ['America/New_York'])],
    'exact-keys': [([], [], MAILS)],
    'fold-keys': [(['--exact-keys'], ['case'], MAILS)],
    'round': [(['--orders', FINE], [])],
    'line-items': [(['--orders', BACK], ['once'])],
    'duplicates': [(['--orders', ORDERS_TWICE], ['drop'])],
    'overlap': [(['--orders', MONTHLY], ['once'])],
    'skip-bad': [(['--orders', BAD], [])], 'max-bad': [(['--orders', BAD], ['3'])],
    'allow-empty': [([], [], EMPTY)], 'max-age': [([], ['1d'])],
    'as-of': [([], ['2024-03-02 10:00'])], 'limit': [([], ['2'])],
    'keep': [(['-t', 'register'], ['topic'])],
    'within': [([], ['10min'])], 'open': [([], ['Mon-Fri 09:00-12:00'])],
    'holidays': [(['--open', 'Mon-Fri 09:00-12:00'], [HOLIDAYS])],
    'scale': [(['--contact-score', 'grade'], ['0-10'])], 'period': [([], ['quarter'])],
    'week-start': [(['--period', 'week'], ['sunday'])],
    'year-start': [(['--period', 'year'], ['april'])],
    'by': [([], ['weekday'])],
    'rate-by': [(WITH, ['order'])], 'unusual': [(WITH, ['0.4'])],
    'limits': [(WITH + ['--period', 'week'], ['laney'])],
    'baseline': [(WITH + ['--period', 'week'], ['2024-01..2024-03'])],
    'repeat-within': [([], ['60d'])], 'acknowledge-within': [([], ['0d'])],
    'resolve-within': [([], ['1d'])], 'follow-up': [([], ['20d'])],
    'followed-up': [(['--as-of', '2025-03-31'], ['kind=complaint'],
                     'testdata/contacts-complaints.csv')],
    'group': [([], ['channel']), (WITH, ['region'])],
    'max-groups': [(['--group', 'channel'], ['1'])],
    'no-total': [(['--group', 'channel'], [])],
    'sort': [(['--group', g], ['contacts']) for g in ('channel', 'kind', 'topic', 'customer')],
    'satisfied': [(['--contact-score', 'grade'], ['grade = 5'])],
    'link-within': [(WITH, ['1d'])], 'rows': [([], ['tickets'])],
    'ack-within': [(PLANNED, ['0d'], PLAN)], 'before-ready': [(PLANNED, ['1d'], PLAN)],
    'ship-within': [(PLANNED + ['--shipping', 'kind=survey'], ['12d'], PLAN)], 'ask-within': [(PLANNED, ['30d'], PLAN)],
    'strict-thanks': [(PLANNED + ['--auto', 'kind=confirmation'], [], PLAN)],
    'acknowledgement': [(PLANNED, ['kind=survey'], PLAN)],
    'production': [(PLANNED, ['kind=survey'], PLAN)],
    'shipping': [(PLANNED, ['kind=survey'], PLAN)],
    'after-delivery': [(PLANNED, ['kind=update'], PLAN)],
    'promised': [(DUE, ['delivered_date'], DELIVERY)],
    'promise-days': [(DUE + ['--promised', 'none'], ['10'], DELIVERY)],
    'repurchase': [(WITH + ['--promise-days', '5', '--delivered', 'date'], ['20d'])],
    'adjust': [(DUE + ['--repurchase', '5d', '--as-of', '2025-12-01'], [], DELIVERY)],
    'notice': [(DUE, ['kind=question'], DELIVERY)],
    'ready': [(PLANNED, ['delivered'], PLAN)], 'shipped': [(PLANNED, ['delivered'], PLAN)],
    'contact-tracking': [(PLANNED, ['direction'], PLAN)],
    'enquiry': [(['--orders', 'testdata/contacts-funnel-orders.csv'], ['customer=A'],
                 'testdata/contacts-funnel.csv')],
    'stage': [(['--orders', 'testdata/contacts-funnel-orders.csv'], ['awareness=customer=A'],
               'testdata/contacts-funnel.csv')],
    'complaint': [([], ['topic=complaint'])], 'inbound': [([], ['way=out'])],
    'outbound': [([], ['way=in'])], 'auto': [([], ['topic=survey'])],
    'proactive': [(['--contact-direction', 'none'], ['topic=complaint'])],
    'orders': [([], [ORDERS])], 'delivered': [(WITH, ['date'])],
    'contact-ticket': [([], ['other'])], 'contact-order': [(WITH + ['--order', 'id'], ['about'])],
    'contact-response-time': [(['--contact-responded', 'none'], ['took'])],
    'contact-resolution-time': [(['--contact-resolved', 'none'], ['took'])],
    'contact-replies': [([], ['n'])], 'contact-reopens': [([], ['n'])],
    'contact-due': [([], ['noted'])],
    'duration-unit': [(['--contact-responded', 'none', '--contact-response-time', 'n'], ['hours'])],
    'contact-customer': [([], ['who'])], 'contact-date': [([], ['noted'])],
    'contact-kind': [([], ['topic'])], 'contact-direction': [([], ['way'])],
    'contact-score': [(['--contact-direction', 'none'], ['grade'])],
    'contact-responded': [([], ['noted'])], 'contact-resolved': [([], ['noted'])],
    'contact-channel': [([], ['topic'])], 'contact-where': [([], ['topic=survey'])],
    'contact-delimiter': [([], [';'])], 'contact-encoding': [([], ['UTF-16'])],
    'contact-decimal': [([], [','], DECIMALS)],
    'contact-input-tz': [(['--tz', 'Asia/Jakarta'], ['America/New_York'])],
    'contact-date-format': [([], ['epoch'])],
}
# how to print, how fast, which files: not of the answer
ASIDE = {'format', 'title', 'size', 'out-delimiter', 'out-decimal', 'bom', 'width', 'color', 'table', 'output', 'plot', 'strict', 'trust', 'quiet', 'verbose',
         'explain', 'threads', 'mpi', 'partial', 'partials', 'memory', 'block-size', 'files-from', 'help', 'version',
         'completion', 'layout', 'list-layouts', 'options', 'examples'}
# says what is so anyway
STATED = {('cs-clv', 'occasion'), ('cs-customers', 'occasion')}
ROLES = {'customer', 'date', 'order', 'amount', 'quantity', 'price', 'currency',
         'status', 'refund', 'cancelled', 'group'}

# --- trying ----------------------------------------------------------------

cache = {}

def run(command, words):
    key = (command, tuple(words))
    if key not in cache:
        done = subprocess.run([os.path.join(BIN, command), '-q', '-f', 'json',
                               '-t', 'all', *words], capture_output=True, text=True)
        cache[key] = (done.returncode,
                      json.loads(done.stdout) if done.returncode == 0 else done.stderr)
    return cache[key]

def answer(outcome):
    """What counts as an answer; warnings and parameters do not."""
    status, said = outcome
    if status != 0:
        return status
    return said['tables'], {k: v for k, v in said['input'].items() if k != 'warnings'}

def shown(option, parameters, inputs):
    name = option.replace('-', '_')
    if option in ROLES:
        columns = parameters.get('columns') or parameters['contact_columns']
        return columns.get(option) is not None
    if option == 'contacts':
        return bool(inputs['contacts']['files'])
    if option == 'orders':
        return bool(inputs['orders']['files'])
    if option in ('promised', 'ready', 'shipped', 'delivered'):
        return parameters['columns'][option] is not None
    if option == 'within':
        return 'within_minutes' in parameters
    if option.startswith('contact-') and name not in parameters:
        return parameters['contact_columns'].get(name[8:]) is not None
    return name in parameters or name + '_percent' in parameters

def attempt(command, mode, base, files, option):
    """"" if the option is refused, or is shown and changes an answer somewhere;
    else what is wrong."""
    wrong = 'changes no answer'
    taken = refused = 0
    tries = CARE if command == 'cs-contacts' else TRY
    for before, words, *own in tries[option]:
        before = GROUPED[mode] if before == 'group' else before
        # an option that makes the mode stands in for itself
        if (mode, option) in OWN:
            own = [OWN[mode, option]]
        elif mode not in ('orders', 'payments', 'contacts'):
            own = []
        for file in own or files:
            mine = [w for w in base]
            if '--' + option in mine:
                at = mine.index('--' + option)
                mine[at:at + 2] = []
            value = [w for w in words]
            given = ['--' + option + '=' + value[0]] if value else ['--' + option]
            without = run(command, mine + before + [file])
            with_it = run(command, mine + before + given + [file])
            if with_it[0] == 2:
                refused += 1
                continue
            taken += 1
            if with_it[0] == 0 and not shown(option, with_it[1]['parameters'],
                                             with_it[1]['input']):
                return 'does not stand in parameters'
            if answer(without) != answer(with_it):
                return ''
    return '' if refused and not taken else wrong

def options_of(command):
    said = subprocess.run([os.path.join(BIN, command), '--help'],
                          capture_output=True, text=True).stdout
    return re.findall(r'^ +(?:-., )?--([a-z][a-z-]*)', said, re.M)

count = failed = 0

def report(good, name, why=''):
    global count, failed
    count += 1
    failed += not good
    print('%sok %d - %s' % ('' if good else 'not ', count, name))
    if not good:
        print('# ' + why)

# what only the hand-made contacts tell
CALLS = {'complaint-window', 'resolve-within', 'follow-up', 'contact-resolved'}

for command in sorted(set(os.listdir(BIN)) - {'cs'}):
    known = command in ('cs-simulate', 'cs-report', 'cs-merge') or any(command == m[0] for m in MODES)
    report(known, command + ' is tried', 'add it to MODES')

for command, mode, base, files in MODES:
    for option in options_of(command):
        if option in ASIDE or (command, option) in STATED or command == 'cs-churn' and (option in CALLS) != (mode == 'calls'):
            continue
        name = '%s, %s: --%s' % (command, mode, option)
        if option not in (CARE if command == 'cs-contacts' else TRY):
            report(False, name, 'is not tried: add it to TRY')
            continue
        wrong = attempt(command, mode, base, files, option)
        report(wrong == '', name, wrong)
print('1..%d' % count)
sys.exit(failed > 0)
