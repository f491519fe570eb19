#!/usr/bin/env python3
"""Whatever bytes data, headers, file names, expressions and arguments hold, all
of standard error, and of what is printed for people, is UTF-8 without anything
that acts on a terminal, turns the direction of writing or cannot be seen.

    terminal.py BIN    prints TAP
"""
import gzip, os, re, shutil, subprocess, sys, tempfile, unicodedata

BIN = os.path.abspath(sys.argv[1])
COMMANDS = ['cs-retention', 'cs-pareto', 'cs-lifetime', 'cs-churn', 'cs-simulate']

# one of each kind
CHARACTERS = ['\x1b[2J', '\x07', '\b', '\t', '\n', '\r', '\x7f', '\x85', '\x9b3m',
              '\u00ad', '\u034f', '\u061c', '\u115f', '\u180e', '\u200b', '\u200d',
              '\u200e', '\u2028', '\u2029', '\u202e', '\u2060', '\u2064', '\u2066',
              '\u3164', '\ufe0f', '\ufeff', '\ufff9', '\uffff', '\U000e0041',
              '\U000e0100']
BYTES = [b'\xff', b'\xc3', b'\xe2\x80', b'\xed\xa0\x80']
PAYLOADS = [('x' + c + 'y').encode() for c in CHARACTERS]
# seven by seven, which is what a message has room for; the first are ASCII
BUNDLES = [('x' + ''.join(CHARACTERS[i:i + 7]) + 'y').encode()
           for i in range(0, len(CHARACTERS), 7)]
ANY = BUNDLES + [b'x' + b'-'.join(BYTES) + b'y']

def shown(payload):
    c = ord(payload.decode()[1])
    return '\\x%02X' % c if c < 0x80 else '\\u%04X' % c if c < 0x10000 else '\\U%08X' % c

def offends(c):
    return (unicodedata.category(c) in ('Cc', 'Cf', 'Cs', 'Zl', 'Zp') and c != '\n' or
            re.match('[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f'
                     '\uffa0\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e0fff]', c))

folder = tempfile.mkdtemp()
os.chdir(folder)
escapes, wrong = 0, []

def look(argv, stream, output):
    """Adds what is wrong with an output to `wrong`; returns it."""
    global escapes
    try:
        text = output.decode()
    except UnicodeDecodeError as e:
        wrong.append('%r: %s: %s' % (argv, stream, e))
        return ''
    bad = sorted({c for c in text if offends(c)})
    if bad:
        wrong.append('%r: %s has %r: %.300r' % (argv, stream, bad, text))
    escapes += bool(re.search(r'\\x[0-9A-F]{2}|\\u[0-9A-F]{4}|\\U000', text))
    return text

def run(command, *words):
    """Looks at all that it prints, data apart. Returns standard output."""
    argv = [os.path.join(BIN, command), *words]
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode not in (0, 1, 2):
        wrong.append('%r: exit status %d' % (argv, done.returncode))
    look(argv, 'standard error', done.stderr)
    if command == 'cs-simulate':
        return ''
    # the tabs of a script are its own, and its charts are looked at drawn
    return look(argv, 'standard output', done.stdout.replace(b'\t', b' ')
                if 'gnuplot' in words else done.stdout)

count = failed = 0

def report(name):
    """Of the runs since the last report: none was wrong, some had an escape."""
    global count, failed, escapes, wrong
    bad = wrong or ([] if escapes else ['no escape was printed'])
    count += 1
    failed += bool(bad)
    print('%sok %d - %s' % ('not ' if bad else '', count, name))
    for line in bad[:5]:
        print('# ' + line)
    escapes, wrong = 0, []

def quoted(cell):
    return b'"' + cell.replace(b'"', b'""') + b'"'

def write(name, rows, header):
    with open(name, 'wb') as f:
        for row in [header] + rows:
            f.write(b','.join(quoted(c) for c in row) + b'\n')
    return name

NAMES = [b'customer', b'date', b'amount', b'order', b'state', b'part', b'currency']

def rows(**cells):
    """60 orders of 12 customers; cells of a column by its name, in turn."""
    table = []
    for i in range(60):
        row = [b'K%d' % (i % 12), b'2024-%02d-%02d' % (1 + i // 12 * 2, 1 + i % 28),
               b'%d.00' % (5 + i % 7), b'%d' % i, b'paid', b'ab'[i % 2:i % 2 + 1], b'EUR']
        for name, values in cells.items():
            row[NAMES.index(name.encode())] = values[i % len(values)]
        table.append(row)
    return table

CONTACTS = write('contacts.csv', [[b'2024-02-03', b'K%d' % i, b'complaint']
                                  for i in range(12)], [b'date', b'customer', b'kind'])
MODE = {'cs-retention': [], 'cs-pareto': [], 'cs-lifetime': ['--lapse-after', '40d'],
        'cs-churn': ['--lapse-after', '40d', '--contacts', CONTACTS]}
READERS = list(MODE)

# --- headers: each column's, guessed, by position and by name

for command in READERS:
    for payload in BUNDLES:
        # controls are nothing to the name that is looked for: it is guessed
        header = [n[:2] + payload[1:-1] + n[2:] for n in NAMES]
        header[4] = b'stat' + payload[1:-1] + b'us'
        f = write('h.csv', rows(), header)
        named = ['--customer', '1', '--date', '2', '--amount', '3']
        for more in ([], named, named + ['--order', '4', '--group', '6', '--currency', '7'],
                     named + ['--status', '5'], ['--customer', 'none'],
                     ['--customer', header[0], '--date', header[1], '--amount', header[2],
                      '--group', header[5]],
                     named + ['--customer', '1,4', '--group', '1', '--max-groups', '1'],
                     named + ['--where', b'\n6=a,' + payload], named + ['--where', '6=' + 'c']):
            run(command, *MODE[command], *more, f)
            run(command, *MODE[command], *more, '-v', f)
            run(command, *MODE[command], *more, '--explain', f)
    report(command + ': headers')

for command in READERS:
    for payload in BUNDLES:
        twice = [b'customer', b'cust' + payload[1:-1] + b'omer', b'customer',
                 b'am' + payload[1:-1] + b'ount', b'amount', b'p', b'p']
        f = write('t.csv', rows(), twice)
        run(command, *MODE[command], f)
        run(command, *MODE[command], '--customer', twice[1] + b'.', f)
        run(command, *MODE[command], '--customer', twice[1], '--explain', f)
        # an order's amount on each of its rows
        named = ['--customer', '1', '--date', '2', '--amount', '3', '--order', '4']
        f = write('r.csv', [row for row in rows() for _ in 'ab'], [
            n[:2] + payload[1:-1] + n[2:] for n in NAMES])
        run(command, *MODE[command], *named, f)
    report(command + ': headers that are twice there')

# --- cells

for command in READERS:
    for payload in ANY:
        for name in ('customer', 'date', 'amount', 'order', 'state', 'currency'):
            f = write('c.csv', rows(**{name: [payload, payload + b'2']}), NAMES)
            for more in ([], ['--skip-bad'], ['--max-bad', '3'], ['--status', 'state'],
                         ['--where', name + '=nix'], ['--explain']):
                run(command, *MODE[command], *more, f)
        f = write('o.csv', rows(), NAMES)
        write('overlap.csv', rows(customer=[payload]), NAMES)
        run(command, *MODE[command], 'overlap.csv', 'overlap.csv')
    report(command + ': cells')

# --- groups: for people they differ in what is printed; --exact-keys leaves them as they
# are, since otherwise what is invisible is taken off

for command in READERS:
    f = write('g.csv', rows(part=PAYLOADS, customer=[b'K%d' % i for i in range(len(PAYLOADS))]),
              NAMES)
    for format in ('text', 'markdown', 'html'):
        said = run(command, *MODE[command], '-f', format, '-t', 'all', '--exact-keys',
                   '--group', 'part', f)
        said = said.replace('\\\\', '\\')
        for payload in PAYLOADS:
            if not re.search(r'x%s\S*y' % re.escape(shown(payload)), said):
                wrong.append('%s: %r is not there' % (format, payload))
    if command == 'cs-pareto':
        run(command, '-t', 'all', '--by', 'part', f)
        run(command, '-f', 'markdown', '-t', 'all', '--by', 'part', f)
    report(command + ': groups')

if shutil.which('gnuplot'):
    for at in range(0, len(PAYLOADS), 5):
        f = write('g.csv', rows(part=PAYLOADS[at:at + 5]), NAMES)
        for format in (['-p'], ['-f', 'gnuplot']):
            for command in READERS:
                run(command, *MODE[command], *format, '--group', 'part', f)
            run('cs-pareto', *format, '--customer', 'part', f)
    report('charts')

# --- names of files

def tidy(payload):
    return payload.replace(b'/', b'')

for command in READERS:
    for payload in ANY:
        name = b'n' + tidy(payload) + b'.csv'
        good = write(name, rows(), NAMES)
        bad = write(b'b' + name, rows(amount=[b'5.00', b'z']), NAMES)
        mode = MODE[command]
        with open(b'z' + name, 'wb') as z:
            z.write(gzip.compress(open(good, 'rb').read()) + b'garbage')
        with open(b'l' + name, 'wb') as l:
            l.write(b'\0')
        with open('list', 'wb') as l:
            l.write(b'none' + name + b'\n')
        for more in ([good], ['-v', good], ['--explain', good], [b'none' + name], [bad],
                     ['--skip-bad', bad], ['--max-bad', '1', bad], [good, good],
                     [b'z' + name], ['-p', name + b'.png'], ['-o', name + b'.png', good],
                     ['-o', good, good], ['-o', name + b'/none/x', good],
                     ['--skip-bad=' + 'x/none', bad], ['--plot=' + 'x', good],
                     [b'--plot=' + name + b'/x.png', good], ['--files-from', b'l' + name],
                     ['--files-from', b'none' + name], ['--files-from', 'list'],
                     ['--group', '@file', good], ['--group', '@file', '--max-groups', '1', good, bad],
                     ['--date', '@file', good], [name + b'.svg']):
            run(command, *mode, *more)
        if command == 'cs-churn':
            run(command, *mode, '--contacts', b'none' + name, good)
            run(command, *mode, '--contacts', good, good)
    report(command + ': names of files')

# --- every option's argument, expressions, words that are none

write('o.csv', rows(), NAMES)
for command in COMMANDS:
    help = subprocess.run([os.path.join(BIN, command), '--help'], capture_output=True, text=True)
    options = set(re.findall(r'^ +(?:-., )?--([a-z][a-z-]*)', help.stdout, re.M))
    files = [] if command == 'cs-simulate' else ['o.csv']
    mode = MODE.get(command, [])
    if len(options) < 20:
        wrong.append('only %d options' % len(options))
    for i, option in enumerate(sorted(options - {'completion', 'output', 'truth', 'plot'})):
        for payload in (ANY[i % len(ANY)], ANY[(i + 3) % len(ANY)]):
            run(command, *mode, b'--%s=' % option.encode() + payload, *files)
    for payload in ANY:
        for words in ([b'--' + payload], [b'-' + payload[1:]], [b'--help=' + payload],
                      [b'--completion=' + payload], [payload], [b'--output', b'--fo' + payload],
                      [b'-o', b'none/' + tidy(payload)], [b'--plot=none/' + tidy(payload)]):
            run(command, *mode, *words, *files)
        for text in ('part=%s', 'part~%s', 'part~(%s', '%s=1', 'part<%s', 'part!%s', '%s'):
            for option in ('where', 'exclude', 'failure', 'complaint', 'event', 'group',
                           'contact-where', 'values', 'parameters', 'proactive', 'dissatisfied'):
                if option in options:
                    run(command, *mode, b'--%s=' % option.encode() +
                        text.encode().replace(b'%s', payload), *files)
    report(command + ': arguments')

for payload in BUNDLES:
    event = b'event' + payload
    f = write('e.csv', [[b'%d' % (5 + i), b'yes' + payload, payload] for i in range(20)],
              [b'time', event, b'arm'])
    for more in ([], ['--explain'], ['--group', 'arm'], ['--group', 'arm', '-f', 'markdown']):
        run('cs-lifetime', '--time', 'time', '--event', event, *more, f)
        run('cs-lifetime', '--time', 'time', '--event', event + b'=yes' + payload, *more, f)
    f = write('s.csv', [[b'%d' % (90 - i)] for i in range(9)] + [[b'95']], [b'left' + payload])
    run('cs-lifetime', '--survivors', b'left' + payload, f)
    f = write('s.csv', [[b'%d' % (90 - i)] for i in range(9)], [b'left' + payload])
    run('cs-lifetime', '--survivors', b'left' + payload, f)
    run('cs-lifetime', '--survivors', b'left' + payload, '-f', 'markdown', f)
report('cs-lifetime: durations and survivors')

os.chdir('/')
shutil.rmtree(folder)
print('1..%d' % count)
sys.exit(failed > 0)
