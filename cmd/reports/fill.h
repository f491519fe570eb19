/*
 * fill.h - what {{...}} in a report's text stands for:
 *
 *	{{as_of}}		the day of the report
 *	{{TABLE.COLUMN}}	a figure, of the first row of a table
 *	{{TABLE.COLUMN ROW}}	of the row of that name
 *	{{-1}}			what the one before it was in the run before: of
 *				{{as_of}} if there is none before it
 *	{{-1|OTHER}}		the same; OTHER if there is nothing of it
 *
 * A figure is that of the nearest block above that has it, else below.
 */
#ifndef REPORTS_FILL_H
#define REPORTS_FILL_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/figures.h"
#include "reports/runs.h"

struct filling {
	const struct runs *runs;
	const struct figures *figures, *before; /* before: NULL if none */
	const struct figure *last; /* of the last {{...}}; NULL: as_of */
	char *unknown; /* the first one that stands for nothing; or NULL */
};

/* Appends HTML of which `above` blocks stand above. */
void fill_in(struct filling *filling, const char *html, size_t above,
	     struct cs_buf *out);

#endif
