/*
 * markdown.h - the text of a report as HTML, by libcmark. HTML in the text is
 * left out, and so are links that would run something.
 */
#ifndef REPORTS_MARKDOWN_H
#define REPORTS_MARKDOWN_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { PART_TEXT = -1 };

/* What follows one another on the page. */
struct part {
	long command;	    /* its number; or PART_TEXT */
	int level;	    /* of the last heading, at least 1 */
	size_t above;	    /* commands that stand above */
	struct cs_buf html; /* PART_TEXT only */
};

struct heading {
	int level;	    /* 2 and more */
	size_t above;	    /* commands that stand above */
	struct cs_buf html; /* its content; in the part it has the id "sN" of
			       its number, from 1 */
};

struct document {
	struct cs_buf title; /* content of the first heading, if the report
				begins with one of level 1; else empty */
	struct part *parts;
	size_t nparts, parts_capacity;
	struct heading *headings;
	size_t nheadings, headings_capacity;
};

/* `markdown` is that of struct source. -1: this build has no libcmark, and err
 * says so. */
int markdown_read(struct document *document, const struct cs_buf *markdown,
		  struct cs_err *err);
void markdown_release(struct document *document);

#endif
