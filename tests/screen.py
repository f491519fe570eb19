#!/usr/bin/env python3
"""What commands print where standard output or standard error is a terminal: text of
its width, bold headings, charts of its size, how far reading has come. Elsewhere
nothing of that.

    screen.py BIN      prints TAP
"""
import fcntl, glob, os, pty, re, select, shutil, signal, struct, subprocess, sys, termios
import threading, time

BIN = os.path.abspath(sys.argv[1])
ORDERS = 'testdata/orders.csv.gz' # it is printed: a long path is wider than a terminal
PLAIN = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm'}

count = failed = 0

def report(good, name, said=''):
    global count, failed
    count += 1
    failed += not good
    print('%sok %d - %s' % ('' if good else 'not ', count, name))
    for line in str(said).split('\n')[:6] if not good else []:
        print('# ' + line)

def run(words, columns=80, lines=24, out=True, err=False, feed=None, **more):
    """Bytes that came to the terminal, and to pipes of output and error; feed(run) is
    called meanwhile, and may write to its standard input."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', lines, columns, 0, 0))
    mode = termios.tcgetattr(slave)
    mode[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, mode)
    run = subprocess.Popen([os.path.join(BIN, words[0])] + words[1:], env={**PLAIN, **more},
                           stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
                           stdout=slave if out else subprocess.PIPE,
                           stderr=slave if err else subprocess.PIPE)
    os.close(slave)
    if feed:
        threading.Thread(target=feed, args=(run,)).start()
    said = {master: b'', **{s.fileno(): b'' for s in (run.stdout, run.stderr) if s}}
    open_ = set(said)
    while open_:
        for fd in select.select(list(open_), [], [])[0]:
            try:
                part = os.read(fd, 65536)
            except OSError:
                part = b''
            said[fd] += part
            if not part:
                open_.discard(fd)
    run.wait()
    os.close(master)
    return said[master], *(said[s.fileno()] if s else b'' for s in (run.stdout, run.stderr))

def widest(said):
    return max(len(line) for line in said.decode().replace('\x1b[1m', '').replace(
        '\x1b[0m', '').split('\n'))

COHORTS = ['cs-retention', '-q', '-t', 'cohorts', ORDERS]
piped = run(COHORTS, 200, out=False)[1]
report(widest(piped) <= 80 and b'\x1b' not in piped, 'a pipe has 80 columns, and nothing bold')
report(piped == run(COHORTS, 200, out=False, COLUMNS='150')[1], 'whatever COLUMNS is')
for columns in (60, 80, 120, 200):
    said = run(COHORTS, columns)[0]
    report(min(columns, 120) - 30 < widest(said) <= columns, 'a terminal of %d' % columns, said.decode())
report(widest(run(COHORTS, 200, COLUMNS='60')[0]) <= 60, 'COLUMNS goes before its size')
report(widest(run(COHORTS, 200, COLUMNS='many')[0]) > 80, 'unless it is no number')
report(widest(run(COHORTS + ['--width', '70'], 200, COLUMNS='90')[0]) <= 70,
       '--width goes before both')
report(widest(run(COHORTS, 10)[0]) <= 40, 'one that is too small has 40')
report(widest(run(COHORTS, 0)[0]) in range(60, 81), 'one without a size has 80')
report(run(COHORTS + ['-o', '/dev/stdout'], 120)[0] == run(COHORTS, 120)[0],
       '-o /dev/stdout is the same')
folder = subprocess.run(['mktemp', '-d'], capture_output=True, text=True).stdout.strip()
run(COHORTS + ['-o', folder + '/out.txt'], 120)
report(open(folder + '/out.txt', 'rb').read() == piped, 'a file is as a pipe')
shutil.rmtree(folder)

said = run(COHORTS)[0]
report(said.count(b'\x1b[1m') == said.count(b'\x1b[0m') == 2, 'headings are bold', said.decode())
report(said.replace(b'\x1b[1m', b'').replace(b'\x1b[0m', b'') == piped,
       'that apart, 80 columns are as in a pipe')
for name, more, words in (('NO_COLOR', {'NO_COLOR': '1'}, []), ('TERM=dumb', {'TERM': 'dumb'}, []),
                          ('no TERM', {'TERM': ''}, []), ('--color never', {}, ['--color', 'never'])):
    report(run(COHORTS + words, **more)[0] == piped, 'nothing is bold: ' + name)
report(run(COHORTS, NO_COLOR='')[0] == said, 'NO_COLOR that is empty is none')
report(run(COHORTS + ['--color', 'always'], out=False, NO_COLOR='1')[1] == said,
       '--color always is bold in a pipe')

if shutil.which('gnuplot'):
    CHART = ['cs-pareto', '-q', '-p', '-t', 'lorenz', ORDERS]
    small, large = run(CHART, 80, 24)[0], run(CHART, 160, 50)[0]
    report(small.count(b'\n') <= 24 and widest(small) <= 79, 'a chart fits the terminal')
    report(40 < large.count(b'\n') <= 50 and 120 < widest(large) <= 159, 'and fills it',
           large.decode())
    BARS = ['cs-retention', '-q', '-p', '-t', 'ladder,periods', ORDERS]
    UTF8 = {'LC_ALL': 'C.UTF-8'}
    report('\u2588' in run(BARS, **UTF8)[0].decode(), 'bars are blocks where they are known')
    report('\u2591' in run(BARS, **UTF8)[0].decode(), '... and layers lighter ones')
    for name, told in ('where the locale has none', run(BARS, LC_ALL='C', LANG='C.UTF-8')[0]), (
            'in a terminal that only prints', run(BARS, **UTF8, TERM='dumb')[0]), (
            'in a pipe', run(BARS, **UTF8, out=False)[1]):
        report('\u2588' not in told.decode() and b'***' in told, '... not ' + name)
    piped = run(CHART, 160, 50, out=False)[1]
    report(piped.count(b'\n') <= 24 and widest(piped) <= 79, 'in a pipe it has 79 columns')

# --- how far reading has come ---

LINE = rb'cs-pareto: [^\x1b\r]*\x1b\[K\r'
ROWS = ['cs-pareto', '--as-of', '2024-12-31', '-t', 'summary']

def slowly(rows):
    def feed(run):
        with run.stdin as stdin:
            stdin.write(b'customer_id,date,amount\n')
            stdin.flush()
            time.sleep(1.6)
            stdin.write(rows)
    return feed

def stopped(name):
    """Stops the process for longer than a second while it has the file open."""
    def feed(run):
        run.stdin.close()
        while run.poll() is None:
            links = glob.glob('/proc/%d/fd/*' % run.pid)
            if any(os.path.realpath(link) == name for link in links):
                run.send_signal(signal.SIGSTOP)
                time.sleep(1.2)
                run.send_signal(signal.SIGCONT)
                return
    return feed

rows = b''.join(b'C%d,2024-%02d-01,%d.50\n' % (i % 9973, i % 12 + 1, i % 89 + 1)
                for i in range(600000))
began = time.monotonic()
said = run(ROWS + ['-'], out=False, err=True, feed=slowly(rows))[0]
report(re.fullmatch(rb'(cs-pareto: \d+ MB, [\d,]+ rows\x1b\[K\r)+\x1b\[K\r.*', said, re.S),
       'a long run says how far it is, and erases that', said)
report(said.count(b'\r') < 2 + 5 * (time.monotonic() - began), 'a few times a second', said)
said = run(ROWS + ['-'], 20, out=False, err=True, feed=slowly(rows))[0]
report(said.startswith(b'cs-pareto: 0 MB, 0 \x1b[K\r'), 'in the width of the terminal', said)
bad = run(ROWS + ['-'], out=False, err=True, feed=slowly(b'C1,2024-01-01,x\n'))[0]
report(re.fullmatch(LINE.join((b'(', b')+')) + rb'\x1b\[K\rcs-pareto: [^\r]*error: .*', bad, re.S),
       'and before a message', bad)
def interrupted(run):
    time.sleep(1.6)
    run.send_signal(signal.SIGINT)
    run.wait()
    run.stdin.close()

said = run(ROWS + ['-'], out=False, err=True, feed=interrupted)[0]
report(said.startswith(b'cs-pareto: 0 MB') and said.endswith(b'\x1b[K\r\r\x1b[K'),
       'an interrupt erases it', said)
for name, more, words, err in (('-q', {}, ['-q'], True), ('TERM=dumb', {'TERM': 'dumb'}, [], True),
                               ('no TERM', {'TERM': ''}, [], True), ('a pipe', {}, [], False)):
    said = b''.join(run(ROWS + ['-'] + words, out=False, err=err, feed=slowly(rows), **more)[::2])
    report(b'MB' not in said and b'\x1b' not in said, 'nothing of that: ' + name, said)
report(b'\x1b' not in run(ROWS + [ORDERS], out=False, err=True)[0], 'nor in a short run')

folder = os.path.realpath(subprocess.run(['mktemp', '-d'], capture_output=True,
                                         text=True).stdout.strip())
for name in ('a', 'b'):
    with open('%s/%s.csv' % (folder, name), 'wb') as file:
        file.write(b'customer_id,date,amount\n' + rows.replace(b'C', name.encode()))
files = [folder + '/a.csv', folder + '/b.csv']
for trial in range(5): # reading may be over before it is stopped
    said = run(ROWS + ['-j', '1'] + files, out=False, err=True, feed=stopped(files[1]))[0]
    if said.startswith(b'cs-pareto: file'):
        break
report(re.match(rb'cs-pareto: file [12] of 2, \d+ % of \d\d MB, [\d,]+ rows(, \d+ s left)?\x1b\[K\r',
                said), 'of files it says the share', said)
shutil.rmtree(folder)

print('1..%d' % count)
sys.exit(failed > 0)
