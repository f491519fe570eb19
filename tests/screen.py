#!/usr/bin/env python3
"""What commands print where standard output or standard error is a terminal: text of
its width, bold headings, charts of its size. Elsewhere nothing of that.

    screen.py BIN      prints TAP
"""
import fcntl, os, pty, select, shutil, struct, subprocess, sys, termios

BIN = os.path.abspath(sys.argv[1])
ORDERS = os.path.abspath('testdata/orders.csv.gz')
PLAIN = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm'}

count = failed = 0

def report(good, name, said=''):
    global count, failed
    count += 1
    failed += not good
    print('%sok %d - %s' % ('' if good else 'not ', count, name))
    for line in str(said).split('\n')[:6] if not good else []:
        print('# ' + line)

def run(words, columns=80, lines=24, out=True, err=False, **more):
    """Bytes that came to the terminal, and to pipes of output and error."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', lines, columns, 0, 0))
    mode = termios.tcgetattr(slave)
    mode[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, mode)
    run = subprocess.Popen([os.path.join(BIN, words[0])] + words[1:], env={**PLAIN, **more},
                           stdin=subprocess.DEVNULL,
                           stdout=slave if out else subprocess.PIPE,
                           stderr=slave if err else subprocess.PIPE)
    os.close(slave)
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
    piped = run(CHART, 160, 50, out=False)[1]
    report(piped.count(b'\n') <= 24 and widest(piped) <= 79, 'in a pipe it has 79 columns')

print('1..%d' % count)
sys.exit(failed > 0)
