#!/usr/bin/env python3
"""What is offered for pasting - the line of --explain, and options in messages -
comes back from each shell that is there as the same words, nothing in it is run,
and the command takes it for what it was.

    paste.py BIN    prints TAP
"""
import os, re, shutil, subprocess, sys, tempfile

BIN = os.path.abspath(sys.argv[1])
SHELLS = [['sh'], ['bash', '--norc'], ['bash', '--norc', '-i'], ['dash'],
          ['zsh', '-f'], ['zsh', '-f', '-i'], ['fish', '--no-config']]
SHELLS = [shell for shell in SHELLS if shutil.which(shell[0])]

# R is the name of a column and of a program; a header that holds nothing else but
# what is no letter and no digit is taken for it
NAMED = ["R", "'R", "R'", "''R''", "'./R;'", "';./R;'", "\\';./R;#", "\\", "R\\", "\\'",
         "\b\b;./R;#", "\x1b./R", "\n./R\n", "\r./R\r", "\t./R", "$(./R)", "`./R`",
         "(./R)", "{./R}", "<(./R)", ">(./R)", "|./R", "&./R&", ";./R;", "&&./R", "||./R",
         "\";./R;\"", "\"$(./R)\"", "!./R", "!!R", "!$R", "~R", "~/R", "*R", "?R", "[R]",
         "%R", "=R", "#R", "R#", "^R^", "./R", "-R", "--R", "@R", "R ", " R", ",R",
         "$R"]
ELSE = ["%self", "%1", "$HOME", "{a,b}", "@file", "3", "1,3", "-x", "--date", "--date=x",
        "x" * 101, "x" * 100, "\U0001f600", "\ue000", "\uf6aa", "e\u0301", "", "if", "function f",
        "a=b", "a,a", "\ufdd0", "\uffff", "\u00ac", "\u2019", "\u2018;./word;",
        "\uff07;./word", "\u00a0word", "\u200b./word", "\u202e./word"]

OWN = [template.replace('R', 'word') for template in NAMED] + ELSE

folder = tempfile.mkdtemp()
os.chdir(folder)
os.mkdir('run')
CANARY = os.path.join(folder, 'canary')
for name in ('customer', 'date', 'amount', 'status', 'word', 'self'):
    with open('run/' + name, 'w') as f:
        f.write('#!/bin/sh\necho "$0" >>%s\n' % CANARY)
    os.chmod('run/' + name, 0o755)
with open('run/show', 'w') as f:
    f.write("#!/bin/sh\nprintf '%%s\\0' \"$@\" >%s/words\n" % folder)
os.chmod('run/show', 0o755)
ENV = {'PATH': folder + '/run:/usr/bin:/bin', 'HOME': folder, 'LC_ALL': 'C.UTF-8',
       'TERM': 'dumb'}

count = failed = lines = 0
cache = {}

def report(name, wrong):
    global count, failed
    count += 1
    failed += bool(wrong)
    print('%sok %d - %s' % ('not ' if wrong else '', count, name))
    for line in wrong[:8]:
        print('# ' + line)

def paste(text, wrong):
    """The words of `show TEXT`, as all shells have it."""
    if text in cache:
        return cache[text]
    said = []
    for shell in SHELLS:
        for left in ('words', 'canary'):
            if os.path.exists(left):
                os.remove(left)
        try:
            subprocess.run(shell, input=('show ' + text + '\n').encode(), env=ENV,
                           cwd='run', capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            wrong.append('%s: %r: no end' % (shell, text))
        if os.path.exists('canary'):
            wrong.append('%s: %r: ran %s' % (shell, text, open('canary').read()))
        said.append(open('words', 'rb').read().split(b'\0')[:-1]
                    if os.path.exists('words') else None)
        if said[-1] != said[0] or said[-1] is None:
            wrong.append('%s: %r: words %r' % (shell, text, said[-1]))
    cache[text] = said[0] or []
    return cache[text]

def run(command, *words):
    done = subprocess.run([os.path.join(BIN, command), *words], stdin=subprocess.DEVNULL,
                          capture_output=True)
    return done.returncode, done.stdout.decode('utf-8', 'replace'), \
        done.stderr.decode('utf-8', 'replace')

def write(name, header, rows):
    with open(name, 'w') as f:
        for row in [header] + rows:
            f.write(','.join('"%s"' % cell.replace('"', '""') for cell in row) + '\n')
    return name

ROWS = [['K%d' % (i % 3), '2024-01-%02d' % (1 + i), '5.00', 'paid', 'g%d' % i] for i in range(20)]

def explained(command, words, file, wrong):
    """Pastes the line of --explain: the same table comes of it."""
    global lines
    mode = ['--explain'] + ['--lapse-after=1d'] * (command == 'cs-retention')
    status, said, _ = run(command, *words, *mode, file)
    for part in said.split('The same, said by options:\n')[1:]:
        line = part.split('\n')[0]
        lines += 1
        told = paste(line, wrong)
        if status != 0 or re.search(r'^without ', said, re.M):
            continue
        with open('pins', 'w') as f:
            f.write('# as --explain has it\n' + line + '\n')
        for again in (run(command, *told, *mode, file),
                      run(command, '--options', 'pins', *mode, file)):
            tables = [re.sub(r'\nWhy:(.|\n)*', '', t) for t in (said, again[1])]
            if again[0] != status or tables[0] != tables[1]:
                wrong.append('%s %r: %s' % (command, line, again[2] or again[1]))

# --- headers that are guessed

wrong = []
for template in NAMED:
    header = [template.replace('R', name) if 'R' in template else name + template
              for name in ('customer', 'date', 'amount', 'status')]
    file = write('o.csv', header + ['g'], ROWS)
    for command in ('cs-retention', 'cs-pareto'):
        explained(command, [], file, wrong)
report('headers', wrong + ([] if lines == 2 * len(NAMED) else ['only %d lines' % lines]))

# --- statuses that nobody knows

wrong, offers = [], 0
for word in OWN:
    file = write('s.csv', ['customer', 'date', 'amount', 'status', 'g'],
                 [row[:3] + [word if i % 3 else 'paid', 'x'] for i, row in enumerate(ROWS)])
    err = run('cs-pareto', file)[2]
    offer = re.search(r'as with (--count .*), or say --status none', err, re.S)
    if offer is None and word not in ('', 'e\u0301') and 'unknown-status' not in err:
        wrong.append('%r: %s' % (word, err))
    if offer and offer[1] != '--count STATUS,...':
        status, _, err = run('cs-pareto', '--strict', *paste(offer[1], wrong), file)
        offers += 1
        if status != 0:
            wrong.append('%r: %s' % (offer[1], err))
report('statuses', wrong + ([] if offers > len(NAMED) // 2 else ['only %d offers' % offers]))

# --- names that the user gives

# some are refused, as a filter that cannot be read

wrong, lines = [], 0
for name in OWN:
    file = write('u.csv', ['customer', 'date', 'amount', name, 'g'], ROWS)
    given = name if '\0' not in name and name != '@file' else '4'
    explained('cs-retention', ['--group=' + given], file, wrong)
    explained('cs-retention', ['--customer=' + given + ',g'], file, wrong)
    explained('cs-retention', ['--customer=customer,g', '--group=' + given], file, wrong)
    write('e.csv', ['time', name, 'arm'], [['5', 'yes', 'a'], ['7', 'no', 'b']])
    explained('cs-lifetime', ['--time=time', '--event=' + ('2' if name == '@file' else name)], 'e.csv', wrong)
    explained('cs-lifetime', ['--time=time', '--event=2=yes,' + name], 'e.csv', wrong)
    explained('cs-retention', ['--date-format=%Y-%m-%d' + name], file, wrong) \
        if name[-1:].isalpha() else None
for delimiter in "'\\!%$;|~^#\t\x01\x1b":
    with open('d.csv', 'w') as f:
        f.write('customer_date_amount\nK1_2024-01-02_5.00\n'.replace('_', delimiter))
    explained('cs-retention', ['--delimiter', delimiter], 'd.csv', wrong)
report('what the user named', wrong +
       ([] if lines > 4 * len(OWN) else ['only %d lines' % lines]))

# --- messages that offer, or repeat, an option and its value

wrong = []
file = write('u.csv', ['customer', 'date', 'amount', 's', 'g'], ROWS)
for name in OWN:
    for option in ('--where', '--exclude'):
        err = run('cs-retention', option, 'g=' + name, file)[2]
        said = re.search(r'(%s .*) matches no row' % option, err)
        if said and paste(said[1], wrong) != [option.encode(), ('g=' + name).encode()]:
            wrong.append('%r: %s' % (name, err))
    many = write('m.csv', ['customer', 'date', 'amount', 's', name], ROWS)
    err = run('cs-retention', '--max-groups', '1', '--group=' + name, many)[2]
    said = re.search(r'(--group .*) makes', err)
    if said and paste(said[1], wrong) != [b'--group', name.encode()]:
        wrong.append('%r: %s' % (name, err))
    picture = name.replace('/', '') + '.png'
    for words in ([picture], ['-o', picture, file]):
        err = run('cs-pareto', *words)[2]
        said = re.search(r'say (--plot=.*)', err)
        if said is None and picture[0] not in '-.':
            wrong.append('%r: %s' % (picture, err))
        if said and said[1] != '--plot=FILE' and \
           paste(said[1], wrong) != [b'--plot=' + picture.encode()]:
            wrong.append('%r: %s' % (picture, err))
report('messages', wrong)

for header in (['a', 'a', 'customer', 'date', 'amount'], ['2', 'A b', 'aB', 'customer', 'date', 'amount']):
    wrong = []
    file = write('t.csv', header, [['x', 'y', 'K1', '2024-01-02', '5'][:5] + ['6'] * (len(header) - 5)])
    for option, value in (('--group', header[1].upper()), ('--where', header[1].upper() + '=x')):
        err = run('cs-retention', option, value, file)[2]
        place = re.search(r'name it by its position, (\d+)', err)
        if place:
            said = run('cs-retention', '-q', '--allow-empty', option,
                       value.replace(header[1].upper(), place[1]), file)[2]
            if 'ambiguous' in said or 'unknown' in said:
                wrong.append(said)
        elif 'give them two names' not in err:
            wrong.append(err)
    report('by position: ' + ','.join(header), wrong)

os.chdir('/')
shutil.rmtree(folder)
print('1..%d' % count)
sys.exit(failed > 0)
