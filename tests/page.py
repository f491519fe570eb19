#!/usr/bin/env python3
"""page.py PAGE ... - holds pages to what -f html promises, and prints what is
wrong with them: every element closed, in its place; ids that are one; nothing
that runs, nothing fetched from outside; headings in order, heads of tables with
their scope; numbers as they stand in a text, names as they stand in the data
(given as lines of standard input, each must be a cell of its own in some page).
"""
import sys
from html.parser import HTMLParser

VOID = {'meta', 'path', 'polygon', 'rect', 'circle', 'use', 'line', 'polyline'}
INSIDE = {
    'html': {None}, 'head': {'html'}, 'body': {'html'},
    'meta': {'head'}, 'title': {'head'}, 'style': {'head'},
    'header': {'body'}, 'main': {'body'}, 'footer': {'body'},
    'nav': {'main'}, 'section': {'main'},
    'h1': {'header'}, 'h2': {'section', 'main', 'div'}, 'h3': {'section', 'div', 'main'},
    'h4': {'div', 'main'},
    'div': {'header', 'main', 'section', 'figure', 'div', 'dl'},
    'p': {'header', 'main', 'section', 'div', 'footer', 'blockquote'},
    'ul': {'section', 'nav', 'main', 'div', 'details'}, 'ol': {'main'}, 'li': {'ul', 'ol'},
    'details': {'div'}, 'summary': {'details'}, 'blockquote': {'main'},
    'a': {'li', 'p'}, 'em': {'p', 'li', 'h1', 'h2'},
    'figure': {'section', 'div'}, 'figcaption': {'figure'},
    'strong': {'figcaption', 'p'}, 'svg': {'div'},
    'g': {'svg', 'g'}, 'text': {'svg', 'g'}, 'tspan': {'text'}, 'defs': {'svg'},
    'path': {'svg', 'g', 'defs'}, 'polygon': {'svg', 'g'},
    'rect': {'svg', 'g', 'defs'}, 'circle': {'svg', 'g', 'defs'},
    'use': {'svg', 'g', 'defs'}, 'polyline': {'svg', 'g'}, 'line': {'svg', 'g'},
    'table': {'div'}, 'caption': {'table'}, 'thead': {'table'},
    'tbody': {'table'}, 'tr': {'thead', 'tbody'}, 'th': {'tr'}, 'td': {'tr'},
    'dl': {'section'}, 'dt': {'div'}, 'dd': {'div'},
    'pre': {'section', 'main', 'details', 'div'}, 'code': {'pre', 'dt', 'p', 'li'},
}
DRAWN = {'aria-hidden', 'viewbox', 'fill', 'fill-opacity', 'color', 'stroke', 'stroke-width',
         'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-opacity', 'transform',
         'font-size', 'font-weight', 'font-style', 'text-anchor', 'shape-rendering', 'd', 'points',
         'x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'dx', 'dy', 'xml:space', 'id', 'href'}
ATTRIBUTES = {
    'html': {'lang'}, 'meta': {'charset', 'name', 'content', 'http-equiv'},
    'section': {'class'}, 'h2': {'id'}, 'h3': {'id'}, 'p': {'class'}, 'nav': {'aria-label'},
    'a': {'href'}, 'th': {'scope', 'class', 'title'}, 'td': {'class'},
    'div': {'class', 'id', 'role', 'tabindex', 'aria-label'},
}
SVG = {'svg', 'g', 'text', 'tspan', 'defs', 'path', 'polygon', 'rect', 'circle', 'use', 'line',
       'polyline'}

class Page(HTMLParser):
    def __init__(self, name):
        super().__init__(convert_charrefs=True)
        self.name, self.open, self.ids, self.targets = name, [], [], []
        self.headings, self.cells, self.cell, self.wrong = [], [], None, []
        self.style = ''
        self.widths = None

    def complain(self, what):
        self.wrong.append('%s:%d:%d: %s' % (self.name, *self.getpos(), what))

    def handle_decl(self, decl):
        if decl != 'DOCTYPE html' or self.getpos() != (1, 0):
            self.complain('declaration %r' % decl)

    def handle_starttag(self, tag, attributes):
        parent = self.open[-1] if self.open else None
        if parent not in INSIDE.get(tag, ()):
            self.complain('<%s> in <%s>' % (tag, parent))
        allowed = DRAWN if tag in SVG else ATTRIBUTES.get(tag, set())
        names = [name for name, _ in attributes]
        if len(set(names)) < len(names):
            self.complain('an attribute of <%s> is given twice' % tag)
        for name, value in attributes:
            if name not in allowed or value is None:
                self.complain('<%s %s=%r>' % (tag, name, value))
            elif name == 'id':
                self.ids.append(value)
            elif name == 'href':
                if not value.startswith('#'):
                    self.complain('refers to %r' % value)
                self.targets.append(value[1:])
            elif 'url(' in value:
                self.complain('fetches %r' % value)
        given = dict(attributes)
        if tag == 'th' and given.get('scope') not in ('col', 'row'):
            self.complain('a head without scope')
        if tag == 'div' and 'tabindex' in given and not given.get('aria-label', '').strip():
            self.complain('what takes the focus has no name')
        if tag in ('h1', 'h2', 'h3', 'h4'):
            self.headings.append(int(tag[1]))
        if tag == 'tr':
            self.row = 0
        if tag in ('th', 'td'):
            self.row += 1
            self.cell = ''
        if tag == 'table':
            self.widths = set()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if tag not in SVG:
            self.complain('<%s/>' % tag)
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.complain('</%s> in %s' % (tag, self.open[-1:]))
            return
        self.open.pop()
        if tag in ('th', 'td'):
            self.cells.append(self.cell)
            self.cell = None
        if tag == 'tr':
            self.widths.add(self.row)
        if tag == 'table' and len(self.widths) != 1:
            self.complain('rows of %s cells' % sorted(self.widths))

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        elif self.open and self.open[-1] == 'style':
            self.style += data
        elif data.strip() and (not self.open or self.open[-1] in (
                'html', 'head', 'body', 'main', 'section', 'figure', 'ul', 'ol', 'dl',
                'table', 'thead', 'tbody', 'tr', 'svg', 'g', 'defs')):
            self.complain('text %r in %s' % (data, self.open[-1:]))

    def handle_comment(self, data):
        self.complain('a comment')

    def handle_pi(self, data):
        self.complain('<?%s' % data)

    unknown_decl = handle_comment

    def finish(self):
        self.close()
        if self.open:
            self.complain('not closed: %s' % self.open)
        for one in sorted(set(i for i in self.ids if self.ids.count(i) > 1)):
            self.complain('id %s stands twice' % one)
        for one in sorted(set(self.targets) - set(self.ids)):
            self.complain('there is no #%s' % one)
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.complain('one h1 comes first')
        for a, b in zip(self.headings, self.headings[1:]):
            if b > a + 1:
                self.complain('h%d follows h%d' % (b, a))
        if '@import' in self.style or 'url(' in self.style:
            self.complain('the style fetches something')

def main():
    wrong, cells = [], set()
    for name in sys.argv[1:]:
        with open(name, 'rb') as f:
            text = f.read().decode('utf-8')
        page = Page(name)
        if [c for c in text if (c < ' ' and c != '\n') or '\x7f' <= c <= '\x9f'
                or c in '\u200b\u200d\u202e\u2066\ufeff']:
            page.complain('a character that nobody sees')
        page.feed(text)
        page.finish()
        wrong += page.wrong
        cells |= set(page.cells)
    if not sys.stdin.isatty():
        for line in sys.stdin.read().split('\n')[:-1]:
            if line not in cells:
                wrong.append('no cell is %r' % line)
    print('\n'.join(wrong), end='\n' if wrong else '')

main()
